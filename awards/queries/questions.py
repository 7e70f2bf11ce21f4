"""What the rules of a round leave to people before it can be decided: who answers it, and where."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.queries.deciding import Basis
from core.wording import localised
from evaluation.methods.answering import questions
from evaluation.methods.asking import Ask
from evaluation.queries.frozen import WHO

# What the ranking itself rests on is entered with the jury, and ranked anew, before the report is signed.
_OF_THE_RANKING = ("ties/", "number/", "order/", "valid/", "blank/", "ballots/", "marks/")


@dataclass(frozen=True)
class Question:
    """One question: what is asked, and who answers it, in words; `currency` is of sums. `name` stands in addresses and forms."""

    ask: Ask
    who: str
    currency: str

    @property
    def name(self) -> str:
        return hashlib.sha256("\0".join((self.ask.step, *self.ask.about)).encode()).hexdigest()[:12]

    @property
    def is_entered_here(self) -> bool:
        """Whether its answer is entered with the decision."""
        return not self.ask.step.startswith(_OF_THE_RANKING) and self.ask.who != "nobody"


def open_questions(ground: Basis) -> list[Question]:
    """Return what has still to be answered before the round can be decided."""
    juries, currency = _juries(ground), ground.course.document.currency if ground.course else ""
    return [Question(ask, _answered_by(ask, juries), currency) for ask in questions(ground.asks)]


def _juries(ground: Basis) -> Mapping[str, str]:
    found = ground.course.document.rules.juries if ground.course else ()
    return {jury.key: localised(jury.title) for jury in found}


def _answered_by(ask: Ask, juries: Mapping[str, str]) -> str:
    who, jury = str(WHO[ask.who]), juries.get(ask.jury or "")
    return _("%(who)s (%(jury)s)") % {"who": who.rstrip("."), "jury": jury} + "." if jury else who
