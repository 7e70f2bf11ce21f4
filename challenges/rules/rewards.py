"""What is given to whom: items in order of precedence, pools of money, what may come after."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.advancing import Hurdle
from challenges.rules.base import Currency, Dec, Key, Keyed, Number, Part, Scoped, String, Text, YesNo, by_kind, member
from challenges.rules.participation import AnyCondition
from challenges.rules.values import Money, Span

REMAINDER = {"stays": _("stay with the authority"), "first_ranked": _("go to the best ranked")}


class EvenDivision(Part):
    """The same for everyone, in whole cents."""

    kinds = {"even": _("evenly")}
    kind: Literal["even"]
    among_at_most: Number = member(_("Among at most"), "most who share", unit="entries")
    remainder: Literal["stays", "first_ranked"] = member(_("Last cents"), "where the last cents go", values=REMAINDER)


class DownRankingDivision(Part):
    """From the best downwards while the money lasts."""

    kinds = {"down_ranking": _("down the ranking")}
    kind: Literal["down_ranking"]
    when_short: Literal["stop", "skip", "part"] = member(
        _("When the rest is too little"),
        "stop = nobody further; skip = try the next; part = pay what is left",
        values={"stop": _("nobody further gets any"), "skip": _("the next is tried"), "part": _("what is left is paid")},
    )


class DecidedDivision(Part):
    """A jury divides."""

    kinds = {"decided": _("as decided")}
    kind: Literal["decided"]
    by: Key = member(_("By"), "key of the jury that divides")


class CapDivision(Part):
    """The pool is only a ceiling."""

    kinds = {"cap_only": _("only a ceiling")}
    kind: Literal["cap_only"]


Division = Annotated[EvenDivision | DownRankingDivision | DecidedDivision | CapDivision, by_kind]


class Pool(Keyed):
    """Money that is divided or capped."""

    title: Text = member(_("Title"), "name of the pool")
    per: Literal["challenge", "lot", "call"] = member(
        _("One for"),
        "whether there is one for the challenge, for each lot, or for the whole call",
        values={"challenge": _("the challenge"), "lot": _("each lot"), "call": _("the call")},
    )
    total: Money = member(_("Total"), "the sum in the pool")
    division: Division = member(_("Divided"), "how it is divided")


class ToRank(Part):
    """Those with these ranks."""

    kinds = {"rank": _("by rank")}
    kind: Literal["rank"]
    round: Key = member(_("Of round"), "round whose ranking counts")
    first: Number = member(_("From rank"), "first rank, from 1")
    last: Number = member(_("To rank"), "last rank")


class ToAll(Part):
    """All who advanced from a round, or all who entered it."""

    kinds = {"advanced": _("everyone who advanced"), "entered": _("everyone who entered")}
    kind: Literal["advanced", "entered"]
    round: Key = member(_("Of round"), "round whose outcome counts")


class ToChosen(Part):
    """Those a jury chooses."""

    kinds = {"chosen": _("chosen")}
    kind: Literal["chosen"]
    round: Key = member(_("Of round"), "round among whose entries is chosen")
    by: Key = member(_("By"), "key of the jury that chooses")


class ToDrawn(Part):
    """Those a draw finds."""

    kinds = {"lot": _("drawn by lot")}
    kind: Literal["lot"]
    round: Key = member(_("Of round"), "round among whose entries is drawn")
    seed: String = member(_("Seed"), "how the seed of the draw comes about", is_dropped_by_copy=True)
    reserves: Number | None = member(_("Reserves"), "how many are drawn as well; null = none", none=_("none"), unit="entries")


class FixedSum(Part):
    """A sum known beforehand."""

    kinds = {"fixed": _("a fixed sum")}
    kind: Literal["fixed"]
    sum: Money = member(_("Sum"), "the sum for each")


class RangeSum(Part):
    """A sum that the entrant asks for, or that comes out of a pool."""

    kinds = {"asked": _("the sum asked for"), "from_pool": _("a sum out of the pool")}
    kind: Literal["asked", "from_pool"]
    at_least: Money | None = member(_("At least"), "least for one; null = no bound", none=_("no lower bound"))
    at_most: Money | None = member(_("At most"), "most for one; null = no bound", none=_("no upper bound"))


class Goods(Part):
    """A thing or a service."""

    kinds = {"goods": _("goods or services")}
    kind: Literal["goods"]
    what: Text = member(_("What"), "the thing or service")
    worth: Money | None = member(_("Worth"), "its worth; null = not given", none=_("not given"))


class EachInFull(Part):
    """Who share a rank each get the whole."""

    kinds = {"each_in_full": _("each gets it in full")}
    kind: Literal["each_in_full"]


class SplitPlaces(Part):
    """Who share a rank share the sums of the places they fill, in whole cents."""

    kinds = {"split_places": _("they share the sums of their places")}
    kind: Literal["split_places"]
    remainder: Literal["stays", "first_ranked"] = member(
        _("Last cents"),
        "where the last cents go; first_ranked: to the work code that comes first in the alphabet",
        values=REMAINDER,
    )


class Duty(Keyed):
    """What winner or authority must do in time."""

    kinds = {
        "answer": _("answer"),
        "sign": _("sign"),
        "papers": _("hand in papers"),
        "bank_details": _("give bank details"),
        "payment": _("pay"),
    }
    kind: Literal["answer", "sign", "papers", "bank_details", "payment"]
    of: Literal["winner", "authority"] = member(
        _("Whose duty"), "who must do it", values={"winner": _("the winner"), "authority": _("the authority")}
    )
    within: Span | None = member(_("Within"), "span from the notice of the award; null = none set", none=_("no time set"))
    if_not: Literal["next", "nobody"] | None = member(
        _("If not"),
        "who gets it then; null = no consequence",
        values={"next": _("it goes to the next"), "nobody": _("nobody gets it")},
        none=_("no consequence"),
    )


class Instalment(Keyed):
    """A part of the sum in time."""

    share: Dec = member(_("Share"), "percent of the sum", unit="percent")
    when: Literal["start", "end", "milestone"] = member(
        _("When"),
        "when it is paid",
        values={"start": _("at the start"), "end": _("at the end"), "milestone": _("at a milestone")},
    )


class Count(Part):
    """How many."""

    at_least: Number = member(_("At least"), "fewest", unit="entries")
    at_most: Number | None = member(_("At most"), "most; null = open", none=_("no upper bound"), unit="entries")


Recipients = Annotated[ToRank | ToAll | ToChosen | ToDrawn, by_kind]


RewardEach = Annotated[FixedSum | RangeSum | Goods, by_kind]


WhenShared = Annotated[EachInFull | SplitPlaces, by_kind]


class RewardItem(Scoped):
    """One reward. Items take precedence in their order."""

    kinds = {"prize": _("prize"), "refund": _("refund of costs"), "funding": _("funding of work to be done")}
    kind: Literal["prize", "refund", "funding"]
    title: Text = member(_("Title"), "name of the reward")
    per: Literal["challenge", "lot"] = member(
        _("Given"), "once, or in each lot", values={"challenge": _("once"), "lot": _("in each lot")}
    )
    to: Recipients = member(_("To"), "who gets it")
    count: Count | None = member(
        _("How many"), "how many get it, only where chosen or drawn; null elsewhere", none=_("follows from who gets it")
    )
    each: RewardEach | None = member(_("What each gets"), "null = the honour alone", none=_("recognition only"))
    paid_in: Currency | None = member(
        _("Paid in"), "currency of payment where it differs from that of the sum; null = the same", none=_("the same currency")
    )
    pool: Key | None = member(_("Out of pool"), "key of the pool it comes from; null = none", none=_("no pool"))
    funder: Text | None = member(_("Paid by"), "who pays; null = the authority", none=_("the authority"))
    who: tuple[AnyCondition, ...] = member(
        _("Only for"),
        "further conditions, such as for a student prize; empty: none",
        none=_("everyone who gets it by the result"),
    )
    bars: tuple[Hurdle, ...] = member(
        _("Least result"), "what must hold to be paid, all of them: who is below stays ranked; empty: nothing"
    )
    not_with: tuple[Key, ...] = member(_("Not together with"), "rewards it cannot be held with; empty: none")
    may_be_withheld: YesNo = member(_("May be withheld"), "whether the authority may award nothing")
    when_shared: WhenShared | None = member(
        _("When a rank is shared"), "what those who share a rank get; null where ranks do not decide", none=_("does not arise")
    )
    freed: Literal["next", "nobody"] = member(
        _("A freed place"),
        "a place freed by a bar, an exclusion or a limit goes to the next in rank or to nobody",
        values={"next": _("goes to the next"), "nobody": _("goes to nobody")},
    )
    instalments: tuple[Instalment, ...] = member(
        _("Paid in parts"), "parts in time, together 100 percent; empty: at once", none=_("no, at once")
    )
    duties: tuple[Duty, ...] = member(_("Duties"), "what must be done in time; empty: nothing")


class FollowUp(Part):
    """What may come after the competition."""

    kinds = {
        "negotiation": _("negotiation without publication (art. 32(4) of 2014/24/EU)"),
        "purchase": _("purchase"),
        "next_call": _("a next call"),
        "pilot": _("a pilot"),
    }
    kind: Literal["negotiation", "purchase", "next_call", "pilot"]
    invited: Number = member(_("How many are invited"), "how many are invited", unit="entries")
    order: Literal["by_rank", "in_parallel"] | None = member(
        _("Order"),
        "negotiated by rank or in parallel; null = nothing is negotiated",
        values={"by_rank": _("by rank"), "in_parallel": _("in parallel")},
        none=_("nothing is negotiated"),
    )
    promised: YesNo = member(_("Promised"), "whether the authority binds itself")
    cap: Money | None = member(_("At most"), "most the later contract may cost; null = not fixed", none=_("not fixed"))
    pool: Key | None = member(_("Out of pool"), "pool shared with the rewards; null = none", none=_("no pool"))
    words: Text = member(_("As printed"), "what may come after, as people read it")


class Rewards(Part):
    """All that is given."""

    stated_total: Money | None = member(
        _("Stated total"),
        "the sum advertised: compared and warned about, never computed with; null = none",
        none=_("none"),
        is_dropped_by_copy=True,
    )
    more_later: YesNo = member(_("Rewards may be added"), "whether further rewards may be announced")
    pools: tuple[Pool, ...] = member(_("Pools"), "money that is divided or capped; empty: none")
    items: tuple[RewardItem, ...] = member(_("Rewards"), "in order of precedence; empty: none")
    follow_up: FollowUp | None = member(_("Afterwards"), "what may come after; null = nothing", none=_("nothing"))
