"""Which rules the one method of format 1 can carry out. No database."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from challenges.rules.judging import Judging
from challenges.rules.upgrades import upgraded
from evaluation.scoring import is_weighted_mean

GOLDEN = Path(__file__).parent.parent / "challenges" / "rules" / "golden"


def judgings() -> list[dict[str, Any]]:
    """Return how the rounds of a stored version of format 1 are judged, as plain data of format 2."""
    content = json.loads((GOLDEN / "two-rounds.format-1.json").read_text(encoding="utf-8"))
    return [stage["judging"] for stage in upgraded(content)["rules"]["rounds"]]


@pytest.mark.parametrize("number", [0, 1])
def test_rules_of_format_1_are_ranked_by_its_method(number: int) -> None:
    assert is_weighted_mean(Judging.model_validate(judgings()[number]))


@pytest.mark.parametrize("first", ["total", "criterion"])
def test_of_whole_cards_totals_or_means_may_come_first(first: str) -> None:
    judging = judgings()[0]
    _aggregation(first=first)(judging)
    assert is_weighted_mean(Judging.model_validate(judging))


def test_a_jury_may_end_the_ties() -> None:
    judging = judgings()[0]
    judging["ties"][-1] = {"key": "last", "lots": [], "kind": "jury_decides", "jury": "jury", "by": "majority"}
    assert is_weighted_mean(Judging.model_validate(judging))


def _scale(**members: Any) -> Callable[[dict[str, Any]], None]:
    return lambda judging: judging["parts"][0]["criteria"][0]["scale"].update(members)


def _criterion(**members: Any) -> Callable[[dict[str, Any]], None]:
    return lambda judging: judging["parts"][0]["criteria"][0].update(members)


def _part(**members: Any) -> Callable[[dict[str, Any]], None]:
    return lambda judging: judging["parts"][0].update(members)


def _aggregation(**members: Any) -> Callable[[dict[str, Any]], None]:
    return lambda judging: judging["parts"][0]["aggregation"].update(members)


def _tie(judging: dict[str, Any], **members: Any) -> None:
    judging["ties"].insert(0, {"key": "first", "lots": [], **members})


OTHERS: dict[str, Callable[[dict[str, Any]], None]] = {
    "half marks": _scale(step="0.5"),
    "from one": _scale(lowest="1"),
    "another highest mark": _scale(highest="10"),
    "an open scale": _scale(highest=None),
    "yes or no": _criterion(scale={"kind": "yes_no", "points": "5"}),
    "pass or fail": _criterion(scale={"kind": "pass_fail"}),
    "a scale to come": _criterion(scale={"kind": "announced_later", "by": None}),
    "a bonus": _criterion(bonus="points"),
    "an own way over the jurors": _criterion(over_jurors={"kind": "majority"}),
    "a weight to come": _criterion(weight={"kind": "announced_later", "by": None}),
    "an order of weights": _part(weights="order"),
    "sums": _aggregation(kind="sum_of_points"),
    "without extremes": _aggregation(over_jurors={"kind": "trimmed_mean", "drop_highest": 1, "drop_lowest": 1}),
    "an agreed order": lambda judging: judging["parts"][0].update(aggregation={"kind": "order", "decided_by": "majority"}),
    "a window after another": lambda judging: judging.update(windows="each"),
    "two juries": lambda judging: judging.update(parts=[*judging["parts"], {**judging["parts"][0], "key": "public"}]),
    "a jury before other ties": lambda judging: _tie(judging, kind="jury_decides", jury="jury", by="majority"),
    "ties by lot": lambda judging: _tie(judging, kind="lot", seed="of the day"),
    "ties by a light criterion": lambda judging: _tie(
        judging, kind="criterion", part="jury", criterion=judging["parts"][0]["criteria"][-1]["key"]
    ),
}


@pytest.mark.parametrize("change", OTHERS)
def test_other_rules_are_not(change: str) -> None:
    judging = judgings()[0]
    OTHERS[change](judging)
    assert not is_weighted_mean(Judging.model_validate(judging))


def test_what_nobody_judges_is_not_ranked() -> None:
    assert not is_weighted_mean(None)
