"""What an official finds on the desk page of a challenge; apps above this one add their own tasks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Visitor
from challenges.lifecycle import ChallengeState, Competition


@dataclass(frozen=True)
class DeskTask:
    """One line of a challenge's task list.

    `status` is a word such as "Done" or "To do" and `is_done` whether it is done; `url` is empty for what cannot be started yet,
    and `hint` then says why. `section` groups lines ("prepare", "round-1", "round-2", "approve",
    "conclude"); `order` sorts within the section.
    """

    title: Any
    status: Any
    section: str
    order: int
    is_done: bool = False
    url: str = ""
    hint: Any = ""


Provider = Callable[[Any, Any], Iterable[DeskTask]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add `provider(challenge, user)` to the desk; usable as a decorator."""
    _providers.append(provider)
    return provider


def tasks(challenge: Competition, user: Visitor) -> list[DeskTask]:
    """Return all tasks of `challenge` that concern `user`, in order. A cancelled challenge asks for nothing any more."""
    found = [task for provider in _providers for task in provider(challenge, user)]
    if challenge.state == ChallengeState.CANCELLED:
        found = [task if task.is_done else replace(task, status=_("Not needed any more"), hint="") for task in found]
    return sorted(found, key=lambda task: (task.section, task.order))
