"""Short texts in several languages: a dictionary by language code, e.g. `{"en": "Cost", "pl": "Koszt"}`."""

from collections.abc import Mapping
from typing import Any

from babel import Locale
from django.conf import settings
from django.db import models
from django.utils.translation import get_language


def in_active_language(texts: Mapping[str, str] | str | None) -> str:
    """Return the text in the active language, else in the first language that has one, else an empty string."""
    if not texts:
        return ""
    if isinstance(texts, str):
        return texts
    return texts.get(get_language() or "") or next((text for text in texts.values() if text), "")


class TranslatedTextField(models.JSONField):
    """A short text by language. Forms edit it with `core.forms.TranslatedField`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)


def language_name(code: str) -> str:
    """Return the name of a language in the active language, e.g. "Polish"; the code itself if the portal does not know it."""
    return str(dict(settings.LANGUAGES).get(code, code))


def country_name(code: str) -> str:
    """Return the name of a country in the active language, e.g. "Poland" for "PL"; the text itself if it is no ISO 3166 code."""
    return str(Locale.parse(get_language() or settings.LANGUAGE_CODE).territories.get(code, code))
