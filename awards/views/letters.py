"""The outcome letter, as its supplier reads and prints it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from awards.models import ChangeNotice, Decision
from awards.queries.letters import change_letters, letters_of_round


@require_safe
@login_required
def outcome(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show the letters of a round to those who act for their suppliers: one, or one per supplier a person acts for."""
    notices = letters_of_round(reference, number, user=request.user)
    letters = [shown(notice.content, to=notice.decision.entry.proposal.supplier) for notice in notices]
    if not letters:
        raise Http404
    changes = [_change(notice) for notice in change_letters(reference, number, user=request.user)]
    context = {"letters": letters, "changes": changes, "reference": reference, "number": number}
    return render(request, "awards/outcome.html", context)


def shown(content: dict[str, Any], *, to: Organisation | str) -> dict[str, Any]:
    """Return a letter's frozen content as the template reads it: labels in words, moments as moments."""
    following = content["next_round"]
    return {
        **content,
        "supplier": str(to),
        "title": f"{to}: {Decision.Outcome(content['outcome']).label}",
        "rule_words": Decision.Rule(content["rule"]).label,
        "decided_at": datetime.fromisoformat(content["decided_at"]),
        "standstill_ends_at": _moment(content["standstill_ends_at"]),
        "next_opens_at": _moment(following and following["opens_at"]),
        "next_closes_at": _moment(following and following["closes_at"]),
    }


def _change(notice: ChangeNotice) -> dict[str, Any]:
    content = notice.content
    return {
        **content,
        "supplier": str(notice.decision.entry.proposal.supplier),
        "changed_at": datetime.fromisoformat(content["changed_at"]),
        "standstill_ends_at": _moment(content["standstill_ends_at"]),
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
