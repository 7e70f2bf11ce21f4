"""Forms of suppliers, officials and everybody who checks a receipt."""

from submissions.forms.answers import AnswersForm
from submissions.forms.checking import CheckForm, EntryFilterForm
from submissions.forms.starting import LotForm, StartForm, TitleForm
from submissions.forms.verifying import VerifyForm

__all__ = ["AnswersForm", "CheckForm", "EntryFilterForm", "LotForm", "StartForm", "TitleForm", "VerifyForm"]
