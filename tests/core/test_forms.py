"""Forms read what people type, say what is wrong, and lose nothing."""

import re
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation

from core.examples.forms import empty, filled_wrongly
from core.forms import (
    BoxesField,
    DayField,
    Fieldset,
    Form,
    LongTextField,
    MarkField,
    MomentField,
    MoneyField,
    PortalRenderer,
    TableField,
    TranslatedField,
    dress,
    error_links,
)

WARSAW = ZoneInfo("Europe/Warsaw")


def refusal(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value


def moment(day, time):
    return {"date": day, "time": time}


@pytest.mark.parametrize("day", ["2026-12-12", "12.12.2026", "12/12/2026"])
def test_a_moment_is_read_in_legal_time(day):
    assert MomentField().clean(moment(day, "12:00")) == datetime(2026, 12, 12, 12, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("day", "time", "code", "part"),
    [
        ("", "12:00", "date_missing", "date"),
        ("2026-12-12", "", "time_missing", "time"),
        ("2026-02-30", "12:00", "date_invalid", "date"),
        ("2026-12-12", "25:00", "time_invalid", "time"),
        ("2026-12-12", "00:00", "midnight", "time"),
    ],
)
def test_a_doubtful_moment_is_refused_at_its_part(day, time, code, part):
    error = refusal(MomentField(), moment(day, time))
    assert (error.code, error.params["part"]) == (code, part)


def test_midnight_can_be_allowed():
    assert MomentField(allow_midnight=True).clean(moment("2026-12-12", "00:00")).hour == 0


@pytest.mark.parametrize(
    ("day", "time", "code", "following"),
    [
        ("2027-03-28", "02:00", "gap", "03:00"),
        ("2027-03-28", "02:59", "gap", "03:00"),
        ("2026-10-25", "02:00", "fold", "03:00"),
        ("2026-10-25", "02:30", "fold", "03:00"),
    ],
)
def test_a_time_at_a_change_of_clocks_is_refused_with_the_next_certain_one(day, time, code, following):
    error = refusal(MomentField(), moment(day, time))
    assert error.code == code
    assert following in error.messages[0]


@pytest.mark.parametrize(("day", "time"), [("2027-03-28", "01:59"), ("2027-03-28", "03:00"), ("2026-10-25", "03:00")])
def test_times_beside_a_change_of_clocks_are_accepted(day, time):
    assert f"{MomentField().clean(moment(day, time)):%H:%M}" == time


def test_an_empty_moment_is_none_when_optional_and_refused_when_required():
    assert MomentField(required=False).clean(moment("", "")) is None
    assert refusal(MomentField(), moment("", "")).code == "required"


def test_texts_are_asked_per_language():
    field = TranslatedField(languages=["en", "pl"], required_languages=["pl"], max_length=10)
    assert field.clean({"en": "", "pl": " Ciszej "}) == {"en": "", "pl": "Ciszej"}
    assert refusal(field, {"en": "Quieter", "pl": ""}).error_list[0].params["part"] == "pl"
    assert refusal(field, {"en": "Much too long", "pl": "Ciszej"}).error_list[0].params == {"over": 3, "part": "en"}
    assert TranslatedField(required=False).clean({"en": "", "pl": ""}) == {}


def test_no_language_takes_a_character_that_no_database_keeps():
    error = refusal(TranslatedField(languages=["en", "pl"]), {"en": "Flood\0s", "pl": "Powodzie"})
    assert [(part.code, part.params["part"]) for part in error.error_list] == [("null_characters_not_allowed", "en")]


def test_a_translated_text_has_changed_only_when_it_has():
    field = TranslatedField(languages=["en", "pl"])
    assert not field.has_changed({"en": "A", "pl": "B"}, {"en": "A", "pl": "B "})
    assert field.has_changed({"en": "A", "pl": "B"}, {"en": "A", "pl": "C"})


def test_a_table_gives_the_rows_that_are_filled_in():
    field = TableField(columns={"item": "Item", "sum": "Sum"}, rows=3)
    assert field.clean({"1_item": " Sensor ", "1_sum": "120", "3_item": "Pump\0"}) == [
        {"item": "Sensor", "sum": "120"},
        {"item": "Pump", "sum": ""},
    ]
    assert refusal(field, {"1_item": " "}).code == "required"
    error = refusal(field, {"2_item": "Pump", "3_sum": "1" * 1001})
    assert (error.code, error.params["part"]) == ("cell_too_long", "3_sum")


def test_a_table_shows_what_is_stored_and_what_was_typed():
    class Costs(Form):
        costs = TableField(label="Costs", columns={"item": "Item", "sum": "Sum"}, rows=2)

    stored = str(Costs(initial={"costs": [{"item": "Sensor", "sum": "120"}]}))
    assert 'name="costs_1_sum" id="id_costs_1_sum" value="120"' in stored
    assert "Sum, row 1</label>" in stored
    assert 'value="Pump"' in str(Costs({"costs_2_item": "Pump"}))


def test_a_mark_is_a_decimal_on_the_scale_and_never_zero_by_default():
    field = MarkField(maximum=5, step=Decimal("0.5"), required=False)
    assert field.clean("4.5") == Decimal("4.5")
    assert field.clean("") is None
    assert refusal(field, "4.7").code == "off_scale"
    assert refusal(field, "6").code == "off_scale"


def test_a_long_or_open_scale_is_a_number_to_type():
    assert isinstance(MarkField(maximum=10).widget, forms.RadioSelect)
    for ends in ({"maximum": 100}, {"maximum": None}, {"minimum": None}, {"step": None}):
        assert isinstance(MarkField(**ends).widget, forms.TextInput)


@pytest.mark.parametrize(
    ("language", "typed", "mark"),
    [("pl", "4,5", "4.5"), ("pl", "1 234,5", "1234.5"), ("en", "4.5", "4.5"), ("en", "4,5", "4.5"), ("pl", "-0,5", "-0.5")],
)
def test_a_typed_mark_is_read_and_shown_as_the_language_writes_it(language, typed, mark):
    field = MarkField(minimum=None, maximum=None, step=Decimal("0.5"), required=False)
    with translation.override(language):
        assert field.clean(typed) == Decimal(mark)
        assert field.clean(field.prepare_value(Decimal(mark))) == Decimal(mark)


@pytest.mark.parametrize("typed", ["1e999999999", "9" * 40, "0." + "1" * 20, "NaN", "Infinity", "four"])
def test_no_mark_is_too_strange_to_be_refused(typed):
    assert refusal(MarkField(minimum=None, maximum=None, step=None), typed).code in {"off_scale", "invalid"}


def test_steps_are_exact():
    field = MarkField(maximum=1, step=Decimal("0.1"), required=False)
    assert field.clean("0.3") == Decimal("0.3")
    assert refusal(field, "0.30000000001").code == "off_scale"
    assert [value for value, _label in field.widget.choices] == ["0", *(f"0.{n}" for n in range(1, 10)), "1"]


def test_a_choice_in_boxes_is_a_key_or_none():
    field = BoxesField(choices=[("pass", "Pass"), ("fail", "Fail")], required=False)
    assert (field.clean("fail"), field.clean("")) == ("fail", None)
    assert refusal(field, "perhaps").code == "invalid_choice"


@pytest.mark.parametrize(
    ("language", "typed", "amount"),
    [
        ("en", "50,000", 50000),
        ("en", "1,234.50", Decimal("1234.50")),
        ("en", "12,50", Decimal("12.50")),
        ("pl", "50 000", 50000),
        ("pl", "1 234,50", Decimal("1234.50")),
    ],
)
def test_money_is_read_as_the_language_writes_it(language, typed, amount):
    with translation.override(language):
        assert MoneyField().clean(typed) == amount


def test_words_over_the_limit_are_counted():
    with translation.override("en"):
        assert refusal(LongTextField(max_words=2), "one two three").messages == ["Shorten this by 1 word"]
    assert LongTextField(max_length=3).clean("a\r\nb") == "a\r\nb"


class SampleForm(Form):
    fieldsets = (Fieldset(legend="Dates", fields=["closes_at", "gone"]),)
    title = forms.CharField(label="Title")
    closes_at = MomentField(label="Closes")
    day = DayField(label="Day", required=False)
    stage = forms.ChoiceField(label="Stage", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    mark = MarkField(label="Fit")


def test_nothing_typed_is_lost():
    page = str(SampleForm({"title": "", "closes_at_date": "31.02.2027", "closes_at_time": "noon", "day": "soon", "mark": "9"}))
    for typed in ("31.02.2027", "noon", "soon"):
        assert f'value="{typed}"' in page
    # A browser empties date and time inputs whose value it cannot read.
    assert 'type="date"' not in page
    assert 'type="time"' not in page


def test_passwords_and_files_say_that_they_are_asked_for_again():
    page = str(filled_wrongly())
    assert "Type the password again" in page
    assert "Choose the file again" in page
    assert "Choose the file again" not in str(empty())


def test_every_error_leads_to_an_input_of_the_page():
    form = filled_wrongly()
    ids = set(re.findall(r'\sid="([^"]+)"', str(form)))
    links = error_links([form])
    assert links
    assert {link.target for link in links} <= ids


def test_every_description_exists():
    for form in (empty(), filled_wrongly()):
        page = str(form)
        ids = set(re.findall(r'\sid="([^"]+)"', page))
        described = {name for value in re.findall(r'aria-describedby="([^"]+)"', page) for name in value.split()}
        assert described <= ids


def test_every_input_has_a_label():
    page = str(empty())
    inputs = set(re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', page))
    assert inputs == set(re.findall(r'<label[^>]*\sfor="([^"]+)"', page))


def test_fieldsets_group_and_leave_nothing_out():
    groups = SampleForm().groups()
    assert [[field.name for field in group.fields] for group in groups] == [["closes_at"], ["title", "day", "stage", "mark"]]


def test_the_summary_and_the_title_speak_of_every_refused_form():
    template = Template("{% error_prefix %}|{% error_summary %}")
    with translation.override("en"):
        refused = template.render(Context({"form": SampleForm({})}))
        fine = template.render(Context({"form": SampleForm()}))
    assert refused.startswith("Error: |")
    assert "Fill in “Title”" in refused
    assert 'href="#id_stage_0"' in refused
    assert fine == "|"


def test_help_texts_are_escaped_unless_safe():
    class Questions(Form):
        answer = forms.CharField(label="<b>Why</b>", help_text="<script>alert(1)</script>")

    assert "<script>" not in str(Questions())
    assert "<b>" not in str(Questions())


class ForeignForm(forms.Form):
    login = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Login"}))


def test_a_foreign_form_is_dressed_and_others_are_left_alone():
    form = ForeignForm()
    assert "govuk-input" not in str(form)
    dressed = str(dress(form))
    assert 'class="govuk-input"' in dressed
    assert "placeholder" not in dressed
    assert not isinstance(ForeignForm().renderer, PortalRenderer)


def test_some_fields_can_be_drawn_alone():
    page = Template('{% render_fields form "title" %}').render(Context({"form": SampleForm()}))
    assert 'name="title"' in page
    assert "closes_at" not in page
