"""What waits for a person. Each app feeds the registry from its AppConfig; the inbox asks all of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.permissions import Actor


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits for one person: what to do, where, for which challenge, until when (None: no date)."""

    title: Any
    url: str
    context: Any = ""
    due_at: datetime | None = None


Provider = Callable[[Any], Iterable[WorkItem]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add `provider(user)` to the registry; usable as a decorator."""
    _providers.append(provider)
    return provider


def waiting_for(user: Actor) -> list[WorkItem]:
    """Return all work items of `user`, the most urgent first and the undated last."""
    items = [item for provider in _providers for item in provider(user)]
    return sorted(items, key=lambda item: (item.due_at is None, item.due_at.timestamp() if item.due_at else 0.0, str(item.title)))
