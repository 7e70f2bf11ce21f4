"""The letters about a new award list: what changed and what holds now, to every supplier of the round at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from awards import emails
from awards.lifecycle import Holding
from awards.models import Award, AwardList, ChangeNotice, Decision
from awards.services.listing import awards_of_round
from challenges.models import ChallengeVersion
from submissions.lifecycle import EntryState


def tell_change(made: AwardList) -> None:
    """Freeze the letters about `made` and queue their mails in this one transaction."""
    decisions = Decision.objects.filter(entry__round=made.round).select_related("entry__proposal__supplier").order_by("pk")
    shared = _shared(made, awards_of_round(made.round))
    notices = [
        ChangeNotice(award_list=made, decision=decision, content=_letter(decision, shared), sent_at=made.made_at)
        for decision in decisions
    ]
    ChangeNotice.objects.bulk_create(notices)
    for notice in notices:
        emails.tell_change(notice)


def _shared(made: AwardList, awards: Sequence[Award]) -> dict[str, Any]:
    """Return what all letters about a list say: JSON, words by language, numbers as text."""
    challenge = made.round.challenge
    version = ChallengeVersion.objects.filter(challenge=challenge, number__isnull=False).latest("number")
    lines = {line["award"]: line for line in made.content["lines"]}
    standing = [award for award in awards if award.holding != Holding.OVERTURNED]
    ends = [award.standstill_ends_at for award in standing if award.standstill_ends_at and award.holding == Holding.NOTIFIED]
    return {
        "reference": challenge.reference,
        "challenge": version.titles,
        "authority": challenge.authority.name,
        "contact_email": challenge.figures["contact_email"],
        "round": {"number": made.round.number, "title": made.round.title},
        "list": made.number,
        "list_sha256": made.sha256,
        "cause": made.cause,
        "reason": made.reason,
        "changed_at": made.made_at.isoformat(),
        "winners": [_winner(award, lines[award.reference]) for award in standing if _may_be_named(award)],
        "standstill_ends_at": max(ends).isoformat() if ends else None,
        "law": {"profile": challenge.profile.key, "source": challenge.profile.source},
    }


def _may_be_named(award: Award) -> bool:
    """Return whether other suppliers may read who holds an award: a win, once whose works are whose may be known."""
    return award.is_win and not award.decision.entry.round.hides_names


def _winner(award: Award, line: Mapping[str, Any]) -> dict[str, Any]:
    points = award.decision.points
    return {
        "award": award.reference,
        "name": award.published_supplier["name"],
        "title": line["title"],
        "reward": award.title,
        "points": None if points is None else f"{points:f}",
    }


def _letter(decision: Decision, shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the letter to one supplier: what all are told, its entry, and what holds of it now."""
    return {**shared, "work_code": decision.entry.work_code, "holds": _holds(decision)}


def _holds(decision: Decision) -> str:
    """Return what holds of an entry: `winner`, `moved_up`, `overturned`, `reserve` or `not_advanced`."""
    moved_up = decision.entry.state == EntryState.WINNER and decision.outcome == Decision.Outcome.RESERVE
    return "moved_up" if moved_up else str(decision.entry.state)
