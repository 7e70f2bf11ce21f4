"""Writing the rules of a draft: basic facts, rounds, criteria."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.acting import perform, person_of
from challenges.forms.basics import BasicsForm, NewChallengeForm
from challenges.forms.criteria import CriteriaFormSet
from challenges.forms.rounds import RoundForm
from challenges.models import Challenge, Round
from challenges.services import add_round, create_challenge, edit_basics, edit_round, remove_round, set_criteria
from challenges.versioning import number_text
from challenges.views.access import act, edit_page, officials_only, with_challenge, with_round

EDIT = require_http_methods(["GET", "HEAD", "POST"])
FORM = "challenges/form.html"


@EDIT
@officials_only
def new(request: HttpRequest) -> HttpResponse:
    """Start a challenge."""
    form = NewChallengeForm(
        request.POST or None, user=request.user, initial={"languages": ["en", "pl"], "preset": "design-contest"}
    )
    if not form.fields["authority"].queryset.exists():  # type: ignore[attr-defined]
        return render(request, "403.html", status=403)
    context: dict[str, Any] = {"form": form, "refusal": [], "status": 422 if form.is_bound else 200}
    if form.is_valid():
        facts = dict(form.cleaned_data)
        authority = facts.pop("authority")
        outcome = perform(
            request, lambda: create_challenge(authority, by=person_of(request), **facts), verb="create", reference=authority.slug
        )
        if outcome.result:
            return redirect("challenges:challenge", outcome.result.reference)
        context |= {"refusal": outcome.errors, "status": outcome.status}
    return render(request, "challenges/new.html", context, status=context["status"])


@EDIT
@with_challenge
def basics(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Edit the basic facts."""
    form = BasicsForm(request.POST or None, challenge=challenge)
    return edit_page(
        request,
        challenge,
        form,
        save=lambda: edit_basics(challenge, by=person_of(request), **form.cleaned_data),
        leads_to=reverse("challenges:challenge", args=[challenge.reference]),
        template=FORM,
        context={"title": _("Basic facts")},
    )


@EDIT
@with_round
def round_rules(request: HttpRequest, stage: Round) -> HttpResponse:
    """Edit dates and rules of a round."""
    form = RoundForm(request.POST or None, stage=stage)
    remove = reverse("challenges:remove_round", args=[stage.challenge.reference, stage.number])
    return edit_page(
        request,
        stage.challenge,
        form,
        save=lambda: edit_round(stage, by=person_of(request), **form.cleaned_data),
        leads_to=reverse("challenges:challenge", args=[stage.challenge.reference]),
        template="challenges/round.html",
        context={"title": _("Dates and rules of round %(number)s") % {"number": stage.number}, "remove_url": remove},
    )


@require_POST
@with_challenge
def add_round_view(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Add a round after the last one."""
    back = reverse("challenges:challenge", args=[challenge.reference])
    return act(request, challenge, "edit", lambda: add_round(challenge, by=person_of(request)), leads_to=back)


@require_POST
@with_round
def remove_round_view(request: HttpRequest, stage: Round) -> HttpResponse:
    """Remove a round with its questions and criteria."""
    back = reverse("challenges:challenge", args=[stage.challenge.reference])
    return act(request, stage.challenge, "edit", lambda: remove_round(stage, by=person_of(request)), leads_to=back)


@EDIT
@with_round
def criteria(request: HttpRequest, stage: Round) -> HttpResponse:
    """Edit all criteria of a round with their weights and worded marks."""
    forms = CriteriaFormSet(request.POST or None, stage=stage)
    total, asked = forms.total(), stage.challenge.profile.weights_total
    return edit_page(
        request,
        stage.challenge,
        forms,
        save=lambda: set_criteria(stage, by=request.user, criteria=forms.rows()),
        leads_to=reverse("challenges:challenge", args=[stage.challenge.reference]),
        template="challenges/criteria.html",
        context={
            "title": _("Criteria of round %(number)s") % {"number": stage.number},
            "stage": stage,
            "asked": asked,
            "total": number_text(total),
            "left": number_text(asked - total),
        },
    )
