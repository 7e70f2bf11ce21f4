"""Permission questions are answered by predicates alone: no superuser bypass, no permission rows.

A permission is registered by the app that owns it (`add_permission`) under `<app>.<verb>`; the verb is also the transition's,
the service's and the URL's.
"""

from collections.abc import Callable
from typing import Any, Protocol

import rules
from django.core.exceptions import PermissionDenied
from rules import predicate

__all__ = ["Actor", "add_permission", "demand", "may", "predicate"]


class Actor(Protocol):
    """Whoever does or asks for something, signed in or not, as far as the core needs to know; `accounts` knows who it is."""

    @property
    def pk(self) -> Any: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def is_anonymous(self) -> bool: ...


def add_permission(name: str, answer: Callable[..., bool]) -> None:
    """Register `answer(user, obj)`, a predicate, as the answer to permission `name` (`<app>.<verb>`)."""
    rules.add_perm(name, answer)


def may(user: Actor, name: str, obj: object = None) -> bool:
    """Return whether `user` may do `name` to `obj`. An unregistered name is a programming error and raises KeyError."""
    if not rules.perm_exists(name):
        raise KeyError(name)
    return bool(user.is_active or user.is_anonymous) and rules.has_perm(name, user, obj)


def demand(user: Actor, name: str, obj: object = None) -> None:
    """Raise PermissionDenied unless `user` may do `name` to `obj`."""
    if not may(user, name, obj):
        raise PermissionDenied(name)
