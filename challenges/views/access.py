"""Who comes in, and how a page acts: the few lines that every view of the desk shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from http import HTTPStatus
from typing import Any, Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.acting import perform, person_of
from accounts.permissions import is_official
from challenges.models import Challenge, Round
from challenges.rules.editing import Plain
from challenges.services import DraftConflict, set_part
from challenges.services.locking import editing_refusals
from challenges.views.conflicts import conflict_words
from core.components import ErrorLink
from core.permissions import may
from ledger.services import record_refusal

View = Callable[..., HttpResponse]
# A revision has fewer; a longer text is nobody's form.
MOST_DIGITS = 9


def officials_only(view: View) -> View:
    """Ask for sign-in; to people who act for no authority the desk does not exist."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_official(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def with_challenge(view: View) -> View:
    """Call `view(request, challenge, ...)` with the challenge of the address, if it is on the desk of the reader; else 404."""

    @officials_only
    @wraps(view)
    def found(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponse:
        on_desk = Challenge.objects.on_desk_of(request.user).select_related("authority", "candidate", "published_version")
        return view(request, get_object_or_404(on_desk, reference=reference), **kwargs)

    return found


def with_round(view: View) -> View:
    """Call `view(request, stage, ...)` with the round of the address, which is published, under the rule of `with_challenge`."""

    @with_challenge
    @wraps(view)
    def found(request: HttpRequest, challenge: Challenge, number: int, **kwargs: Any) -> HttpResponse:
        stage = get_object_or_404(Round, challenge=challenge, number=number)
        stage.challenge = challenge
        return view(request, stage, **kwargs)

    return found


def with_draft_round(view: View) -> View:
    """Call `view(request, challenge, key, ...)` if the rules being written have a round with the key of the address; else 404."""

    @with_challenge
    @wraps(view)
    def found(request: HttpRequest, challenge: Challenge, key: str, **kwargs: Any) -> HttpResponse:
        if key not in {stage["key"] for stage in challenge.written["rules"].get("rounds", [])}:
            raise Http404
        return view(request, challenge, key, **kwargs)

    return found


def demand_role(request: HttpRequest, verb: str, challenge: Challenge) -> None:
    """Raise PermissionDenied (403 in plain words) unless the reader may do `verb`; what was posted is recorded as refused."""
    if may(request.user, f"challenges.{verb}", challenge):
        return
    if request.method == "POST":
        record_refusal(verb, challenge.reference, by=person_of(request), why=["role"])
    raise PermissionDenied


@dataclass(frozen=True)
class Draft:
    """The draft that a page was opened with: what is typed is a change of this revision, not of what others saved meanwhile."""

    document: Plain
    revision: int


def opened_draft(request: HttpRequest, challenge: Challenge) -> Draft:
    """Return the draft as the form in `request` was opened with it; the newest one on a first visit."""
    revisions = challenge.draft_revisions
    typed = request.POST.get("revision", "")
    opened = revisions.filter(number=int(typed)).first() if typed.isdecimal() and len(typed) < MOST_DIGITS else None
    # A challenge of an archive has no draft; its pages show what was frozen.
    if opened is None and challenge.source_url:
        return Draft(challenge.written, 0)
    newest = opened or challenge.draft
    return Draft(newest.plain, newest.number)


class EditForm(Protocol):
    """A form that changes the draft."""

    def is_valid(self) -> bool: ...
    def applied(self) -> Plain:
        """Return the document with what was typed."""


@dataclass(frozen=True)
class Refusal:
    """What stands against saving, the status of the page that says so, and the revision that its form changes from then on."""

    errors: list[ErrorLink]
    status: int
    revision: int


def edit_page(
    request: HttpRequest,
    challenge: Challenge,
    form: EditForm,
    draft: Draft,
    *,
    leads_to: str,
    template: str,
    context: Mapping[str, Any],
    part: str = "",
    also: Callable[[], Any] | None = None,
) -> HttpResponse:
    """Show `form`, or save the draft with what it says and go to `leads_to`.

    `also` is done in the same go. Refusals stand above the form, which keeps what was typed; so does what somebody else changed
    meanwhile, and saving once more puts what was typed in its place.
    """
    demand_role(request, "edit", challenge)
    errors = [ErrorLink(text=str(gap.message)) for gap in editing_refusals(challenge, by=request.user)]
    refusal = Refusal(errors, 409 if errors else 200, draft.revision)

    def save() -> None:
        set_part(challenge, by=person_of(request), path="", value=form.applied(), base=draft.revision, part=part)
        if also:
            also()

    if request.method == "POST" and not form.is_valid():
        refusal = replace(refusal, status=422)
    elif request.method == "POST":
        refused = _try_to_save(request, challenge, save, draft.revision)
        if refused is None:
            return saved(request, leads_to)
        refusal = refused
    page = {"challenge": challenge, "form": form, "refusal": refusal.errors, "revision": refusal.revision}
    is_closed = refusal.status == HTTPStatus.CONFLICT
    return render(request, template, {**page, "is_closed": is_closed, **context}, status=refusal.status)


def _try_to_save(request: HttpRequest, challenge: Challenge, save: Callable[[], None], revision: int) -> Refusal | None:
    """Save, and return what stood against it; None when it was saved."""
    try:
        outcome = perform(request, save, verb="edit", reference=challenge.reference)
    except ValidationError as problem:
        return Refusal([ErrorLink(text=text) for text in problem.messages], 422, revision)
    except DraftConflict as conflict:
        return Refusal(conflict_words(challenge, conflict), 422, conflict.revision)
    return Refusal(outcome.errors, outcome.status, revision) if outcome.refused else None


def act(
    request: HttpRequest, challenge: Challenge, verb: str, service: Callable[[], Any], *, leads_to: str, success: str = ""
) -> HttpResponse:
    """Run `service` and go to `leads_to`; what is refused is said there."""
    demand_role(request, verb, challenge)
    try:
        outcome = perform(request, service, verb=verb, reference=challenge.reference)
    except ValidationError as problem:
        refusals = problem.messages
    else:
        if not outcome.refused:
            return saved(request, leads_to, success)
        refusals = [error.text for error in outcome.errors]
    for text in refusals:
        messages.error(request, text)
    return redirect(leads_to)


def saved(request: HttpRequest, leads_to: str, success: str = "") -> HttpResponseRedirect:
    messages.success(request, success or _("Saved."))
    return redirect(leads_to)
