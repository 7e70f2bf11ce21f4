"""A ladder of two rounds, and one round of a document played."""

from collections.abc import Sequence
from typing import Any

from awards.consequences.competition import RoundPlayed, play_round
from challenges.rules.document import Document
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from tests.factories.rules import (
    advancing_piece,
    criterion,
    document,
    fixed,
    hurdle,
    item,
    judging_piece,
    numbers,
    part,
    rewards_piece,
    stage,
    to_rank,
    top,
)

POINTS = judging_piece(part(criteria=[criterion("a", numbers("100"))]))


SEVENTY = hurdle("minimum_score", score="70")


def play(made: Document, entries: Sequence[Entry], index: int = 0, acts: Acts = NO_ACTS) -> RoundPlayed:
    return play_round(made.rules, made.rules.rounds[index], entries, call=made.call, acts=acts)


def ladder_of_two_rounds(**further: Any) -> Document:
    first = stage("sift", judging=POINTS, advancing=advancing_piece(top(2), hurdles=[SEVENTY], reserves=1))
    last = stage("final", judging=POINTS, follows=["sift"])
    costs = item("costs", {"kind": "advanced", "round": "sift"}, fixed(500), kind="refund")
    prizes = rewards_piece(costs, item("first", to_rank(1), fixed(1000)), item("second", to_rank(2), fixed(400)))
    return document(first, last, rewards=prizes, **further)
