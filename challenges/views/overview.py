"""The desk's list of challenges, and one challenge with its tasks and its history."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from accounts.roles import Role
from challenges import desk as desk_registry
from challenges.forms.filters import DeskFilterForm
from challenges.lifecycle import CHALLENGE
from challenges.models import Challenge
from challenges.queries.desk import challenges_on_desk, desk_rows, next_act, state_counts
from challenges.queries.history import history
from challenges.services.locking import editing_refusals
from challenges.views.access import officials_only, with_challenge
from challenges.views.presenting import desk_table, state_tag, task_groups
from core import clock
from core.permissions import may
from core.wording import moment_words

PER_PAGE = 25


@require_safe
@officials_only
def desk(request: HttpRequest) -> HttpResponse:
    """List the challenges of the reader's authorities."""
    form = DeskFilterForm(request.GET or None, counts=state_counts(request.user))
    state = form.cleaned_data["state"] if form.is_bound and form.is_valid() else ""
    found = challenges_on_desk(request.user, state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "table": desk_table(desk_rows(list(page), clock.now())),
        "result_text": ngettext("%(n)s challenge", "%(n)s challenges", page.paginator.count) % {"n": page.paginator.count},
        "can_create": Organisation.objects.with_role(request.user, Role.AUTHOR).exists(),
    }
    return render(request, "challenges/desk.html", context)


@require_safe
@with_challenge
def challenge(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Show what is to be done for one challenge, by whom and until when."""
    document = challenge.written if may(request.user, "challenges.follow_amendment", challenge) else challenge.plain
    amend_gaps = CHALLENGE.refusals(challenge, "start_amendment", by=request.user)
    cancel_gaps = CHALLENGE.refusals(challenge, "cancel", by=request.user)
    conclude_gaps = CHALLENGE.refusals(challenge, "conclude", by=request.user)
    context: dict[str, Any] = {
        "challenge": challenge,
        "tags": [state_tag(challenge)],
        "groups": task_groups(document, desk_registry.tasks(challenge, request.user)),
        "next_act": next_act(challenge, clock.now()),
        "can_edit": not editing_refusals(challenge, by=request.user),
        "amend_url": "" if amend_gaps else reverse("challenges:amend", args=[challenge.reference]),
        "conclude_url": "" if conclude_gaps else reverse("challenges:conclude", args=[challenge.reference]),
        "cancel_url": "" if cancel_gaps else reverse("challenges:cancel", args=[challenge.reference]),
    }
    return render(request, "challenges/challenge.html", context)


@require_safe
@with_challenge
def challenge_history(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Tell from the ledger what happened to one challenge."""
    page = Paginator(history(challenge), 2 * PER_PAGE).get_page(request.GET.get("page"))
    rows = [[str(item.sequence), moment_words(item.at), item.sentence] for item in page]
    head = [_("No. in the ledger"), _("When"), _("What")]
    return render(request, "challenges/history.html", {"challenge": challenge, "page": page, "head": head, "rows": rows})
