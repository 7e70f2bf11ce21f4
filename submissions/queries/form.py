"""The form of a round as its supplier fills it in, and what was handed in as its readers see it: sections, questions, answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Visitor
from challenges.rules.questions import Question
from core.lifecycle import Gap
from core.wording import Texts
from submissions import vault
from submissions.answers import Answer, Asked, Questionnaire
from submissions.models import Deposit, Entry
from submissions.queries.weights import criteria_of, share_of
from submissions.vault import Contents, ListedFile

# The address of the section with the questions under no heading. No key of the rules begins so.
GENERAL = "_general"


@dataclass(frozen=True)
class Item:
    """One question, what was answered, and what is wrong with it (None: nothing).

    `condition` says after which answers it is to be answered, "" if always; `is_asked` whether they were given.
    """

    asked: Asked
    answer: Answer
    files: list[ListedFile]
    gap: Gap | None
    condition: str
    is_asked: bool

    @property
    def question(self) -> Question:
        return self.asked.question

    @property
    def is_given(self) -> bool:
        return bool(self.files) if self.asked.takes_files else self.answer not in ("", [])

    @property
    def in_words(self) -> str:
        """The answer as people read it; "" where there is none."""
        return self.asked.in_words(self.answer) if self.is_given and not self.asked.takes_files else ""


@dataclass(frozen=True)
class Section:
    """Questions under one heading of the form, or about one criterion, whose `weight` is in hundredths of its part.

    `key` stands in its address; without a heading, `title` is None.
    """

    key: str
    title: Texts
    lead: Texts
    weight: Decimal | None
    items: list[Item]

    @property
    def files(self) -> list[ListedFile]:
        return [file for item in self.items for file in item.files]

    @property
    def questions(self) -> list[Asked]:
        return [item.asked for item in self.items]


def sections_of(thing: Entry | Deposit, *, by: Visitor) -> list[Section]:
    """Return the sections of a draft or of what was handed in, in the order of their first questions.

    Raises:
        PermissionDenied: `by` may not read it.
    """
    contents = vault.read(thing, by=by)
    headings = _headings(contents.questionnaire)
    sections: dict[str, Section] = {}
    for item in _items(contents):
        key = _place(item.question, headings)
        section = sections.setdefault(key, headings.get(key) or Section(GENERAL, None, None, None, []))
        section.items.append(item)
    return list(sections.values())


def _items(contents: Contents) -> Iterator[Item]:
    form, given = contents.questionnaire, contents.given
    asked = form.asked_after(given)
    gaps = {gap.section: gap for gap in form.gaps(given)} if contents.is_draft else {}
    for each in contents.questions:
        yield Item(
            asked=each,
            answer=given.answer_to(each.key),
            files=[file for file in contents.files if file.question_key == each.key],
            gap=gaps.get(each.key),
            condition=form.condition_of(each),
            is_asked=not contents.is_draft or each.key in asked,
        )


def _headings(form: Questionnaire) -> dict[str, Section]:
    """Return the headings of the form, empty yet: those that the rules name, or else the criteria."""
    intake = form.stage.intake
    if intake and intake.sections:
        return {heading.key: Section(heading.key, heading.title, None, None, []) for heading in intake.sections}
    return {
        criterion.key: Section(criterion.key, criterion.title, criterion.description, share_of(criterion, part), [])
        for criterion, part in criteria_of(form)
    }


def _place(question: Question, headings: dict[str, Section]) -> str:
    """Return the heading under which a question stands; a question about several criteria stands under the first."""
    named = [question.section] if question.section else question.criteria
    return next((key for key in named if key in headings), GENERAL)
