"""What another person does with a proposed decision: agrees, sends it back to the jury, annuls the contest, or drops it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards import emails
from awards.lifecycle import DECISION, Annulment, ProposalAnswer, SendingBack
from awards.models import ProposedDecision, RoundToDecide
from awards.queries.deciding import round_to_decide
from awards.services.deciding import carry_out, hold_round
from awards.services.ruling import Ruling, ground_of, ruled
from challenges.models import Challenge, Round
from challenges.services import cancel_challenge
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.reasons import reason_gaps
from evaluation.services.reports import begin_report_anew
from ledger.services import record_event


@transaction.atomic
def approve_decision(given: Round, *, by: User) -> Round:
    """Agree to the decision that is proposed for a round: it is carried out, and every supplier is told.

    Raises:
        TransitionRefused: nothing is proposed, `by` proposed it, the law profile gives the power to somebody else, or what it
            rests on has changed since it was proposed.
    """
    to_decide, proposed = _held(given, "approve_decision", by=by)
    ground = ground_of(to_decide.round, "approve_decision")
    if to_decide.report is None or proposed.report_id != to_decide.report.pk:
        raise TransitionRefused("approve_decision", [_changed()])
    ruling = Ruling(by, clock.database_now(), proposed.outcomes, proposed.reasons, proposed.departure_reason)
    found = ruled(to_decide, ground, ruling, verb="approve_decision")
    if found.departs and not proposed.departure_reason:
        raise TransitionRefused("approve_decision", [_changed()])
    _answer(proposed, ProposalAnswer.APPROVED, by=by)
    return carry_out(found)


@transaction.atomic
def send_back_decision(given: Round, *, by: User, ground: str, reason: str) -> ProposedDecision:
    """Send a binding verdict back to its jury: its report is begun anew, under the same marks or under such as it corrects.

    Args:
        given: a round for which a decision is proposed.
        by: the head of the authority; not who proposed it.
        ground: a code of `SendingBack`.
        reason: of substance; the jury reads it.

    Raises:
        TransitionRefused: one of these does not hold.
    """
    to_decide, proposed = _held(given, "send_back_decision", by=by)
    _demand_ground("send_back_decision", ground in SendingBack.values, reason)
    _answer(proposed, ProposalAnswer.SENT_BACK, by=by, ground=ground, reason=reason)
    begin_report_anew(to_decide.round)
    emails.tell_sent_back(proposed)
    return proposed


@transaction.atomic
def annul_contest(given: Round, *, by: User, ground: str, reason: str) -> Challenge:
    """End a contest without a result (Pzp 355) instead of approving the decision that is proposed; everybody is told.

    Args:
        given: a round for which a decision is proposed.
        by: the head of the authority; not who proposed it.
        ground: a code of `Annulment`.
        reason: of substance; it becomes public.

    Raises:
        TransitionRefused: one of these does not hold, or an award stands.
    """
    to_decide, proposed = _held(given, "annul_decision", by=by)
    _demand_ground("annul_decision", ground in Annulment.values, reason)
    _answer(proposed, ProposalAnswer.ANNULLED, by=by, ground=ground, reason=reason)
    words = f"{proposed.ground_words}. {reason.strip()}"
    return cancel_challenge(to_decide.challenge, by=by, reason=words)


@transaction.atomic
def drop_decision(given: Round, *, by: User, reason: str) -> ProposedDecision:
    """Let a proposed decision rest, with the reason; another one can be proposed.

    Raises:
        TransitionRefused: nothing is proposed, it is not allowed to `by`, or the reason says nothing.
    """
    _to_decide, proposed = _held(given, "drop_decision", by=by)
    if gaps := [*reason_gaps(reason)]:
        raise TransitionRefused("drop_decision", gaps)
    _answer(proposed, ProposalAnswer.DROPPED, by=by, reason=reason)
    return proposed


def _held(given: Round, verb: str, *, by: User) -> tuple[RoundToDecide, ProposedDecision]:
    to_decide = round_to_decide(hold_round(given))
    DECISION.demand(to_decide, verb, by=by)
    proposed = to_decide.proposed
    if proposed is None:
        raise TransitionRefused(verb, [Gap(_("No decision is proposed."), code="not_proposed")])
    return to_decide, proposed


def _demand_ground(verb: str, is_known: bool, reason: str) -> None:
    gaps = [] if is_known else [Gap(_("Choose the ground."), "ground", "no_ground")]
    gaps += reason_gaps(reason)
    if gaps:
        raise TransitionRefused(verb, gaps)


def _changed() -> Gap:
    words = _("What the decision rests on has changed since it was proposed. Drop it, and propose it again.")
    return Gap(words, code="changed")


def _answer(proposed: ProposedDecision, answer: ProposalAnswer, *, by: User, ground: str = "", reason: str = "") -> None:
    proposed.answer, proposed.ground, proposed.answer_reason = answer, ground, reason.strip()
    proposed.answered_at, proposed.answered_by = clock.database_now(), by
    proposed.save(update_fields=["answer", "ground", "answer_reason", "answered_at", "answered_by"])
    record_event(_VERBS[answer], proposed.round.reference, by=by, number=proposed.number, ground=ground)


_VERBS = {
    ProposalAnswer.APPROVED: "approve_decision",
    ProposalAnswer.SENT_BACK: "send_back_decision",
    ProposalAnswer.ANNULLED: "annul_decision",
    ProposalAnswer.DROPPED: "drop_decision",
}
