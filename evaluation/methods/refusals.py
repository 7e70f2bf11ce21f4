"""What stops a computation. What the rules leave to people does not: that is an `Ask`."""

from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from challenges.rules.values import AnnouncedLater

Known = TypeVar("Known")


class StillOpenError(ValueError):
    """The rules promise to announce a value, and it is needed now."""


class UndefinedError(ValueError):
    """The rules name no result: they contradict each other, or nothing carries them out."""


class MarkRefused(ValueError):
    """A mark that its scale does not know."""


class ActRefused(ValueError):
    """What people decided is not among what the rules leave to them."""


def known(value: Known | AnnouncedLater, what: str | Promise) -> Known:
    """Return a value of the rules that may have been left for later; `what` names it.

    Raises:
        StillOpenError: it has not been announced yet.
    """
    if isinstance(value, AnnouncedLater):
        raise StillOpenError(_("Not announced yet: %(what)s.") % {"what": what})
    return value
