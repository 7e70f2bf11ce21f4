"""What apps above this one show on a supplier's proposal page about one of its entries: results, letters, contracts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Visitor
from submissions.lifecycle import HandedIn


@dataclass(frozen=True)
class Part:
    """One part of the page: a template and what it needs. It is drawn under the round that the entry belongs to."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Provider = Callable[[Any, Any], Iterable[Part]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add `provider(entry, user)` to the page; usable as a decorator. It yields only what this reader may know."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def parts(entry: HandedIn, user: Visitor) -> list[Part]:
    """Return all parts about `entry` for `user`, in the order in which their apps registered."""
    return [part for provider in _providers for part in provider(entry, user)]
