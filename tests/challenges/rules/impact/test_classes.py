"""The class of a change: what the member is, which way it moves, and when."""

from datetime import datetime
from typing import Any

import pytest

from challenges.rules.impact.changes import impact
from challenges.rules.impact.moments import RoundFacts, moment_at
from tests.challenges.rules.documents import Data, at, whole
from tests.challenges.rules.impact.amending import (
    AFTER,
    BEFORE,
    CONCEPT,
    CRITERION,
    ENTERED,
    FORM,
    OPEN,
    impact_by,
    impact_of,
    moment,
    published,
    read,
    told,
    unreserved,
)
from tests.challenges.rules.impact.changing import classes

CLOSES = f"{FORM}.windows[0].closes.at"
LATER = {"kind": "announced_later", "by": None}


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("notice.contact_email", "other@city.example", "words"),
        (f"{CONCEPT}.title.en", "Idea", "words"),
        (f"{FORM}.questions[1].label.en", "The idea", "words"),
        (f"{CRITERION}.title.en", "Need", "words"),
        (f"{FORM}.windows[0].closes.words", "1 April 2027 at noon", "words"),
        (CLOSES, "2027-04-08T10:00:00Z", "relaxing"),
        (f"{FORM}.questions[1].required", False, "relaxing"),
        (f"{FORM}.questions[1].limits[0].at_most", "600", "relaxing"),
        (f"{FORM}.questions[1].limits[0].at_most", None, "relaxing"),
        (f"{CONCEPT}.advancing.hurdles[0].score", "65", "relaxing"),
        (f"{CONCEPT}.advancing.reserves", 3, "relaxing"),
        ("rules.rewards.pools[0].total.amount", "900000", "relaxing"),
        ("rules.participation.entry_as[0].members_at_most", 8, "relaxing"),
        ("rules.participation.limits[0].at_least", None, "relaxing"),
        ("rules.rounds[1].advancing.takes[0].places", 6, "relaxing"),
        (f"{CRITERION}.minimum", "4", "adding"),
        (f"{CONCEPT}.advancing.takes[0].places", 8, "adding"),
        (f"{FORM}.questions[1].limits[0].at_most", "400", "breaking"),
        (f"{FORM}.questions[1].limits[0].at_least", "100", "breaking"),
        (f"{FORM}.late", "by_discretion", "relaxing"),
        (f"{FORM}.public", "while_open", "breaking"),
        (f"{CRITERION}.weight", "50", "breaking"),
        (f"{CRITERION}.weight", LATER, "breaking"),
        (f"{CRITERION}.scale", {"kind": "pass_fail"}, "breaking"),
        (f"{CRITERION}.scale.highest", "20", "breaking"),
        (f"{CRITERION}.description", None, "breaking"),
        (f"{CONCEPT}.judging.parts[0].aggregation.kind", "weighted_mean", "breaking"),
        (f"{CONCEPT}.advancing.hurdles[0].score", "75", "breaking"),
        ("rules.rounds[1].advancing.takes[0].places", 3, "breaking"),
        ("rules.rewards.pools[0].total.amount", "1", "breaking"),
        ("rules.juries[0].members", 7, "breaking"),
        ("rules.participation.who[0].any_of", ["company", "ngo"], "relaxing"),
        ("rules.participation.who[0].any_of", ["ngo"], "breaking"),
        ("rules.languages", ["en", "pl", "de"], "words"),
        ("rules.languages", ["de", "en", "pl"], "breaking"),
        ("notice.reference", "GT-2027-002", "forbidden"),
        (f"{FORM}.questions[1].kind", "file", "forbidden"),
        (f"{FORM}.questions[4].limits[0].unit", "households", "forbidden"),
        (f"{FORM}.questions[6].limits[0].at_most.currency", "PLN", "forbidden"),
        ("rules.participation.limits[0].counts", "teams", "forbidden"),
    ],
)
def test_one_change_while_the_window_is_open(path: str, value: Any, expected: str) -> None:
    assert classes((path, value)) == [expected]


