"""What a juror reads of a blind round's ranking before the report is signed: nothing that joins a work with a conflict."""

import pytest
from django.utils.html import strip_tags

from evaluation import services
from evaluation.models import Report
from tests.evaluation.acts import declare
from tests.evaluation.visits import see, where
from tests.factories.evaluation import Judging, judging, score

pytestmark = pytest.mark.django_db
NOT_SHOWN = "Not shown"


def ranked(*, mark: int = 3, **rules: object) -> Judging:
    """Return a ranked round of two works, the first of which the last of four jurors is in conflict with."""
    made = judging("assigned", entries=2, jurors=4, **rules)
    for person in made.people[:3]:
        declare(made, person)
    declare(made, made.people[3], conflicts=made.entries[:1], statement="My sister.")
    for person in made.people:
        for number, entry in enumerate(made.entries):
            if person != made.people[3] or number:
                score(made.card(person, entry), person, mark=mark if number else 3)
    return made


def text_of(made: Judging, person: object, page: str = "ranking") -> str:
    return strip_tags(see(person, page, *where(made)))


@pytest.mark.parametrize("page", ["ranking", "report"])
def test_a_juror_with_a_conflict_sees_the_codes_they_scored_and_no_other(page):
    made = ranked(mark=2)
    conflicted, scored = made.entries
    text = text_of(made, made.people[3], page)
    assert scored.work_code in text
    assert conflicted.work_code not in text
    assert text.count(NOT_SHOWN) == 1
    assert all(entry.work_code in text_of(made, made.people[0], page) for entry in made.entries)


def test_a_tie_names_no_code_that_its_reader_did_not_score():
    made = ranked(mark=3)
    text = text_of(made, made.people[3])
    assert made.entries[0].work_code not in text
    assert "an entry you do not score" in text


def test_who_stepped_back_from_an_entry_sees_its_code_no_more():
    made = judging("declared", entries=2, jurors=4)
    services.recuse_juror(made.seat(made.people[3]), by=made.people[3], reason="I know them.", entry=made.entries[0])
    for person in made.people:
        for entry in made.entries:
            if person != made.people[3] or entry != made.entries[0]:
                score(made.card(person, entry), person)
    assert made.entries[0].work_code not in text_of(made, made.people[3])


def test_no_juror_sees_how_many_scored_each_entry_before_the_signing_and_officials_do():
    made = ranked()
    assert [("Scorecards" in text_of(made, person)) for person in made.people] == [False] * 4
    assert "Scorecards" in strip_tags(see(made.secretary, "desk_ranking", *where(made)))
    services.circulate_report(Report.objects.get(), by=made.chair, remarks="")
    for person in made.people:
        services.sign_report(Report.objects.get(), by=person)
    text = text_of(made, made.people[3])
    assert "Scorecards" in text
    assert all(entry.work_code in text for entry in made.entries)


def test_nothing_is_withheld_in_a_round_that_is_not_blind():
    made = ranked(is_blind=False)
    text = text_of(made, made.people[3])
    assert "Scorecards" in text
    assert NOT_SHOWN not in text
