"""What the apps above have to do with the cancelling of a challenge: what stands against it, and who else is told."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from challenges.lifecycle import Competition
from core.lifecycle import Gap

Check = Callable[[Any], Iterable[Gap]]
People = Callable[[Any], Iterable[Any]]
Path = Callable[[Any], str]
_checks: list[Check] = []
_audiences: list[tuple[People, Path]] = []


def refuse_while(check: Check) -> Check:
    """Add `check(challenge)`, which yields what stands against cancelling it; usable as a decorator."""
    _checks.append(check)
    return check


def tell(people: People, *, path: Path) -> None:
    """Let `people(challenge)`, users, be told when it is cancelled; `path(challenge)` is the address in their mail."""
    _audiences.append((people, path))


def gaps(challenge: Competition) -> Iterator[Gap]:
    """Yield what apps above have against cancelling `challenge`."""
    for check in _checks:
        yield from check(challenge)


def told(challenge: Competition) -> Iterator[tuple[Any, Path]]:
    """Yield everybody of the apps above who is told, with the address in their mail; a person may come twice."""
    for people, path in _audiences:
        for person in people(challenge):
            yield person, path
