"""How far the judging has come, on the desk: by juror and by entry, never a mark."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import perform, person_of
from challenges.lifecycle import challenge_is_running
from challenges.models import Round
from core.permissions import may
from evaluation import services
from evaluation.queries.progress import entry_progress, judging_gaps, juror_progress
from evaluation.queries.queue import title_of
from evaluation.scoring import scored_part
from evaluation.views import lookups


@require_GET
def judging(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Who has come how far, and which entries lack jurors."""
    return _judging_page(request, lookups.round_on_desk(request.user, reference, number))


@require_POST
def assign(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Give every juror their scorecards."""
    stage = lookups.round_on_desk(request.user, reference, number)
    outcome = perform(
        request, lambda: services.assign_scorecards(stage, by=person_of(request)), verb="assign", reference=stage.reference
    )
    if outcome.refused or outcome.result is None:
        return _judging_page(request, stage, refusal=outcome.errors, status=outcome.status)
    made = len(outcome.result)
    words = ngettext("%(count)d scorecard was given out.", "%(count)d scorecards were given out.", made)
    stage.refresh_from_db(fields=["ranked_at"])
    messages.success(request, _("The ranking is made.") if stage.ranked_at else words % {"count": made})
    return redirect("evaluation:judging", reference, number)


@require_POST
def remind(request: HttpRequest, reference: str, number: int, code: str) -> HttpResponse:
    """Remind one juror of what waits for them."""
    stage = lookups.round_on_desk(request.user, reference, number)
    seat = lookups.seat_on_desk(request.user, reference, code)
    outcome = perform(request, lambda: services.remind_juror(seat, by=person_of(request)), verb="remind", reference=reference)
    if outcome.refused:
        return _judging_page(request, stage, refusal=outcome.errors, status=outcome.status)
    messages.success(request, _("A reminder was sent to %(name)s.") % {"name": seat.user})
    return redirect("evaluation:judging", reference, number)


def _judging_page(request: HttpRequest, stage: Round, *, status: int = 200, **context: Any) -> HttpResponse:
    panel = lookups.panel_on_desk(request.user, stage.challenge.reference)
    entries = entry_progress(stage)
    handed_in, expected = sum(entry.handed_in for entry in entries), sum(entry.expected for entry in entries)
    is_in_judging = stage.opened_at is not None and stage.ranked_at is None and not any(challenge_is_running(stage, None))
    can_assign = is_in_judging and may(request.user, "evaluation.assign", stage)
    page = {
        "round": stage,
        "challenge": stage.challenge,
        "title": title_of(stage.challenge),
        "panel": panel,
        "jurors": juror_progress(panel, stage) if panel else [],
        "entries": entries,
        "handed_in": handed_in,
        "expected": expected,
        "progress_words": _("%(handed_in)s of %(expected)s") % {"handed_in": handed_in, "expected": expected},
        "can_assign": can_assign,
        "has_cards": scored_part(stage.rules.judging) is not None,
        "can_rank": can_assign and panel is not None and not any(judging_gaps(stage)),
        "leaves_to_people": stage.ranked_at is not None and bool(stage.ranking.content.get("asks")),
        "can_remind": may(request.user, "evaluation.form_panel", stage) and stage.opened_at is not None,
        **context,
    }
    return render(request, "evaluation/desk/judging.html", page, status=status)
