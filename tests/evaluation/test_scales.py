"""Every kind of scale: what is asked, what is taken, what is shown. No database."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from challenges.rules.base import kinds_of
from challenges.rules.scales import LevelsScale, NumbersScale, PassFailScale, YesNoScale
from challenges.rules.values import AnnouncedLater
from core.forms import BoxesField, Form, MarkField
from evaluation import scales
from evaluation.scales import MarkScale

SCALES = (NumbersScale, YesNoScale, PassFailScale, LevelsScale, AnnouncedLater)


def numbers(lowest: str | None = "0", highest: str | None = "5", step: str | None = "1", **anchors: str) -> MarkScale:
    worded = [{"at": at.removeprefix("at_"), "label": {"en": text}} for at, text in anchors.items()]
    scale = {"kind": "numbers", "lowest": lowest, "highest": highest, "step": step, "anchors": worded}
    return scales.NumberMarks(NumbersScale.model_validate(scale))


def yes_no() -> MarkScale:
    return scales.YesNoMarks(YesNoScale.model_validate({"kind": "yes_no", "points": "2.5"}))


def pass_fail() -> MarkScale:
    return scales.PassFailMarks(PassFailScale.model_validate({"kind": "pass_fail"}))


def later(by: dict[str, str] | None = None) -> MarkScale:
    return scales.LaterMarks(AnnouncedLater.model_validate({"kind": "announced_later", "by": by}))


def levels() -> MarkScale:
    worth = {"poor": "0", "fair": "4", "good": "7", "excellent": "10"}
    of = [{"key": key, "label": {"en": key.title(), "pl": f"Poziom {key}"}, "points": points} for key, points in worth.items()]
    return scales.LevelMarks(LevelsScale.model_validate({"kind": "levels", "levels": of}))


EVERY_KIND = {"numbers": numbers, "yes_no": yes_no, "pass_fail": pass_fail, "levels": levels, "announced_later": later}
MARKS = {
    "numbers": ["0", "3", "5"],
    "yes_no": ["yes", "no"],
    "pass_fail": ["pass", "fail"],
    "levels": ["poor", "good"],
    "announced_later": [],
}


def test_every_kind_of_scale_has_its_class():
    kinds = {kind for scale in SCALES for kind in kinds_of(scale)}
    assert kinds == set(scales._KINDS) == set(EVERY_KIND)
    assert {kind: type(EVERY_KIND[kind]()) for kind in kinds} == scales._KINDS


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_what_a_field_gives_is_read_kept_and_typed_again(kind, language):
    found = EVERY_KIND[kind]()
    with translation.override(language):
        for mark in MARKS[kind]:
            field = found.field(label="Fit", weight="30%")
            sent = field.prepare_value(found.typed(mark))
            assert found.read(field.clean(sent)) == mark
            assert found.shown(mark)
        assert found.takes_marks == bool(MARKS[kind]) == (found.field() is not None)


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_no_raw_key_is_shown(kind, language):
    keys = {*EVERY_KIND, *(("yes", "no", "pass", "fail") if language == "pl" else ())}
    with translation.override(language):
        texts = [EVERY_KIND[kind]().words, *(EVERY_KIND[kind]().shown(mark) for mark in MARKS[kind])]
    assert {text.lower() for text in texts}.isdisjoint(keys)


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize("strange", ["", "perhaps", "6", "-1", "2.5", "1e3", "NaN", "sNaN", "Infinity", "YES", "on", "yes "])
def test_what_is_not_on_the_scale_is_refused_in_words(kind, strange):
    with pytest.raises(ValidationError) as refused:
        EVERY_KIND[kind]().read(strange)
    assert refused.value.messages[0]


@pytest.mark.parametrize(
    ("ends", "field", "words"),
    [
        (("0", "5", "1"), "boxes", "From 0 to 5, in steps of 1."),
        (("0", "1", "0.1"), "boxes", "From 0 to 1, in steps of 0.1."),
        (("-2", "2", "1"), "boxes", "From -2 to 2, in steps of 1."),
        (("0", "100", "1"), "typed", "From 0 to 100, in steps of 1."),
        (("0", "10", None), "typed", "From 0 to 10, in any step."),
        (("0", None, "1"), "typed", "From 0 upwards, in steps of 1."),
        ((None, "0", "0.5"), "typed", "Up to 0, in steps of 0.5."),
        ((None, None, None), "typed", "Any number, in any step."),
    ],
)
def test_few_numbers_are_boxes_and_others_are_typed(ends, field, words):
    found = numbers(*ends)
    widget = found.field().widget
    assert isinstance(found.field(), MarkField)
    assert hasattr(widget, "choices") == (field == "boxes")
    with translation.override("en"):
        assert found.words == words


def test_a_typed_mark_is_written_with_a_comma_in_polish():
    with translation.override("pl"):

        class Sheet(Form):
            mark = numbers("0", "100", "0.5", at_0="nothing", at_50="half of it").field(label="Fit", weight="30%")

        page = str(Sheet({"mark": "33,3"}, initial={"mark": Decimal("12.5")}))
        fresh = str(Sheet(initial={"mark": Decimal("12.5")}))
    assert 'value="33,3"' in page
    assert "Podaj ocenę zgodną ze skalą. Od 0 do 100, co 0,5." in page
    assert 'value="12,5"' in fresh
    assert "Od 0 do 100, co 0,5." in fresh
    assert "half of it" in fresh
    assert ">30%<" in fresh


def test_a_choice_shows_what_follows_from_it():
    with translation.override("en"):

        class Sheet(Form):
            runs = pass_fail().field(label="Runs", weight="")
            local = yes_no().field(label="Local", weight="")

        page = str(Sheet())
    assert isinstance(Sheet().fields["runs"], BoxesField)
    assert page.count('type="radio"') == 4
    assert "Points: 2.5" in page
    assert "The entry is out" in page


def test_only_the_ends_of_numbers_are_extremes():
    assert [mark for mark in ("0", "1", "5") if numbers().is_extreme(mark)] == ["0", "5"]
    assert [mark for mark in ("0", "1", "5") if numbers("0", None).is_extreme(mark)] == ["0"]
    assert not any(found.is_extreme(mark) for found in (yes_no(), pass_fail()) for mark in ("yes", "no", "pass", "fail"))


def test_a_scale_to_be_announced_says_when():
    with translation.override("en"):
        assert "cannot be given yet" in later().words
        assert "spring" in later({"kind": "words", "words": "in spring"}).words


@given(st.decimals(min_value=-100, max_value=100, places=12, allow_nan=False))
def test_a_kept_number_has_one_spelling(number: Decimal) -> None:
    kept = numbers(None, None, None).read(number)
    assert Decimal(kept) == number
    assert numbers(None, None, None).read(kept) == kept
    NumbersScale.model_validate(_scale(kept))


def _scale(lowest: str) -> dict[str, Any]:
    return {"kind": "numbers", "lowest": lowest, "highest": None, "step": None, "anchors": []}
