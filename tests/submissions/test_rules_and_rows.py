"""Until the rows of rules go: what they say, and what the rules in force say, is the same for every competition made here."""

from datetime import datetime
from decimal import Decimal

import pytest

from tests.factories import challenges as publishing
from tests.factories import evaluation as judging
from tests.factories import submissions as entering

pytestmark = pytest.mark.django_db

COMPETITIONS = {
    "entering": entering.make_open_challenge,
    "entering, with names": lambda: entering.make_open_challenge(is_blind=False, openers_required=3, rounds=1),
    "published on the desk": publishing.make_published_challenge,
    "judging": lambda: judging.make_challenge(judging.make_organisation("Ministry", kind="authority"), rounds=2, scale_max=10),
}
KINDS = {"short_text": "line", "long_text": "text"}


@pytest.fixture(params=COMPETITIONS)
def stages(request):
    return list(COMPETITIONS[request.param]().rounds.all())


def moment(when):
    return datetime.fromisoformat(when.at)


def at_most(question, kind):
    return next((int(limit.at_most) for limit in question.limits if limit.kind == kind), None)


def test_rounds_say_the_same(stages):
    for stage in stages:
        rules = stage.rules
        [window] = rules.intake.windows
        assert rules.title == stage.title
        assert (moment(window.opens), moment(window.closes)) == tuple(
            instant.replace(microsecond=0) for instant in (stage.opens_at, stage.closes_at)
        )
        assert rules.intake.openers == stage.openers_required
        assert (rules.intake.anonymity is not None) is stage.is_blind
        assert rules.follows == (() if stage.number == 1 else (f"round-{stage.number - 1}",))
        assert [take.places for take in rules.advancing.takes if take.kind == "top"] == [stage.advance_limit]


def test_questions_say_the_same(stages):
    for stage in stages:
        rows = list(stage.questions.select_related("criterion"))
        questions = stage.rules.intake.questions
        assert [(question.key, question.kind) for question in questions] == [
            (row.key, KINDS.get(row.kind, row.kind)) for row in rows
        ]
        for question, row in zip(questions, rows, strict=True):
            assert (question.label, question.required) == (row.label, row.is_required)
            assert (question.help or {}) == row.help_text
            assert at_most(question, "words") == row.word_limit
            assert question.criteria == ((row.criterion.key,) if row.criterion else ())
            assert [(option.key, option.label) for option in question.options] == [
                (option["key"], option["label"]) for option in row.options
            ]


def test_criteria_say_the_same(stages):
    for stage in stages:
        [part] = stage.rules.judging.parts
        assert [(criterion.key, criterion.title, Decimal(criterion.weight)) for criterion in part.criteria] == [
            (row.key, row.name, row.weight) for row in stage.criteria.all()
        ]
        assert {Decimal(criterion.scale.highest) for criterion in part.criteria} == {Decimal(stage.scale_max)}
