"""Entering what people decided about who goes on and who is rewarded, before the round is decided."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards.lifecycle import DECISION
from awards.queries.deciding import round_to_decide
from awards.queries.questions import open_questions
from awards.services.deciding import hold_round
from awards.services.ruling import ground_of
from challenges.models import Round
from core.lifecycle import Gap, TransitionRefused
from evaluation.methods.answering import Answer
from evaluation.models import Act
from evaluation.services.keeping import keep_act


@transaction.atomic
def answer_question(given: Round, *, by: User, question: str, answer: Answer, reason: str) -> Act:
    """Enter what was decided where the rules of a round leave it to people: by the jury, by a draw, by an official.

    Args:
        given: a ranked round, its report signed, not decided.
        by: a secretary, who keeps the minutes: what the jury decided is no will of theirs.
        question: the name of one of `open_questions`.
        answer: as the question wants it.
        reason: of substance: where and how it was decided.

    Raises:
        TransitionRefused: one of these does not hold, or the answer is none that the rules allow.
    """
    to_decide = round_to_decide(hold_round(given))
    DECISION.demand(to_decide, "enter_act", by=by)
    ground = ground_of(to_decide.round, "enter_act")
    asked = next((each.ask for each in open_questions(ground) if each.name == question and each.is_entered_here), None)
    if asked is None:
        words = _("This is not asked any more, or is entered elsewhere.")
        raise TransitionRefused("enter_act", [Gap(words, code="not_asked")])
    made = keep_act(to_decide.round, asked, answer, by=by, reason=reason)
    # What the answer leads to is worked out now: one that the rules cannot go on with is not kept.
    ground_of(to_decide.round, "enter_act")
    return made
