"""Why something is returned or cancelled."""

from django.utils.translation import gettext_lazy as _

from core.forms import Form, LongTextField


class ReasonForm(Form):
    """One text that the people concerned will read."""

    reason = LongTextField(
        label=_("Reason"), help_text=_("The people concerned read it as you write it."), max_length=2000, rows=4
    )
