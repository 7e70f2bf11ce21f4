"""Forms of the portal: base classes, fields and the renderer that draws them. See docs/components.md."""

from core.forms.base import Fieldset, Form, ModelForm
from core.forms.errors import error_links
from core.forms.fields import (
    BoxesField,
    LongTextField,
    MarkField,
    MoneyField,
    TranslatedField,
    WholeNumberField,
    check_length,
    count_words,
    plain,
)
from core.forms.moments import DayField, MomentField
from core.forms.renderer import PortalRenderer, dress
from core.forms.tables import TableField
from core.forms.widgets import (
    DayInput,
    MomentWidget,
    MoneyInput,
    ScoreBoxesWidget,
    TranslatedWidget,
)

__all__ = [
    "BoxesField",
    "DayField",
    "DayInput",
    "Fieldset",
    "Form",
    "LongTextField",
    "MarkField",
    "ModelForm",
    "MomentField",
    "MomentWidget",
    "MoneyField",
    "MoneyInput",
    "PortalRenderer",
    "ScoreBoxesWidget",
    "TableField",
    "TranslatedField",
    "TranslatedWidget",
    "WholeNumberField",
    "check_length",
    "count_words",
    "dress",
    "error_links",
    "plain",
]
