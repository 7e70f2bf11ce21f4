"""Corrected marks: the juror asks, somebody else records the jury's session, the old mark stays, the ranking is made anew."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils.html import strip_tags

from challenges.models import Round
from challenges.rules.building import Plain
from core import clock
from core.lifecycle import TransitionRefused
from core.worklist import waiting_for
from evaluation import services
from evaluation.models import Correction, Juror, Score, Scorecard
from evaluation.published import follows
from tests.evaluation.acts import mailed, verbs
from tests.evaluation.undecided import newest
from tests.evaluation.visits import post, see, where
from tests.factories.evaluation import Judging, judging

pytestmark = pytest.mark.django_db
REASON = "I mixed up two works when I typed this mark."
SESSION = "The jury met on Monday and found the slip plain to see."


def ask(made: Judging, *, by: Any = None, card: Scorecard | None = None, value: Any = Decimal(1), **changes: Any) -> Correction:
    """Ask to correct the mark 4 of the second juror for the first entry."""
    person = by or made.people[1]
    given = {"reason": REASON, **changes}
    key = given.pop("criterion", "benefit")
    return services.ask_correction(card or made.card(made.people[1], made.entries[0]), key, value, by=person, **given)


def code_refused(act: Any) -> str:
    with pytest.raises(TransitionRefused) as refused:
        act()
    return refused.value.gaps[0].code


def unbound(document: Plain) -> None:
    """Let the contest be one whose verdict does not bind."""
    document["rules"]["law"]["profile"] = "own-rules"


def test_a_corrected_mark_stands_beside_the_old_one_and_makes_the_next_ranking():
    made = judging("scored")
    code = made.entries[0].work_code
    correction = ask(made)
    assert newest(made).number == 1
    services.record_correction(correction, by=made.chair, session=SESSION)
    ranking = newest(made)
    assert (ranking.number, ranking.cause) == (2, "corrected")
    assert follows(ranking.content)
    mark = [each["marks"]["benefit"] for each in ranking.content["scorecards"] if each["work_code"] == code]
    assert sorted(mark) == ["1", "4", "4"]
    # 4, 1 and 4 of 5 for half of the weight; 4 of 5 for the rest.
    entry = next(each for each in ranking.content["entries"] if each["work_code"] == code)
    assert entry["points_exact"] == "70"
    score = Score.objects.get(scorecard=correction.scorecard, criterion_key="benefit")
    assert score.value == "4"
    assert verbs(made.entries[0].reference)[-2:] == ["ask_correction", "record_correction"]
    assert mailed("jury-correction-asked") == 1
    assert mailed("jury-correction-settled") == 1


def test_a_mark_can_be_corrected_again():
    made = judging("scored")
    services.record_correction(ask(made), by=made.chair, session=SESSION)
    assert code_refused(lambda: ask(made)) == "same_mark"
    again = ask(made, value=Decimal(3))
    assert (again.former, again.value, again.number) == ("1", "3", 2)
    services.record_correction(again, by=made.chair, session=SESSION)
    assert newest(made).number == 3


def test_a_mark_that_is_left_as_it_was_changes_nothing():
    made = judging("scored")
    correction = services.drop_correction(ask(made), by=made.chair, session=SESSION)
    assert newest(made).number == 1
    assert code_refused(lambda: services.record_correction(correction, by=made.chair, session=SESSION)) == "settled"
    assert ask(made).number == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": Decimal(9)}, "off_scale"),
        ({"value": None}, "off_scale"),
        ({"value": Decimal(4)}, "same_mark"),
        ({"criterion": "beauty"}, "no_criterion"),
        ({"reason": "Oops."}, "no_substance"),
    ],
)
def test_what_cannot_be_asked_is_refused(changes, code):
    made = judging("scored")
    assert code_refused(lambda: ask(made, **changes)) == code
    assert not Correction.objects.exists()


def test_a_mark_is_asked_for_once_at_a_time():
    made = judging("scored")
    ask(made)
    assert code_refused(lambda: ask(made, value=Decimal(2))) == "asked"
    assert ask(made, criterion="cost", value=Decimal(2)).number == 2


def test_marks_that_are_not_locked_are_changed_on_the_scorecard():
    made = judging("declared")
    assert code_refused(lambda: ask(made)) == "not_ranked"


def test_nothing_is_corrected_once_names_are_known_or_the_round_is_decided():
    made = judging("scored")
    correction = ask(made)
    Round.objects.filter(pk=made.round.pk).update(decided_at=clock.database_now())
    assert code_refused(lambda: services.record_correction(correction, by=made.chair, session=SESSION)) == "decided"
    assert code_refused(lambda: ask(made, criterion="cost")) == "decided"
    signed = judging("signed")
    assert code_refused(lambda: ask(signed)) == "revealed"


def test_only_the_juror_asks():
    made = judging("scored")
    for name, person in made.roles().items():
        if name != "juror 2":
            with pytest.raises(PermissionDenied):
                ask(made, by=person)


@pytest.mark.parametrize(("edit", "recorders"), [(None, {"juror 1"}), (unbound, {"juror 1", "secretary"})])
def test_who_records_the_session(edit, recorders):
    made = judging("scored", edit=edit)
    correction = ask(made)
    found = set()
    for name, person in made.roles().items():
        try:
            with transaction.atomic():
                services.record_correction(correction, by=person, session="too short")
        except TransitionRefused:
            found.add(name)
        except PermissionDenied:
            continue
    assert found == recorders


def test_of_the_chairs_own_mark_another_juror_records_the_session():
    made = judging("scored")
    correction = ask(made, by=made.chair, card=made.card(made.chair, made.entries[0]))
    with pytest.raises(PermissionDenied):
        services.record_correction(correction, by=made.chair, session=SESSION)
    services.record_correction(correction, by=made.people[2], session=SESSION)
    assert newest(made).number == 2


def test_who_left_the_jury_asks_no_more():
    made = judging("scored")
    Juror.objects.filter(user=made.people[1]).update(recused_at=clock.database_now())
    with pytest.raises(PermissionDenied):
        ask(made)


def test_the_database_forbids_to_change_what_was_asked_or_settled():
    made = judging("scored")
    correction = ask(made)
    rows = Correction.objects.filter(pk=correction.pk)
    for change in ({"value": "2"}, {"former": "2"}, {"reason": "Another."}, {"number": 7}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(recorded_at=clock.database_now())
    services.record_correction(correction, by=made.chair, session=SESSION)
    for change in ({"session": "Another."}, {"recorded_at": None, "recorded_by": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_the_pages_from_asking_to_recording():
    made = judging("scored")
    person, code = made.people[1], made.entries[0].work_code
    assert "Ask to correct it" in see(person, "sheet", code)
    assert "Ask to correct a mark" in see(person, "correct", code, "benefit")
    assert post(person, "correct", code, "benefit", status=422, mark="9", reason=REASON)
    assert post(person, "correct", code, "benefit", status=409, mark="1", reason="Oops.")
    post(person, "correct", code, "benefit", mark="1", reason=REASON)
    see(person, "correct", code, "beauty", status=404)
    see(made.roles()["outsider"], "correct", code, "benefit", status=404)
    assert "Record it" in see(made.chair, "undecided", *where(made))
    assert "Record it" not in see(person, "undecided", *where(made))
    assert "Record it" not in see(made.secretary, "desk_undecided", *where(made))
    post(person, "settle_correction", *where(made), 1, status=403, **{"c1-session": SESSION})
    post(made.chair, "settle_correction", *where(made), 1, status=422, **{"c1-session": ""})
    post(made.chair, "settle_correction", *where(made), 1, status=409, **{"c1-session": "Fine."})
    post(made.chair, "settle_correction", *where(made), 7, status=404, **{"c7-session": SESSION})
    post(made.chair, "settle_correction", *where(made), 1, act="record", **{"c1-session": SESSION})
    sheet = strip_tags(see(person, "sheet", code))
    assert "corrected" in sheet
    assert "50 of 100 in all." in sheet
    text = strip_tags(see(made.secretary, "desk_undecided", *where(made)))
    assert REASON in text
    assert SESSION in text
    assert "A mark was corrected." in strip_tags(see(made.chair, "ranking", *where(made)))


def test_the_inbox_says_what_waits():
    made = judging("scored")
    ask(made)
    found = {name: [str(item.title) for item in waiting_for(person)] for name, person in made.roles().items()}
    titles = "Record the jury’s session on a mark"
    assert {name for name, waiting in found.items() if titles in waiting} == {"juror 1"}


def test_the_old_mark_is_left_on_the_page_too():
    made = judging("scored")
    ask(made)
    post(made.chair, "settle_correction", *where(made), 1, act="drop", **{"c1-session": SESSION})
    assert "Left as it was" in see(made.chair, "undecided", *where(made))
    assert newest(made).number == 1


def test_jurors_who_never_see_the_others_marks_see_no_correction_either():
    made = judging("scored", sees_others="never")
    ask(made)
    assert REASON not in see(made.people[2], "undecided", *where(made))
    assert REASON in see(made.people[1], "undecided", *where(made))
    assert REASON in see(made.chair, "undecided", *where(made))
    assert REASON in see(made.auditor, "desk_undecided", *where(made))
