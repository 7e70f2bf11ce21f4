"""Every kind that rules may name is carried out: a new kind that nothing carries out fails here."""

from typing import get_args

import pytest

from challenges.rules import aggregation, judging, participation, scales
from challenges.rules.base import Part, kinds_of
from evaluation.methods.aggregating import AGGREGATIONS
from evaluation.methods.combining import COMBINE, NORMALISE
from evaluation.methods.explaining import OUT
from evaluation.methods.hearing import Why
from evaluation.methods.kinds import Kinds
from evaluation.methods.limits import GROUPS
from evaluation.methods.marks import HIGHEST, SCALES
from evaluation.methods.over_jurors import OVER_JURORS
from evaluation.methods.refusals import UndefinedError
from evaluation.methods.telling import ARITHMETIC, PARTS
from evaluation.methods.ties import TIES
from evaluation.methods.totals import FACTORS


def kinds(union: object) -> set[str]:
    """All kinds of a union of parts that is chosen by kind."""
    models = [model for model in get_args(get_args(union)[0]) if issubclass(model, Part)]
    return {kind for model in models for kind in kinds_of(model)}


@pytest.mark.parametrize(
    ("union", "does"),
    [
        (scales.Scale, SCALES),
        (scales.OverJurors, OVER_JURORS),
        (aggregation.Aggregation, AGGREGATIONS),
        (aggregation.Aggregation, PARTS),
        (aggregation.Combine, COMBINE),
        (aggregation.Normalise, NORMALISE),
        (judging.Tie, TIES),
        (participation.CountedPer, GROUPS),
    ],
)
def test_every_kind_is_carried_out(union, does):
    assert set(does) == kinds(union)


def test_every_method_has_its_factor_and_its_words():
    assert set(FACTORS) == set(ARITHMETIC) == set(aggregation.METHODS)
    assert set(HIGHEST) == set(SCALES)
    assert set(OUT) == set(get_args(Why))


def test_an_unknown_kind_is_refused_in_words():
    with pytest.raises(UndefinedError, match="weird"):
        Kinds()["weird"]
