"""Sample answers are held against the same code as the answers of suppliers: one passes, a bad one is refused."""

from typing import get_args

import pytest

from awards.rehearsal import rehearse
from awards.rehearsal.answering import SAMPLES, WRONG, tried, wrong
from awards.rehearsal.telling import as_text, chapters
from challenges.rules.base import WITH_HOLES
from challenges.rules.document import Document
from challenges.rules.questions import QuestionKind
from submissions.answers import Given
from tests.challenges.rules.documents import at, changed, whole
from tests.challenges.rules.generated import document_of
from tests.examples.reading import CALLS, EXAMPLES, MADE_UP, load
from tests.submissions.asking import form, limit, money, question

KINDS = get_args(QuestionKind)
# Whatever is given to one of these without a limit, or nothing, is right.
MAY_BE_LEFT_OUT = {"file", "table"}
NOTICES = sorted((EXAMPLES / "notices").glob("*.json"))
QUESTIONS = "rules.rounds[0].intake.questions"
# What a question of a kind may be bound by, in one way that can be met.
BOUNDS = {
    "line": [limit("characters", at_least="5", at_most="6")],
    "text": [limit("words", at_least="3", at_most="4"), limit("characters", at_least="30", at_most="40")],
    "number": [limit("value", at_least="7.5", at_most="8")],
    "money": [limit("sum", at_least=money("1000"), at_most=money("1000"))],
    "many_of": [limit("choices", at_least="2", at_most="2")],
    "file": [
        limit("files", at_least="2", at_most="3"),
        limit("pages", at_least="5", at_most="6"),
        limit("megabytes", at_least="0.5", at_most="1"),
    ],
}


def given(sample):
    return Given({"q": sample.answer} if sample.answer else {}, sample.files)


def gaps(questions, sample):
    return [gap.section for gap in questions.gaps(given(sample))]


def unrefused(document, answers):
    """Return the kinds of the questions to which no bad answer was made, or one that was not refused."""
    asked = {item.key: item.kind for stage in document.rules.rounds if stage.intake for item in stage.intake.questions}
    return {asked[each.question] for each in answers if not each.refused}


def test_every_kind_of_question_has_a_sample_and_something_wrong():
    assert set(SAMPLES) == set(WRONG) == set(KINDS)


@pytest.mark.parametrize("is_bound", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_the_form_takes_the_sample_and_refuses_what_is_wrong(kind, is_bound):
    questions = form(question(kind, limits=BOUNDS.get(kind, []) if is_bound else []))
    asked = questions.by_key["q"]

    assert gaps(questions, SAMPLES[kind](asked)) == []
    assert gaps(questions, wrong(asked)) == ["q"]


@pytest.mark.parametrize("of", ["files", "pages", "megabytes"])
def test_files_beyond_each_limit_are_refused_where_none_need_be_given(of):
    questions = form(question("file", required=False, limits=[limit(of, at_most="2")]))

    assert gaps(questions, wrong(questions.by_key["q"])) == ["q"]


@pytest.mark.parametrize("kind", ["file", "table"])
def test_nothing_is_wrong_where_everything_may_be_given(kind):
    assert wrong(form(question(kind, required=False)).by_key["q"]) is None


@pytest.mark.parametrize("path", [*CALLS, MADE_UP, *NOTICES], ids=lambda path: path.stem)
def test_every_form_written_down_takes_its_samples_and_refuses_the_others(path):
    found = rehearse(Document.model_validate(load(path), context=WITH_HOLES), entries=1)

    assert [each.path for each in found.answers if each.problem] == []
    assert unrefused(found.document, found.answers) <= MAY_BE_LEFT_OUT


@pytest.mark.parametrize("seed", range(60))
def test_every_made_up_form_refuses_what_is_wrong(seed):
    document = Document.model_validate(document_of(seed))

    assert unrefused(document, tried(document)) <= MAY_BE_LEFT_OUT


def test_limits_that_contradict_one_another_are_found():
    data = whole()
    number = next(n for n, each in enumerate(at(data, QUESTIONS)) if each["kind"] == "text")
    changed(data, f"{QUESTIONS}[{number}].limits", [limit("words", at_least="50"), limit("characters", at_most="20")])
    found = rehearse(Document.model_validate(data), entries=1)

    assert ("rehearsal.unanswerable", f"{QUESTIONS}[{number}]") in {(each.code, each.path) for each in found.findings}


def test_the_official_reads_what_the_form_takes_and_refuses():
    text = as_text(chapters(rehearse(Document.model_validate(load(MADE_UP)), entries=1)))

    assert "Accepted, for example: " in text
    assert "Refused, for example: “" in text
