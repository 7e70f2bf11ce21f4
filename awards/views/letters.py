"""The outcome letter, as its supplier reads and prints it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from awards.lifecycle import RewardKind
from awards.models import ChangeNotice, Decision
from awards.queries.letters import change_letters, letters_of_round
from core.wording import figure, localised, money
from evaluation.methods.numbers import in_words
from evaluation.queries.frozen import HUNDRED


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
    # Letters about rankings of format 1 before this release: one scale, points of 100.
    most, are_places = content.get("most", HUNDRED), content.get("fewer_is_better", False)
    criteria = [{"highest": content.get("scale_max"), "scale": "numbers", **criterion} for criterion in content["criteria"]]
    return {
        **content,
        "points_words": _points(content["points"], most, fewer_is_better=are_places),
        "asks_for": figure(content["threshold"]) if Decimal(content["threshold"] or 0) else "",
        "criteria": [{**criterion, "mean": _mean(criterion)} for criterion in criteria],
        "is_weighted": any(criterion["weight"] is not None for criterion in criteria),
        "winners": [
            {**each, "points_words": _points(each["points"], most, fewer_is_better=are_places)} for each in content["winners"]
        ],
        "supplier": str(to),
        "title": f"{to}: {Decision.Outcome(content['outcome']).label}",
        "rule_words": localised(content["why"]) if content.get("why") else Decision.Rule(content["rule"]).label,
        "rewards": [_reward(each) for each in content.get("rewards", [])],
        "decided_at": datetime.fromisoformat(content["decided_at"]),
        "standstill_ends_at": _moment(content["standstill_ends_at"]),
        "next_opens_at": _moment(following and following["opens_at"]),
        "next_closes_at": _moment(following and following["closes_at"]),
    }


def _reward(told: Mapping[str, Any]) -> dict[str, str]:
    """Return what is given, and its kind, in words."""
    sum_ = "" if told["amount"] is None else money(told["amount"], told["currency"])
    words = ": ".join(part for part in (localised(told["title"]) if told["title"] else "", sum_) if part)
    return {"label": str(RewardKind(told["kind"]).label), "words": words or _("The win itself")}


def _points(points: str | None, most: str | None, *, fewer_is_better: bool) -> str:
    """Return points in words, and of how many they are; "" where there are none."""
    if points is None:
        return ""
    told = {"points": floatformat(points, "-2"), "most": in_words(Fraction(most)) if most else ""}
    if fewer_is_better:
        return _("total of places: %(points)s") % told
    return _("%(points)s of %(most)s points") % told if most else _("%(points)s points") % told


def _mean(criterion: Mapping[str, Any]) -> str:
    """Return what the jury gave in a criterion, in words; "" where it gave nothing."""
    mean = criterion["mean"]
    if criterion["scale"] == "pass_fail" and mean is not None:
        return _("Pass") if Decimal(mean) else _("Fail")
    return "" if mean is None else floatformat(mean, "-2")


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
