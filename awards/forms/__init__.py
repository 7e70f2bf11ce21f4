"""What officials write about decisions and awards."""

from awards.forms.awards import ConfirmForm, FinaliseForm, ReasonForm
from awards.forms.decisions import AnnulForm, DecisionForm, SendBackForm
from awards.forms.questions import QuestionForm
from awards.forms.rehearsing import KeepingForm, RehearsalForm

__all__ = [
    "AnnulForm",
    "ConfirmForm",
    "DecisionForm",
    "FinaliseForm",
    "KeepingForm",
    "QuestionForm",
    "ReasonForm",
    "RehearsalForm",
    "SendBackForm",
]
