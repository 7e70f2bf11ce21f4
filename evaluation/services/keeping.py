"""Keeping what people decided: one row per act, numbered within its round, under a hash in the ledger."""

from accounts.models import User
from challenges.models import Round
from challenges.versioning import digest
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.reasons import reason_gaps
from evaluation.methods.answering import Answer, read_answer, together
from evaluation.methods.asking import Ask
from evaluation.methods.refusals import ActRefused
from evaluation.models import Act
from ledger.services import record_event


def keep_act(stage: Round, ask: Ask, answer: Answer, *, by: User, reason: str) -> Act:
    """Keep the answer to a question that stands, and return it. What was decided before at its address stays decided.

    Called inside the transaction of the act, with the row of `stage` locked; who may answer, and whether the question stands, is
    for the caller to know.

    Raises:
        TransitionRefused: it is no answer to the question, or the reason says nothing.
    """
    gaps = list(reason_gaps(reason))
    try:
        read = read_answer(ask, answer)
    except ActRefused as refused:
        gaps.insert(0, Gap(str(refused), "answer", "no_answer"))
    if gaps:
        raise TransitionRefused("enter_act", gaps)
    former = stage.acts.filter(step=ask.step).order_by("-number").first()
    act = Act(
        round=stage,
        number=stage.acts.count() + 1,
        step=ask.step,
        wants=ask.wants,
        who=ask.who,
        about=sorted({*ask.about, *(former.about if former else ())}),
        answer=together(ask, former.answer if former else None, read),
        reason=reason.strip(),
        made_at=clock.database_now(),
        made_by=by,
    )
    act.save(force_insert=True)
    record_event("enter_act", stage.reference, by=by, number=act.number, step=act.step, sha256=digest(act.content))
    return act
