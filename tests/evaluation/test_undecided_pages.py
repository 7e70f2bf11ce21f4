"""The page of what the rules leave to people, and earlier rankings beside the newest."""

import pytest
from django.utils.html import strip_tags

from evaluation import services
from evaluation.methods.draws import drawn
from evaluation.queries.asked import questions_of
from tests.evaluation.acts import declare
from tests.evaluation.test_acts import by_lot
from tests.evaluation.undecided import REASON, answer, newest, open_question, tied, with_vote
from tests.evaluation.visits import post, see, where
from tests.factories.evaluation import Judging, judging, score

pytestmark = pytest.mark.django_db


def slug_of(made: Judging) -> str:
    made.round.refresh_from_db()
    return questions_of(made.round, str)[0].slug


def enter(made: Judging, fields: dict[str, str | list[str]], *, status: int = 302, ranking: int = 1, person=None, **changes):
    slug = slug_of(made)
    data = {f"{slug}-{name}": value for name, value in {"ranking": ranking, "reason": REASON, **fields, **changes}.items()}
    return post(person or made.secretary, "enter_act", *where(made), slug, status=status, **data)


def test_the_secretary_enters_an_order_and_everybody_reads_it():
    made = tied()
    one, other = open_question(made).about
    assert "The jury decides" in strip_tags(see(made.secretary, "desk_undecided", *where(made)))
    enter(made, {f"entry_{one}": "2", f"entry_{other}": "1"})
    assert newest(made).content["acts"]["chosen"] == {"ties/jury-decides": [other, one]}
    for person, page in ((made.secretary, "desk_undecided"), (made.chair, "undecided"), (made.auditor, "desk_undecided")):
        text = strip_tags(see(person, page, *where(made)))
        assert f"{other}, then {one}" in text
        assert REASON in text
        assert "Nothing is open." in text


def test_numbers_are_typed_as_people_write_them():
    made = with_vote()
    first, second = (entry.work_code for entry in made.entries)
    enter(made, {f"entry_{first}": "1,000.5", f"entry_{second}": "62,5"})
    assert {each["work_code"]: each["by_act"]["public"] for each in newest(made).content["entries"]} == {
        first: "1000.5",
        second: "62.5",
    }


def test_a_draw_is_told_with_its_order():
    made = tied(edit=by_lot)
    about = open_question(made).about
    enter(made, {"text": "12 7 49"})
    assert ", then ".join(drawn("12 7 49", about)) in strip_tags(see(made.chair, "undecided", *where(made)))


@pytest.mark.parametrize(
    ("places", "words"), [(("1", "1"), "Place 1 is given twice"), (("1", ""), "Choose an answer for"), (("9", "1"), "9")]
)
def test_a_form_that_says_nothing_clear_is_shown_again(places, words):
    made = tied()
    about = open_question(made).about
    response = enter(made, dict(zip((f"entry_{code}" for code in about), places, strict=True)), status=422)
    assert words in response.content.decode()
    assert newest(made).number == 1


def test_what_the_service_refuses_is_said_and_what_was_typed_stays():
    made = tied()
    one, other = open_question(made).about
    response = enter(made, {f"entry_{one}": "2", f"entry_{other}": "1"}, status=409, reason="Because.")
    text = response.content.decode()
    assert "Give a reason that those concerned can follow" in text
    assert "Because." in text


def test_a_second_tab_is_told_that_there_is_a_newer_ranking():
    made = tied()
    one, other = open_question(made).about
    answer(made, [one, other])
    response = enter(made, {f"entry_{one}": "2", f"entry_{other}": "1"}, status=409)
    assert "There is a newer ranking in the meantime" in response.content.decode()
    enter(made, {f"entry_{one}": "2", f"entry_{other}": "1"}, ranking=2)
    assert "Decided anew since" in see(made.secretary, "desk_undecided", *where(made))


def test_who_may_not_enter_finds_no_form_and_no_address():
    made = tied()
    for person in (made.auditor, made.publisher, made.chair):
        page = "undecided" if person == made.chair else "desk_undecided"
        assert "Enter it" not in see(person, page, *where(made))
        enter(made, {}, person=person, status=404)
    outsider = made.roles()["outsider"]
    see(outsider, "desk_undecided", *where(made), status=404)


def test_a_question_that_is_asked_no_more_is_refused():
    made = tied()
    assert post(made.secretary, "enter_act", *where(made), "q0000000000", status=409)


def test_a_juror_with_a_conflict_reads_no_code_that_they_did_not_score():
    made = judging("assigned", entries=2, jurors=4, ties="jury")
    for person in made.people[:3]:
        declare(made, person)
    declare(made, made.people[3], conflicts=made.entries[:1], statement="My sister.")
    for person in made.people:
        for number, entry in enumerate(made.entries):
            if person != made.people[3] or number:
                score(made.card(person, entry), person, mark=3)
    hidden = made.entries[0].work_code
    assert hidden not in see(made.people[3], "undecided", *where(made))
    answer(made, [hidden, made.entries[1].work_code])
    assert hidden not in see(made.people[3], "undecided", *where(made))
    assert hidden in see(made.people[0], "undecided", *where(made))


def test_an_earlier_ranking_stays_readable_and_says_that_it_counts_no_more():
    made = tied()
    answer(made, list(open_question(made).about))
    for person, prefix in ((made.chair, ""), (made.secretary, "desk_")):
        early = strip_tags(see(person, f"{prefix}earlier_ranking", *where(made), 1))
        assert "A newer ranking counts in the place of this one." in early
        assert "(shared)" in early
        now = strip_tags(see(person, f"{prefix}ranking", *where(made)))
        assert "A newer ranking" not in now
        assert "(shared)" not in now
        assert "All rankings of this round" in now
        see(person, f"{prefix}earlier_ranking", *where(made), 3, status=404)
    see(made.roles()["outsider"], "earlier_ranking", *where(made), 1, status=404)


def test_the_report_page_tells_why_it_cannot_go_round():
    made = with_vote()
    assert "Numbers that people enter are missing." in see(made.chair, "report", *where(made))
    assert "cannot go round" not in see(made.people[1], "report", *where(made))


def test_a_chair_who_wrote_under_an_older_ranking_is_told_and_keeps_the_words():
    made = tied()
    answer(made, list(open_question(made).about))
    response = post(made.chair, "circulate", *where(made), status=409, remarks="Bold ideas.", ranking="1")
    text = response.content.decode()
    assert "There is a newer ranking in the meantime" in text
    assert "Bold ideas." in text
    post(made.chair, "circulate", *where(made), remarks="Bold ideas.", ranking="2")


def test_nobody_signs_a_report_that_they_did_not_read():
    made = tied("signing")
    answer(made, list(open_question(made).about))
    services.circulate_report(made.report, by=made.chair, remarks="")
    assert "This is report no. 2" in strip_tags(see(made.people[1], "report", *where(made)))
    post(made.people[1], "sign", *where(made), status=409, report="1")
    post(made.people[1], "sign", *where(made), status=404, report="7")
    assert not made.report.signatures.exists()
    post(made.people[1], "sign", *where(made), report="2")
    assert made.report.signatures.count() == 1
