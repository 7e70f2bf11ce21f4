"""Levels in words, each worth points of its own."""

import pytest

from evaluation.methods.refusals import MarkRefused
from tests.evaluation.methods.test_totals import total
from tests.factories.rules import criterion, part, points


def test_a_level_is_worth_its_own_points():
    worth = {"poor": "0", "good": "7", "excellent": "10"}
    scale = {"kind": "levels", "levels": [{"key": key, "label": {"en": key}, "points": each} for key, each in worth.items()]}
    summed = part(criteria=[criterion("a", scale)], weights=None, aggregation=points("sum_of_points"))
    shared = part(criteria=[criterion("a", scale, weight="100")], aggregation=points("weighted_share"))

    assert (total(summed, {"a": "good"}), total(shared, {"a": "good"})) == ("7", "70")
    with pytest.raises(MarkRefused, match="none of the marks"):
        total(summed, {"a": "7"})