def test_a_question_that_must_be_answered_now_is_to_be_completed() -> None:
    optional = published((f"{FORM}.questions[1].required", False))

    (change,) = impact(optional, published(), moment=moment())

    assert (change.gravity, change.completes, change.outcome) == ("adding", True, "complete")


@pytest.mark.parametrize("required", [True, False])
def test_a_new_question_adds(required: bool) -> None:
    def edit(data: Data) -> None:
        questions = data["rules"]["rounds"][0]["intake"]["questions"]
        questions.append(questions[1] | {"key": "more", "required": required})

    assert told(impact_by(edit)) == [("rules.rounds[concept].intake.questions[more]", "adding", "")]


def test_options_may_come_but_not_go_without_harm() -> None:
    def more(data: Data) -> None:
        data["rules"]["rounds"][0]["intake"]["questions"][0]["options"].append({"key": "none", "label": {"en": "None"}})

    def fewer(data: Data) -> None:
        data["rules"]["rounds"][0]["intake"]["questions"][0]["options"].pop()

    assert [change.gravity for change in impact_by(more)] == ["adding"]
    assert [(change.gravity, change.outcome) for change in impact_by(fewer)] == [("breaking", "confirm_and_complete")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"{FORM}.questions", "words"),
        (f"{CONCEPT}.judging.parts[0].criteria", "words"),
        (f"{CONCEPT}.judging.ties", "breaking"),
        ("rules.rewards.items", "breaking"),
        ("rules.participation.who", "words"),
    ],
)
def test_another_order_breaks_where_it_means_precedence(path: str, expected: str) -> None:
    changes = impact_of((path, at(whole(), path)[::-1]))

    assert [(change.how, change.gravity) for change in changes] == [("moved", expected)]


def test_a_bound_works_the_other_way_round_where_it_shuts_out() -> None:
    """Who is excluded by a number of staff is worse off when the number grows."""
    condition = {
        "kind": "size",
        "key": "size",
        "lots": [],
        "words": {"en": "Size"},
        "effect": "exclude",
        "verified_by": "statement",
        "checked_at": "entry",
        "headcount_at_most": 10,
        "classes": [],
    }
    old = published(("rules.participation.who[0]", condition))

    assert classes(("rules.participation.who[0]", condition | {"headcount_at_most": 20}), old=old) == ["breaking"]
    assert classes(("rules.participation.who[0]", condition | {"headcount_at_most": 5}), old=old) == ["relaxing"]


def test_nothing_relaxes_a_condition_among_those_who_compete_or_vote() -> None:
    assert classes(("rules.juries[1].who[0].at_least", 12)) == ["breaking"]


# --- The moment --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected", "reason"),
    [(BEFORE, "breaking", ""), (OPEN, "forbidden", "deadline_earlier"), (AFTER, "forbidden", "window_has_closed")],
)
def test_an_earlier_deadline(now: datetime, expected: str, reason: str) -> None:
    (change,) = impact_of((CLOSES, "2027-03-25T10:00:00Z"), at=now)

    assert (change.gravity, change.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{CRITERION}.weight", "50"),
        (f"{CRITERION}.title.en", "Need"),
        (f"{CRITERION}.scale.step", "2"),
        (f"{CONCEPT}.judging.parts[0].aggregation.first", "criterion"),
        (f"{CONCEPT}.judging.ties", []),
        (f"{CONCEPT}.judging.parts[0].criteria", []),
    ],
)
def test_after_the_deadline_judging_does_not_change(path: str, value: Any) -> None:
    changes = impact_of((path, value), at=AFTER)

    assert {(change.gravity, change.reason) for change in changes} == {("forbidden", "judging_after_deadline")}


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (f"{FORM}.questions[1].required", False, "after_deadline"),
        (f"{CONCEPT}.advancing.hurdles[0].score", "65", "after_deadline"),
        ("rules.participation.who", [], "after_deadline"),
        ("words.en.brief", [], "after_deadline"),
        ("rules.law.profile", "us-prize", "after_opening"),
        (f"{FORM}.windows[0].opens.at", "2027-02-01T10:00:00Z", "window_has_opened"),
        (f"{FORM}.windows", [], "window_removed"),
    ],
)
def test_after_the_deadline_what_entries_were_made_for_does_not_change(path: str, value: Any, reason: str) -> None:
    changes = impact_of((path, value), at=AFTER)

    assert {(change.gravity, change.reason) for change in changes} == {("forbidden", reason)}


