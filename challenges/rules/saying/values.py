"""Numbers, sums, moments, periods and promises in words of the active language."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from challenges.rules.names import Names
from challenges.rules.saying.sentences import sentence, tells, word
from challenges.rules.values import (
    AnnouncedLater,
    DayMoment,
    EntryWindow,
    InstantMoment,
    Money,
    MonthMoment,
    Span,
    Window,
    WordedMoment,
)
from core import wording


def number(value: str | int) -> str:
    """Return a whole number, or a canonical decimal, with the separators of the language."""
    text = str(value)
    return wording.grouped(Decimal(text), len(text.partition(".")[2]))


def percent(value: str) -> str:
    """Return a canonical decimal in hundredths as a percentage."""
    return wording.percent(value)


def bounds(at_least: str | int | Money | None, at_most: str | int | Money | None, names: Names) -> str:
    """Return two bounds in words: "at least 2, at most 5"; "" where there is none."""
    lower = gettext("at least %(number)s") % {"number": _bound(at_least, names)} if at_least is not None else ""
    upper = gettext("at most %(number)s") % {"number": _bound(at_most, names)} if at_most is not None else ""
    return ", ".join(bound for bound in (lower, upper) if bound)


def _bound(value: str | int | Money, names: Names) -> str:
    return money(value, names) if isinstance(value, Money) else number(value)


@tells
def money(part: Money, names: Names) -> str:
    """Return a sum, and what the payer pays on top."""
    return gettext("%(sum)s (tax: %(tax)s)") % {
        "sum": wording.money(part.amount, part.currency),
        "tax": word(part, "tax"),
    }


# --- Time --------------------------------------------------------------------------------------------------------------


def _printed(told: str, words: str, *known: str) -> str:
    """Return the moment as told here, and the printed words beside it where they say it in another way."""
    if plain(words) in (plain(told), *known):
        return told
    return gettext("%(told)s (as printed: “%(words)s”)") % {"told": told, "words": words}


@tells
def instant(part: InstantMoment, names: Names) -> str:
    """Return a moment in the zone of the rules."""
    at = datetime.fromisoformat(part.at)
    return _printed(wording.moment_words(at, names.zone), part.words, *_spellings(at, names.zone))


def _spellings(at: datetime, zone: str) -> Iterator[str]:
    """Yield the words that add nothing to a moment, whatever the language in which it is read."""
    local = wording.legal_time(at, zone)
    yield from (f"{at:%Y-%m-%dT%H:%M:%SZ}", f"{local:%Y-%m-%d %H:%M} {zone}")
    yield from _in_all_languages(lambda: wording.moment_words(at, zone))
    for words in _in_all_languages(lambda: wording.day(at, zone)):
        for time in (f"{local:%H:%M}", f"{local.hour}:{local:%M}"):
            yield from (f"{words}, {time}", f"{words}, {time} ({zone})")


def _in_all_languages(tell: Callable[[], str]) -> Iterator[str]:
    for language, _name in settings.LANGUAGES:
        with override(language):
            told = plain(tell())
        yield told


def plain(told: str) -> str:
    """Return the words with plain spaces, as people type them."""
    return told.replace(wording.NO_BREAK, " ")


@tells
def day(part: DayMoment, names: Names) -> str:
    """Return a day."""
    on = date.fromisoformat(part.on)
    return _printed(wording.day(on), part.words, part.on, *_in_all_languages(lambda: wording.day(on)))


@tells
def month(part: MonthMoment, names: Names) -> str:
    """Return a month."""
    first = date.fromisoformat(f"{part.month}-01")
    return _printed(wording.month(first), part.words, part.month, *_in_all_languages(lambda: wording.month(first)))


@tells
def worded(part: WordedMoment, names: Names) -> str:
    """Return the words, the only thing known."""
    return gettext("“%(words)s”") % {"words": part.words}


@tells
def span(part: Span, names: Names) -> str:
    """Return how long something lasts."""
    units = {
        "hours": ngettext("%(number)s hour", "%(number)s hours", part.number),
        "days": ngettext("%(number)s day", "%(number)s days", part.number),
        "weeks": ngettext("%(number)s week", "%(number)s weeks", part.number),
        "months": ngettext("%(number)s month", "%(number)s months", part.number),
        "years": ngettext("%(number)s year", "%(number)s years", part.number),
    }
    return _printed(units[part.unit] % {"number": number(part.number)}, part.words, f"{part.number} {part.unit}")


@tells
def window(part: Window, names: Names) -> str:
    """Return a period with both ends."""
    return gettext("%(opens)s – %(closes)s") % {"opens": sentence(part.opens, names), "closes": sentence(part.closes, names)}


@tells
def entry_window(part: EntryWindow, names: Names) -> str:
    """Return a period in which entries are handed in."""
    registration = part.registration_closes
    words = gettext("Registration closes: %(when)s") % {"when": sentence(registration, names)} if registration else ""
    return "; ".join(told for told in (window(part, names), words) if told)


@tells
def promise(part: AnnouncedLater, names: Names) -> str:
    """Return when something will be known."""
    if part.by is None:
        return gettext("announced before judging")
    return gettext("announced later, by %(when)s") % {"when": sentence(part.by, names)}
