"""Inputs that Django does not have: a moment in legal time, one text per language, marks as boxes, money."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from core.wording import legal_time, zone

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_TIME = re.compile(r"\d{2}:\d{2}(:\d{2})?")


def _input_type(value: str, *, native: str, pattern: re.Pattern[str]) -> str:
    """A browser empties a date or time input whose value it cannot read: what was typed stays in a text input instead."""
    return native if not value or pattern.fullmatch(value) else "text"


class DayInput(forms.DateInput):
    """The browser's own date picker."""

    template_name = "forms/widgets/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "govuk-input--width-10", **(attrs or {})}, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the input type."""
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = _input_type(context["widget"]["value"] or "", native="date", pattern=_ISO_DATE)
        return context


class PartsWidget(forms.Widget):
    """An input of several named parts: `name_part` in the data, `id_part` in the page."""

    use_fieldset = True
    part_names: Sequence[str] = ()
    # Parts that an error names; the bound field says so before drawing.
    bad_parts: Sequence[str] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str) -> dict[str, str]:
        """What was typed, by part."""
        return {part: data.get(f"{name}_{part}", "") for part in self.part_names}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str) -> bool:
        """Whether the form had no such input at all."""
        return not any(f"{name}_{part}" in data for part in self.part_names)

    def part_values(self, value: Mapping[str, str] | None) -> dict[str, str]:
        """What stands in each part for a stored value."""
        return dict.fromkeys(self.part_names, "") | dict(value or {})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the parts: name, id and value of each."""
        context = super().get_context(name, None, attrs)
        values = self.part_values(value)
        base_id = context["widget"]["attrs"].get("id") or f"id_{name}"
        context["widget"]["parts"] = {
            part: {
                "part": part,
                "name": f"{name}_{part}",
                "id": f"{base_id}_{part}",
                "value": values.get(part) or "",
                "invalid": part in self.bad_parts,
            }
            for part in self.part_names
        }
        return context


class MomentWidget(PartsWidget):
    """A date input, a time input and the zone in which they are meant."""

    template_name = "forms/widgets/moment.html"
    part_names = ("date", "time")

    def part_values(self, value: Mapping[str, str] | datetime | None) -> dict[str, str]:
        """A datetime as legal date and time; what was typed stays as typed."""
        if isinstance(value, datetime):
            here = legal_time(value)
            return {"date": f"{here:%Y-%m-%d}", "time": f"{here:%H:%M}"}
        return super().part_values(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the input types and the zone (with the offset of the moment, once there is one)."""
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["parts"]
        parts["date"]["type"] = _input_type(parts["date"]["value"], native="date", pattern=_ISO_DATE)
        parts["time"]["type"] = _input_type(parts["time"]["value"], native="time", pattern=_ISO_TIME)
        context["widget"]["zone"] = zone(value) if isinstance(value, datetime) else settings.TIME_ZONE
        return context


class TranslatedWidget(PartsWidget):
    """One labelled input per language."""

    template_name = "forms/widgets/translated.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, multiline: bool = False, rows: int = 4) -> None:
        super().__init__(attrs)
        self.multiline = multiline
        self.rows = rows
        self.required_languages: Sequence[str] = ()

    def part_values(self, value: Mapping[str, str] | str | None) -> dict[str, str]:
        """A plain text becomes the text of the first language."""
        if isinstance(value, str):
            return super().part_values({self.part_names[0]: value} if value else None)
        return super().part_values(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds each language's name."""
        context = super().get_context(name, value, attrs)
        names = dict(settings.LANGUAGES)
        for code, part in context["widget"]["parts"].items():
            part["language"] = names.get(code, code)
            part["optional"] = bool(self.required_languages) and code not in self.required_languages
        context["widget"].update(multiline=self.multiline, rows=self.rows)
        return context


class ScoreBoxesWidget(forms.RadioSelect):
    """Marks as equal boxes; drawn by the component `score_boxes`."""


class MarkInput(forms.TextInput):
    """A mark on a scale too long for boxes."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"class": "govuk-input--width-5", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(attrs={**given, **(attrs or {})})


class MoneyInput(forms.TextInput):
    """An amount with its currency behind it."""

    def __init__(self, currency: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "govuk-input--width-10", "inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.suffix = currency
