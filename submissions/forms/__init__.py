"""Forms of suppliers, officials and everybody who checks a receipt."""

from submissions.forms.answers import AnswersForm
from submissions.forms.checking import AttendanceForm, CheckForm, EntryFilterForm
from submissions.forms.starting import LotForm, PartnersForm, StartForm, TitleForm
from submissions.forms.verifying import VerifyForm

__all__ = [
    "AnswersForm",
    "AttendanceForm",
    "CheckForm",
    "EntryFilterForm",
    "LotForm",
    "PartnersForm",
    "StartForm",
    "TitleForm",
    "VerifyForm",
]
