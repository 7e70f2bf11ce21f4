"""An order that a jury agrees: nothing is computed of it."""

from collections.abc import Container, Mapping
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from challenges.rules.aggregation import OrderAggregation
from evaluation.methods.aggregating import AGGREGATIONS, Aggregated, Number
from evaluation.methods.entries import Entry
from evaluation.methods.hearing import Heard


@AGGREGATIONS.carries_out("order")
class Order(Aggregated[OrderAggregation]):
    """The order is handed in by an act. No scorecard is needed; one with a knock-out that is failed still counts."""

    counts_places = looks_across = True
    without_number = "not_placed"

    def hear(self, entry: Entry) -> Heard:
        """Look at knock-outs alone."""
        sheet = self.hearing.sheet(entry)
        return Heard(sheet, out=self.hearing.failed(sheet, entry.counting(self.part.key)))

    def numbers(self, heard: Mapping[str, Heard], is_in: Container[str]) -> dict[str, Number]:
        """Return places from 1; who is not named in the order has none."""
        here = [code for code in heard if code in is_in]
        agreed = self.setting.acts.chosen.get(self.address("order"))
        if agreed is None:
            if here:
                self.ask("order", here, _("The jury agrees an order."), wants="order")
            return {}
        named = [code for code in agreed if code in here]
        return {code: Number(Fraction(place), Fraction()) for place, code in enumerate(named, start=1)}
