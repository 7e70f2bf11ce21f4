"""Rewards of a call as OCDS: prizes with a rank as prizes, everything else in words, nothing twice."""

from collections.abc import Iterator
from functools import singledispatch

from challenges.rules.document import Document
from challenges.rules.facts import in_one_line, member_fact
from challenges.rules.juries import Panel
from challenges.rules.names import Names
from challenges.rules.promised import most_taken
from challenges.rules.rewards import FixedSum, Goods, Recipients, RewardItem, ToAll, ToRank
from challenges.rules.values import Money
from core.wording import localised
from opendata.exports.ocds.judged import Plain, holds_in
from opendata.exports.ocds.numbers import exact


def design_contest(document: Document, names: Names, lot: str | None) -> Plain:
    """Return `designContest` of a lot; None is the challenge as a whole."""
    items = [item for item in document.rules.rewards.items if holds_in(item.lots, lot)]
    # The last round's prizes first: a rank there is the rank of the competition.
    keys = [stage.key for stage in document.rules.rounds]
    ranked = sorted((item for item in items if places_of(item, document)), key=lambda item: _order(item, keys))
    details = [detail for item in ranked for detail in _details(item, document)]
    other = [f"{localised(item.title)}: {_told(item, names)}" for item in items if not places_of(item, document)]
    binding = _binding(document)
    return {
        "hasPrizes": any(item.kind == "prize" for item in items),
        **(
            {"prizes": {"details": [{"id": str(number), **each} for number, each in enumerate(details, start=1)]}}
            if details
            else {}
        ),
        **({"rewardsDetails": "\n".join(other)} if other else {}),
        "followUpContracts": document.rules.rewards.follow_up is not None,
        **({"bindingJuryDecision": binding} if binding is not None else {}),
    }


def _order(item: RewardItem, keys: list[str]) -> tuple[int, int]:
    """Return the place of a reward among prizes in rank order."""
    return -keys.index(item.to.round), item.to.first if isinstance(item.to, ToRank) else 0


def places_of(item: RewardItem, document: Document) -> int:
    """Return for how many ranks a reward is a prize as the standard means it: one with a rank, and a fixed sum or goods.

    A refund or funding is no prize, nor is what somebody chooses, draws or asks for (eForms BT-44 against BT-45).
    """
    if item.kind != "prize" or not (item.each is None or isinstance(item.each, FixedSum | Goods)):
        return 0
    return ranks_of(item.to, document) or 0


@singledispatch
def ranks_of(recipients: Recipients, document: Document) -> int | None:
    """Return how many ranks a reward goes to; None where ranks do not decide who gets it."""
    return None


@ranks_of.register
def _to_rank(recipients: ToRank, document: Document) -> int | None:
    return recipients.last - recipients.first + 1


@ranks_of.register
def _to_all(recipients: ToAll, document: Document) -> int | None:
    """Everyone who advanced, where the rules name their number: the best so many of the ranking."""
    if recipients.kind != "advanced":
        return None
    stage = document.rules.round(recipients.round)
    return most_taken(stage, document.rules) if stage.advancing and stage.advancing.per != "lot" else None


def _details(item: RewardItem, document: Document) -> Iterator[Plain]:
    for _place in range(places_of(item, document)):
        yield {"description": _description(item), **_value(item)}


def _description(item: RewardItem) -> str:
    title = localised(item.title)
    return f"{title}: {localised(item.each.what)}" if isinstance(item.each, Goods) else title


def _value(item: RewardItem) -> Plain:
    sum_of_one = item.each.sum if isinstance(item.each, FixedSum) else item.each.worth if isinstance(item.each, Goods) else None
    return money("value", sum_of_one)


def money(name: str, sum_: Money | None) -> Plain:
    """Return a sum as a value of the standard under a name; empty for None, and for an amount that JSON cannot hold exactly."""
    amount = exact(sum_.amount) if sum_ is not None else None
    return {name: {"amount": amount, "currency": sum_.currency}} if sum_ is not None and amount is not None else {}


def _told(item: RewardItem, names: Names) -> str:
    facts = (member_fact(item, member, names) for member in ("kind", "to", "each"))
    return "; ".join(in_one_line(fact) for fact in facts)


def _binding(document: Document) -> bool | None:
    """Return whether the authority is bound by the panel that chooses who wins; None where no panel does."""
    panels = {jury.key: jury for jury in document.rules.juries if isinstance(jury, Panel)}
    judged = [stage.judging for stage in document.rules.rounds if stage.judging and stage.judging.use == "award"]
    found = [panels[part.jury].binding for judging in judged for part in judging.parts if part.jury in panels]
    return all(found) if found else None
