"""From marks to one number per entry, and from the numbers of several juries to one."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import Dec, Key, Number, Part, by_kind, member
from challenges.rules.scales import OverJurors

ROUNDING = {"half_even": _("half to even"), "half_up": _("half up"), "down": _("down")}
EQUAL = {"shared": _("both take the better place"), "mean_of_places": _("each takes the mean of the places they fill")}
METHODS = {
    "weighted_share": _("weighted share of the highest marks"),
    "weighted_mean": _("weighted mean"),
    "weighted_sum": _("weighted sum"),
    "sum_of_points": _("sum of points"),
}


class Shown(Part):
    """How the number is printed. It is compared unrounded."""

    shown_decimals: Number | None = member(
        _("Decimals shown"), "places of the printed number alone; null = as many as needed", none=_("as needed"), unit="places"
    )
    rounding: Literal["half_even", "half_up", "down"] | None = member(
        _("Rounding when shown"), "of the printed number alone; null = not rounded", values=ROUNDING, none=_("not rounded")
    )


class PointsAggregation(Shown):
    """Each entry by itself.

    weighted_share: 100 x sum(mark / highest mark x weight) / sum(weights). weighted_mean: sum(mark x weight) / sum(weights).
    weighted_sum: sum(mark x weight). sum_of_points: sum(marks).
    """

    kinds = METHODS
    kind: Literal["weighted_share", "weighted_mean", "weighted_sum", "sum_of_points"]
    first: Literal["total", "criterion"] = member(
        _("Averaged first"),
        "total = each juror's total, then over jurors; criterion = each criterion over jurors, then the total",
        values={"total": _("the total of each juror"), "criterion": _("each criterion over the jurors")},
    )
    over_jurors: OverJurors = member(_("Over the jurors"), "how several jurors' values become one")
    missing: Literal["not_scored"] = member(
        _("A missing mark"),
        "a scorecard with a mark missing counts nowhere",
        values={"not_scored": _("the scorecard does not count")},
    )


class RanksAggregation(Shown):
    """Across the entries: places of each juror's totals. Fewer is better."""

    kinds = {"mean_of_ranks": _("mean of the jurors' places"), "sum_of_ranks": _("sum of the jurors' places")}
    kind: Literal["mean_of_ranks", "sum_of_ranks"]
    of: Literal["weighted_share", "weighted_mean", "weighted_sum", "sum_of_points"] = member(
        _("Places by"), "what each juror's order is made of", values=METHODS
    )
    over_jurors: OverJurors = member(_("Over the jurors"), "for minimums and ties by criterion")
    equal: Literal["shared", "mean_of_places"] = member(
        _("Equal totals"), "what two equal in one juror's order get", values=EQUAL
    )
    missing: Literal["not_scored", "given_only"] = member(
        _("A missing scorecard"),
        "not_scored = the entry is not ranked; given_only = the mean is taken over the places given",
        values={"not_scored": _("the entry is not ranked"), "given_only": _("only the places given count")},
    )


class OrderAggregation(Part):
    """The jury agrees an order; nothing is computed."""

    kinds = {"order": _("an order agreed by the jury")}
    kind: Literal["order"]
    decided_by: Literal["majority", "consensus"] = member(
        _("Agreed by"), "how the jury agrees", values={"majority": _("majority"), "consensus": _("consensus")}
    )


class BallotsAggregation(Shown):
    """Ballots of a vote: how many, or the mean of the stars."""

    kinds = {"votes": _("number of votes"), "mean_of_stars": _("mean of the stars")}
    kind: Literal["votes", "mean_of_stars"]
    percent_of: Literal["valid", "all"] | None = member(
        _("Percent of"),
        "whether the number is a percentage of valid or of all ballots; null = counts or stars themselves",
        values={"valid": _("valid ballots"), "all": _("all ballots, blank ones too")},
        none=_("no percentage"),
    )


Aggregation = Annotated[PointsAggregation | RanksAggregation | OrderAggregation | BallotsAggregation, by_kind]


class PercentNormalise(Part):
    """A number as a share of the most there could be, or of the best there is."""

    kinds = {"percent_of_maximum": _("share of the highest possible"), "percent_of_best": _("share of the best entry")}
    kind: Literal["percent_of_maximum", "percent_of_best"]


class RankNormalise(Part):
    """Worth of the place divided by the worth of place 1; without a table n, n-1, ... 1."""

    kinds = {"by_rank": _("worth of the place")}
    kind: Literal["by_rank"]
    points: tuple[Dec, ...] | None = member(
        _("Worth of places"), "worth of place 1, 2, 3 ...; null = n, n-1 ... 1", none=_("number of entries downwards")
    )
    equal: Literal["shared", "mean_of_places"] = member(
        _("Equal totals"), "who share a place take the better worth or the mean", values=EQUAL
    )


Normalise = Annotated[PercentNormalise | RankNormalise, by_kind]


class Share(Part):
    """How much one part counts."""

    part: Key = member(_("Part"), "key of the part")
    share: Dec = member(_("Share"), "percent of the whole", unit="percent")
    normalise: Normalise = member(_("Made comparable by"), "how the part's number becomes a fraction of one")


class SumCombine(Part):
    """The parts' numbers are added."""

    kinds = {"sum": _("sum")}
    kind: Literal["sum"]


class SharesCombine(Part):
    """Each part counts by its share."""

    kinds = {"shares": _("shares")}
    kind: Literal["shares"]
    shares: tuple[Share, ...] = member(_("Shares"), "one for each part, together 100")


Combine = Annotated[SumCombine | SharesCombine, by_kind]
