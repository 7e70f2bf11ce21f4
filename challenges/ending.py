"""What the apps above do in the act that concludes or cancels a challenge, inside its transaction."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from challenges.lifecycle import Competition

# Takes the challenge, over by now, and whoever ended it.
Act = Callable[[Any, User], None]
_acts: list[Act] = []


def register(act: Act) -> Act:
    """Let `act(challenge, by)` be done when a challenge ends; usable as a decorator."""
    if act not in _acts:
        _acts.append(act)
    return act


def do_all(challenge: Competition, *, by: User) -> None:
    """Do what apps above do when `challenge` ends by the act of `by`."""
    for act in _acts:
        act(challenge, by)
