"""Periods have an order, deadlines are where people expect them, and printed words say the same as the moment."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from challenges.rules import calendars
from challenges.rules.base import silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.register import check, each, found, is_said
from challenges.rules.checks.spans import Moment, instant, is_surely_after
from challenges.rules.document import CallRules, Rules
from challenges.rules.findings import ADVISING, BLOCKING, OPEN, Code, Finding, declare
from challenges.rules.intake import Intake
from challenges.rules.printed import Doubt, doubt
from challenges.rules.shapes import Json
from challenges.rules.values import DayMoment, EntryWindow, InstantMoment, Window
from challenges.rules.walking import Place

declare(
    {
        "time.zone": Code(
            BLOCKING, _("There is no time zone “%(zone)s”."), _("Name a zone of the IANA database, such as Europe/Warsaw.")
        ),
        "time.order": Code(BLOCKING, _("The period closes before it opens."), _("Move one of the two moments.")),
        "time.registration": Code(
            BLOCKING,
            _("Registration does not close between the opening and the deadline."),
            _("Move it between the two, or take it out."),
        ),
        "time.not_exact": Code(
            OPEN,
            _("The exact moment is not known: “%(words)s”."),
            _("Give the exact moment before the competition is published. “Noon” and “end of the day” need an hour, too."),
        ),
        "time.short": Code(
            ADVISING,
            _("The window is open for %(hours)s hours only, from %(opens)s to %(closes)s (%(zone)s)."),
            _("Leave people a day at least, or make sure that it is meant."),
        ),
        "time.weekend": Code(
            ADVISING, _("The deadline, %(day)s, is a Saturday or a Sunday."), _("Choose a working day, on which help can be had.")
        ),
        "time.holiday": Code(
            ADVISING,
            _("The deadline, %(day)s, is a public holiday: %(holiday)s."),
            _("Choose a working day, on which help can be had."),
        ),
        "time.twice": Code(
            ADVISING,
            _("Clocks are put back that night: %(local)s is shown twice in %(zone)s."),
            _("Choose an hour that is shown once."),
        ),
        "time.words": Code(
            ADVISING,
            _("“%(words)s” is printed, but the moment is %(local)s (%(zone)s)."),
            _("Make the words and the moment say the same."),
        ),
        "time.label": Code(
            ADVISING,
            _("“%(words)s” can be read as two moments: by the label of the zone, or by the clocks of %(zone)s."),
            _("Print the hour without a label, or with the difference from UTC that holds on that day."),
        ),
        "time.midnight": Code(
            ADVISING,
            _("“%(words)s” may mean the beginning or the end of the day; the moment is %(local)s (%(zone)s)."),
            _("Print noon, or 23:59, or an hour during the day."),
        ),
    }
)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_of(inventory: Inventory) -> ZoneInfo | None:
    """Return the zone of the rules; None where it is not said or does not exist."""
    name = inventory.rules and inventory.rules.zone
    return ZoneInfo(name) if name and name in _zones() else None


@check(Rules)
def names_a_zone(part: Rules, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The zone exists."""
    if is_said(part.zone) and part.zone not in _zones():
        yield found("time.zone", here, "zone", zone=part.zone)


@check(Window)
def closes_after_it_opens(part: Window, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A period has its ends in order; one of exact moments has a length."""
    is_exact = isinstance(part.opens, InstantMoment)
    if is_surely_after(part.opens, part.closes, or_same=is_exact):
        yield found("time.order", here, "closes")


@check(EntryWindow)
def registers_in_between(part: EntryWindow, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Registration closes after the window opens, and not after it closes."""
    last = part.registration_closes
    if is_surely_after(part.opens, part.closes):
        return
    if is_surely_after(last, part.closes) or is_surely_after(part.opens, last, or_same=isinstance(part.opens, InstantMoment)):
        yield found("time.registration", here, "registration_closes")


@check(Intake, CallRules)
def is_known_to_the_second(part: Intake | CallRules, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Windows to be published have exact moments, also those that several challenges share."""
    for index, window in enumerate(each(part.windows)):
        for member in ("opens", "closes", "registration_closes"):
            moment = getattr(window, member)
            if is_said(moment) and not isinstance(moment, InstantMoment):
                yield found("time.not_exact", here, "windows", index, member, words=moment.words or "")


@check(EntryWindow)
def leaves_a_day(part: EntryWindow, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Who hears of it in the evening can still hand in."""
    opens, closes, zone = instant(part.opens), instant(part.closes), zone_of(inventory)
    if opens and closes and zone and timedelta() < closes - opens < timedelta(days=1):
        hours = round((closes - opens) / timedelta(hours=1))
        yield found(
            "time.short", here, "closes", hours=hours, opens=_local(opens, zone), closes=_local(closes, zone), zone=zone.key
        )


@check(EntryWindow)
def closes_on_a_working_day(part: EntryWindow, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The deadline is a day on which help can be had."""
    zone = zone_of(inventory)
    day = _day(part.closes, zone)
    if zone is None or day is None:
        return
    if calendars.public_holiday(day, zone.key):
        holiday = {code: calendars.public_holiday(day, zone.key, code) for code, _name in settings.LANGUAGES}
        yield found("time.holiday", here, "closes", day=day.isoformat(), holiday=holiday)
    elif calendars.is_weekend(day):
        yield found("time.weekend", here, "closes", day=day.isoformat())


@check(EntryWindow)
def closes_at_a_time_shown_once(part: EntryWindow, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The deadline is not in the hour that clocks show twice."""
    closes, zone = instant(part.closes), zone_of(inventory)
    if closes and zone and calendars.is_shown_twice(closes, zone):
        yield found("time.twice", here, "closes", local=_local(closes, zone), zone=zone.key)


@check(InstantMoment)
def is_printed_as_it_is(part: InstantMoment, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The printed words say the moment, as far as they are certain."""
    moment, zone = instant(part), zone_of(inventory)
    if moment is None or zone is None or silent(part.words):
        return
    codes = {Doubt.OTHER: "time.words", Doubt.LABEL: "time.label", Doubt.MIDNIGHT: "time.midnight"}
    why = doubt(part.words, moment, zone)
    if why:
        params: dict[str, Json] = {"words": part.words, "local": _local(moment, zone), "zone": zone.key}
        yield found(codes[why], here, "words", **params)


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _day(moment: Moment, zone: ZoneInfo | None) -> date | None:
    """Return the day of a moment in the zone; a moment at midnight ends the day before."""
    exact = instant(moment)
    if exact and zone:
        return (exact.astimezone(zone) - timedelta(seconds=1)).date()
    return date.fromisoformat(moment.on) if isinstance(moment, DayMoment) and not silent(moment.on) else None
