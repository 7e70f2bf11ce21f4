"""Forms of the judging: they read what was typed; services decide."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.forms import Form, LongTextField, MarkField, WholeNumberField, plain
from core.wording import Words, localised
from evaluation.methods.answering import Answer
from evaluation.models import Juror
from evaluation.queries.asked import Question
from evaluation.queries.sheet import Marked, Sheet
from evaluation.scales import scale_of


class InvitationForm(Form):
    """A seat to be offered."""

    name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role on the jury"), choices=Juror.Role.choices, widget=forms.RadioSelect, initial="member")
    qualification = forms.CharField(
        label=_("Post and field"),
        max_length=200,
        required=False,
        help_text=_(
            "Shown to the public beside the name, for example “Professor of transport planning, Gdańsk University of Technology”."
        ),
    )

    def __init__(self, *args: Any, only_deputies: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if only_deputies:
            self.fields["role"].choices = [(Juror.Role.DEPUTY.value, Juror.Role.DEPUTY.label)]  # type: ignore[attr-defined]
            self.fields["role"].initial = Juror.Role.DEPUTY


def _text(label: Words, *, most: int, rows: int, help_text: Words) -> forms.CharField:
    """Return a field for some sentences: a limit of decency, not counted down while one writes."""
    words = _("Shorten this text to %(limit_value)d characters or fewer")
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        validators=[MaxLengthValidator(most, message=words)],
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class DeclarationForm(Form):
    """With whom a juror is in conflict, and why; suppliers are named by their slug, in no order of the works."""

    mark_optional = False
    has_conflict = forms.ChoiceField(
        label=_("Does anything connect you with one of those who take part?"),
        choices=[
            ("no", _("No. I have no personal, family or financial interest in any of them.")),
            ("yes", _("Yes, with those I tick below.")),
        ],
        widget=forms.RadioSelect,
    )
    conflicts = forms.MultipleChoiceField(
        label=_("Those with whom something connects you"), required=False, widget=forms.CheckboxSelectMultiple
    )
    statement = _text(
        _("What connects you"),
        most=2000,
        rows=4,
        help_text=_(
            "For example: employed there until 2025, family, shares, a joint project. Officials keep this with the records."
        ),
    )

    def __init__(self, *args: Any, participants: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = cast(forms.MultipleChoiceField, self.fields["conflicts"])
        chosen.choices = [(supplier.slug, supplier.name) for supplier in participants]

    def clean(self) -> dict[str, Any]:
        """Yes needs at least one tick and words; no ticks nobody."""
        cleaned = super().clean() or {}
        if cleaned.get("has_conflict") == "yes":
            if not cleaned.get("conflicts"):
                self.add_error("conflicts", _("Tick those with whom something connects you"))
            if not cleaned.get("statement"):
                self.add_error("statement", _("Say what connects you with those you ticked"))
        elif cleaned.get("conflicts"):
            self.add_error("has_conflict", _("You ticked somebody: choose “Yes”, or take the ticks away"))
        return cleaned


class ScorecardForm(Form):
    """One field for the mark and one for the reason per criterion that is asked, the comment and the private note.

    Drafts may be incomplete.
    """

    mark_optional = False
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: QueryDict | None = None, *, sheet: Sheet) -> None:
        card = sheet.card
        super().__init__(data, initial={"revision": card.revision, "comment": card.comment, "private_note": card.private_note})
        self.keys = [row.key for row in sheet.rows if row.is_asked and self._add_criterion(row)]
        self.fields["comment"] = _text(
            _("Comment for the supplier"),
            most=4000,
            rows=4,
            help_text=_("The supplier reads it with the outcome. Your name is not beside it."),
        )
        self.fields["private_note"] = _text(
            _("Private note"), most=4000, rows=3, help_text=_("For yourself. Nobody else reads it.")
        )

    def _add_criterion(self, row: Marked) -> bool:
        """Add the fields of a criterion; return False where nobody can mark it yet."""
        criterion, scale = row.criterion, row.scale
        title = localised(criterion.title)
        field = scale.field(label=title, help_text=localised(criterion.description), weight=row.weight)
        if field is None:
            return False
        mark, reason = self.names_of(row.key)
        self.fields[mark] = field
        hidden = format_html('<span class="govuk-visually-hidden"> – {}</span>', title)
        needed = _("Needed for the lowest and the highest mark.") if scale.has_extremes else ""
        self.fields[reason] = _text(format_html("{}{}", _("Reason"), hidden), most=2000, rows=2, help_text=needed)
        self.initial = {**self.initial, mark: scale.typed(row.mark), reason: row.reason}
        return True

    @staticmethod
    def names_of(key: str) -> tuple[str, str]:
        """Return the names of the fields of a criterion: mark and reason."""
        return f"mark_{key}", f"reason_{key}"

    def marks(self) -> dict[str, Decimal | str | None]:
        """Return the marks by criterion key; None where there is none."""
        return {key: self.cleaned_data.get(f"mark_{key}") for key in self.keys}

    def reasons(self) -> dict[str, str]:
        """Return the reasons by criterion key."""
        return {key: self.cleaned_data.get(f"reason_{key}", "") for key in self.keys}


class ReasonForm(Form):
    """Why somebody steps down."""

    reason = LongTextField(
        label=_("Reason"),
        max_length=2000,
        rows=4,
        help_text=_("It stays with the records. Suppliers and the public do not read it."),
    )


class RemarksForm(Form):
    """What the jury wants to say beside the numbers of a ranking."""

    ranking = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    remarks = LongTextField(
        label=_("Remarks of the jury"),
        required=False,
        max_length=10000,
        rows=10,
        help_text=_("What stood out, points to clarify with suppliers, and why, if nobody passed."),
    )


class AnswerForm(Form):
    """The answer to one question of a ranking, with its reason; a field per entry where each has an answer of its own.

    `ranking` is the number of the ranking that the question was read in.
    """

    mark_optional = False
    ranking = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = LongTextField(
        label=_("Reason"),
        max_length=4000,
        rows=4,
        help_text=_("How it came about, and why: jury and officials read it, and it stays with the records."),
    )

    def __init__(self, data: QueryDict | None = None, *, question: Question, ranking: int) -> None:
        super().__init__(data, initial={"ranking": ranking}, prefix=question.slug)
        self.question = question
        self.names = {code: f"entry_{code}" for code in question.ask.about}
        fields = dict(self._fields())
        self.fields = {**fields, **self.fields}

    def _fields(self) -> Iterator[tuple[str, forms.Field]]:
        ask = self.question.ask
        if ask.wants == "marks":
            yield from self._mark_fields()
        elif ask.is_per_entry:
            for code, name in self.names.items():
                yield name, MarkField(minimum=None, maximum=None, step=None, label=code)
        elif ask.wants == "order":
            places = [("", _("No place")), *((str(place), str(place)) for place in range(1, len(ask.about) + 1))]
            for code, name in self.names.items():
                label = _("Place of %(code)s") % {"code": code}
                yield name, forms.ChoiceField(label=label, choices=places, required=not ask.is_partial)
        elif ask.wants == "choice":
            choices = [(code, code) for code in ask.about]
            yield (
                "chosen",
                forms.MultipleChoiceField(
                    label=_("Which of them"), choices=choices, required=bool(ask.at_least), widget=forms.CheckboxSelectMultiple
                ),
            )
        elif ask.wants == "seed":
            hint = _("Exactly as it came about. The order follows from it, and anybody can repeat the draw.")
            yield "text", forms.CharField(label=_("What was drawn"), max_length=200, help_text=hint)
        else:
            yield "text", WholeNumberField(label=_("Number"))

    def _mark_fields(self) -> Iterator[tuple[str, forms.Field]]:
        for code, criteria in self.question.criteria.items():
            for criterion in criteria:
                field = scale_of(criterion).field(label=f"{code}: {localised(criterion.title)}")
                if field is not None:
                    field.required = True
                    yield f"{self.names[code]}_{criterion.key}", field

    def clean(self) -> dict[str, Any]:
        """Give no place twice."""
        cleaned = super().clean() or {}
        if self.question.ask.wants == "order":
            taken: dict[str, str] = {}
            for name in self.names.values():
                place = cleaned.get(name) or ""
                if place and place in taken:
                    self.add_error(name, _("Place %(place)s is given twice") % {"place": place})
                taken[place] = name
        return cleaned

    def answer(self) -> Answer:
        """Return the answer as the service takes it."""
        ask, given = self.question.ask, self.cleaned_data
        if ask.wants == "marks":
            return {
                code: {each.key: scale_of(each).read(given[f"{self.names[code]}_{each.key}"]) for each in criteria}
                for code, criteria in self.question.criteria.items()
            }
        if ask.is_per_entry:
            return {code: plain(given[name]) for code, name in self.names.items()}
        if ask.wants == "order":
            placed = [(int(given[name]), code) for code, name in self.names.items() if given[name]]
            return [code for _place, code in sorted(placed)]
        if ask.wants == "choice":
            return list(given["chosen"])
        return str(given["text"])
