"""What the apps above do when a challenge is concluded or cancelled, and what they have against concluding it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from accounts.models import User
from challenges.lifecycle import Competition
from core.lifecycle import Gap

# Takes the challenge, over by now, and whoever ended it.
Act = Callable[[Any, User], None]
Check = Callable[[Any], Iterable[Gap]]
_acts: list[Act] = []
_checks: list[Check] = []


def register(act: Act) -> Act:
    """Let `act(challenge, by)` be done when a challenge ends; usable as a decorator."""
    if act not in _acts:
        _acts.append(act)
    return act


def do_all(challenge: Competition, *, by: User) -> None:
    """Do what apps above do when `challenge` ends by the act of `by`."""
    for act in _acts:
        act(challenge, by)


def refuse_while(check: Check) -> Check:
    """Add `check(challenge)`, which yields what stands against concluding it; usable as a decorator."""
    _checks.append(check)
    return check


def gaps(challenge: Competition) -> Iterator[Gap]:
    """Yield what apps above have against concluding `challenge`."""
    for check in _checks:
        yield from check(challenge)
