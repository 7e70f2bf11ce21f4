"""Lifecycles as tables: one answer to "why not?" for services, buttons, diagrams and the matrix test."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from core.permissions import Actor, may


@dataclass(frozen=True)
class Gap:
    """One reason why something cannot be done yet, in words, and the section of the thing where it is mended.

    `code` names the reason for programs and tests, e.g. `old_format`; empty where nobody asks.
    """

    message: Any
    section: str = ""
    code: str = ""


class Stateful(Protocol):
    """A thing that has a lifecycle."""

    @property
    def state(self) -> str: ...


Guard = Callable[[Any, Actor], Iterable[Gap]]


@dataclass(frozen=True)
class Transition:
    """A row of a lifecycle table.

    `name` is the verb; `sources` the states it may start from; `target` the state it leads to; `permission` the name asked of
    `core.permissions`; `guards` are called with (obj, user) and yield the gaps that stand against it.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str
    guards: tuple[Guard, ...] = ()


class TransitionRefused(Exception):
    """A transition was asked for that the table, the permission or a guard does not allow."""

    def __init__(self, transition: str, gaps: list[Gap]) -> None:
        self.transition = transition
        self.gaps = gaps
        super().__init__("; ".join(str(gap.message) for gap in gaps))


@dataclass(frozen=True)
class Lifecycle:
    """The transition table of one kind of thing; `state` is the attribute that holds its state."""

    name: str
    transitions: tuple[Transition, ...]

    def __getitem__(self, name: str) -> Transition:
        """Return the transition called `name`; KeyError if the table has none."""
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise KeyError(name)

    def refusals(self, obj: Stateful, name: str, *, by: Actor) -> list[Gap]:
        """Return everything that stands against `by` doing `name` to `obj`: state first, then permission, then the guards."""
        transition = self[name]
        if obj.state not in transition.sources:
            state = obj.get_state_display() if hasattr(obj, "get_state_display") else obj.state
            return [Gap(_("This cannot be done in the state “%(state)s”.") % {"state": state})]
        if not may(by, transition.permission, obj):
            return [Gap(_("You do not have the role that this needs."))]
        return [gap for guard in transition.guards for gap in guard(obj, by)]

    def demand(self, obj: Stateful, name: str, *, by: Actor) -> str:
        """Return the target state of `name`, or raise TransitionRefused with every gap."""
        gaps = self.refusals(obj, name, by=by)
        if gaps:
            raise TransitionRefused(name, gaps)
        return self[name].target
