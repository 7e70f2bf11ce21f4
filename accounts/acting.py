"""How views act: a service runs for a person; what it refuses is recorded in the ledger and given back in words.

    outcome = perform(request, lambda: publish_challenge(challenge, by=person_of(request), sha256=seen),
                      verb="publish", reference=challenge.reference)
    if outcome.refused:
        return render(request, "challenges/approval.html", {..., "refusal": outcome.errors}, status=outcome.status)
    return redirect(outcome.result)

`base.html` draws what stands in the context as `refusal` in the error summary above the heading.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Generic, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.components import ErrorLink
from core.lifecycle import Gap, TransitionRefused
from ledger.services import record_refusal

T = TypeVar("T")


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What came of an act: the service's result, or the gaps that stood against it."""

    result: T | None = None
    gaps: list[Gap] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        return bool(self.gaps)

    @property
    def status(self) -> HTTPStatus:
        """The status of a page that shows this outcome: 409 when the thing's state, a rule or a role stood against it."""
        return HTTPStatus.CONFLICT if self.refused else HTTPStatus.OK

    @property
    def errors(self) -> list[ErrorLink]:
        """The gaps as lines of an error summary."""
        return [ErrorLink(text=str(gap.message)) for gap in self.gaps]


def person_of(request: HttpRequest) -> User:
    """Return the person who is signed in; only for views that ask for that first."""
    return cast("User", request.user)


def perform(request: HttpRequest, act: Callable[[], T], *, verb: str, reference: str) -> Outcome[T]:
    """Run `act`, a call of one service, for the person of `request`.

    A TransitionRefused or PermissionDenied becomes a `refused` event of the ledger, written after the service's own transaction
    was rolled back, and an outcome with gaps. `verb` and `reference` say what was tried, and to what.
    """
    try:
        return Outcome(result=act())
    except TransitionRefused as refusal:
        gaps = refusal.gaps
    except PermissionDenied:
        gaps = [Gap(_("You do not have the role that this needs."))]
    by = request.user if request.user.is_authenticated else None
    record_refusal(verb, reference, by=by, why=[str(gap.message) for gap in gaps])
    return Outcome(gaps=gaps)
