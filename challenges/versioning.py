"""What a version holds: words and rules of a challenge as plain JSON, the same bytes for the same content.

The rules part is complete: whoever has it can rebuild form, marks and ranking without the database.
"""

from datetime import UTC
from typing import Any

from challenges import manuscripts
from ledger import chain


def digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of `content` in canonical JSON (RFC 8785)."""
    return chain.sha256(chain.canonical(content))


def content_of(challenge: Any) -> dict[str, Any]:
    """Return the words (newest of every language) and the rules of `challenge`, ready to be frozen."""
    return {
        "reference": challenge.reference,
        "authority": {"name": challenge.authority.name, "slug": challenge.authority.slug},
        "words": manuscripts.store().words(challenge),
        "law_profile": challenge.law_profile,
        "topic": challenge.topic,
        "cpv_codes": challenge.cpv_codes,
        "place": challenge.place,
        "currency": challenge.currency,
        "budget": _number(challenge.budget),
        "contact_email": challenge.contact_email,
        "rounds": [_round(stage) for stage in challenge.rounds.prefetch_related("criteria", "questions__criterion")],
    }


def _round(stage: Any) -> dict[str, Any]:
    return {
        "number": stage.number,
        "kind": stage.kind,
        "title": stage.title,
        "opens_at": _moment(stage.opens_at),
        "closes_at": _moment(stage.closes_at),
        "decision_due_on": stage.decision_due_on.isoformat() if stage.decision_due_on else None,
        "is_sealed": stage.is_sealed,
        "is_blind": stage.is_blind,
        "openers_required": stage.openers_required,
        "sees_others": stage.sees_others,
        "minimum_scorecards": stage.minimum_scorecards,
        "scale_max": stage.scale_max,
        "threshold": _number(stage.threshold),
        "tie_break": stage.tie_break,
        "advance_limit": stage.advance_limit,
        "prize_each": _number(stage.prize_each),
        "criteria": [_criterion(criterion) for criterion in stage.criteria.all()],
        "questions": [_question(question) for question in stage.questions.all()],
    }


def _criterion(criterion: Any) -> dict[str, Any]:
    return {
        "key": criterion.key,
        "name": criterion.name,
        "description": criterion.description,
        "weight": _number(criterion.weight),
        "threshold": _number(criterion.threshold),
        "anchors": criterion.anchors,
    }


def _question(question: Any) -> dict[str, Any]:
    return {
        "key": question.key,
        "kind": question.kind,
        "label": question.label,
        "help_text": question.help_text,
        "is_required": question.is_required,
        "word_limit": question.word_limit,
        "options": question.options,
        "criterion": question.criterion.key if question.criterion else None,
    }


def _number(value: Any) -> str | None:
    """Decimals as text, without trailing zeros: a database may give back more or fewer of them."""
    return None if value is None else format(value.normalize(), "f")


def _moment(value: Any) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat()
