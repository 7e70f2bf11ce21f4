"""What answers to a round's questions must look like; pure functions over questions, answers and files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.lifecycle import Gap
from core.translated import in_active_language


def word_count(text: str) -> int:
    """Return the number of words: runs of characters between white space, as people count them."""
    return len(text.split())


def gaps(questions: Iterable[Any], answers: Mapping[str, Any], attachments: Iterable[Any]) -> Iterator[Gap]:
    """Yield what is missing or too long, each gap with the question's key as section."""
    with_file = {attachment.question_key for attachment in attachments}
    for question in questions:
        label = in_active_language(question.label)
        given = question.key in with_file if question.kind == "file" else _is_given(answers.get(question.key))
        if question.is_required and not given:
            yield Gap(_("“%(label)s” has no answer yet.") % {"label": label}, question.key)
        elif question.word_limit and word_count(str(answers.get(question.key) or "")) > question.word_limit:
            words = {"label": label, "limit": question.word_limit}
            yield Gap(_("“%(label)s” is longer than %(limit)s words.") % words, question.key)


def _is_given(answer: Any) -> bool:
    """A declaration or a yes-or-no counts when it is there; a declaration that is not agreed to is stored as nothing."""
    return answer not in (None, "", [])
