"""Submitting, approving, returning and cancelling: the acts between a draft and the public."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.acting import perform, person_of
from challenges import approving, versioning
from challenges.forms.reasons import ReasonForm
from challenges.lifecycle import CHALLENGE, ChallengeState
from challenges.models import Challenge
from challenges.queries.gaps import linked_gaps
from challenges.rules.base import WITH_HOLES
from challenges.rules.document import Document
from challenges.rules.upgrades import upgraded
from challenges.services import cancel_challenge, conclude_challenge, publish_challenge, return_challenge, submit_challenge
from challenges.views.access import act, demand_role, with_challenge
from challenges.views.presenting import candidate_rows, version_told
from core.components import ErrorLink
from core.permissions import may


@require_http_methods(["GET", "HEAD", "POST"])
@with_challenge
def submit(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Show what is still missing, or submit for approval."""
    demand_role(request, "submit", challenge)
    if request.method == "POST":
        call = lambda: submit_challenge(challenge, by=person_of(request))  # noqa: E731 (the service to be performed)
        outcome = perform(request, call, verb="submit", reference=challenge.reference)
        if not outcome.refused:
            messages.success(request, _("Submitted. The publishers of your authority were told."))
            return redirect("challenges:challenge", challenge.reference)
    gaps = CHALLENGE.refusals(challenge, "submit", by=request.user)
    status = 409 if request.method == "POST" else 200
    links = [ErrorLink(text=text, href=url) for text, url in linked_gaps(challenge, gaps)]
    context = {"challenge": challenge, "links": links, "remarks": [] if links else _remarks(request, challenge)}
    return render(request, "challenges/submit.html", context, status=status)


def _remarks(request: HttpRequest, challenge: Challenge) -> list[approving.Remark]:
    """Return what an approver would read beside the draft as it is now."""
    content = versioning.content_of(challenge)
    return approving.remarks(challenge, versioning.digest(content), content, request.user)


@require_safe
@with_challenge
def review(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Show exactly what was frozen for approval, who wrote it, and the acts of the publisher."""
    return _review_page(request, challenge, ReasonForm())


@require_POST
@with_challenge
def publish(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Publish the candidate whose hash was on the page that was read."""
    demand_role(request, "publish", challenge)
    seen = request.POST.get("sha256", "")
    call = lambda: publish_challenge(challenge, by=person_of(request), sha256=seen)  # noqa: E731
    outcome = perform(request, call, verb="publish", reference=challenge.reference)
    if outcome.refused:
        return _review_page(request, challenge, ReasonForm(), refusal=outcome.errors, status=outcome.status)
    messages.success(request, _("Published."))
    return redirect("challenges:challenge", challenge.reference)


@require_POST
@with_challenge
def send_back(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Return the candidate to its authors, with a reason."""
    demand_role(request, "return", challenge)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _review_page(request, challenge, form, status=422)
    call = lambda: return_challenge(challenge, by=person_of(request), reason=form.cleaned_data["reason"])  # noqa: E731
    outcome = perform(request, call, verb="return", reference=challenge.reference)
    if outcome.refused:
        return _review_page(request, challenge, form, refusal=outcome.errors, status=outcome.status)
    messages.success(request, _("Returned. The authors were told why."))
    return redirect("challenges:challenge", challenge.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@with_challenge
def cancel(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Ask for the reason, or cancel."""
    demand_role(request, "cancel", challenge)
    form = ReasonForm(request.POST or None)
    refusal = [ErrorLink(text=str(gap.message)) for gap in CHALLENGE.refusals(challenge, "cancel", by=request.user)]
    if request.method == "POST" and form.is_valid():
        call = lambda: cancel_challenge(challenge, by=person_of(request), reason=form.cleaned_data["reason"])  # noqa: E731
        outcome = perform(request, call, verb="cancel", reference=challenge.reference)
        if not outcome.refused:
            messages.success(request, _("Cancelled."))
            return redirect("challenges:challenge", challenge.reference)
        refusal = outcome.errors
    status = 409 if refusal else 422 if request.method == "POST" else 200
    return render(request, "challenges/cancel.html", {"challenge": challenge, "form": form, "refusal": refusal}, status=status)


@require_POST
@with_challenge
def conclude(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """End a challenge of which everything is decided."""
    call = lambda: conclude_challenge(challenge, by=person_of(request))  # noqa: E731
    back = reverse("challenges:challenge", args=[challenge.reference])
    return act(request, challenge, "conclude", call, leads_to=back, success=_("Concluded."))


@require_safe
@with_challenge
def preview(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Show words and rules as they would be frozen now; of a public challenge, the published version."""
    frozen = challenge.published_version or (challenge.candidate if challenge.state != ChallengeState.DRAFT else None)
    is_amended = challenge.amendment is not None and may(request.user, "challenges.follow_amendment", challenge)
    version = None if is_amended else frozen
    written = version.document if version else read_draft(challenge)
    context = {"challenge": challenge, "version": version, **version_told(written)}
    return render(request, "challenges/preview.html", context)


def read_draft(challenge: Challenge) -> Document:
    """Return what is being written, with holes."""
    return Document.model_validate(versioning.content_of(challenge), context=WITH_HOLES)


def _review_page(
    request: HttpRequest,
    challenge: Challenge,
    form: ReasonForm,
    *,
    refusal: list[ErrorLink] | None = None,
    status: int = 200,
) -> HttpResponse:
    candidate = challenge.candidate
    if candidate is None or challenge.state == ChallengeState.DRAFT:
        messages.info(request, _("Nothing waits for approval."))
        return redirect("challenges:challenge", challenge.reference)
    publish_gaps = CHALLENGE.refusals(challenge, "publish", by=request.user)
    context = {
        "challenge": challenge,
        "version": candidate,
        "facts_of_version": candidate_rows(candidate),
        "seen": {"sha256": candidate.sha256},
        **version_told(candidate.document),
        "form": form,
        "refusal": refusal,
        "publish_url": reverse("challenges:publish", args=[challenge.reference]),
        "why_not_publish": " ".join(str(gap.message) for gap in publish_gaps),
        "can_return": not CHALLENGE.refusals(challenge, "return", by=request.user),
        "remarks": approving.remarks(challenge, candidate.sha256, upgraded(candidate.content), request.user),
    }
    return render(request, "challenges/review.html", context, status=status)