def test_after_the_deadline_words_and_plans_still_change() -> None:
    assert classes((f"{CONCEPT}.planned[0].when.on", "2027-05-20"), (f"{CONCEPT}.title.en", "Idea"), at=AFTER) == [
        "words",
        "relaxing",
    ]


def test_a_round_that_has_opened_is_not_taken_away() -> None:
    def edit(data: Data) -> None:
        del data["rules"]["rounds"][0]

    before = impact_by(edit, BEFORE)
    now = impact_by(edit, OPEN)

    assert ("rules.rounds[concept]", "breaking", "") in told(before)
    assert ("rules.rounds[concept]", "forbidden", "after_opening") in told(now)


@pytest.mark.parametrize(("now", "expected"), [(BEFORE, "breaking"), (OPEN, "breaking"), (AFTER, "forbidden")])
def test_a_new_round_breaks_what_was_entered_for_those_it_follows(now: datetime, expected: str) -> None:
    def edit(data: Data) -> None:
        data["rules"]["rounds"].append(data["rules"]["rounds"][3] | {"key": "last", "follows": ["final"]})

    (change,) = impact_by(edit, now)

    assert (change.path, change.gravity) == ("rules.rounds[last]", expected)
    assert set(change.rounds) == ({"concept", "trial", "poll", "final"} if now < AFTER else set())


@pytest.mark.parametrize(("now", "expected"), [(OPEN, "breaking"), (AFTER, "forbidden")])
def test_a_lot_stays_once_entries_are_in(now: datetime, expected: str) -> None:
    """What entrants chose among does not change any more, even if a later round is still to be entered."""
    late = {"kind": "instant", "at": "2027-09-01T10:00:00Z", "words": "1 September 2027"}

    def with_entries(data: Data) -> Data:
        final, first = data["rules"]["rounds"][3], data["rules"]["rounds"][0]["intake"]
        final["intake"] = first | {"windows": [first["windows"][0] | {"closes": late}], "call_windows": []}
        return data

    old = with_entries(unreserved())
    new = with_entries(unreserved())
    del new["rules"]["lots"][1]

    (change,) = impact(read(old), read(new), moment=moment_at(read(old), now, ENTERED))

    assert change.gravity == expected


def test_what_was_promised_is_announced_before_the_first_mark_is_seen() -> None:
    path = f"{CONCEPT}.advancing.takes[0].places"
    seen = RoundFacts(deposits=3, is_mark_seen=True)

    assert [(each.how, each.gravity) for each in impact_of((path, 8), at=AFTER)] == [("filled", "adding")]
    assert [(each.gravity, each.reason) for each in impact_of((path, 8), at=AFTER, concept=seen)] == [
        ("forbidden", "announced_too_late")
    ]


def test_a_decided_round_changes_in_words_alone() -> None:
    decided = {key: RoundFacts(is_decided=True) for key in ENTERED}

    changes = impact_of(("rules.rewards.items[0].title.en", "Prize"), ("rules.juries[0].members", 7), at=AFTER, **decided)

    assert told(changes) == [
        ("rules.juries[jury].members", "forbidden", "decided"),
        (f"rules.rewards.items[{published().rules.rewards.items[0].key}].title[en]", "words", ""),
    ]


# --- What the rules reserve --------------------------------------------------------------------------------------------


# --- Who is concerned --------------------------------------------------------------------------------------------------
