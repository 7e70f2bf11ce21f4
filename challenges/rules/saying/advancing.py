"""Hurdles and takes as sentences."""

from django.utils.translation import gettext, ngettext

from challenges.rules.advancing import (
    AllTake,
    AttendedHurdle,
    BallotsHurdle,
    JudgementHurdle,
    LotTake,
    NamedTake,
    PassedHurdle,
    PicksTake,
    RangeTake,
    ScoreHurdle,
    ShareTake,
    TopTake,
)
from challenges.rules.names import Names
from challenges.rules.saying.sentences import joined, names_of, tells
from challenges.rules.saying.values import number, percent, promise
from challenges.rules.values import AnnouncedLater
from core.wording import localised

# --- Hurdles -----------------------------------------------------------------------------------------------------------


@tells
def score(part: ScoreHurdle, names: Names) -> str:
    """Return a minimum score."""
    if isinstance(part.score, AnnouncedLater):
        return gettext("The total reaches a minimum. Minimum: %(promise)s.") % {"promise": promise(part.score, names)}
    return gettext("The total is at least %(score)s.") % {"score": number(part.score)}


@tells
def attended(part: AttendedHurdle, names: Names) -> str:
    """Return that somebody came."""
    return gettext("The entrant came to the meeting of “%(round)s”.") % {"round": names_of(part, "round", names)}


@tells
def passed(part: PassedHurdle, names: Names) -> str:
    """Return that nothing was failed."""
    return gettext("The entry passed every knock-out and reached every minimum.")


@tells
def most_ballots(part: BallotsHurdle, names: Names) -> str:
    """Return the places in a vote."""
    if isinstance(part.places, AnnouncedLater):
        told = gettext("The entry is among those with most ballots. Places: %(promise)s.")
        return told % {"promise": promise(part.places, names)}
    told = ngettext(
        "The entry is the one with most ballots.", "The entry is among the %(number)s with most ballots.", part.places
    )
    return told % {"number": number(part.places)}


@tells
def judgement(part: JudgementHurdle, names: Names) -> str:
    """Return what the jury must be convinced of."""
    return gettext("The jury is convinced: %(words)s") % {"words": localised(part.words)}


# --- Takes -------------------------------------------------------------------------------------------------------------


def _at_line(part: TopTake | RangeTake | ShareTake) -> str:
    """Return who is in when the last place is shared; null says nothing, since ties are always decided."""
    lines = {
        "all": gettext("If a rank is shared across the line, all of these go on."),
        "none": gettext("If a rank is shared across the line, none of these goes on."),
        "jury_decides": gettext("If a rank is shared across the line, the jury decides."),
        "lot": gettext("If a rank is shared across the line, lots are drawn."),
    }
    return lines[part.at_line] if part.at_line else ""


@tells
def top(part: TopTake, names: Names) -> str:
    """Return the best so many."""
    if isinstance(part.places, AnnouncedLater):
        told = gettext("The best go on. How many: %(promise)s.") % {"promise": promise(part.places, names)}
    else:
        told = ngettext("The best one goes on.", "The best %(number)s go on.", part.places) % {"number": number(part.places)}
    return joined(told, _at_line(part))


@tells
def up_to(part: RangeTake, names: Names) -> str:
    """Return the best so many, a number to be chosen."""
    least, most = (
        promise(bound, names) if isinstance(bound, AnnouncedLater) else number(bound) for bound in (part.at_least, part.at_most)
    )
    told = gettext("The best go on; how many is chosen. At least: %(least)s. At most: %(most)s.") % {"least": least, "most": most}
    return joined(told, _at_line(part))


@tells
def share(part: ShareTake, names: Names) -> str:
    """Return the best part of what is ranked."""
    if isinstance(part.percent, AnnouncedLater):
        told = gettext("The best part of the ranked entries goes on. Percent: %(promise)s.")
        told = told % {"promise": promise(part.percent, names)}
    else:
        told = gettext("The best %(percent)s of the ranked entries go on.") % {"percent": percent(part.percent)}
    rounded = gettext("The number is rounded up.") if part.rounding == "up" else gettext("The number is rounded down.")
    return joined(told, rounded, _at_line(part))


@tells
def picks(part: PicksTake, names: Names) -> str:
    """Return what a jury picks against the rank."""
    facts = {"jury": names_of(part, "by", names)}
    if part.at_most is None:
        told = gettext("“%(jury)s” may pick any number of those left.") % facts
    elif isinstance(part.at_most, AnnouncedLater):
        told = gettext("“%(jury)s” may pick some of those left. At most: %(promise)s.")
        told = told % {**facts, "promise": promise(part.at_most, names)}
    else:
        told = ngettext(
            "“%(jury)s” may pick one of those left.", "“%(jury)s” may pick up to %(number)s of those left.", part.at_most
        )
        told = told % {**facts, "number": number(part.at_most)}
    return joined(told, gettext("Ground: %(words)s") % {"words": localised(part.words)})


@tells
def named(part: NamedTake, names: Names) -> str:
    """Return how many are named beforehand."""
    if isinstance(part.count, AnnouncedLater):
        told = gettext("Some whom the authority named beforehand go on. How many: %(promise)s.")
        return told % {"promise": promise(part.count, names)}
    told = ngettext(
        "One whom the authority named beforehand goes on.",
        "%(number)s whom the authority named beforehand go on.",
        part.count,
    )
    return told % {"number": number(part.count)}


@tells
def drawn(part: LotTake, names: Names) -> str:
    """Return how many are drawn."""
    if isinstance(part.count, AnnouncedLater):
        told = gettext("Some of those left are drawn by lot. How many: %(promise)s.") % {"promise": promise(part.count, names)}
    else:
        told = ngettext("One of those left is drawn by lot.", "%(number)s of those left are drawn by lot.", part.count)
        told = told % {"number": number(part.count)}
    return joined(told, gettext("Seed of the draw: %(seed)s") % {"seed": part.seed})


@tells
def every(part: AllTake, names: Names) -> str:
    """Return that all that are left go on."""
    return gettext("All that are left go on.")
