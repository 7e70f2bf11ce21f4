"""Who goes on: hurdles that must hold, takes in order, reserves."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import Key, Number, Part, Scoped, String, Text, by_kind, member
from challenges.rules.values import DecOrLater, NumberOrLater


class ScoreHurdle(Scoped):
    """A least total. It is compared unrounded."""

    kinds = {"minimum_score": _("minimum score")}
    kind: Literal["minimum_score"]
    score: DecOrLater = member(_("Minimum score"), "least total, in the unit of the round's aggregation")


class AttendedHurdle(Scoped):
    """Was there."""

    kinds = {"attended": _("attended")}
    kind: Literal["attended"]
    round: Key = member(_("Round"), "round whose meeting was attended")


class PassedHurdle(Scoped):
    """Failed no knock-out and no minimum."""

    kinds = {"passed_all": _("passed every knock-out and minimum")}
    kind: Literal["passed_all"]


class BallotsHurdle(Scoped):
    """Is among those with most ballots."""

    kinds = {"most_ballots": _("among those with most ballots")}
    kind: Literal["most_ballots"]
    places: NumberOrLater = member(_("Places"), "so many entries with most ballots")


class JudgementHurdle(Scoped):
    """The jury must be convinced."""

    kinds = {"jury_judgement": _("judgement of the jury")}
    kind: Literal["jury_judgement"]
    words: Text = member(_("Of what"), "what the jury must be convinced of")


Hurdle = Annotated[ScoreHurdle | AttendedHurdle | PassedHurdle | BallotsHurdle | JudgementHurdle, by_kind]

AT_LINE = {
    "all": _("all of them are in"),
    "none": _("none of them is in"),
    "jury_decides": _("the jury decides"),
    "lot": _("the lot decides"),
}


class _AtLine(Scoped):
    at_line: Literal["all", "none", "jury_decides", "lot"] | None = member(
        _("A shared rank across the line"),
        "who is in when entries share the rank across the last place; null only where ties end in jury or lot",
        values=AT_LINE,
        none=_("cannot happen: ties are always decided"),
    )


class TopTake(_AtLine):
    """The best so many."""

    kinds = {"top": _("the best")}
    kind: Literal["top"]
    places: NumberOrLater = member(_("Places"), "exactly so many; fewer only if fewer are left")


class RangeTake(_AtLine):
    """The best so many, as a person chooses between two numbers."""

    kinds = {"up_to": _("the best, a number to be chosen")}
    kind: Literal["up_to"]
    at_least: NumberOrLater = member(_("At least"), "fewest that may be chosen")
    at_most: NumberOrLater = member(_("At most"), "most that may be chosen")


class ShareTake(_AtLine):
    """The best part of the ranked entries, hurdles or not."""

    kinds = {"share": _("the best part")}
    kind: Literal["share"]
    percent: DecOrLater = member(_("Percent"), "percent of the entries that are ranked, hurdles or not", unit="percent")
    rounding: Literal["up", "down"] = member(
        _("Rounded"), "how the number of entries is rounded", values={"up": _("up"), "down": _("down")}
    )


class PicksTake(Scoped):
    """Entries a jury picks out of those left, against their rank."""

    kinds = {"picks": _("picks of a jury")}
    kind: Literal["picks"]
    at_most: NumberOrLater | None = member(_("At most"), "most picks; null = any number", none=_("any number"))
    by: Key = member(_("By"), "key of the jury that picks")
    words: Text = member(_("Ground"), "ground of a pick, as people read it")


class NamedTake(Scoped):
    """Entrants the authority names beforehand."""

    kinds = {"named": _("named beforehand")}
    kind: Literal["named"]
    count: NumberOrLater = member(_("How many"), "how many are named")


class LotTake(Scoped):
    """Entries drawn by lot out of those left."""

    kinds = {"lot": _("drawn by lot")}
    kind: Literal["lot"]
    count: NumberOrLater = member(_("How many"), "how many are drawn")
    seed: String = member(
        _("Seed"), "how the seed of the draw comes about, so that anybody can repeat it", is_dropped_by_copy=True
    )


class AllTake(Scoped):
    """All that are left."""

    kinds = {"all": _("all that hold the hurdles")}
    kind: Literal["all"]


Take = Annotated[TopTake | RangeTake | ShareTake | PicksTake | NamedTake | LotTake | AllTake, by_kind]


class Departure(Part):
    """Who may leave the rule, on which grounds."""

    by: Literal["authority", "jury"] = member(
        _("By"), "who may depart", values={"authority": _("the authority"), "jury": _("the jury")}
    )
    words: Text = member(_("Grounds"), "grounds that are allowed")


class Advancing(Part):
    """Who goes on to the rounds that follow, or wins in the last one."""

    per: Literal["challenge", "lot"] = member(
        _("Counted over"),
        "whether places are counted over the challenge or in each lot",
        values={"challenge": _("the challenge"), "lot": _("each lot")},
    )
    may_depart: Departure | None = member(
        _("Departure"), "who may leave the rule with reasons; null = nobody", none=_("nobody may depart")
    )
    hurdles: tuple[Hurdle, ...] = member(_("Hurdles"), "what must hold first, all of them; empty: nothing")
    takes: tuple[Take, ...] = member(_("Taken"), "who is taken, in order, each from what the former left")
    reserves: Number | None = member(
        _("Reserves"), "how many of the next best wait; null = nobody waits", none=_("nobody waits"), unit="entries"
    )
