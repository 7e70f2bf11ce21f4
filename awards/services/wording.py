"""Words that are frozen: in every language of the site, whoever reads them later."""

from collections.abc import Callable

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise


def in_every_language(words: Callable[[], str | Promise]) -> dict[str, str]:
    """Return the words by language of the site."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(words())
    return found
