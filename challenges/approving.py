"""What an approver should know of words and rules beyond their text, such as how they were rehearsed; apps above say it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Visitor
from challenges.lifecycle import Competition


@dataclass(frozen=True)
class Remark:
    """One sentence, with what stands `below` it, and where to read on: an address and the words that lead there."""

    words: str
    below: tuple[str, ...] = ()
    url: str = ""
    link: str = ""


# (challenge, sha256 of the text, the text as plain data, who reads it)
Provider = Callable[[Any, str, Any, Any], Iterable[Remark]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add `provider(challenge, sha256, plain, user)`; usable as a decorator."""
    _providers.append(provider)
    return provider


def remarks(challenge: Competition, sha256: str, plain: Mapping[str, Any], user: Visitor) -> list[Remark]:
    """Return what there is to know of the text with this hash; `plain` gives the words of places in it."""
    return [remark for provider in _providers for remark in provider(challenge, sha256, plain, user)]
