"""What one part of the judging says of an entry, in plain words: `4 of 5 × 40 = 32`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.rules.aggregation import PointsAggregation
from challenges.rules.judging import Criterion, JudgingPart
from challenges.rules.scales import OverJurors
from core.wording import localised
from evaluation.methods.hearing import Heard
from evaluation.methods.kinds import Kinds
from evaluation.methods.marks import highest
from evaluation.methods.numbers import UNIT, exact, in_words
from evaluation.methods.over_jurors import OVER_JURORS, Value
from evaluation.methods.results import PartResult
from evaluation.methods.totals import Sheet, weight_of


@dataclass(frozen=True)
class Said:
    """One step in words, with the steps it is made of.

    `step` names what it is (part, criterion, marks, juror, bonus, total, out, rank, tie ...), `about` the key it is about,
    `value` the exact number that it ends in.
    """

    step: str
    about: str
    words: str
    value: Fraction | None = None
    below: tuple["Said", ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the step as plain data."""
        below = [each.as_json() for each in self.below]
        return {"step": self.step, "about": self.about, "words": self.words, "value": exact(self.value), "below": below}


# (part, its result, name of its jury, whether cards may be told) -> the part in words.
PARTS: Kinds[Callable[[JudgingPart, PartResult, str, bool], Said]] = Kinds()
# (value, greatest mark or None, weight, sum of weights, product), all in words -> the arithmetic of one criterion.
ARITHMETIC: Kinds[Callable[[dict[str, str]], str]] = Kinds()


@ARITHMETIC.carries_out("weighted_share")
def _share(told: dict[str, str]) -> str:
    if told["weights"] == in_words(Fraction(100)):
        return _("%(value)s of %(highest)s × %(weight)s = %(product)s") % told
    return _("%(value)s of %(highest)s × %(weight)s of %(weights)s × 100 = %(product)s") % told


@ARITHMETIC.carries_out("weighted_mean")
def _mean(told: dict[str, str]) -> str:
    return _("%(value)s × %(weight)s of %(weights)s = %(product)s") % told


@ARITHMETIC.carries_out("weighted_sum")
def _sum(told: dict[str, str]) -> str:
    return _("%(value)s × %(weight)s = %(product)s") % told


@ARITHMETIC.carries_out("sum_of_points")
def _points(told: dict[str, str]) -> str:
    return _("%(value)s of %(highest)s") % told if told["highest"] else told["value"]


def arithmetic(sheet: Sheet, criterion: Criterion, value: Fraction) -> Said:
    """Return what a value in one criterion adds to the total, in words."""
    product = value * sheet.factor(criterion)
    greatest = highest(criterion)
    told = {
        "value": in_words(value),
        "highest": "" if greatest is None else in_words(Fraction(greatest, UNIT)),
        "weight": in_words(weight_of(sheet.part, criterion)),
        "weights": in_words(sheet.weights),
        "product": in_words(product),
    }
    sum_ = ARITHMETIC[sheet.method or ""](told) if criterion.bonus is None else _("%(value)s on top") % told
    words = _("%(criterion)s: %(sum)s") % {"criterion": localised(criterion.title), "sum": sum_}
    return Said("criterion", criterion.key, words, product)


def over_jurors(how: OverJurors, values: Sequence[Value], unit: int) -> Said:
    """Return in words how the jurors' values became one."""
    numerator, divisor = OVER_JURORS[how.kind](how, values)
    value = Fraction(numerator, divisor * unit)
    given = "; ".join(in_words(Fraction(each, unit)) for each in values)
    told = {"given": given, "how": type(how).kinds[how.kind], "value": in_words(value)}
    return Said("marks", "", _("The jurors gave %(given)s (%(how)s: %(value)s)") % told, value)


def _heading(part: JudgingPart, result: PartResult, name: str, below: Sequence[Said] = ()) -> Said:
    """Return a part with its number; `below` are the steps to it."""
    if result.number is None:
        return Said("part", part.key, _("%(part)s: no total") % {"part": name}, None, tuple(below))
    value = in_words(result.number.value, result.shown)
    if result.heard is None:
        words = _("%(part)s: %(value)s, entered by an act") % {"part": name, "value": value}
        return Said("part", part.key, words, result.number.value)
    return Said("part", part.key, _("%(part)s: %(value)s") % {"part": name, "value": value}, result.number.value, tuple(below))


def _steps(sheet: Sheet, values: Sequence[Fraction], marks: Sequence[tuple[Said, ...]] = ()) -> list[Said]:
    """Return the arithmetic from values to their total: what is added, then percentages of all else."""
    found, running = [], Fraction()
    for index, (criterion, value) in enumerate(zip(sheet.scored, values, strict=True)):
        if criterion.bonus == "percent_of_total":
            told = {"criterion": localised(criterion.title), "percent": in_words(value), "total": in_words(running)}
            product = running * value / 100
            words = _("%(criterion)s: %(percent)s%% of %(total)s = %(product)s") % {**told, "product": in_words(product)}
            step = Said("criterion", criterion.key, words, product)
        else:
            step = arithmetic(sheet, criterion, value)
        running += step.value or 0
        found.append(replace(step, below=marks[index] if marks else ()))
    zeros = (Said("criterion", each.key, _does_not_apply(each), Fraction()) for each in sheet.zero)
    return [*found, *zeros]


