"""Money, spans of time, moments as certain as their source, and windows."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field as PlainField
from pydantic import StrictInt

from challenges.rules.base import (
    Currency,
    Day,
    Dec,
    Instant,
    Keyed,
    Month,
    Number,
    Part,
    String,
    by_kind,
    member,
    or_later,
)


class Money(Part):
    """A sum, with the one question that tax comes to: what the payer pays on top."""

    amount: Dec = member(_("Amount"), "sum as canonical decimal text, in the currency")
    currency: Currency = member(_("Currency"), "ISO 4217 code")
    tax: Literal["gross", "plus_vat", "plus_income_tax"] = member(
        _("Tax"),
        "what the payer pays on top: gross = nothing, plus_vat or plus_income_tax = the payer bears it in addition",
        values={"gross": _("nothing is added"), "plus_vat": _("VAT is added"), "plus_income_tax": _("income tax is added")},
    )


class Span(Part):
    """How long something lasts."""

    number: Number = member(_("How many"), "length in the unit")
    unit: Literal["hours", "days", "weeks", "months", "years"] = member(
        _("Unit"),
        "unit of the length; months and years are those of the calendar",
        values={"hours": _("hours"), "days": _("days"), "weeks": _("weeks"), "months": _("months"), "years": _("years")},
    )
    words: String = member(_("As printed"), "the length as printed")


class InstantMoment(Part):
    """A moment known to the second."""

    kinds = {"instant": _("exact moment")}
    kind: Literal["instant"]
    at: Instant = member(_("Moment"), "the moment in UTC, with seconds", is_dropped_by_copy=True)
    words: String = member(_("As printed"), "the moment as printed, with its zone", is_dropped_by_copy=True)


class DayMoment(Part):
    """A day whose hour nobody states."""

    kinds = {"day": _("day")}
    kind: Literal["day"]
    on: Day = member(_("Day"), "day of the calendar in the zone of the rules", is_dropped_by_copy=True)
    words: String = member(_("As printed"), "the day as printed", is_dropped_by_copy=True)


class MonthMoment(Part):
    """A month whose day nobody states."""

    kinds = {"month": _("month")}
    kind: Literal["month"]
    month: Month = member(_("Month"), "month of the calendar", is_dropped_by_copy=True)
    words: String = member(_("As printed"), "the month as printed", is_dropped_by_copy=True)


class WordedMoment(Part):
    """A moment that is told in words from which no instant follows."""

    kinds = {"words": _("in words only")}
    kind: Literal["words"]
    words: String = member(_("As printed"), "the words as printed, the only thing known", is_dropped_by_copy=True)


When = Annotated[InstantMoment | DayMoment | MonthMoment | WordedMoment, by_kind]


class AnnouncedLater(Part):
    """A promise the law allows: the value is filled in by an adding amendment before the round's first mark can be seen."""

    kinds = {"announced_later": _("announced later")}
    kind: Literal["announced_later"]
    by: When | None = member(
        _("Announced by"), "when it will be known; null = before the first mark is seen", none=_("before judging")
    )


DecOrLater = Annotated[Dec | AnnouncedLater, or_later]
NumberOrLater = Annotated[Number | AnnouncedLater, or_later]


class Window(Keyed):
    """A period with both ends."""

    opens: When = member(_("Opens"), "first moment of the period")
    closes: When = member(_("Closes"), "last moment of the period: what arrives at this very moment is in time")


class EntryWindow(Window):
    """A period in which entries are handed in."""

    registration_closes: When | None = member(
        _("Registration closes"), "last moment to register beforehand; null = nobody registers", none=_("no registration")
    )


FormatNumber = Annotated[StrictInt, PlainField(ge=2, le=2)]
