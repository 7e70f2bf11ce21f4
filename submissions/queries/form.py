"""The form of a round as its supplier fills it in: sections, questions, and how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import Visitor
from challenges.models import Criterion, Question
from core.lifecycle import Gap
from core.translated import in_active_language
from core.wording import money
from submissions import answers, vault
from submissions.answers import Given
from submissions.models import Deposit, Entry
from submissions.vault import ListedFile

# The address of the section with the questions that inform no criterion.
GENERAL = "general"


@dataclass(frozen=True)
class Item:
    """One question, what was answered, and what is wrong with it (None: nothing)."""

    question: Question
    answer: Any
    file: ListedFile | None
    gap: Gap | None

    @property
    def is_given(self) -> bool:
        return self.file is not None if self.question.kind == "file" else answers.is_given(self.answer)


@dataclass(frozen=True)
class Section:
    """The questions that inform one criterion, or none; `key` stands in its address, `weight` is in hundredths."""

    key: str
    criterion: Criterion | None
    weight: Any
    items: list[Item]

    @property
    def files(self) -> list[Item]:
        return [item for item in self.items if item.file]

    @property
    def questions(self) -> list[Question]:
        return [item.question for item in self.items]


def sections_of(thing: Entry | Deposit, *, by: Visitor) -> list[Section]:
    """Return the sections of a draft or of what was handed in, in the order of their first questions.

    Raises:
        PermissionDenied: `by` may not read it.
    """
    entry = thing.entry if isinstance(thing, Deposit) else thing
    given = vault.read_answers(thing, by=by)
    files = {file.question_key: file for file in vault.files_of(thing, by=by)}
    questions = list(entry.round.questions.select_related("criterion"))
    gaps = {gap.section: gap for gap in answers.gaps(questions, given, [file.attachment for file in files.values()])}
    total = sum(criterion.weight for criterion in entry.round.criteria.all())
    sections: dict[str, Section] = {}
    for question in questions:
        criterion = question.criterion
        key = criterion.key if criterion else GENERAL
        weight = round(100 * criterion.weight / total, 2) if criterion and total else None
        section = sections.setdefault(key, Section(key, criterion, weight, []))
        section.items.append(Item(question, given.get(question.key), files.get(question.key), gaps.get(question.key)))
    return list(sections.values())


def readable_answer(question: Question, answer: Given, *, currency: str) -> Any:
    """Return an answer in words of the active language: labels for keys of options, a currency for money."""
    labels = {option["key"]: in_active_language(option["label"]) for option in question.options}
    if isinstance(answer, list):
        return ", ".join(_labels(answer, labels))
    if question.kind == "money" and not answers.problem(question, answer):
        return money(answer, currency)
    return labels.get(str(answer), answer)


def _labels(keys: Iterable[Any], labels: dict[str, str]) -> list[str]:
    return [labels.get(str(key), str(key)) for key in keys]
