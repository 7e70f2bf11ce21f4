"""Answers of every kind: read where they can be read, kept as typed where not, and told at submit."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from challenges.models import Question
from submissions import answers
from submissions.forms import AnswersForm
from submissions.queries.form import readable_answer

OPTIONS = [{"key": "a", "label": {"en": "Apple"}}, {"key": "b", "label": {"en": "Bread"}}]


def question(kind, **fields):
    return Question(key="q", kind=kind, label={"en": "Question"}, options=OPTIONS if "of" in kind else [], **fields)


def kept(kind, sent, **fields):
    form = AnswersForm([question(kind, **fields)], {}, currency="PLN", data=QueryDict(sent))
    return {key: answers.stored(question(kind), value) for key, value in form.answers().items()}.get("q")


@pytest.mark.parametrize(
    ("kind", "sent", "stored"),
    [
        ("short_text", "q=Hello", "Hello"),
        ("long_text", "q=One%0D%0ATwo", "One\nTwo"),
        ("number", "q=12.50", "12.50"),
        ("number", "q=twelve", "twelve"),
        ("money", "q=50+000", "50000"),
        ("money", "q=a+lot", "a lot"),
        ("date", "q=24.12.2026", "2026-12-24"),
        ("date", "q=some+day", "some day"),
        ("yes_no", "q=no", "no"),
        ("yes_no", "q=perhaps", "perhaps"),
        ("one_of", "q=b", "b"),
        ("many_of", "q=b&q=a", ["a", "b"]),
        ("many_of", "sent_q=1", []),
        ("many_of", "q=b%00&q=a", ["a", "b"]),
        ("link", "q=example.org", "https://example.org"),
        ("link", "q=javascript:alert(1)", "javascript:alert(1)"),
        ("declaration", "q=on", "yes"),
        ("declaration", "sent_q=1", ""),
        ("declaration", "other=1", None),
        ("short_text", "q=a%00b", "ab"),
    ],
)
def test_what_is_sent_is_kept(kind, sent, stored):
    assert kept(kind, sent) == stored


@pytest.mark.parametrize(
    ("kind", "answer", "is_sound"),
    [
        ("number", "12.5", True),
        ("number", "twelve", False),
        ("number", "NaN", False),
        ("number", "1e999999999", False),
        ("number", "0e-999999999", False),
        ("number", "12345678901234567890", True),
        ("money", "1e999999999", False),
        ("money", "50000", True),
        ("money", "-1", False),
        ("date", "2026-12-24", True),
        ("date", "24.12.2026", False),
        ("yes_no", "yes", True),
        ("yes_no", "perhaps", False),
        ("one_of", "a", True),
        ("one_of", "c", False),
        ("many_of", ["a", "b"], True),
        ("many_of", ["a", "c"], False),
        ("link", "https://example.org", True),
        ("link", "javascript:alert(1)", False),
        ("declaration", "yes", True),
        ("declaration", "no", False),
        ("short_text", "x" * 250, True),
        ("short_text", "x" * 251, False),
        ("long_text", "x" * 30_001, False),
    ],
)
def test_what_cannot_be_right_stands_against_submitting(kind, answer, is_sound):
    found = list(answers.gaps([question(kind)], {"q": answer}, []))
    assert (found == []) is is_sound
    assert all(gap.section == "q" for gap in found)


def test_word_limit_and_missing_answers():
    limited = question("long_text", word_limit=3)
    assert list(answers.gaps([limited], {"q": "one two three"}, [])) == []
    assert "longer than 3 words" in str(next(answers.gaps([limited], {"q": "one two  three\nfour"}, [])).message)
    assert "has no answer yet" in str(next(answers.gaps([limited], {"q": ""}, [])).message)
    assert "has no answer yet" in str(next(answers.gaps([question("file")], {"q": "plan.pdf"}, [])).message)
    assert list(answers.gaps([question("long_text", is_required=False)], {}, [])) == []


def test_values_of_python_are_kept_as_json():
    values = {"declaration": True, "yes_no": False, "money": Decimal("10.50"), "date": date(2026, 12, 24), "many_of": ("b", "a")}
    stored = [answers.stored(question(kind), value) for kind, value in values.items()]
    assert stored == ["yes", "no", "10.50", "2026-12-24", ["a", "b"]]
    assert answers.stored(question("declaration"), False) == ""


def test_answers_in_words():
    assert readable_answer(question("many_of"), ["b", "a"], currency="PLN") == "Bread, Apple"
    assert readable_answer(question("one_of"), "a", currency="PLN") == "Apple"
    assert readable_answer(question("money"), "64500.5", currency="PLN") == "PLN\N{NO-BREAK SPACE}64,500.50"
    assert readable_answer(question("money"), "a lot", currency="PLN") == "a lot"
