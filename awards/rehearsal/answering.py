"""Sample answers to each question of a form, held against what a real form asks: one that passes, and one that is refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from django.utils.text import Truncator

from challenges.rules.document import Document
from challenges.rules.questions import AmountLimit, SumLimit, ValueLimit
from challenges.rules.values import Money
from evaluation.methods.kinds import Kinds
from submissions.answers import Answer, Asked, Given, Questionnaire
from submissions.answers.texts import MOST_CHARACTERS

_MEGABYTE = 1024**2
# What is shown of a long sample.
_SHOWN = 60


@dataclass(frozen=True)
class SampleFile:
    """A made-up file; `size` in bytes."""

    question_key: str
    size: int
    pages: int | None


@dataclass(frozen=True)
class Sample:
    """A made-up answer to one question."""

    answer: Answer = ""
    files: tuple[SampleFile, ...] = ()


@dataclass(frozen=True)
class Tried:
    """What a form says to sample answers to one question, in the active language.

    `sample` is an answer meant to pass, and `problem` what the form has against it, "" if nothing; `refused` is what it says to
    one that must not pass, "" where no answer could be wrong. `path` is the address of the question.
    """

    path: str
    round: str
    question: str
    sample: str
    problem: str
    refused: str


SAMPLES: Kinds[Callable[[Asked], Sample]] = Kinds()
# An answer of each kind that cannot be one; None where everything is.
WRONG: Mapping[str, Answer | None] = {
    "line": "x" * (MOST_CHARACTERS + 1),
    "text": "x" * (MOST_CHARACTERS + 1),
    "number": "twelve",
    "money": "-1",
    "date": "2026-02-31",
    "yes_no": "perhaps",
    "one_of": "no such option",
    "many_of": ["no such option"],
    "link": "example",
    "declaration": "no",
    "file": None,
    "table": None,
}


def tried(document: Document) -> Iterator[Tried]:
    """Yield for each question of each round what its form says to sample answers."""
    for number, stage in enumerate(document.rules.rounds):
        form = Questionnaire(document, stage.key)
        samples = {asked.key: SAMPLES[asked.question.kind](asked) for asked in form}
        given = _given(samples)
        for index, asked in enumerate(form):
            yield Tried(
                f"rules.rounds[{number}].intake.questions[{index}]",
                stage.key,
                asked.key,
                Truncator(asked.in_words(samples[asked.key].answer)).chars(_SHOWN),
                form.problem_of(asked, given),
                _refused(form, asked, samples),
            )


def wrong(asked: Asked) -> Sample | None:
    """Return an answer that no form may take: beyond a limit, of another kind, or missing; None where there is none."""
    words, answer = _most(asked, "words"), WRONG[asked.question.kind]
    if asked.takes_files and (files := _too_many(asked)):
        return Sample(files=files)
    if words is not None and not asked.takes_files:
        return Sample(" ".join(["w"] * (words + 1)))
    if answer is not None:
        return Sample(answer)
    return Sample() if asked.question.required else None


def _refused(form: Questionnaire, asked: Asked, samples: Mapping[str, Sample]) -> str:
    bad = wrong(asked)
    return "" if bad is None else form.problem_of(asked, _given({**samples, asked.key: bad}))


def _given(samples: Mapping[str, Sample]) -> Given:
    answers = {key: sample.answer for key, sample in samples.items() if sample.answer}
    return Given(answers, [file for sample in samples.values() for file in sample.files])


@SAMPLES.carries_out("line", "text")
def _text(asked: Asked) -> Sample:
    return Sample(_writing(asked))


@SAMPLES.carries_out("table")
def _table(asked: Asked) -> Sample:
    """One row, in whose first column all stands that limits ask for."""
    columns = [option.key for option in asked.question.options]
    row = {column: _writing(asked) if column == columns[0] else "" for column in columns}
    return Sample([row] if row else "")


@SAMPLES.carries_out("number", "money")
def _figure(asked: Asked) -> Sample:
    limits = [limit for limit in asked.question.limits if isinstance(limit, ValueLimit | SumLimit)]
    ends = [(_number(limit.at_least), _number(limit.at_most)) for limit in limits]
    least = max((low for low, _high in ends if low is not None), default=None)
    most = min((high for _low, high in ends if high is not None), default=None)
    if least is not None:
        return Sample(format(max(least, Decimal(0)) if asked.question.kind == "money" else least, "f"))
    return Sample(format(Decimal(1) if most is None else min(most, Decimal(1)), "f"))


@SAMPLES.carries_out("date")
def _date(_asked: Asked) -> Sample:
    return Sample("2026-06-01")


@SAMPLES.carries_out("link")
def _link(_asked: Asked) -> Sample:
    return Sample("https://example.org/")


@SAMPLES.carries_out("yes_no", "declaration")
def _yes(_asked: Asked) -> Sample:
    return Sample("yes")


@SAMPLES.carries_out("one_of")
def _option(asked: Asked) -> Sample:
    return Sample(next((option.key for option in asked.question.options), ""))


@SAMPLES.carries_out("many_of")
def _options(asked: Asked) -> Sample:
    return Sample(sorted(option.key for option in asked.question.options[: max(1, _least(asked, "choices"))]))


@SAMPLES.carries_out("file")
def _files(asked: Asked) -> Sample:
    """As few and as small as limits allow, a page each or more."""
    count = max(1, _least(asked, "files"))
    pages = [1] * (count - 1) + [max(1, _least(asked, "pages") - count + 1)]
    size = ceil(_least(asked, "megabytes") * _MEGABYTE / count) or 1
    return Sample(files=tuple(SampleFile(asked.key, size, each) for each in pages))


def _too_many(asked: Asked) -> tuple[SampleFile, ...]:
    """Return files beyond a limit of a question; none where it has no limit."""
    one = SampleFile(asked.key, 1, 1)
    if (most := _most(asked, "files")) is not None:
        return (one,) * (most + 1)
    if (most := _most(asked, "pages")) is not None:
        return (replace(one, pages=most + 1),)
    if (most := _most(asked, "megabytes")) is not None:
        return (replace(one, size=(most + 1) * _MEGABYTE),)
    return ()


def _writing(asked: Asked) -> str:
    """Return the shortest text that has as many words and characters as limits ask for."""
    words, characters = max(1, _least(asked, "words")), _least(asked, "characters")
    text = " ".join(["w"] * words)
    return text + "w" * (characters - len(text))


def _counted(asked: Asked, kind: str) -> Iterator[AmountLimit]:
    """Yield the limits of one kind that are counted here: where a part does not count, people count."""
    for limit in asked.question.limits:
        if isinstance(limit, AmountLimit) and limit.kind == kind and limit.not_counted is None:
            yield limit


def _least(asked: Asked, kind: str) -> int:
    return max((ceil(Fraction(limit.at_least)) for limit in _counted(asked, kind) if limit.at_least), default=0)


def _most(asked: Asked, kind: str) -> int | None:
    return min((floor(Fraction(limit.at_most)) for limit in _counted(asked, kind) if limit.at_most), default=None)


def _number(end: str | Money | None) -> Decimal | None:
    return None if end is None else Decimal(end.amount if isinstance(end, Money) else end)
