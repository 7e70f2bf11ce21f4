"""Every form field in every state, for the gallery and the tests."""

from django import forms
from django.utils.datastructures import MultiValueDict

from core.forms import (
    BoxesField,
    DayField,
    Fieldset,
    Form,
    LongTextField,
    MarkField,
    MomentField,
    MoneyField,
    TableField,
    TranslatedField,
)

CHOICES = [("concept", "Concept"), ("prototype", "Prototype"), ("pilot", "Międzyinstytucjonalny pilotaż rozwiązań")]


class EveryField(Form):
    """One of each kind of field."""

    fieldsets = (
        Fieldset(legend="Words", fields=["title", "summary", "email", "brief", "password"]),
        Fieldset(legend="Choices", fields=["kind", "stage", "topics", "blind"], hint="Radios up to seven, then a select."),
        Fieldset(legend="Figures and dates", fields=["number", "prize", "day", "closes_at", "costs"]),
    )
    title = TranslatedField(label="Title", languages=["en", "pl"], help_text="Up to 120 characters.", max_length=120)
    summary = TranslatedField(label="Summary", languages=["en", "pl"], required_languages=["pl"], multiline=True, rows=3)
    email = forms.EmailField(label="E-mail of the secretary", help_text="Suppliers see it.")
    brief = LongTextField(label="Why this team", max_words=12, required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    kind = forms.ChoiceField(label="Procedure", choices=CHOICES)
    stage = forms.ChoiceField(label="Stage", choices=CHOICES, widget=forms.RadioSelect, help_text="What is handed in.")
    topics = forms.MultipleChoiceField(label="Topics", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False)
    blind = forms.BooleanField(label="Jurors do not see who entered", help_text="Names are shown when the report is signed.")
    number = forms.IntegerField(label="How many advance", widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}))
    prize = MoneyField(label="Prize of each", currency="PLN")
    day = DayField(label="Date of the demo day", required=False)
    closes_at = MomentField(label="Closes", help_text="The second after this moment is too late.")
    costs = TableField(label="Costs of running it", columns={"item": "Item", "sum": "Sum in a year"}, rows=3, required=False)
    attachment = forms.FileField(label="Your work", help_text="PDF, up to 25 MB.")
    mark = MarkField(label="Fit to the need", weight="30%", anchors={0: "Does not answer it", 5: "Better than was asked for"})
    savings = MarkField(label="Savings", minimum=0, maximum=None, step=None, weight="40%", anchors={100: "As much as it costs"})
    passes = BoxesField(label="Runs on our servers", choices=[("pass", "Pass"), ("fail", "Fail")], anchors={"fail": "It is out"})
    locked = forms.CharField(label="Reference", initial="GT-2026-014", disabled=True)


def filled_wrongly() -> EveryField:
    """Refused: an hour that does not exist, a text in one language, a day that is none, and things left out."""
    data = {
        "title_en": "Quieter trams",
        "email": "secretary",
        "brief": "One two three four five six seven eight nine ten eleven twelve thirteen fourteen",
        "number": "many",
        "prize": "a lot",
        "day": "31.02.2027",
        "closes_at_date": "2027-03-28",
        "closes_at_time": "02:30",
        "costs_1_item": "Sensors " * 200,
        "mark": "9",
        "savings": "-1,5",
        "passes": "perhaps",
    }
    return EveryField({f"wrong-{name}": value for name, value in data.items()}, MultiValueDict(), prefix="wrong")


def empty() -> EveryField:
    """Not filled in yet."""
    return EveryField(prefix="empty")
