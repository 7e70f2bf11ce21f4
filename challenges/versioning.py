"""What a version holds: words and rules of a challenge as plain JSON, the same bytes for the same content.

The rules part is complete: whoever has it can rebuild form, marks and ranking without the database.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.utils.html import strip_tags

from challenges import manuscripts
from core.folding import folded
from ledger import chain


def digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of `content` in canonical JSON (RFC 8785)."""
    return chain.sha256(chain.canonical(content))


def searchable(content: dict[str, Any]) -> str:
    """Return all words of a version, in every language, folded for searching."""
    texts = [content["reference"], content["authority"]["name"], *_texts(content["words"])]
    return folded(strip_tags(" ".join(texts).replace("<", " <")))


def content_of(challenge: Any, *, words: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return the words and the rules of `challenge`, ready to be frozen.

    `words` by language are those of an archive; without them the manuscripts are asked for the newest of every language.
    """
    if words is None:
        newest = manuscripts.store().words(challenge)
        words = {language: newest[language] for language in challenge.languages if language in newest}
    return {
        "reference": challenge.reference,
        "authority": {"name": challenge.authority.name, "slug": challenge.authority.slug},
        "words": words,
        "law_profile": challenge.law_profile,
        "topic": challenge.topic,
        "cpv_codes": challenge.cpv_codes,
        "place": challenge.place,
        "currency": challenge.currency,
        "budget": number_text(challenge.budget),
        "contact_email": challenge.contact_email,
        "rounds": [_round(stage) for stage in challenge.rounds.prefetch_related("criteria", "questions__criterion")],
    }


def _texts(part: Any) -> Iterator[str]:
    """Yield every text inside nested JSON, but not the names of its keys or types of blocks."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            if key != "type":
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


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
        "threshold": number_text(stage.threshold),
        "tie_break": stage.tie_break,
        "advance_limit": stage.advance_limit,
        "prize_each": number_text(stage.prize_each),
        "criteria": [_criterion(criterion) for criterion in stage.criteria.all()],
        "questions": [_question(question) for question in stage.questions.all()],
    }


def _criterion(criterion: Any) -> dict[str, Any]:
    return {
        "key": criterion.key,
        "name": criterion.name,
        "description": criterion.description,
        "weight": number_text(criterion.weight),
        "threshold": number_text(criterion.threshold),
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


def number_text(value: Any) -> str | None:
    """Decimals as text, without trailing zeros: a database may give back more or fewer of them."""
    return None if value is None else format(value.normalize(), "f")


def _moment(value: Any) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat()
