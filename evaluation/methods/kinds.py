"""Which function or class carries out which kind of rule."""

from collections.abc import Callable
from typing import TypeVar

from evaluation.methods.refusals import UndefinedError

# Counts up when a kind comes to mean something else; outcomes name it beside each kind, and old ones stay with theirs.
VERSION = 1

Does = TypeVar("Does")


class Kinds(dict[str, Does]):
    """What carries out the kinds of one family of rules, by the name of the kind."""

    def carries_out(self, *kinds: str) -> Callable[[Does], Does]:
        """Enter what is decorated under `kinds`."""

        def enter(does: Does) -> Does:
            self.update(dict.fromkeys(kinds, does))
            return does

        return enter

    def __missing__(self, kind: str) -> Does:
        raise UndefinedError(f"Nothing carries out the kind {kind}.")


def named(kind: str) -> str:
    """Return the name under which outcomes tell the method: `weighted_share/1`."""
    return f"{kind}/{VERSION}"
