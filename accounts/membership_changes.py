"""Who wants to know when the people of an organisation change; apps above this one register, services announce.

`services.grant_role`, `revoke_role` and `accept_invitation` call `announce(organisation)` inside their transaction.
"""

from collections.abc import Callable
from typing import Any

from accounts.roles import Body

Callback = Callable[[Any], object]
_callbacks: list[Callback] = []


def register(callback: Callback) -> Callback:
    """Call `callback(organisation)` at every change; usable as a decorator."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def announce(organisation: Body) -> None:
    """Tell everybody who registered that memberships of `organisation` were added or removed."""
    for callback in _callbacks:
        callback(organisation)
