"""How a round is judged: parts by jury, criteria, aggregation, combination, ties."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.aggregation import Aggregation, Combine
from challenges.rules.base import Dec, Key, Keyed, Number, Part, Scoped, String, Text, by_kind, member
from challenges.rules.participation import AnyCondition
from challenges.rules.questions import OnlyIf
from challenges.rules.scales import OverJurors, Scale
from challenges.rules.values import DecOrLater, Window


class StatedPoints(Keyed):
    """A sum of points that the notice claims: compared and warned about, never computed with."""

    points: Dec = member(_("Points"), "the sum as claimed", unit="points", is_dropped_by_copy=True)
    only_if: OnlyIf | None = member(_("Only if"), "for entries with these answers; null = for all", none=_("for all"))


class CriterionGroup(Keyed):
    """A heading over criteria."""

    title: Text = member(_("Title"), "the heading as people read it")
    within: Key | None = member(_("Part of"), "the group it belongs to; null = none", none=_("no other group"))
    stated: tuple[StatedPoints, ...] = member(_("Stated points"), "points the notice gives the group; empty: none")


class Criterion(Keyed):
    """What is marked."""

    type: Literal["quality", "cost", "price", "formal"] = member(
        _("Type"),
        "type of the criterion (eForms BT-539; formal for what is only checked)",
        values={"quality": _("quality"), "cost": _("cost"), "price": _("price"), "formal": _("formal")},
    )
    title: Text = member(_("Title"), "name of the criterion")
    description: Text | None = member(_("What the jury looks for"), "explanation of the criterion; null = none", none=_("none"))
    group: Key | None = member(_("Group"), "the heading it stands under; null = none", none=_("none"))
    weight: DecOrLater | None = member(
        _("Weight"), "number in the unit of the part's weights; null where weights do not apply", none=_("none")
    )
    minimum: DecOrLater | None = member(
        _("Mark needed"), "least value of the jury, exact; below it the entry is out; null = none", none=_("none")
    )
    scale: Scale = member(_("Scale"), "marks that are allowed")
    bonus: Literal["points", "percent_of_total"] | None = member(
        _("Bonus"),
        "null = an ordinary criterion; points = added on top; percent_of_total = that percentage of all else is added last",
        values={"points": _("points on top"), "percent_of_total": _("percent of the total on top")},
        none=_("no bonus"),
    )
    only_if: OnlyIf | None = member(
        _("Marked only if"), "marked only for entries with these answers; null = for all", none=_("for all")
    )
    otherwise: Literal["zero", "left_out"] | None = member(
        _("Otherwise"),
        "where it is not marked: zero, or left out (shares and means are taken over the weights left, sums add nothing)",
        values={"zero": _("counts as zero"), "left_out": _("is left out of the weights")},
        none=_("does not arise"),
    )
    over_jurors: OverJurors | None = member(
        _("Over the jurors"), "replaces the part's rule for this criterion; null = the part's", none=_("as in the whole part")
    )


class JudgingPart(Scoped):
    """What one jury judges."""

    jury: Key = member(_("Jury"), "key of the jury that judges")
    scorecards_per_entry: Number | None = member(
        _("Scorecards needed per entry"),
        "fewest whole scorecards for an entry to be scored; null = any",
        none=_("any number"),
        unit="scorecards",
    )
    others_visible: Literal["after_own", "when_all_in", "never"] | None = member(
        _("A juror sees the others' scorecards"),
        "when a juror sees others' marks; null = there are no scorecards",
        values={
            "after_own": _("after submitting their own for that entry"),
            "when_all_in": _("when all scorecards of the round are in"),
            "never": _("never"),
        },
        none=_("there are no scorecards"),
    )
    reading_order: Literal["drawn_per_juror", "work_code", "arrival", "title"] | None = member(
        _("Order in which works are shown"),
        "order of entries for those who judge; null = not fixed",
        values={
            "drawn_per_juror": _("drawn by lot for each juror"),
            "work_code": _("by work code"),
            "arrival": _("as they arrived"),
            "title": _("by title"),
        },
        none=_("not fixed"),
    )
    weights: Literal["percentage", "order", "equal"] | None = member(
        _("Weights"),
        "unit of the weights: percentages that sum to 100, an order where 1 is heaviest (in sums the first of n weighs n, "
        "the last 1), all equal; null = points alone",
        values={"percentage": _("percentages"), "order": _("order of importance"), "equal": _("all equal")},
        none=_("none, the points speak"),
    )
    groups: tuple[CriterionGroup, ...] = member(_("Groups of criteria"), "headings; empty: none")
    criteria: tuple[Criterion, ...] = member(_("Criteria"), "what is marked, in order; empty for votes")
    aggregation: Aggregation = member(_("Aggregation"), "how marks become one number per entry")


class PlainTie(Scoped):
    """A tie-break that needs nothing else. shared_rank ends the list: equal entries share the better rank."""

    kinds = {
        "earlier_submission": _("earlier submission"),
        "total_of_points": _("higher total of points"),
        "shared_rank": _("they share the rank"),
    }
    kind: Literal["earlier_submission", "total_of_points", "shared_rank"]


class CriterionTie(Scoped):
    """The higher value of the jury in one criterion."""

    kinds = {"criterion": _("higher mark in a criterion")}
    kind: Literal["criterion"]
    part: Key = member(_("Part"), "key of the part of the judging")
    criterion: Key = member(_("Criterion"), "key of the criterion; the higher value wins")


class FactTie(Scoped):
    """Entrants who meet a condition come first."""

    kinds = {"applicant_fact": _("who meets a condition")}
    kind: Literal["applicant_fact"]
    condition: AnyCondition = member(_("Condition"), "entrants who meet it come first")


class JuryTie(Scoped):
    """The jury decides with reasons; ends the list."""

    kinds = {"jury_decides": _("the jury decides")}
    kind: Literal["jury_decides"]
    jury: Key = member(_("Jury"), "key of the jury that decides")
    by: Literal["majority", "consensus"] = member(
        _("Decides by"), "how it decides", values={"majority": _("majority"), "consensus": _("consensus")}
    )


class LotTie(Scoped):
    """A draw; ends the list."""

    kinds = {"lot": _("lot")}
    kind: Literal["lot"]
    seed: String = member(
        _("Seed"), "how the seed of the draw comes about, so that anybody can repeat it", is_dropped_by_copy=True
    )


Tie = Annotated[PlainTie | CriterionTie | FactTie | JuryTie | LotTie, by_kind]


class Judging(Part):
    """How the entries of a round are judged."""

    use: Literal["shortlist", "award", "qualification"] = member(
        _("Used to"),
        "what the judging is for; decides how it is published in eForms and OCDS",
        values={"shortlist": _("choose who goes on"), "award": _("choose who wins"), "qualification": _("check who qualifies")},
    )
    period: Window | None = member(
        _("Period of judging"), "when marks or ballots are taken; null = not fixed", none=_("not fixed"), is_dropped_by_copy=True
    )
    windows: Literal["each", "together", "one_by_one"] = member(
        _("Windows are judged"),
        "entries of each window are judged apart, of all windows together, or one by one while the window stands (rolling)",
        values={"each": _("each apart"), "together": _("together"), "one_by_one": _("one by one as entries come")},
    )
    stated: tuple[StatedPoints, ...] = member(_("Stated points"), "sums of points that the notice claims; empty: none")
    parts: tuple[JudgingPart, ...] = member(_("Parts"), "one for each jury that judges, mostly one")
    combine: Combine | None = member(
        _("Combined by"), "how parts become one number; null with one part", none=_("there is one part")
    )
    ties: tuple[Tie, ...] = member(_("Ties"), "rules for equal totals, in order; the last must always decide")
    scores_shown_to: Literal["public", "entrant", "nobody"] = member(
        _("Scores are shown to"),
        "who sees the scores of an entry after the decision",
        values={"public": _("everybody"), "entrant": _("the entrant"), "nobody": _("nobody")},
    )
