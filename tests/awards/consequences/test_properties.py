"""What holds of every competition, tried on whole made-up documents."""

import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.consequences.competition import Outcome, RoundPlayed, play_round, settle
from awards.consequences.dividing import DIVISIONS
from awards.consequences.explaining import explain_advance, explain_award, explain_missed
from awards.consequences.hurdles import HURDLES
from awards.consequences.paying import EACH
from awards.consequences.recipients import RECIPIENTS
from awards.consequences.taking import AT_LINE, TAKES
from challenges.rules import advancing, rewards
from challenges.rules.advancing import AT_LINE as LINES
from challenges.rules.document import Document
from challenges.rules.names import Names
from challenges.rules.rewards import FixedSum, RangeSum, ToRank
from evaluation.methods.explaining import explain, explain_tie
from tests.awards.consequences.playing import decided, entries_of, play
from tests.challenges.rules.generated import document_of
from tests.evaluation.methods.test_kinds import kinds

bounded = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 2**32 - 1)


def made(seed: int) -> Document:
    return Document.model_validate(decided(document_of(seed)))


@pytest.mark.parametrize(
    ("union", "does"),
    [
        (advancing.Hurdle, HURDLES),
        (advancing.Take, TAKES),
        (rewards.Recipients, RECIPIENTS),
        (rewards.RewardEach, EACH),
        (rewards.Division, DIVISIONS),
    ],
)
def test_every_kind_is_carried_out(union, does):
    assert set(does) == kinds(union)


def test_every_way_at_the_line_is_carried_out():
    assert set(AT_LINE) == {*LINES, "decided"}


def check_rounds(document: Document, played: dict[str, RoundPlayed]) -> None:
    """One standing for each entry in each of its lots; each is taken, or is not, once; all of it can be told."""
    for stage in document.rules.rounds:
        for each in played[stage.key].played:
            codes = sorted(entry.work_code for entry in each.entries if each.scope.has(entry))
            assert sorted(standing.work_code for standing in each.ranking.standings) == codes
            assert json.loads(json.dumps(each.ranking.as_json()))["lot"] == each.scope.lot
            if stage.advancing is None or each.advanced is None:
                continue
            assert sorted([*each.advanced.work_codes, *(one.work_code for one in each.advanced.not_taken)]) == codes
            assert all(
                explain_advance(stage.advancing, each.ranking, each.advanced, code, Names(document)).words for code in codes
            )


def check_words(document: Document, played: dict[str, RoundPlayed]) -> None:
    for stage in document.rules.rounds:
        for each in played[stage.key].played:
            if stage.judging is not None:
                told = [explain(stage.judging, each.ranking, one.work_code) for one in each.ranking.standings]
                assert all(said.words for steps in told for said in steps)
                assert all(explain_tie(stage.judging, tie).words for tie in each.ranking.ties)


def check_money(document: Document, outcome: Outcome) -> None:
    """No more than a pool holds, an item allows, and the rungs of a ladder come to; a sum in instalments is that sum."""
    rules = document.rules.rewards
    items = {item.key: item for item in rules.items}
    assert all(left >= 0 for left in outcome.paid.left.values())
    for payment in outcome.paid.payments:
        item, amount = items[payment.award.item], payment.amount
        assert explain_award(rules, payment).words
        if payment.instalments:
            assert sum((part for _key, part in payment.instalments), Fraction()) == amount
        if isinstance(item.each, RangeSum) and amount is not None:
            assert item.each.at_most is None or amount <= Fraction(item.each.at_most.amount)
        if isinstance(item.each, FixedSum) and getattr(item.when_shared, "kind", "") != "split_places" and amount is not None:
            assert amount <= Fraction(item.each.sum.amount)
    assert all(explain_missed(rules, missed, Names(document)).words for missed in outcome.rewarded.missed)


def split_ladders(document: Document, outcome: Outcome) -> Iterator[tuple[Any, Fraction, Fraction]]:
    """What was paid and what was promised by rank where who share a rank share its places."""
    items = {item.key: item for item in document.rules.rewards.items}
    paid: Counter[Any] = Counter()
    for payment in outcome.paid.payments:
        item = items[payment.award.item]
        if isinstance(item.to, ToRank) and isinstance(item.each, FixedSum) and payment.amount is not None:
            paid[item.to.round, payment.award.lot, payment.award.window] += payment.amount
    for (of, lot, window), amount in paid.items():
        promised = sum(
            (
                Fraction(item.each.sum.amount) * (item.to.last - item.to.first + 1)
                for item in items.values()
                if isinstance(item.to, ToRank) and item.to.round == of and isinstance(item.each, FixedSum)
            ),
            Fraction(),
        )
        shares = {
            getattr(item.when_shared, "kind", "")
            for item in items.values()
            if isinstance(item.to, ToRank) and item.to.round == of
        }
        if shares <= {"split_places"}:
            yield (of, lot, window), amount, promised


@bounded
@given(seeds, st.sampled_from([0, 1, 2, 9]))
def test_every_competition_comes_to_one_result_with_no_more_money_than_promised(seed, entries):
    document = made(seed)
    played, outcome = play(document, seed, entries)

    check_rounds(document, played)
    check_words(document, played)
    check_money(document, outcome)
    for where, paid, promised in split_ladders(document, outcome):
        assert paid <= promised, where


@bounded
@given(seeds, st.randoms())
def test_no_order_of_entries_changes_who_advances_and_who_gets_what(seed, random):
    document = made(seed)
    first = document.rules.rounds[0]
    lots = tuple(lot.key for lot in document.rules.lots)
    entries = entries_of(document.rules, first, {f"p{number}": lots for number in range(7)}, random)
    shuffled = random.sample(entries, len(entries))

    one, other = (play_round(document.rules, first, each, call=document.call) for each in (entries, shuffled))
    assert [(each.ranking, each.advanced) for each in one.played] == [(each.ranking, each.advanced) for each in other.played]
    assert settle(document.rules, [one], call=document.call) == settle(document.rules, [other], call=document.call)
