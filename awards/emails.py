"""What suppliers are told about outcomes. Mails say the outcome first, never a score: that is in the letter behind the link."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from awards.models import Award, ChangeNotice, Decision, Notice, Overturning, ProposedDecision
from challenges.models import Round
from core.mail import queue_mail


def tell_outcome(notice: Notice) -> None:
    """Tell everybody who acts for the supplier the outcome of a round."""
    decision = notice.decision
    content = notice.content
    context = {
        "reference": content["reference"],
        "challenge": content["challenge"],
        "round": content["round"],
        "next_opens_at": _moment(content["next_round"], "opens_at"),
        "next_closes_at": _moment(content["next_round"], "closes_at"),
        "standstill_ends_at": _moment(content, "standstill_ends_at"),
        "path": lambda: outcome_path(decision),
    }
    for person in _people(decision):
        queue_mail(key=f"outcome:{decision.pk}:{person.pk}", to=person, template=f"outcome_{decision.outcome}", context=context)


def tell_change(notice: ChangeNotice) -> None:
    """Tell everybody who acts for the supplier what holds now; the one whose award was overturned is told of that by itself."""
    decision, content = notice.decision, notice.content
    template = {"moved_up": "award_moved_up", "overturned": "award_overturned"}.get(content["holds"], "awards_changed")
    context = {**content, "standstill_ends_at": _moment(content, "standstill_ends_at"), "path": lambda: outcome_path(decision)}
    for person in _people(decision):
        key = f"{template}:{notice.award_list_id}:{decision.pk}:{person.pk}"
        queue_mail(key=key, to=person, template=template, context=context)


def ask_to_confirm(proposed: Overturning, people: Iterable[User]) -> None:
    """Ask those who can confirm it to look at a proposal to take an award back."""
    award = proposed.award
    context = {
        "reference": award.challenge.reference,
        "challenge": award.decision.notice.content["challenge"],
        "award": award,
        "proposed_by": proposed.proposed_by,
        "reason": proposed.reason,
        "path": lambda: reverse("awards:awards", args=[award.challenge.reference]),
    }
    for person in people:
        queue_mail(key=f"award-to-confirm:{proposed.pk}:{person.pk}", to=person, template="award_to_confirm", context=context)


def ask_to_approve(proposed: ProposedDecision, people: Iterable[User]) -> None:
    """Ask those who can agree to it to look at a proposed decision."""
    for person in people:
        _about_decision("decision_to_approve", proposed, person)


def tell_sent_back(proposed: ProposedDecision) -> None:
    """Tell the jury and who proposed it that a decision was sent back, on which ground and why."""
    seats = proposed.report.panel.active_jurors
    for person in {seat.user.pk: seat.user for seat in seats}.values():
        _about_decision("decision_sent_back", proposed, person, path=_report_path)
    _about_decision("decision_sent_back", proposed, proposed.proposed_by)


def _about_decision(template: str, proposed: ProposedDecision, person: User, path: Callable[[Round], str] | None = None) -> None:
    stage, version = proposed.round, proposed.challenge.published_version
    context = {
        "reference": stage.challenge.reference,
        "challenge": version.titles if version else stage.challenge.working_title,
        "number": stage.number,
        "proposed_by": proposed.proposed_by,
        "departure_reason": proposed.departure_reason,
        "ground": lambda: proposed.ground_words,
        "reason": proposed.answer_reason,
        "path": lambda: (path or _decision_path)(stage),
    }
    key = f"{template.replace('_', '-')}:{proposed.pk}:{person.pk}"
    queue_mail(key=key, to=person, template=template, context=context)


def _decision_path(stage: Round) -> str:
    return reverse("awards:decision", args=[stage.challenge.reference, stage.number])


def _report_path(stage: Round) -> str:
    return reverse("evaluation:report", args=[stage.challenge.reference, stage.number])


def tell_award_final(award: Award) -> None:
    """Tell the winner that the award can no longer be contested."""
    _tell_winner(award, "award_final")


def tell_award_suspended(award: Award) -> None:
    """Tell the winner that a complaint holds the award back."""
    _tell_winner(award, "award_suspended", str(award.suspensions.count()))


def outcome_path(decision: Decision) -> str:
    """Return the site path of the outcome letter, in the active language."""
    stage = decision.entry.round
    return reverse("awards:outcome", args=[stage.challenge.reference, stage.number])


def _tell_winner(award: Award, template: str, *occasion: str) -> None:
    decision = award.decision
    context = {
        "reference": award.challenge.reference,
        "challenge": decision.notice.content["challenge"],
        "award": award,
        "path": lambda: outcome_path(decision),
    }
    for person in _people(decision):
        key = ":".join([template, award.reference, *occasion, str(person.pk)])
        queue_mail(key=key, to=person, template=template, context=context)


def _people(decision: Decision) -> Iterable[User]:
    """Return everybody who holds a role in the supplier, once each."""
    supplier = decision.entry.proposal.supplier_id
    return User.objects.filter(is_active=True, memberships__organisation=supplier).distinct().order_by("pk")


def _moment(holder: Mapping[str, str] | None, key: str) -> datetime | None:
    text = holder[key] if holder else None
    return datetime.fromisoformat(text) if text else None
