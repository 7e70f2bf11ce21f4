"""What the rules of a challenge say of lots and of how often one may enter, for one entry of one lot: pure.

A lot that is part of another counts as in it: what holds for the outer lot holds in the inner one. Where a challenge has no lots,
the key of a lot is "".
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from challenges.rules.base import Scoped
from challenges.rules.document import Rules
from challenges.rules.facts import fact
from challenges.rules.names import Names
from challenges.rules.participation import EntryAs, EntryAsGroup, Limit, Lot
from challenges.rules.promised import leaves
from core.wording import localised

# As many as somebody can still look through, where the rules name no bound.
MOST_PARTNERS = 50
# Surplus of these kinds is sorted out among what was handed in, when it is judged; the others it never comes to.
_NO_SURPLUS = {"refuse", None}


def lots_offered(rules: Rules) -> tuple[Lot, ...]:
    """Return the lots that one can enter: those without parts, in the order of the rules."""
    return leaves(rules)


def is_offered(rules: Rules, lot: str) -> bool:
    """Return whether one can enter for this lot; without lots, for none."""
    return lot in {each.key for each in lots_offered(rules)} if rules.lots else not lot


def lots_around(rules: Rules, lot: str) -> tuple[str, ...]:
    """Return the key of a lot and of the one that it is part of; () for a lot that the rules do not have."""
    return next(((each.key, each.within) if each.within else (each.key,) for each in rules.lots if each.key == lot), ())


def lot_title(rules: Rules, lot: str) -> str:
    """Return the title of a lot after that of the lot around it; "" for none."""
    titles = {each.key: localised(each.title) for each in rules.lots}
    told = " › ".join(titles[key] for key in reversed(lots_around(rules, lot)))
    return told or (_("a lot that the rules do not have any more") if lot else "")


def lots_within(rules: Rules, lot: str) -> list[str]:
    """Return the key of a lot and of those that are part of it."""
    return [lot, *(each.key for each in rules.lots if each.within == lot)]


def titles_of_lots(rules: Rules) -> dict[str, str]:
    """Return the titles of all lots by key, in the order of the rules."""
    return {each.key: lot_title(rules, each.key) for each in rules.lots}


def holds_in(rules: Rules, part: Scoped, lot: str) -> bool:
    """Return whether a part of the rules holds for entries of a lot; one that names no lots holds everywhere."""
    return not part.lots or not set(part.lots).isdisjoint(lots_around(rules, lot))


def lots_under(rules: Rules, part: Scoped) -> list[str]:
    """Return the keys of the lots in which entries stand and a part of the rules holds; [""] where there are no lots."""
    offered = [each.key for each in lots_offered(rules)] or [""]
    return [lot for lot in offered if holds_in(rules, part, lot)]


def limits_at_hand_in(rules: Rules, round_key: str, lot: str) -> Iterator[Limit]:
    """Yield the limits that an entry must find room in when it is handed in, among all entries of its round.

    What is counted by answers, persons or challenges, or only among admitted entries, is counted when it is judged.
    """
    may_enter_again = _may_enter_again(rules, round_key)
    for limit in rules.participation.limits:
        counts_here = limit.counts in {"entries", "lots"} and limit.of.kind in {"applicant", "everyone"} and limit.per != "call"
        is_bound = limit.at_most is not None and limit.excess in _NO_SURPLUS and limit.round in {None, round_key}
        may_be_full = limit.of.kind == "everyone" or may_enter_again
        if counts_here and is_bound and may_be_full and holds_in(rules, limit, lot):
            yield limit


def has_room(rules: Rules, limit: Limit, lot: str, others: Sequence[str]) -> bool:
    """Return whether an entry of `lot` may be handed in beside `others`, the lots of what counts with it, one for each entry."""
    most = limit.at_most or 0
    if limit.counts == "lots":
        return len({*others, lot}) <= most
    if limit.per != "lot":
        return len(others) < most
    return all(sum(around in lots_around(rules, other) for other in others) < most for around in lots_around(rules, lot))


def group_ways(rules: Rules) -> list[EntryAsGroup]:
    """Return the ways in which several may enter together."""
    return [way for way in rules.participation.entry_as if isinstance(way, EntryAsGroup)]


def most_partners(rules: Rules) -> int:
    """Return how many may take part beside the one who enters; 0 where nobody may."""
    return max(
        (MOST_PARTNERS if way.members_at_most is None else way.members_at_most - 1 for way in group_ways(rules)), default=0
    )


def fits_a_way(rules: Rules, members: int) -> bool:
    """Return whether so many may enter together in one of the ways that the rules name."""
    ways = rules.participation.entry_as
    is_alone = members == 1 and any(not isinstance(way, EntryAsGroup) for way in ways)
    return not ways or is_alone or any(is_within(way, members) for way in group_ways(rules))


def members_limits(rules: Rules, lot: str) -> list[Limit]:
    """Return the limits of how many may be members of one entry."""
    limits = rules.participation.limits
    return [each for each in limits if each.counts == "members" and each.of.kind == "entry" and holds_in(rules, each, lot)]


def way_in_words(way: EntryAs, names: Names) -> str:
    """Return a way to enter with all that the rules say of it."""
    told = fact(way, names)
    further = "; ".join(f"{child.label}: {child.value}" for child in told.children)
    return f"{told.value} ({further})" if further else told.value


def is_within(limit: Limit | EntryAsGroup, number: int) -> bool:
    """Return whether a number of members keeps to bounds."""
    least, most = (limit.at_least, limit.at_most) if isinstance(limit, Limit) else (limit.members_at_least, limit.members_at_most)
    return (least is None or number >= least) and (most is None or number <= most)


def _may_enter_again(rules: Rules, round_key: str) -> bool:
    """Return whether a supplier can enter a round more than once: in another lot, or in another window."""
    intake = rules.round(round_key).intake
    return bool(rules.lots) or (intake is not None and len(intake.windows) + len(intake.call_windows) > 1)
