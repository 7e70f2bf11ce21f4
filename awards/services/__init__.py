"""What people do with outcomes: decide a round, and lead awards through the standstill to their end."""

from awards.services.acting import answer_question
from awards.services.answering import annul_contest, approve_decision, drop_decision, send_back_decision
from awards.services.awarding import contract_award, finalise_award, resume_award, suspend_award
from awards.services.deciding import decide_round, preview_letters, propose_decision
from awards.services.overturning import confirm_overturning, drop_overturning, propose_overturning
from awards.services.promoting import promote_reserve
from awards.services.rehearsing import keep_rehearsals

__all__ = [
    "annul_contest",
    "answer_question",
    "approve_decision",
    "confirm_overturning",
    "contract_award",
    "decide_round",
    "drop_decision",
    "drop_overturning",
    "finalise_award",
    "keep_rehearsals",
    "preview_letters",
    "promote_reserve",
    "propose_decision",
    "propose_overturning",
    "resume_award",
    "send_back_decision",
    "suspend_award",
]
