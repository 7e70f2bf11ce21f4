"""Facts in words of the active language: texts, money, days, moments. The filters of the templates are these functions."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats
from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext_lazy

# Text of the portal itself, which may be translated only when it is drawn.
if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Words
else:
    Words = str | Promise
# A text by language, or one that is the same in all.
Texts = Mapping[str, str] | str | Promise | None
# An amount as forms, the database and JSON have it; nothing, or "", where there is none.
Number = Decimal | int | float | str | None

NO_BREAK = "\N{NO-BREAK SPACE}"


def localised(value: Texts, language: str | None = None) -> str:
    """The text of {"en": "...", "pl": "..."} in `language` (default: the active one), else the first that is not empty."""
    if not isinstance(value, Mapping):
        return "" if value is None else str(value)
    wanted = value.get(language or get_language() or settings.LANGUAGE_CODE)
    return wanted or next((text for text in value.values() if text), "")


def in_other_language(value: Texts) -> str:
    """The code of the language that `localised` fell back to, for `lang=` and a mark; "" when there was no need to."""
    if not isinstance(value, Mapping) or value.get(get_language() or settings.LANGUAGE_CODE):
        return ""
    return next((code for code, text in value.items() if text), "")


def grouped(number: Decimal, places: int) -> str:
    """A number with the language's separators; groups of three are joined by no-break spaces in Polish, by commas in English."""
    text = formats.number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)
    return text.replace(" ", NO_BREAK)


def money(amount: Number, currency: str = "PLN") -> str:
    """50000 -> "PLN 50,000" in English, "50 000 PLN" in Polish. Cents only where there are some.

    Source: EU Interinstitutional Style Guide, 7.3.3: the ISO code stands before the amount in English, after it in Polish.
    """
    if amount is None or amount == "":
        return ""
    try:
        value = Decimal(str(amount))
    except InvalidOperation as wrong:
        raise ValueError(f"Not an amount of money: {amount!r}") from wrong
    figure = grouped(value, 0 if value == value.to_integral_value() else 2)
    before = (get_language() or "en").startswith("en")
    return f"{currency}{NO_BREAK}{figure}" if before else f"{figure}{NO_BREAK}{currency}"


def figure(number: Decimal | int | str) -> str:
    """A number with as many places as it has: "4.50" -> "4.5" in English, "4,5" in Polish."""
    value = Decimal(number)
    return grouped(value, max(0, -int(value.normalize().as_tuple().exponent)))


def percent(value: Number, places: int | None = None) -> str:
    """25 -> "25%", Decimal("12.50") -> "12.5%" or "12,5%". `value` is in hundredths, not a share of 1."""
    if value is None or value == "":
        return ""
    number = Decimal(str(value))
    return f"{figure(number) if places is None else grouped(number, places)}%"


def legal_time(moment: datetime, tz: str = "") -> datetime:
    """The moment in the zone of the deadlines: the IANA zone `tz`, else settings.TIME_ZONE. So for all functions here."""
    return moment.astimezone(ZoneInfo(tz or settings.TIME_ZONE))


def utc_offset(moment: datetime) -> str:
    """The offset of an aware moment: "UTC+1", "UTC+5:30", "UTC"."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def day(value: date | datetime | None, tz: str = "") -> str:
    """Put a day into words: "12 December 2026", "12 grudnia 2026"; a datetime is first put into legal time."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = legal_time(value, tz)
    return format_date(value, "j E Y").replace(" ", NO_BREAK)


def month(value: date) -> str:
    """Put a month into words: "December 2026", "grudzień 2026"."""
    return format_date(value, "F Y").replace(" ", NO_BREAK)


def iso(moment: datetime) -> str:
    """For machines: `datetime` of a <time> element, with the offset of legal time."""
    return legal_time(moment).isoformat(timespec="minutes")


def when(value: date | datetime) -> SafeString:
    """A day or a moment as a <time> element."""
    if isinstance(value, datetime):
        return format_html('<time datetime="{}">{}</time>', iso(value), moment_words(value))
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), day(value))


def when_until(start: date | datetime, end: date | datetime) -> SafeString:
    """Put a period into words; the zone is named once where its offset is the same at both ends."""
    if isinstance(start, datetime) and isinstance(end, datetime) and zone(start) == zone(end):
        begins = format_html('<time datetime="{}">{}, {}</time>', iso(start), day(start), clock_time(start))
        return format_html("{} – {}", begins, when(end))
    return format_html("{} – {}", when(start), when(end))


def clock_time(moment: datetime, tz: str = "") -> str:
    """Put the time of day into words: "14:05", and "12:00 noon" for midday, which people confuse with midnight."""
    here = legal_time(moment, tz)
    return gettext("12:00 noon").replace(" ", NO_BREAK) if (here.hour, here.minute) == (12, 0) else f"{here:%H:%M}"


def zone(moment: datetime, tz: str = "") -> str:
    """Name zone and offset, "Europe/Warsaw, UTC+1": never an abbreviation, which can mean another hour elsewhere."""
    return f"{tz or settings.TIME_ZONE}, {utc_offset(legal_time(moment, tz))}"


def moment_words(value: datetime | None, tz: str = "") -> str:
    """Put a moment into words: "12 December 2026, 12:00 noon (Europe/Warsaw, UTC+1)"."""
    return f"{day(value, tz)}, {clock_time(value, tz)} ({zone(value, tz)})" if value else ""


def end_of_day(midnight: datetime | None) -> str:
    """Put the midnight that ends a period into words: "end of 3 December 2026 (Europe/Warsaw, UTC+1)".

    "4 December, 00:00" is read as the evening of the 4th by too many.
    """
    if not midnight:
        return ""
    last = midnight - timedelta(microseconds=1)
    return gettext("end of %(day)s (%(zone)s)") % {"day": day(last), "zone": zone(last)}


# Largest unit first: from how many minutes it is used, how many minutes it has, and its words ahead and behind.
_UNITS = (
    (48 * 60, 24 * 60, ngettext_lazy("in %d day", "in %d days"), ngettext_lazy("%d day ago", "%d days ago")),
    (2 * 60, 60, ngettext_lazy("in %d hour", "in %d hours"), ngettext_lazy("%d hour ago", "%d hours ago")),
    (1, 1, ngettext_lazy("in %d minute", "in %d minutes"), ngettext_lazy("%d minute ago", "%d minutes ago")),
)


def relative_to(moment: datetime, now: datetime) -> str:
    """How far away a moment is: "in 3 days", "in 5 hours", "20 minutes ago", rounded down."""
    seconds = (moment - now).total_seconds()
    minutes = int(abs(seconds) // 60)
    for least, length, ahead, behind in _UNITS:
        if minutes >= least:
            return (ahead if seconds > 0 else behind) % (minutes // length)
    return gettext("now")
