"""Writing the form of a round, question by question."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from challenges.models import Question, Round
from challenges.services.keys import keyed
from challenges.services.locking import hold_for_editing

WITH_OPTIONS = (Question.Kind.ONE_OF, Question.Kind.MANY_OF)
WITH_WORD_LIMIT = (Question.Kind.SHORT_TEXT, Question.Kind.LONG_TEXT)
FEWEST_OPTIONS = 2


@transaction.atomic
def set_questions(stage: Round, *, by: Any, questions: Collection[Mapping[str, Any]]) -> list[Question]:
    """Make `questions`, in this order, all questions of a round; what is not among them goes.

    Each has `kind`, `label` and may have `key` (else one is made of the label), `help_text`, `is_required`, `word_limit`,
    `options` (`[{"key": ..., "label": {...}}]`), `criterion` (the key of a criterion of this round). Raises TransitionRefused
    unless in a draft that `by` writes, ValidationError for wrong values.
    """
    hold_for_editing(stage.challenge, by=by, part=f"questions-{stage.number}")
    return write_questions(stage, questions)


@transaction.atomic
def save_question(stage: Round, *, by: Any, question: Mapping[str, Any]) -> Question:
    """Put one question, as for `set_questions`, in the place of the one with its `key`; without a key add it at the end."""
    hold_for_editing(stage.challenge, by=by, part=f"questions-{stage.number}")
    rows = _as_rows(stage)
    keys = [row["key"] for row in rows]
    index = keys.index(question["key"]) if question.get("key") in keys else len(rows)
    rows[index : index + 1] = [{**question, "key": keys[index] if index < len(keys) else ""}]
    return write_questions(stage, rows)[index]


@transaction.atomic
def move_question(stage: Round, *, by: Any, key: str, up: bool) -> list[Question]:
    """Exchange a question with its neighbour; at the end of the list nothing happens. Raises KeyError for an unknown key."""
    hold_for_editing(stage.challenge, by=by, part=f"questions-{stage.number}")
    rows = _as_rows(stage)
    here = _index_of(rows, key)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    return write_questions(stage, rows)


@transaction.atomic
def remove_question(stage: Round, *, by: Any, key: str) -> list[Question]:
    """Take a question out of the form. Raises KeyError for an unknown key."""
    hold_for_editing(stage.challenge, by=by, part=f"questions-{stage.number}")
    rows = _as_rows(stage)
    del rows[_index_of(rows, key)]
    return write_questions(stage, rows)


def write_questions(stage: Round, questions: Collection[Mapping[str, Any]]) -> list[Question]:
    """Do what `set_questions` says, for services that already hold the challenge. A question keeps its row by its key."""
    rows = keyed(questions, words="label", otherwise="question")
    stage.questions.exclude(key__in=[row["key"] for row in rows]).delete()
    existing = {question.key: question for question in stage.questions.all()}
    criteria = {criterion.key: criterion for criterion in stage.criteria.all()}
    written = []
    for position, row in enumerate(rows, start=1):
        question = existing.get(row["key"]) or Question(round=stage, key=row["key"])
        kind = row["kind"]
        question.position = position
        question.kind = kind
        question.label = dict(row["label"])
        question.help_text = dict(row.get("help_text") or {})
        question.is_required = row.get("is_required", True)
        question.word_limit = row.get("word_limit") if kind in WITH_WORD_LIMIT else None
        question.options = _options(row) if kind in WITH_OPTIONS else []
        question.criterion = _criterion(criteria, row.get("criterion"))
        question.full_clean()
        question.save()
        written.append(question)
    return written


def _options(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    options = keyed(row.get("options") or [], words="label", otherwise="option")
    if len(options) < FEWEST_OPTIONS:
        raise ValidationError(_("A choice needs at least two options."), code="options")
    return [{"key": option["key"], "label": dict(option["label"])} for option in options]


def _criterion(criteria: Mapping[str, Any], key: str | None) -> Any:
    if key and key not in criteria:
        raise ValidationError(_("The round has no criterion “%(key)s”.") % {"key": key}, code="criterion")
    return criteria[key] if key else None


def _as_rows(stage: Round) -> list[dict[str, Any]]:
    names = ("key", "kind", "label", "help_text", "is_required", "word_limit", "options")
    return [
        {name: getattr(question, name) for name in names} | {"criterion": question.criterion.key if question.criterion else None}
        for question in stage.questions.select_related("criterion")
    ]


def _index_of(rows: list[dict[str, Any]], key: str) -> int:
    for index, row in enumerate(rows):
        if row["key"] == key:
            return index
    raise KeyError(key)
