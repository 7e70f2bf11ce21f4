"""What answers to a round's questions must look like; pure functions over questions, answers and files.

Answers are kept as JSON: text for most kinds ("yes" and "no", keys of options, ISO dates, plain figures), a list of keys for
several of several. What cannot be read is kept as it was typed, so that nothing is lost; it stands against submitting.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from core.lifecycle import Gap
from core.translated import in_active_language
from core.wording import Words

SHORT_TEXT_CHARACTERS = 250
# A limit of decency where a question names no word limit; about ten pages.
LONG_TEXT_CHARACTERS = 30_000
# As many as the form takes. Written out, "1e999999999" would fill the memory.
_MOST_PLACES = 20

_is_web_address = URLValidator(schemes=["http", "https"])


# What stands in the JSON of an entry for one question.
Given = str | list[str] | None


class Asked(Protocol):
    """A question of a round, as far as its answers go."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> Mapping[str, str]: ...
    @property
    def is_required(self) -> bool: ...
    @property
    def word_limit(self) -> int | None: ...
    @property
    def options(self) -> Sequence[Mapping[str, Any]]: ...


# Returns what is wrong with an answer to a question, or None.
Check = Callable[[Asked, Given], Words | None]


def word_count(text: str) -> int:
    """Return the number of words: runs of characters between white space, as people count them."""
    return len(text.split())


def gaps(questions: Iterable[Asked], answers: Mapping[str, Any], attachments: Iterable[Any]) -> Iterator[Gap]:
    """Yield what is missing, unreadable or too long, each gap with the question's key as section."""
    with_file = {attachment.question_key for attachment in attachments}
    for question in questions:
        given = question.key in with_file if question.kind == "file" else is_given(answers.get(question.key))
        message: Words | None = None
        if question.is_required and not given:
            message = _("“%(label)s” has no answer yet.")
        elif given:
            message = problem(question, answers.get(question.key))
        if message:
            words = {"label": in_active_language(question.label), "limit": question.word_limit}
            yield Gap(message % words, question.key)


def stored(question: Asked, value: Any) -> Any:
    """Return an answer as it is kept: JSON text, or a list of keys. Control characters that no database takes are left out."""
    if value is None or (value is False and question.kind == "declaration"):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple | set):
        return sorted(_kept(str(key)) for key in value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return _kept(str(value).replace("\r\n", "\n").strip())


def _kept(text: str) -> str:
    return text.replace("\0", "")


def is_given(answer: Given) -> bool:
    """A declaration or a yes-or-no counts when it is there; a declaration that is not agreed to is stored as nothing."""
    return answer not in (None, "", [])


def problem(question: Asked, answer: Given) -> Words | None:
    """Return what is wrong with an answer that was given, as words with `%(label)s` (and `%(limit)s`); None if it is sound."""
    if question.word_limit and word_count(str(answer or "")) > question.word_limit:
        return _("“%(label)s” is longer than %(limit)s words.")
    check = _CHECKS.get(question.kind)
    return check(question, answer) if check else None


def _length_problem(limit: int) -> Check:
    def check(_question: Asked, answer: Given) -> Words | None:
        return _("“%(label)s” is too long.") if len(str(answer)) > limit else None

    return check


def _figure_problem(_question: Asked, answer: Given) -> Words | None:
    try:
        figure = Decimal(str(answer))
    except InvalidOperation:
        return _("“%(label)s” is not a number.")
    is_sound = figure.is_finite() and abs(figure.adjusted()) < _MOST_PLACES
    return None if is_sound else _("“%(label)s” is not a number.")


def _amount_problem(question: Asked, answer: Given) -> Words | None:
    if found := _figure_problem(question, answer):
        return found
    return _("“%(label)s” cannot be less than nothing.") if Decimal(str(answer)) < 0 else None


def _date_problem(_question: Asked, answer: Given) -> Words | None:
    try:
        date.fromisoformat(str(answer))
    except ValueError:
        return _("“%(label)s” is not a date.")
    return None


def _link_problem(_question: Asked, answer: Given) -> Words | None:
    try:
        _is_web_address(str(answer))
    except ValidationError:
        return _("“%(label)s” is not a web address that begins with https://.")
    return None


def _choice_problem(question: Asked, answer: Given) -> Words | None:
    chosen = answer if isinstance(answer, list) else [answer]
    offered = {"yes", "no"} if question.kind == "yes_no" else {option["key"] for option in question.options}
    return None if set(chosen) <= offered else _("“%(label)s” has an answer that was not offered.")


def _declaration_problem(_question: Asked, answer: Given) -> Words | None:
    return None if answer == "yes" else _("“%(label)s” has not been agreed to.")


_CHECKS: dict[str, Check] = {
    "short_text": _length_problem(SHORT_TEXT_CHARACTERS),
    "long_text": _length_problem(LONG_TEXT_CHARACTERS),
    "number": _figure_problem,
    "money": _amount_problem,
    "date": _date_problem,
    "yes_no": _choice_problem,
    "one_of": _choice_problem,
    "many_of": _choice_problem,
    "link": _link_problem,
    "declaration": _declaration_problem,
}
