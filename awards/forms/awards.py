"""What a secretary writes of an award: the public summary of a solution, why it is held or taken back."""

from django.utils.translation import gettext_lazy

from core.forms import Form, LongTextField


class FinaliseForm(Form):
    """The words about the solution that the public reads."""

    public_summary = LongTextField(
        label=gettext_lazy("The solution in a few sentences"),
        help_text=gettext_lazy("The public reads this beside the winner. Ask the supplier which words they allow."),
        max_words=150,
        rows=4,
    )


class ReasonForm(Form):
    """Why an award is suspended or resumed, or is to be overturned, or is not."""

    reason = LongTextField(label=gettext_lazy("Reason"), rows=3)


class ConfirmForm(Form):
    """To confirm what another person proposed: there is nothing to fill in."""
