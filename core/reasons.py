"""Reasons that the people concerned can follow: words enough, and not the same ones again."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from core.folding import folded
from core.lifecycle import Gap

FEWEST_CHARACTERS = 20
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_substantial(reason: str) -> bool:
    """Return whether `reason` says something: at least twenty characters, and three different words."""
    return len(" ".join(reason.split())) >= FEWEST_CHARACTERS and len(set(_WORD.findall(folded(reason)))) >= _FEWEST_WORDS


def reason_gaps(reason: str) -> Iterator[Gap]:
    """Yield a gap for a reason that says nothing."""
    if not is_substantial(reason):
        words = _("Give a reason that those concerned can follow: at least twenty characters, in words.")
        yield Gap(words, "reason", "no_substance")
