"""Weights, scales and criteria of one part of the judging fit together."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from challenges.rules.aggregation import PointsAggregation, RanksAggregation
from challenges.rules.base import silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.points import HUNDRED, highest_mark, is_on_scale, is_weighed, lowest_mark, weighed
from challenges.rules.checks.register import check, each, found, is_said, kind_of, number, numbers, text
from challenges.rules.findings import ADVISING, BLOCKING, Code, Finding, declare
from challenges.rules.judging import Criterion, JudgingPart
from challenges.rules.scales import ChoiceScale, NumbersScale
from challenges.rules.walking import Place

declare(
    {
        "weights.sum": Code(
            BLOCKING, _("The weights sum to %(sum)s, not to 100."), _("Change the weights so that they sum to exactly 100.")
        ),
        "weights.order": Code(
            BLOCKING, _("The order of importance has gaps or ties."), _("Number the criteria 1, 2, 3 … without a gap.")
        ),
        "weights.unused": Code(
            BLOCKING,
            _("Criteria have weights here by which nothing is weighed: %(criteria)s."),
            _("Take the weights out, or say how they weigh."),
        ),
        "weights.points": Code(
            BLOCKING, _("Points are summed here, so that weights have no meaning."), _("Say that there are no weights.")
        ),
        "weights.nothing": Code(
            BLOCKING,
            _("There are weights, but no criterion that could be weighed."),
            _("Say that there are no weights, or add the criteria."),
        ),
        "weights.missing": Code(
            BLOCKING,
            _("The aggregation needs weights, but there are none."),
            _("Choose how criteria are weighed, or sum the points."),
        ),
        "criteria.none": Code(BLOCKING, _("There is no criterion to mark."), _("Add the criteria.")),
        "scale.open": Code(
            BLOCKING,
            _("A share of the highest mark cannot be computed: the scale is open above."),
            _("Say the highest mark, or choose another aggregation."),
        ),
        "scale.step": Code(
            BLOCKING,
            _("A step of %(step)s does not lead from the lowest to the highest mark."),
            _("Choose a step above zero that divides the length of the scale."),
        ),
        "scale.anchor": Code(
            BLOCKING, _("The worded mark is not on the scale."), _("Word marks between the lowest and the highest.")
        ),
        "scale.flat": Code(
            BLOCKING, _("Every mark of this scale is worth the same."), _("Give at least two marks, worth different points.")
        ),
        "scale.from_one": Code(
            ADVISING,
            _("The worst mark, %(lowest)s, still counts: it gives %(percent)s percent of the weight."),
            _("Let the scale start at 0, if the worst mark should give nothing."),
        ),
        "criterion.minimum": Code(
            BLOCKING,
            _("The mark needed, %(minimum)s, is not on the scale."),
            _("Choose a mark between the lowest and the highest."),
        ),
        "criterion.otherwise": Code(
            BLOCKING,
            _("What holds where the criterion is not marked is said where it has a condition, and only there."),
            _("Say it, or take the condition out."),
        ),
    }
)


@check(JudgingPart)
def weighs_to_a_whole(part: JudgingPart, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Percentages sum to 100, an order of importance has no gap. Of scales that nobody states, some may carry no weight."""
    criteria = weighed(part)
    is_known = all(not silent(criterion.scale, criterion.bonus) for criterion in each(part.criteria))
    weights = numbers(criterion.weight for criterion in criteria)
    if part.weights == "percentage" and criteria:
        given = sum((weight for criterion in criteria if (weight := number(criterion.weight)) is not None), Fraction())
        is_unsaid = any(criterion.weight is None for criterion in criteria)
        is_wrong = is_unsaid or (weights is not None and given != HUNDRED)
        if given > HUNDRED or (is_known and is_wrong):
            yield found("weights.sum", here, "criteria", sum=text(given))
    if part.weights == "order" and weights and sorted(weights) != list(range(1, len(weights) + 1)):
        yield found("weights.order", here, "criteria")


@check(JudgingPart)
def weighs_where_weights_count(part: JudgingPart, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Weights are there where something is weighed by them, and nowhere else."""
    kind, criteria = kind_of(part.aggregation), each(part.criteria)
    if kind in ("weighted_share", "weighted_mean", "weighted_sum") and part.weights is None:
        yield found("weights.missing", here, "weights")
        return
    if kind in ("votes", "mean_of_stars", "order") and part.criteria == () and is_said(part.weights):
        yield found("weights.nothing", here, "weights")
    if kind == "sum_of_points" and is_said(part.weights):
        yield found("weights.points", here, "weights")
    is_weighing = part.weights in ("percentage", "order") or silent(part.weights)
    unused = [item for item in criteria if is_said(item.weight) and not silent(item.bonus)]
    unused = [item for item in unused if not is_weighing or not is_weighed(item)]
    if unused:
        yield found("weights.unused", here, "criteria", criteria=[dict(item.title or {}) for item in unused])


@check(JudgingPart)
def has_criteria_to_mark(part: JudgingPart, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Where marks are aggregated, something is marked."""
    if isinstance(part.aggregation, PointsAggregation | RanksAggregation) and part.criteria == ():
        yield found("criteria.none", here, "criteria")


@check(JudgingPart)
def takes_shares_of_closed_scales(part: JudgingPart, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A share of the highest mark needs one, and is best taken of a scale that starts at nothing."""
    if kind_of(part.aggregation) != "weighted_share":
        return
    for index, criterion in enumerate(each(part.criteria)):
        scale = criterion.scale
        if criterion.bonus is not None or not isinstance(scale, NumbersScale):
            continue
        if scale.highest is None:
            yield found("scale.open", here, "criteria", index, "scale", "highest")
        lowest, highest = number(scale.lowest), number(scale.highest)
        if lowest and highest and lowest > 0:
            percent = text(lowest / highest * 100)
            yield found("scale.from_one", here, "criteria", index, "scale", "lowest", lowest=text(lowest), percent=percent)


@check(Criterion)
def has_marks_on_its_scale(part: Criterion, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The mark needed, the worded marks and the step are on the scale."""
    minimum = number(part.minimum)
    if minimum is not None and not is_on_scale(part, minimum):
        yield found("criterion.minimum", here, "minimum", minimum=text(minimum))
    if not isinstance(part.scale, NumbersScale):
        return
    step, lowest, highest = number(part.scale.step), lowest_mark(part), highest_mark(part)
    length = highest - lowest if highest is not None and lowest is not None else Fraction()
    if step is not None and (step <= 0 or length % step):
        yield found("scale.step", here, "scale", "step", step=text(step))
    for index, anchor in enumerate(each(part.scale.anchors)):
        mark = number(anchor.at)
        if mark is not None and not is_on_scale(part, mark):
            yield found("scale.anchor", here, "scale", "anchors", index, "at")


@check(Criterion)
def says_what_holds_otherwise(part: Criterion, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """What holds where a criterion is not marked is said where that can be."""
    if not silent(part.only_if, part.otherwise) and (part.only_if is None) != (part.otherwise is None):
        yield found("criterion.otherwise", here, "otherwise")


@check(ChoiceScale)
def tells_entries_apart(part: ChoiceScale, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A scale of words has marks that are worth different points."""
    points = None if silent(*vars(part).values()) else numbers(part.points_by_mark.values())
    if points is not None and len(set(points)) < 2:  # noqa: PLR2004 - one worth tells nobody apart
        yield found("scale.flat", here)
