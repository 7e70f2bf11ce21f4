"""Who gets a reward, what each gets, and how many, as sentences."""

from django.utils.translation import gettext

from challenges.rules.names import Names
from challenges.rules.rewards import Count, EachInFull, FixedSum, Goods, RangeSum, SplitPlaces, ToAll, ToChosen, ToDrawn, ToRank
from challenges.rules.saying.sentences import joined, labelled, names_of, sentence, tells, word
from challenges.rules.saying.values import bounds, number
from core.wording import localised

# --- To whom -----------------------------------------------------------------------------------------------------------


@tells
def to_rank(part: ToRank, names: Names) -> str:
    """Return the ranks."""
    facts = {"first": number(part.first), "last": number(part.last), "round": names_of(part, "round", names)}
    if part.first == part.last:
        return gettext("Rank %(first)s of “%(round)s”.") % facts
    return gettext("Ranks %(first)s to %(last)s of “%(round)s”.") % facts


@tells
def to_all(part: ToAll, names: Names) -> str:
    """Return everyone who advanced from a round, or entered it."""
    told = {
        "advanced": gettext("Everyone who advanced from “%(round)s”."),
        "entered": gettext("Everyone who entered “%(round)s”."),
    }[part.kind]
    return told % {"round": names_of(part, "round", names)}


@tells
def to_chosen(part: ToChosen, names: Names) -> str:
    """Return who chooses among whom."""
    told = gettext("Chosen by “%(jury)s” among the entries of “%(round)s”.")
    return told % {"jury": names_of(part, "by", names), "round": names_of(part, "round", names)}


@tells
def to_drawn(part: ToDrawn, names: Names) -> str:
    """Return among whom lots are drawn."""
    told = gettext("Drawn by lot among the entries of “%(round)s”. Seed of the draw: %(seed)s")
    told = told % {"round": names_of(part, "round", names), "seed": part.seed}
    reserves = gettext("Drawn as reserves: %(number)s.") % {"number": number(part.reserves)} if part.reserves is not None else ""
    return joined(told, reserves)


@tells
def count(part: Count, names: Names) -> str:
    """Return how many get it."""
    told = bounds(part.at_least, part.at_most, names)
    return told if part.at_most is not None else f"{told}, {word(part, 'at_most')}"


# --- What each gets ----------------------------------------------------------------------------------------------------


@tells
def fixed(part: FixedSum, names: Names) -> str:
    """Return the sum."""
    return sentence(part.sum, names)


@tells
def range_of_sums(part: RangeSum, names: Names) -> str:
    """Return what the sum follows from, and its bounds."""
    return ", ".join(told for told in (word(part, "kind"), bounds(part.at_least, part.at_most, names)) if told)


@tells
def goods(part: Goods, names: Names) -> str:
    """Return the thing, and its worth where that is said."""
    what = localised(part.what)
    if part.worth is None:
        return what
    return gettext("%(thing)s, worth %(sum)s") % {"thing": what, "sum": sentence(part.worth, names)}


@tells
def each_in_full(part: EachInFull, names: Names) -> str:
    """Return that nothing is divided."""
    return gettext("Each gets it in full.")


@tells
def split_places(part: SplitPlaces, names: Names) -> str:
    """Return that sums are divided, and where the last cents go."""
    return joined(gettext("They share the sums of the places they fill."), labelled(part, "remainder"))
