"""What follows from a document and an instant: which windows stand open, which deadlines have passed."""

from datetime import UTC, datetime, timedelta

import pytest

from challenges.rules.impact.moments import RoundFacts, moment_at, upstream
from tests.challenges.rules.impact.amending import CONCEPT, FORM, published

OPENS = datetime(2027, 3, 1, 10, tzinfo=UTC)
CLOSES = datetime(2027, 4, 1, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "has_opened", "has_passed"),
    [(OPENS - SECOND, False, False), (OPENS, True, False), (CLOSES, True, False), (CLOSES + SECOND, True, True)],
)
def test_a_window_holds_both_its_ends(at: datetime, has_opened: bool, has_passed: bool) -> None:
    facts = moment_at(published(), at).of("concept")

    assert (facts.has_opened, facts.has_deadline_passed) == (has_opened, has_passed)
    assert facts.opened_windows == (frozenset({"w1", "spring"}) if has_opened else frozenset())


@pytest.mark.parametrize(("judged", "has_passed"), [("each", False), ("together", True), ("one_by_one", False)])
def test_windows_that_are_judged_together_share_the_first_deadline(judged: str, has_passed: bool) -> None:
    later = {"kind": "instant", "at": "2027-05-01T10:00:00Z", "words": "1 May 2027"}
    document = published((f"{CONCEPT}.judging.windows", judged), ("call.windows[0].closes", later))

    assert moment_at(document, CLOSES + SECOND).of("concept").has_deadline_passed is has_passed


def test_where_entries_are_judged_as_they_come_the_first_mark_ends_it() -> None:
    document = published((f"{CONCEPT}.judging.windows", "one_by_one"))

    moment = moment_at(document, OPENS, {"concept": RoundFacts(is_mark_seen=True, deposits=1)})

    assert moment.of("concept").has_deadline_passed
    assert moment.of("concept").deposits == 1


def test_a_round_without_entries_has_the_deadline_of_those_before() -> None:
    after = moment_at(published(), CLOSES + SECOND)

    assert [after.of(key).has_deadline_passed for key in ("trial", "poll", "final")] == [True, True, True]
    assert not moment_at(published(), CLOSES).of("final").has_deadline_passed


def test_a_day_opens_with_its_first_second_and_closes_after_its_last() -> None:
    day = {"kind": "day", "on": "2027-03-20", "words": "20 March 2027"}
    document = published((f"{FORM}.windows[0].opens", day), (f"{FORM}.windows[0].closes", day), (f"{FORM}.call_windows", []))
    midnight = datetime(2027, 3, 19, 23, tzinfo=UTC)

    def windows(at: datetime) -> tuple[bool, bool]:
        facts = moment_at(document, at).of("concept")
        return "w1" in facts.opened_windows, "w1" in facts.closed_windows

    assert windows(midnight - SECOND) == (False, False)
    assert windows(midnight) == (True, False)
    assert windows(midnight + timedelta(hours=24) - SECOND) == (True, False)
    assert windows(midnight + timedelta(hours=24)) == (True, True)


def test_of_a_round_that_is_not_known_nothing_has_happened() -> None:
    assert moment_at(published(), CLOSES).of("unheard-of") == RoundFacts()


def test_entries_come_from_all_rounds_before() -> None:
    assert upstream(published(), "final") == {"concept", "trial", "poll"}
    assert upstream(published(), "concept") == frozenset()


def test_rounds_in_a_circle_do_not_hang() -> None:
    assert upstream(published((f"{CONCEPT}.follows", ["final"])), "concept") == {"concept", "final", "trial", "poll"}
