"""Answers to every kind of question: read where they can be read, kept as typed where not, told at submit, read in words."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from django.http import QueryDict
from django.utils import translation

from challenges.rules.questions import QuestionKind
from submissions.answers import Given
from submissions.answers.kinds import KINDS
from submissions.forms import AnswersForm
from tests.submissions.asking import OPTIONS, form, limit, money, question

# An answer to each kind as it is kept, and how people read it.
SOUND = {
    "line": ("Hello", "Hello"),
    "text": ("One\nTwo", "One\nTwo"),
    "number": ("1234.5", "1,234.5"),
    "money": ("64500.5", "PLN\N{NO-BREAK SPACE}64,500.50"),
    "date": ("2026-12-24", "24\N{NO-BREAK SPACE}December\N{NO-BREAK SPACE}2026"),
    "yes_no": ("no", "No"),
    "one_of": ("a", "Apple"),
    "many_of": (["a", "b"], "Apple, Bread"),
    "link": ("https://example.org", "https://example.org"),
    "declaration": ("yes", "Agreed"),
    "table": ([{"a": "1", "b": ""}, {"a": "2", "b": "x"}], "Apple: 1\nApple: 2; Bread: x"),
}


def asked(kind, **members):
    return form(question(kind, **members)).by_key["q"]


def kept(kind, sent, **members):
    questions = form(question(kind, **members))
    return AnswersForm(questions, list(questions), {}, data=QueryDict(sent)).answers().get("q")


def gaps(questions, answers, files=()):
    return list(questions.gaps(Given(answers, files)))


def test_every_kind_of_question_is_asked_by_one_class():
    assert set(KINDS) == set(get_args(QuestionKind))
    assert set(KINDS) == {*SOUND, "file"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_field_with_its_label_and_takes_nothing_as_nothing(kind):
    questions = form(question(kind, help={"en": "Think twice."}))
    page = str(AnswersForm(questions, list(questions), {}))
    assert "Think twice." in page
    assert 'name="q' in page
    assert asked(kind).kept(None) in ("", [])
    assert "has no answer yet" in str(gaps(questions, {})[0].message)
    assert gaps(form(question(kind, required=False)), {}) == []


@pytest.mark.parametrize("kind", SOUND)
def test_a_sound_answer_is_kept_shown_again_and_read_in_words(kind):
    answer, words = SOUND[kind]
    questions = form(question(kind))
    assert gaps(questions, {"q": answer}) == []
    assert asked(kind).kept(answer) == answer
    assert asked(kind).in_words(answer) == words
    shown = str(AnswersForm(questions, list(questions), {"q": answer}))
    assert shown != str(AnswersForm(questions, list(questions), {}))


@pytest.mark.parametrize(
    ("kind", "sent", "stored"),
    [
        ("line", "q=Hello", "Hello"),
        ("text", "q=One%0D%0ATwo", "One\nTwo"),
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
        ("line", "q=a%00b", "ab"),
        ("table", "q_1_a=&q_2_a=+x+&q_2_b=y%00", [{"a": "x", "b": "y"}]),
        ("table", "q_1_a=&q_1_b=", []),
        ("table", "other=1", None),
    ],
)
def test_what_is_sent_is_kept(kind, sent, stored):
    assert kept(kind, sent) == stored


def test_a_cell_that_is_too_long_is_kept_as_typed():
    assert kept("table", f"q_2_a={'x' * 1001}") == [{"a": "x" * 1001, "b": ""}]


def test_figures_are_read_and_shown_as_the_language_writes_them():
    with translation.override("pl"):
        assert kept("number", "q=62,5") == "62.5"
        assert kept("money", "q=1+234,50") == "1234.50"
        questions = form(question("number"))
        assert 'value="62,5"' in str(AnswersForm(questions, list(questions), {"q": "62.5"}))
        assert asked("number").in_words("62.5") == "62,5"
        assert asked("many_of").in_words(["a", "b"]) == "Apple, Chleb"


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
        ("line", "x" * 250, True),
        ("line", "x" * 251, False),
        ("text", "x" * 30_001, False),
    ],
)
def test_what_cannot_be_right_stands_against_submitting(kind, answer, is_sound):
    found = gaps(form(question(kind)), {"q": answer})
    assert (found == []) is is_sound
    assert all(gap.section == "q" for gap in found)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("junk", ["x", "", [], ["x"], [{"a": "1"}], "1e999999999", "\N{DIGIT FIVE}", "٣"])
def test_no_answer_breaks_the_page(kind, junk):
    questions = form(question(kind))
    gaps(questions, {"q": junk})
    assert isinstance(asked(kind).in_words(junk), str)
    assert str(AnswersForm(questions, list(questions), {"q": junk}))


def test_values_of_python_are_kept_as_json():
    values = {"declaration": True, "yes_no": False, "money": Decimal("10.50"), "date": date(2026, 12, 24), "many_of": ("b", "a")}
    assert [asked(kind).kept(value) for kind, value in values.items()] == ["yes", "no", "10.50", "2026-12-24", ["a", "b"]]
    assert asked("declaration").kept(False) == ""


def test_a_sum_is_in_the_currency_of_its_limit_else_of_the_competition():
    limited = asked("money", limits=[limit("sum", at_most=money("100", "EUR"))])
    assert limited.in_words("50") == "EUR\N{NO-BREAK SPACE}50"
    assert asked("money").in_words("a lot") == "a lot"


def test_a_number_is_read_with_its_unit():
    assert asked("number", limits=[limit("value", unit="kWh")]).in_words("1200") == "1,200\N{NO-BREAK SPACE}kWh"


def test_cells_of_a_column_that_is_gone_are_not_kept():
    assert asked("table").kept([{"a": "1", "gone": "2"}, {"gone": "3"}]) == [{"a": "1", "b": ""}]


def test_a_question_that_may_be_left_out_says_so():
    questions = form(question("line"), question("line", "r", required=False))
    labels = [str(field.label) for field in AnswersForm(questions, list(questions), {}).fields.values()]
    assert labels == ["Q", "R (optional)"]


def test_options_are_shown_in_their_order_and_language():
    with translation.override("pl"):
        field = asked("one_of").field(label="Q")
    assert field.choices == [("a", "Apple"), ("b", "Chleb")]
    assert [option["key"] for option in OPTIONS] == ["a", "b"]
