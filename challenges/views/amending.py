"""Amending what is public: why, what changes, what follows from it, and the acts of authors and publishers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.acting import perform, person_of
from challenges import approving, versioning
from challenges.forms.amendments import AmendmentForm
from challenges.forms.reasons import ReasonForm
from challenges.lifecycle import AMENDMENT, CHALLENGE, OPEN_AMENDMENT, AmendmentState
from challenges.models import Amendment, Challenge
from challenges.queries.gaps import linked_gaps
from challenges.rules.impact.changes import Change
from challenges.services import (
    discard_amendment,
    publish_amendment,
    return_amendment,
    start_amendment,
    submit_amendment,
)
from challenges.views.access import demand_role, with_challenge
from challenges.views.presenting import candidate_rows, version_told
from core import clock
from core.components import ErrorLink, SummaryRow, Tag
from core.components.messages import TagColour
from core.permissions import may
from core.translated import language_name

_COLOURS: dict[str, TagColour] = {
    AmendmentState.DRAFTING: "grey",
    AmendmentState.IN_REVIEW: "yellow",
    AmendmentState.PUBLISHED: "green",
    AmendmentState.DISCARDED: "red",
}


@dataclass(frozen=True)
class ToldChange:
    """One change in words: what it is, what follows for those who have entered, why it is forbidden ("" where it is not)."""

    sentence: str
    consequence: str
    why_forbidden: str


def told(changes: Iterable[Change]) -> list[ToldChange]:
    """Return changes in words of the active language, in the order of the document."""
    return [ToldChange(change.sentence, change.consequence, change.why_forbidden) for change in changes]


@require_http_methods(["GET", "HEAD", "POST"])
@with_challenge
def start(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Ask why, or begin to amend."""
    demand_role(request, "start_amendment", challenge)
    form = AmendmentForm(request.POST or None)
    refusal = [ErrorLink(text=str(gap.message)) for gap in CHALLENGE.refusals(challenge, "start_amendment", by=request.user)]
    if request.method == "POST" and form.is_valid():
        call = lambda: start_amendment(challenge, by=person_of(request), **form.cleaned_data)  # noqa: E731 (the service)
        outcome = perform(request, call, verb="start_amendment", reference=challenge.reference)
        if not outcome.refused:
            messages.success(
                request, _("You can change words and rules now. What is public stays as it is until this is published.")
            )
            return redirect("challenges:amendment", challenge.reference)
        refusal = outcome.errors
    status = 409 if refusal else 422 if request.method == "POST" else 200
    return render(request, "challenges/amend.html", {"challenge": challenge, "form": form, "refusal": refusal}, status=status)


