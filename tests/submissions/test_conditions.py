"""Questions that are asked only after certain answers."""

from submissions.answers import Given
from submissions.forms import AnswersForm
from tests.submissions.asking import form, question

DOOR = question("yes_no", "door", label={"en": "Is there a pilot?"})
ROOM = question("one_of", "room", only_if={"question": "door", "any_of": ["yes"]})
CHEST = question("line", "chest", only_if={"question": "room", "any_of": ["a", "b"]})
FORM = form(DOOR, ROOM, CHEST)


def asked(**answers):
    return list(FORM.asked_after(Given(answers)))


def lacking(**answers):
    return [gap.section for gap in FORM.gaps(Given(answers))]


def test_a_question_is_asked_when_its_condition_is_met():
    assert asked() == ["door"]
    assert asked(door="no") == ["door"]
    assert asked(door="yes") == ["door", "room"]
    assert asked(door="yes", room="b") == ["door", "room", "chest"]


def test_what_follows_from_a_question_that_is_not_asked_is_not_asked_either():
    assert asked(door="no", room="b") == ["door"]


def test_an_answer_is_needed_only_where_it_is_asked():
    assert lacking() == ["door"]
    assert lacking(door="no") == []
    assert lacking(door="yes") == ["room"]
    assert lacking(door="yes", room="a") == ["chest"]


def test_a_condition_is_told_in_words():
    assert FORM.condition_of(FORM.by_key["door"]) == ""
    assert FORM.condition_of(FORM.by_key["room"]) == "Answer only if “Is there a pilot?” is answered: Yes."
    assert FORM.condition_of(FORM.by_key["chest"]) == "Answer only if “Room” is answered: Apple, Bread."
    page = str(AnswersForm(FORM, list(FORM), {}))
    assert "Answer only if “Is there a pilot?” is answered: Yes." in page
    assert "(optional)" not in page


def test_several_options_and_declarations_open_a_question_too():
    many = form(question("many_of", "door"), question("line", only_if={"question": "door", "any_of": ["b"]}))
    assert list(many.asked_after(Given({"door": ["a", "b"]}))) == ["door", "q"]
    agreed = form(question("declaration", "door"), question("line", only_if={"question": "door", "any_of": ["yes"]}))
    assert list(agreed.asked_after(Given({"door": "yes"}))) == ["door", "q"]
    assert agreed.condition_of(agreed.by_key["q"]) == "Answer only if “Door” is answered: Yes."
