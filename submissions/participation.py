"""What the rules of a challenge say of lots and of how often one may enter, for one entry of one lot: pure.

A lot that is part of another counts as in it: what holds for the outer lot holds in the inner one. Where a challenge has no lots,
the key of a lot is "".
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from challenges.rules.base import Scoped
from challenges.rules.document import Rules
from challenges.rules.participation import Limit, Lot
from challenges.rules.promised import leaves
from core.wording import localised

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
    """Yield the limits that an entry must find room in when it is handed in.

    A limit of one round binds there; any other where one begins, since nothing new is entered in the rounds that follow. What is
    counted by answers, persons or challenges, or only among admitted entries, is counted when it is judged.
    """
    may_enter_again = _may_enter_again(rules)
    for limit in rules.participation.limits:
        counts_here = limit.counts in {"entries", "lots"} and limit.of.kind in {"applicant", "everyone"} and limit.per != "call"
        is_bound = limit.at_most is not None and limit.excess in _NO_SURPLUS
        may_be_full = limit.of.kind == "everyone" or may_enter_again
        if counts_here and is_bound and may_be_full and holds_in(rules, limit, lot) and round_key in rounds_counted(rules, limit):
            yield limit


def rounds_counted(rules: Rules, limit: Limit) -> list[str]:
    """Return the keys of the rounds in which a limit counts what is handed in."""
    return [limit.round] if limit.round else [stage.key for stage in rules.rounds if not stage.follows]


def has_room(rules: Rules, limit: Limit, lot: str, others: Sequence[str]) -> bool:
    """Return whether an entry of `lot` may be handed in beside `others`, the lots of what counts with it, one for each entry."""
    most = limit.at_most or 0
    if limit.counts == "lots":
        return len({*others, lot}) <= most
    if limit.per != "lot":
        return len(others) < most
    return all(sum(around in lots_around(rules, other) for other in others) < most for around in lots_around(rules, lot))


def _may_enter_again(rules: Rules) -> bool:
    """Return whether a supplier can enter more than once: in another lot, another window, another round in which one begins."""
    first = [stage.intake for stage in rules.rounds if not stage.follows and stage.intake]
    return bool(rules.lots) or sum(len(intake.windows) + len(intake.call_windows) for intake in first) > 1
