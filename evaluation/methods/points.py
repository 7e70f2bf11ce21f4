"""Marks that become points: entry by entry, or as the places of each juror's totals."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from fractions import Fraction
from itertools import chain

from django.utils.translation import gettext_lazy as _

from challenges.rules.aggregation import PointsAggregation, RanksAggregation
from evaluation.methods.aggregating import AGGREGATIONS, Aggregated, Number
from evaluation.methods.hearing import JURY, Heard
from evaluation.methods.over_jurors import OVER_JURORS, UnsettledError


@AGGREGATIONS.carries_out("weighted_share", "weighted_mean", "weighted_sum", "sum_of_points")
class Points(Aggregated[PointsAggregation]):
    """Each entry by itself: the total of each juror, then over the jurors; or each criterion over the jurors, then the total."""

    def numbers(self, heard: Mapping[str, Heard], is_in: Container[str]) -> dict[str, Number]:
        """Return totals, also of entries that are out: a total beside a missed minimum is still told."""
        totals = {code: self._total(code, each) for code, each in heard.items() if each.jurors and each.sheet.has_total}
        return {code: Number(total, total) for code, total in totals.items() if total is not None}

    def most(self) -> Fraction | None:
        return self.whole_sheet.most

    def _total(self, code: str, heard: Heard) -> Fraction | None:
        formula, how = heard.sheet.formula, self.aggregation.over_jurors
        if self.aggregation.first == "criterion" or heard.is_agreed:
            values = [numerator if divisor == 1 else Fraction(numerator, divisor) for numerator, divisor in heard.columns]
            return Fraction(formula(values), formula.unit)
        try:
            numerator, divisor = OVER_JURORS[how.kind](how, [formula(row) for row in heard.rows])
        except UnsettledError as unsettled:
            self.ask("marks", [code], unsettled.args[0], wants="marks")
            return None
        return Fraction(numerator, divisor * formula.unit)


@AGGREGATIONS.carries_out("mean_of_ranks", "sum_of_ranks")
class Places(Aggregated[RanksAggregation]):
    """Across the entries: the places of each juror's totals, among the entries that are still in. Fewer is better."""

    counts_places = looks_across = True

    def numbers(self, heard: Mapping[str, Heard], is_in: Container[str]) -> dict[str, Number]:
        """Return mean or sum of the places. A sum needs every juror: where one is missing, people must look."""
        here = {code: each for code, each in heard.items() if code in is_in and each.jurors and each.sheet.has_total}
        jurors = sorted({juror for each in here.values() if not each.is_agreed for juror in each.jurors}) or [JURY]
        own = {code: self._own(each, jurors) for code, each in here.items()}
        places = {juror: self._places(own, juror) for juror in sorted(set(chain.from_iterable(own.values())))}
        complete = {code: len(totals) == len(places) for code, totals in own.items()}
        if self.aggregation.kind == "sum_of_ranks" and self.aggregation.missing == "given_only":
            short = [code for code, is_whole in complete.items() if not is_whole]
            if short:
                self.ask("marks", short, _("A sum of places needs a scorecard of every juror."), wants="marks")
        counted = {
            code: totals
            for code, totals in own.items()
            if complete[code] or (self.aggregation.missing, self.aggregation.kind) == ("given_only", "mean_of_ranks")
        }
        return {code: self._number([places[juror][code] for juror in totals], totals) for code, totals in counted.items()}

    def _own(self, heard: Heard, jurors: Sequence[str]) -> dict[str, Fraction]:
        """Return each juror's total; marks that the jury agreed as one are those of every juror."""
        formula = heard.sheet.formula
        totals = [Fraction(formula(row), formula.unit) for row in heard.rows]
        return dict.fromkeys(jurors, totals[0]) if heard.is_agreed else dict(zip(heard.jurors, totals, strict=True))

    def _places(self, own: Mapping[str, Mapping[str, Fraction]], juror: str) -> dict[str, Fraction]:
        """Return the place of each entry in one juror's order."""
        totals = {code: each[juror] for code, each in own.items() if juror in each}
        sharing = Counter(totals.values())
        place, places = 1, {}
        for total in sorted(sharing, reverse=True):
            later = sharing[total] - 1 if self.aggregation.equal == "mean_of_places" else 0
            places[total] = place + Fraction(later, 2)
            place += sharing[total]
        return {code: places[total] for code, total in totals.items()}

    def _number(self, places: list[Fraction], totals: Mapping[str, Fraction]) -> Number:
        whole = sum(places, Fraction())
        value = whole / len(places) if self.aggregation.kind == "mean_of_ranks" else whole
        return Number(value, sum(totals.values(), Fraction()), tuple(places))
