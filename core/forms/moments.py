"""Days and moments typed by people, in the legal zone of the portal."""

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import DayInput, MomentWidget

DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y")
TIME_FORMATS = ("%H:%M", "%H:%M:%S", "%H.%M")


class DayField(forms.DateField):
    """A day, without time."""

    widget = DayInput
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("Enter a date that exists, for example 2026-12-31")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=DATE_FORMATS, **options)

    def to_python(self, value: Any) -> date | None:
        """The day that was typed; None when nothing was."""
        found = super().to_python(value)
        if found is not None and not _is_within_reach(found):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


def _is_within_reach(day: date) -> bool:
    """Whether there are years before and after it: rules keep no other day (challenges.rules.base)."""
    return MINYEAR < day.year < MAXYEAR


def _read(text: str, formats: tuple[str, ...]) -> datetime | None:
    for pattern in formats:
        try:
            found = datetime.strptime(text.strip(), pattern)  # noqa: DTZ007 (the zone comes after the checks for it)
        except ValueError:
            continue
        return found if _is_within_reach(found) else None
    return None


def is_in_gap(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks jump over this local time, so that it never happens."""
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local


def is_in_fold(local: datetime, zone: ZoneInfo) -> bool:
    """Whether this local time happens twice, because clocks go back over it."""
    return local.replace(tzinfo=zone, fold=0).utcoffset() != local.replace(tzinfo=zone, fold=1).utcoffset()


def _first_after(local: datetime, doubtful: Callable[[datetime, ZoneInfo], bool], zone: ZoneInfo) -> datetime:
    while doubtful(local, zone):
        local += timedelta(minutes=1)
    return local


class MomentField(forms.Field):
    """A date and a time in settings.TIME_ZONE; gives an aware datetime.

    Refuses a time that does not exist or happens twice (change of clocks), naming the next one that is certain. Refuses 00:00, of
    which nobody knows whether it starts or ends the day, unless `allow_midnight`.
    """

    widget = MomentWidget
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Enter a date and a time"),
        "date_missing": _("Enter a date"),
        "time_missing": _("Enter a time, for example 12:00"),
        "date_invalid": _("Enter a date that exists, for example 2026-12-31"),
        "time_invalid": _("Enter a time from 00:01 to 23:59, for example 12:00"),
        "midnight": _("00:00 can mean the start or the end of a day. Enter 23:59 for the end of the day, or 12:00 for noon"),
        "gap": _("%(typed)s does not exist on this day, because clocks go forward. The next time that exists is %(next)s"),
        "fold": _("%(typed)s happens twice on this day, because clocks go back. The next time that happens once is %(next)s"),
    }

    def __init__(self, *, allow_midnight: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.allow_midnight = allow_midnight

    def to_python(self, value: Any) -> datetime | None:
        """The moment that was typed; None when both parts are empty."""
        if value is None or isinstance(value, datetime):
            return value
        if not value.get("date", "").strip() and not value.get("time", "").strip():
            return None
        day = self._part(value, "date", DATE_FORMATS).date()
        clock = self._part(value, "time", TIME_FORMATS).time()
        return self._certain(day, clock)

    def _part(self, value: dict[str, str], part: str, formats: tuple[str, ...]) -> datetime:
        text = value.get(part, "")
        read = _read(text, formats)
        if read is None:
            raise self._refusal(f"{part}_invalid" if text.strip() else f"{part}_missing", part)
        return read

    def _certain(self, day: date, clock: time) -> datetime:
        if clock == time(0) and not self.allow_midnight:
            raise self._refusal("midnight", "time")
        zone = ZoneInfo(settings.TIME_ZONE)
        local = datetime.combine(day, clock)
        for code, doubtful in (("gap", is_in_gap), ("fold", is_in_fold)):
            if doubtful(local, zone):
                following = _first_after(local, doubtful, zone)
                raise self._refusal(code, "time", typed=f"{clock:%H:%M}", next=f"{following:%H:%M}")
        return local.replace(tzinfo=zone)

    def _refusal(self, code: str, part: str, **words: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"part": part, **words})
