"""Writing the rules of a draft: basic facts, rounds, criteria."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.acting import perform, person_of
from challenges.forms.basics import BasicsForm, NewChallengeForm, budget_of
from challenges.forms.criteria import CriteriaFormSet
from challenges.forms.rounds import RoundForm
from challenges.models import Challenge
from challenges.presets import another_round
from challenges.rules.base import decimal_text
from challenges.rules.editing import at
from challenges.services import add_item, create_challenge, name_challenge, remove_item
from challenges.views.access import act, edit_page, officials_only, opened_draft, with_challenge, with_draft_round
from core.wording import localised

EDIT = require_http_methods(["GET", "HEAD", "POST"])
FORM = "challenges/form.html"


@EDIT
@officials_only
def new(request: HttpRequest) -> HttpResponse:
    """Start a challenge."""
    person = person_of(request)
    form = NewChallengeForm(request.POST or None, user=person, initial={"languages": ["en", "pl"], "preset": "design-contest"})
    if not form.fields["authority"].queryset.exists():  # type: ignore[attr-defined]
        return render(request, "403.html", status=403)
    context: dict[str, Any] = {"form": form, "refusal": [], "status": 422 if form.is_bound else 200}
    if form.is_valid():
        facts = dict(form.cleaned_data)
        authority, budget = facts.pop("authority"), budget_of(None, facts.pop("currency"))
        outcome = perform(
            request,
            lambda: create_challenge(authority, by=person, budget=budget, **facts),
            verb="create",
            reference=authority.slug,
        )
        if outcome.result:
            return redirect("challenges:challenge", outcome.result.reference)
        context |= {"refusal": outcome.errors, "status": outcome.status}
    return render(request, "challenges/new.html", context, status=context["status"])


@EDIT
@with_challenge
def basics(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Edit the basic facts."""
    draft = opened_draft(request, challenge)
    form = BasicsForm(request.POST or None, document=draft.document, working_title=challenge.working_title)
    return edit_page(
        request,
        challenge,
        form,
        draft,
        leads_to=reverse("challenges:challenge", args=[challenge.reference]),
        template=FORM,
        context={"title": _("Basic facts")},
        part="notice",
        also=lambda: name_challenge(challenge, by=person_of(request), working_title=form.cleaned_data["working_title"]),
    )


@EDIT
@with_draft_round
def round_rules(request: HttpRequest, challenge: Challenge, key: str) -> HttpResponse:
    """Edit dates and rules of a round."""
    draft = opened_draft(request, challenge)
    form = RoundForm(request.POST or None, document=draft.document, key=key, currency=challenge.currency)
    title = localised(at(draft.document, f"rules/rounds/{key}/title"))
    return edit_page(
        request,
        challenge,
        form,
        draft,
        leads_to=reverse("challenges:challenge", args=[challenge.reference]),
        template="challenges/round.html",
        context={
            "title": _("Dates and rules of the round “%(title)s”") % {"title": title},
            "remove_url": reverse("challenges:remove_round", args=[challenge.reference, key]),
        },
        part=f"rules/rounds/{key}",
    )


@require_POST
@with_challenge
def add_round_view(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Add a round after the last one."""
    back = reverse("challenges:challenge", args=[challenge.reference])
    call = lambda: add_item(  # noqa: E731 (the service to be performed)
        challenge, by=person_of(request), path="rules/rounds", item=another_round(challenge.written["rules"])
    )
    return act(request, challenge, "edit", call, leads_to=back)


@require_POST
@with_draft_round
def remove_round_view(request: HttpRequest, challenge: Challenge, key: str) -> HttpResponse:
    """Remove a round with its questions and criteria."""
    back = reverse("challenges:challenge", args=[challenge.reference])
    call = lambda: remove_item(challenge, by=person_of(request), path=f"rules/rounds/{key}")  # noqa: E731
    return act(request, challenge, "edit", call, leads_to=back)


@EDIT
@with_draft_round
def criteria(request: HttpRequest, challenge: Challenge, key: str, part: str) -> HttpResponse:
    """Edit all criteria of one jury in a round, with their weights and worded marks."""
    draft = opened_draft(request, challenge)
    path = f"rules/rounds/{key}/judging/parts/{part}"
    try:
        forms = CriteriaFormSet(request.POST or None, document=draft.document, path=path)
    except (KeyError, TypeError) as nothing:
        raise Http404 from nothing
    total, asked = forms.total(), Decimal(100)
    title = localised(at(draft.document, f"rules/rounds/{key}/title"))
    return edit_page(
        request,
        challenge,
        forms,
        draft,
        leads_to=reverse("challenges:challenge", args=[challenge.reference]),
        template="challenges/criteria.html",
        context={
            "title": _("Criteria of the round “%(title)s”") % {"title": title},
            "has_weights": forms.part.get("weights") == "percentage",
            "asked": asked,
            "total": decimal_text(total),
            "left": decimal_text(asked - total),
        },
        part=f"{path}/criteria",
    )
