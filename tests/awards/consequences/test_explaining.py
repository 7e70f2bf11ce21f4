"""Why an entry goes on or not, and why it gets a reward or not, in words."""

from dataclasses import replace

from awards.consequences.competition import RoundPlayed, settle
from awards.consequences.explaining import HOW, MISSED, NOT_TAKEN, explain_advance, explain_award, explain_missed
from challenges.rules.document import Document
from challenges.rules.names import Names
from tests.awards.consequences.ladders import POINTS, ladder_of_two_rounds, play
from tests.evaluation.methods.entering import entry, scored
from tests.factories.rules import (
    condition,
    document,
    fixed,
    hurdle,
    item,
    limit,
    rewards_piece,
    stage,
    text,
    to_rank,
)


def told(made: Document, found: RoundPlayed, code: str) -> list[str]:
    result, rule = found.of(), made.rules.rounds[0].advancing
    assert rule is not None
    assert result.advanced is not None
    said = explain_advance(rule, result.ranking, result.advanced, code, Names(made))
    return [said.words, *(each.words for each in said.below)]


def test_why_an_entry_goes_on_or_not():
    made = ladder_of_two_rounds()
    found = play(made, [*scored(a=90, b=80, c=75, d=60), entry("e")])
    assert told(made, found, "a") == ["Goes on. The best 2 go on. If a rank is shared across the line, all of these go on."]
    assert told(made, found, "c") == [
        "Does not go on: others were taken, and its rank is 3. Waits as a reserve, place 1.",
    ]
    assert told(made, found, "d") == ["Does not go on: it is below a hurdle.", "The total is at least 70. It is 60."]
    assert told(made, found, "e") == ["Does not go on: it is out."]


def test_why_an_entry_gets_a_reward_or_not():
    students, bar = [condition("student")], hurdle("minimum_score", "bar", score="70")
    prizes = rewards_piece(
        item("first", to_rank(1), fixed(1000), who=students),
        item(
            "course",
            to_rank(1),
            {"kind": "goods", "what": text("A course"), "worth": {"amount": "50", "currency": "EUR", "tax": "gross"}},
        ),
        item("mention", to_rank(1, 2), not_with=["first"], bars=[bar], freed="nobody"),
    )
    made = document(stage("final", judging=POINTS), rewards=prizes)
    field = [replace(each, facts=frozenset({"student"} if each.work_code == "b" else ())) for each in scored(a=65, b=60)]
    outcome = settle(made.rules, [play(made, field)])
    said = [explain_award(made.rules.rewards, payment) for payment in outcome.paid.payments]
    assert [each.words for each in said] == ["First, for a place that was freed, with rank 2", "Course, for rank 1"]
    assert [each.below[0].words for each in said] == ["EUR\N{NO-BREAK SPACE}1,000: a fixed sum", "worth EUR\N{NO-BREAK SPACE}50"]
    assert [explain_missed(made.rules.rewards, missed, Names(made)).words for missed in outcome.rewarded.missed] == [
        "First: a condition is not met: student",
        "Mention: ranked, but below what it takes to be paid. The total is at least 70.",
        "Mention: ranked, but below what it takes to be paid. The total is at least 70.",
    ]


def test_exclusions_limits_and_moving_up_have_words():
    made = document(
        stage("final", judging=POINTS),
        rewards=rewards_piece(
            item("first", to_rank(1), who=[condition("student")]),
            item("second", to_rank(2), who=[condition("student")]),
            item("mention", to_rank(2), not_with=["first"], freed="nobody"),
        ),
        limits=[limit("wins", "everyone", 2)],
    )
    field = [replace(each, facts=frozenset({"student"} if each.work_code != "a" else ())) for each in scored(a=90, b=80, c=70)]
    outcome = settle(made.rules, [play(made, field)])
    words = [explain_missed(made.rules.rewards, missed, Names(made)).words for missed in outcome.rewarded.missed]
    assert words == [
        "First: a condition is not met: student",
        "Second: it moved up to a better place",
        "Mention: cannot be held together with First",
    ]
    assert set(HOW) == {"rank", "moved_up", "advanced", "entered", "chosen", "drawn"}
    assert (set(MISSED), set(NOT_TAKEN)) == (
        {"bar", "condition", "not_with", "limit", "moved_up"},
        {"out", "hurdle", "limit", "waiting", "not_taken"},
    )
