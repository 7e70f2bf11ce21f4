"""Scales, aggregations, the way from several jurors to one value, and ties as sentences."""

from django.utils.translation import gettext

from challenges.rules.aggregation import BallotsAggregation, OrderAggregation, PointsAggregation, RanksAggregation, Shown
from challenges.rules.judging import CriterionTie, FactTie, JuryTie, LotTie, PlainTie
from challenges.rules.names import Names
from challenges.rules.saying.sentences import joined, labelled, names_of, sentence, tells
from challenges.rules.saying.values import number
from challenges.rules.scales import LevelsScale, NumbersScale, PassFailScale, PlainOverJurors, TrimmedMean, YesNoScale
from core.wording import localised

# --- Scales ------------------------------------------------------------------------------------------------------------


@tells
def numbers(part: NumbersScale, names: Names) -> str:
    """Return the marks that are allowed, and the words that some of them have."""
    worded = "; ".join(f"{number(anchor.at)} – {localised(anchor.label)}" for anchor in part.anchors)
    anchors = gettext("Worded marks: %(marks)s.") % {"marks": worded} if worded else ""
    return joined(marks_of(part), anchors)


def marks_of(part: NumbersScale) -> str:
    """Return the marks that are allowed: between which ends, in which steps."""
    lowest, highest = (None if bound is None else number(bound) for bound in (part.lowest, part.highest))
    if lowest is None:
        extent = gettext("Up to %(highest)s") % {"highest": highest} if highest else gettext("Any number")
    elif highest is None:
        extent = gettext("From %(lowest)s upwards") % {"lowest": lowest}
    else:
        extent = gettext("From %(lowest)s to %(highest)s") % {"lowest": lowest, "highest": highest}
    step = gettext("in steps of %(step)s") % {"step": number(part.step)} if part.step else gettext("in any step")
    return gettext("%(extent)s, %(step)s.") % {"extent": extent, "step": step}


@tells
def yes_no(part: YesNoScale, names: Names) -> str:
    """Return what a yes gives."""
    return gettext("Points for a yes: %(points)s. A no gives none.") % {"points": number(part.points)}


@tells
def pass_fail(part: PassFailScale, names: Names) -> str:
    """Return that who fails is out."""
    return gettext("The entry passes or fails, and who fails is out.")


@tells
def levels(part: LevelsScale, names: Names) -> str:
    """Return the levels with their points."""
    worded = "; ".join(f"{localised(level.label)} {number(level.points)}" for level in part.levels)
    return gettext("One of these levels, each worth points: %(levels)s.") % {"levels": worded}


# --- Several jurors ----------------------------------------------------------------------------------------------------


@tells
def over_jurors(part: PlainOverJurors, names: Names) -> str:
    """Return how several jurors' values become one."""
    return {
        "mean": gettext("The mean of the jurors counts."),
        "majority": gettext("The highest value counts if more than half of the jurors give more than zero, otherwise zero."),
        "agreed": gettext("The jury agrees on one value."),
        "single": gettext("There is one value."),
    }[part.kind]


@tells
def trimmed(part: TrimmedMean, names: Names) -> str:
    """Return the mean without extremes."""
    told = gettext("The mean of the jurors counts. Left out of it: highest values, %(highest)s; lowest values, %(lowest)s.")
    return told % {"highest": number(part.drop_highest), "lowest": number(part.drop_lowest)}


# --- Aggregation -------------------------------------------------------------------------------------------------------


@tells
def points(part: PointsAggregation, names: Names) -> str:
    """Return how each entry's total is made."""
    methods = {
        "weighted_share": gettext("Each mark is divided by the highest and multiplied by its weight; the total is out of 100."),
        "weighted_mean": gettext("The total is the mean of the marks by their weights."),
        "weighted_sum": gettext("The total is the sum of the marks multiplied by their weights."),
        "sum_of_points": gettext("The total is the sum of the marks."),
    }
    order = {
        "total": gettext("Each juror's total is made first, then the jurors' totals become one."),
        "criterion": gettext("In each criterion the jurors' marks become one first, then the total is made."),
    }
    missing = gettext("A scorecard with a mark missing does not count.")
    return joined(methods[part.kind], order[part.first], sentence(part.over_jurors, names), missing, _shown(part))


@tells
def ranks(part: RanksAggregation, names: Names) -> str:
    """Return how places become a result."""
    method = {
        "mean_of_ranks": gettext("The mean of the jurors' places counts; fewer is better."),
        "sum_of_ranks": gettext("The sum of the jurors' places counts; fewer is better."),
    }[part.kind]
    over = gettext("For minimums and ties by a criterion: %(rule)s") % {"rule": sentence(part.over_jurors, names)}
    said = (labelled(part, member) for member in ("of", "equal", "missing"))
    return joined(method, *said, over, _shown(part))


@tells
def order(part: OrderAggregation, names: Names) -> str:
    """Return that nothing is computed."""
    return {
        "majority": gettext("The jury agrees an order by majority. Nothing is computed."),
        "consensus": gettext("The jury agrees an order by consensus. Nothing is computed."),
    }[part.decided_by]


@tells
def ballots(part: BallotsAggregation, names: Names) -> str:
    """Return how ballots are counted."""
    method = {
        "votes": gettext("The number of votes counts."),
        "mean_of_stars": gettext("The mean of the stars counts."),
    }[part.kind]
    return joined(method, labelled(part, "percent_of"), _shown(part))


def _shown(part: Shown) -> str:
    places = "" if part.shown_decimals is None else number(part.shown_decimals)
    decimals = gettext("Decimals shown: %(places)s.") % {"places": places} if places else ""
    return joined(decimals, labelled(part, "rounding"))


# --- Ties --------------------------------------------------------------------------------------------------------------


@tells
def plain_tie(part: PlainTie, names: Names) -> str:
    """Return a tie-break that needs nothing else."""
    return {
        "earlier_submission": gettext("The earlier submission comes first."),
        "total_of_points": gettext("The higher total of points comes first."),
        "shared_rank": gettext("They share the rank."),
    }[part.kind]


@tells
def criterion_tie(part: CriterionTie, names: Names) -> str:
    """Return the criterion whose higher value comes first, and who judged it."""
    told = gettext("The higher mark in “%(criterion)s” comes first (%(part)s).")
    return told % {"criterion": names_of(part, "criterion", names), "part": names_of(part, "part", names)}


@tells
def fact_tie(part: FactTie, names: Names) -> str:
    """Return the condition whose fulfilment comes first; its members are told below."""
    return gettext("Whoever meets this comes first: %(condition)s") % {"condition": localised(part.condition.words)}


@tells
def jury_tie(part: JuryTie, names: Names) -> str:
    """Return who decides."""
    told = {
        "majority": gettext("“%(jury)s” decides by majority."),
        "consensus": gettext("“%(jury)s” decides by consensus."),
    }[part.by]
    return told % {"jury": names_of(part, "jury", names)}


@tells
def lot_tie(part: LotTie, names: Names) -> str:
    """Return that lots are drawn."""
    return gettext("Lots are drawn. Seed of the draw: %(seed)s") % {"seed": part.seed}