@require_safe
@with_challenge
def amendment(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Show what changes, what follows from it, and what the reader can do with it."""
    demand_role(request, "follow_amendment", challenge)
    return _page(request, _found(challenge))


@require_POST
@with_challenge
def submit(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Submit the amendment for approval, with its reason as it was last written."""
    demand_role(request, "submit_amendment", challenge)
    found, form = _found(challenge), AmendmentForm(request.POST)
    if not form.is_valid():
        return _page(request, found, why=form, status=422)
    call = lambda: submit_amendment(found, by=person_of(request), **form.cleaned_data)  # noqa: E731
    return _act(request, found, "submit_amendment", call, _("Submitted. The publishers of your authority were told."), why=form)


@require_POST
@with_challenge
def publish(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Put the candidate whose hash was on the page that was read into force."""
    demand_role(request, "publish_amendment", challenge)
    found, seen = _found(challenge), request.POST.get("sha256", "")
    call = lambda: publish_amendment(found, by=person_of(request), sha256=seen)  # noqa: E731
    return _act(request, found, "publish_amendment", call, _("Published. Everybody with an entry was told."))


@require_POST
@with_challenge
def send_back(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Return the amendment to its authors, with a reason."""
    demand_role(request, "return_amendment", challenge)
    found, form = _found(challenge), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, back=form, status=422)
    call = lambda: return_amendment(found, by=person_of(request), reason=form.cleaned_data["reason"])  # noqa: E731
    return _act(request, found, "return_amendment", call, _("Returned. The authors were told why."), back=form)


@require_POST
@with_challenge
def discard(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Give the amendment up."""
    demand_role(request, "discard_amendment", challenge)
    found = _found(challenge)
    call = lambda: discard_amendment(found, by=person_of(request))  # noqa: E731
    return _act(request, found, "discard_amendment", call, _("Discarded. What is public stays as it is."))


def _found(challenge: Challenge) -> Amendment:
    """Return the open amendment, or else the one that ended last. Raises Http404."""
    found: Amendment | None = challenge.amendment
    if found is None:
        found = challenge.amendments.select_related("base", "candidate").order_by("-pk").first()
    if found is None:
        raise Http404
    found.challenge = challenge
    return found


def _act(
    request: HttpRequest,
    found: Amendment,
    verb: str,
    service: Callable[[], Any],
    success: str,
    **forms: AmendmentForm | ReasonForm,
) -> HttpResponse:
    outcome = perform(request, service, verb=verb, reference=found.challenge.reference)
    if outcome.refused:
        fresh = Challenge.objects.select_related("authority", "candidate", "published_version").get(pk=found.challenge_id)
        links = [ErrorLink(text=text, href=url) for text, url in linked_gaps(fresh, outcome.gaps)]
        return _page(request, _found(fresh), refusal=links, status=outcome.status, **forms)
    messages.success(request, success)
    return redirect("challenges:amendment" if verb != "discard_amendment" else "challenges:challenge", found.challenge.reference)


def _page(
    request: HttpRequest,
    found: Amendment,
    *,
    why: AmendmentForm | ReasonForm | None = None,
    back: AmendmentForm | ReasonForm | None = None,
    refusal: list[ErrorLink] | None = None,
    status: int = 200,
) -> HttpResponse:
    challenge, is_open = found.challenge, found.state in OPEN_AMENDMENT
    refusals = {
        transition.name: AMENDMENT.refusals(found, transition.name, by=request.user) if is_open else []
        for transition in AMENDMENT.transitions
    }
    can_write = found.state == AmendmentState.DRAFTING and may(request.user, "challenges.submit_amendment", found)
    gaps = [ErrorLink(text=text, href=url) for text, url in linked_gaps(challenge, refusals["submit_amendment"])]
    context = {
        "challenge": challenge,
        "amendment": found,
        "tags": [Tag(text=found.get_state_display(), colour=_COLOURS[found.state])],
        "facts_of_amendment": _facts(found),
        "changes": told(found.impact_at(clock.now()) if is_open else found.changes),
        "can_write": can_write,
        "gaps": gaps if can_write else [],
        "why": why or AmendmentForm(initial={"reason": found.reason, "code": found.code}),
        "back": back or ReasonForm(),
        "waits": found.state == AmendmentState.IN_REVIEW,
        "why_not_publish": " ".join(str(gap.message) for gap in refusals["publish_amendment"]),
        "can_return": is_open and not refusals["return_amendment"],
        "can_discard": is_open and not refusals["discard_amendment"],
        "changed_words": [language_name(code) for code in found.changed_words()] if is_open else [],
        "refusal": refusal,
        "remarks": _remarks(request, found) if is_open else [],
        **_candidate(found),
    }
    return render(request, "challenges/amendment.html", context, status=status)


def _remarks(request: HttpRequest, found: Amendment) -> list[approving.Remark]:
    """Return what there is to know of what waits for approval, or of what is being written."""
    if found.candidate is not None and found.state == AmendmentState.IN_REVIEW:
        content, sha256 = found.candidate.content, found.candidate.sha256
    else:
        content = versioning.content_of(found.challenge)
        sha256 = versioning.digest(content)
    return approving.remarks(found.challenge, sha256, content, request.user)


def _facts(found: Amendment) -> list[SummaryRow]:
    return [
        SummaryRow(key=_("Amends"), value=_("Version %(number)s") % {"number": found.base.number}),
        SummaryRow(key=_("Kind of reason"), value=found.get_code_display()),
        SummaryRow(key=_("Reason"), value=found.reason),
    ]


def _candidate(found: Amendment) -> dict[str, Any]:
    """Return the whole of what waits for approval, for who wants to read more than what changes."""
    version = found.candidate if found.state == AmendmentState.IN_REVIEW else None
    if version is None:
        return {"version": None}
    return {
        "version": version,
        "seen": {"sha256": version.sha256},
        "facts_of_version": candidate_rows(version),
        **version_told(version.document),
    }