def _does_not_apply(criterion: Criterion) -> str:
    words = _("%(criterion)s: does not apply to this entry and counts as 0")
    return words % {"criterion": localised(criterion.title)}


@PARTS.carries_out("weighted_share", "weighted_mean", "weighted_sum", "sum_of_points")
def points(part: JudgingPart, result: PartResult, name: str, with_cards: bool) -> Said:
    """Each criterion with its arithmetic; where the jury's values do not explain the total, the jurors' totals."""
    heard, rule = result.heard, part.aggregation
    if heard is None or result.number is None or not isinstance(rule, PointsAggregation):
        return _heading(part, result, name)
    # A mean of sums is the sum of the means, so the jury's values explain the total; with percentages on top it is not.
    is_linear = rule.over_jurors.kind in {"mean", "agreed", "single"} and not heard.sheet.percentages
    if rule.first == "criterion" or is_linear or heard.is_agreed:
        values = [Fraction(numerator, divisor * UNIT) for numerator, divisor in heard.columns]
        marks = [_marks(part, heard, index) for index in range(len(values))] if with_cards else ()
        agreed = [Said("agreed", part.key, _("The jury agreed these marks in session"))] if heard.is_agreed else []
        return _heading(part, result, name, [*agreed, *_steps(heard.sheet, values, marks)])
    if not with_cards:
        return _heading(part, result, name)
    totals = [heard.sheet.formula(row) for row in heard.rows]
    return _heading(part, result, name, [*_jurors(heard), over_jurors(rule.over_jurors, totals, heard.sheet.formula.unit)])


def _marks(part: JudgingPart, heard: Heard, index: int) -> tuple[Said, ...]:
    """Return the jurors' marks in one criterion, where there are several and they were not decided together."""
    criterion = heard.sheet.scored[index]
    how = getattr(part.aggregation, "over_jurors", None)
    if len(heard.rows) == 1 or how is None or criterion.over_jurors is not None:
        return ()
    return (over_jurors(how, [row[index] for row in heard.rows], UNIT),)


def _jurors(heard: Heard) -> list[Said]:
    """Return each juror's total with its arithmetic; jurors are numbered."""
    formula, found = heard.sheet.formula, []
    for number, row in enumerate(heard.rows, start=1):
        total = Fraction(formula(row), formula.unit)
        words = _("Juror %(number)s: %(total)s") % {"number": number, "total": in_words(total)}
        found.append(Said("juror", str(number), words, total, tuple(_steps(heard.sheet, [Fraction(x, UNIT) for x in row]))))
    return found


@PARTS.carries_out("mean_of_ranks", "sum_of_ranks")
def places(part: JudgingPart, result: PartResult, name: str, with_cards: bool) -> Said:
    """Each juror's total, and the places that it had among the entries."""
    if result.heard is None or result.number is None or not with_cards:
        return _heading(part, result, name)
    own = "; ".join(in_words(place) for place in result.number.places)
    how = type(part.aggregation).kinds[part.aggregation.kind]
    words = _("Places with the jurors: %(places)s (%(how)s: %(value)s)")
    value = result.number.value
    told = {"places": own, "how": how, "value": in_words(value)}
    return _heading(part, result, name, [*_jurors(result.heard), Said("places", "", words % told, value)])


@PARTS.carries_out("votes")
def votes(part: JudgingPart, result: PartResult, name: str, _with_cards: bool) -> Said:
    """Count the ballots."""
    if result.heard is None or result.number is None:
        return _heading(part, result, name)
    count = int(result.number.points)
    words = ngettext("%(count)s vote", "%(count)s votes", count) % {"count": count}
    return _heading(part, result, name, [Said("ballots", "", words, result.number.points)])


@PARTS.carries_out("mean_of_stars")
def stars(part: JudgingPart, result: PartResult, name: str, _with_cards: bool) -> Said:
    """Divide all stars by the ballots."""
    if result.heard is None or result.number is None:
        return _heading(part, result, name)
    all_stars, mean = result.number.points, result.number.value
    count = int(all_stars / mean) if mean else 0
    words = ngettext("%(stars)s stars on %(count)s ballot", "%(stars)s stars on %(count)s ballots", count)
    return _heading(part, result, name, [Said("ballots", "", words % {"stars": in_words(all_stars), "count": count}, mean)])


@PARTS.carries_out("order")
def order(part: JudgingPart, result: PartResult, name: str, _with_cards: bool) -> Said:
    """Name the place."""
    if result.number is None:
        return _heading(part, result, name)
    words = _("%(part)s: place %(place)s in the order that was agreed")
    told = {"part": name, "place": in_words(result.number.value)}
    return Said("part", part.key, words % told, result.number.value)
