"""Questions beside ties and votes: marks that the jury agrees in session, conditions that officials know, answers out of date."""

import pytest
from django.utils.html import strip_tags

from challenges.rules import building
from challenges.rules.building import Plain
from core.lifecycle import TransitionRefused
from evaluation import services
from evaluation.models import Scorecard
from evaluation.published import follows
from evaluation.queries.asked import asks_open, questions_of
from tests.evaluation.test_corrections import SESSION
from tests.evaluation.test_undecided_pages import enter
from tests.evaluation.undecided import LOT, REASON, answer, newest, open_question
from tests.evaluation.visits import see, where
from tests.factories.evaluation import CRITERIA, Judging, judging, score
from tests.factories.rules import condition

pytestmark = pytest.mark.django_db
AGREED = {"aggregation": building.points("weighted_share", over_jurors={"kind": "agreed"})}


def differing() -> Judging:
    """Return a ranked round of two works: of the first one the jurors' marks differ, though one value is asked for."""
    made = judging("declared", entries=2, part=AGREED)
    for number, person in enumerate(made.people):
        score(made.card(person, made.entries[0]), person, mark=2 + number)
        score(made.card(person, made.entries[1]), person, mark=3)
    made.round.refresh_from_db()
    return made


def test_marks_agreed_in_session_stand_for_those_that_differ():
    made = differing()
    code = made.entries[0].work_code
    ask = open_question(made)
    assert (ask.wants, ask.about) == ("marks", (code,))
    enter(made, {f"entry_{code}_{key}": "4" for key, _name, _weight in CRITERIA})
    content = newest(made).content
    assert content["acts"]["marks"] == {ask.step: {code: {key: "4" for key, _name, _weight in CRITERIA}}}
    assert [(each["work_code"], each["points_exact"]) for each in content["entries"]] == [
        (code, "80"),
        (made.entries[1].work_code, "60"),
    ]
    assert follows(content)
    assert "Benefit for people 4" in strip_tags(see(made.secretary, "desk_undecided", *where(made)))
    assert "The jury agreed these marks in session" in strip_tags(see(made.secretary, "desk_standing", *where(made), code))


def test_a_mark_off_the_scale_is_refused_in_the_form_and_by_the_service():
    made = differing()
    code = made.entries[0].work_code
    step = open_question(made).step
    enter(made, {f"entry_{code}_{key}": "9" for key, _name, _weight in CRITERIA}, status=422)
    with pytest.raises(TransitionRefused, match="outside the scale"):
        answer(made, {code: {key: "9" for key, _name, _weight in CRITERIA}}, step=step)
    with pytest.raises(TransitionRefused, match="Marks are missing"):
        answer(made, {code: {"benefit": "4"}}, step=step)
    assert newest(made).number == 1


def locals_first(document: Plain) -> None:
    ties = [{"kind": "applicant_fact", "key": "local", "lots": [], "condition": condition("local")}]
    document["rules"]["rounds"][0]["judging"]["ties"] = [*ties, building.plain_tie("shared_rank")]


def test_an_official_names_who_meets_a_condition():
    made = judging("scored", entries=5, edit=locals_first)
    ask = open_question(made)
    assert (ask.who, ask.wants, len(ask.about)) == ("official", "choice", 2)
    one, other = ask.about
    enter(made, {"chosen": [other]})
    ranks = {each["work_code"]: each["rank"] for each in newest(made).content["entries"]}
    assert (ranks[other], ranks[one]) == (4, 5)
    enter(made, {}, ranking=2)
    ranks = {each["work_code"]: each["rank"] for each in newest(made).content["entries"]}
    assert (ranks[other], ranks[one]) == (4, 4)
    assert "None of them." in strip_tags(see(made.chair, "undecided", *where(made)))


def corrected(made: Judging, number: int, mark: int) -> None:
    """Correct all marks of all jurors for one entry."""
    for person in made.people:
        for key, _name, _weight in CRITERIA:
            card = Scorecard.objects.get(juror__user=person, entry=made.entries[number])
            asked = services.ask_correction(card, key, str(mark), by=person, reason=REASON)
            other = made.people[1] if person == made.chair else made.chair
            services.record_correction(asked, by=other, session=SESSION)
    made.round.refresh_from_db()


def by_lot(document: Plain) -> None:
    document["rules"]["rounds"][0]["judging"]["ties"] = [LOT]


@pytest.mark.parametrize(("edit", "first", "again"), [(by_lot, "12 7 49", "3 3 3"), (locals_first, [], [])])
def test_an_answer_is_out_of_date_once_the_question_is_about_further_entries(edit, first, again):
    # Marks are 4, 3, 2, 1, 1: the last two are tied, and a corrected third one joins them.
    made = judging("scored", entries=5, edit=edit)
    step = open_question(made).step
    answer(made, first)
    made.round.refresh_from_db()
    assert asks_open(made.round) == []
    corrected(made, 2, 1)
    [ask] = asks_open(made.round)
    assert (ask.step, len(ask.about)) == (step, 3)
    content = newest(made).content
    assert step not in {**content["acts"]["seeds"], **content["acts"]["chosen"]}
    assert follows(content)
    answer(made, again, step=step)
    made.round.refresh_from_db()
    assert asks_open(made.round) == []


def test_an_order_of_the_jury_is_asked_for_anew_when_another_entry_joins_the_tie():
    made = judging("scored", entries=5, ties="jury")
    about = list(open_question(made).about)
    answer(made, about)
    corrected(made, 2, 1)
    [question] = [each for each in questions_of(made.round, str) if not each.is_answered]
    assert len(question.ask.about) == 3
    order = [made.entries[2].work_code, *about]
    answer(made, order, step=question.ask.step)
    assert [each["work_code"] for each in newest(made).content["entries"]][2:] == order
