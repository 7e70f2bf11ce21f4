"""Deciding a round: from the signed report to outcomes, letters to every supplier at once, and awards.

Where the jury's verdict binds, or officials depart from what the rules say, one proposes and another agrees
(`awards.services.answering`); elsewhere a secretary decides what follows from the rules.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards import emails
from awards.lifecycle import DECISION
from awards.models import Decision, Notice, ProposedDecision, RoundRecord
from awards.queries.confirming import people_who_approve
from awards.queries.deciding import Basis, round_to_decide
from awards.services.concluding import conclude_when_over
from awards.services.letters import LetterFrame, letter, letter_frame
from awards.services.records import record_content
from awards.services.rewarding import award_round, rewards_told
from awards.services.ruling import Ruled, Ruling, ground_of, ruled
from challenges.models import Challenge, Round
from core import clock
from core.lifecycle import Gap, TransitionRefused
from evaluation.services.revealing import reveal_rounds
from ledger import chain
from ledger.services import publish_head, record_event
from submissions.lifecycle import ENTRY
from submissions.models import Entry
from submissions.services import carry_on

# The transition of an entry that leads to each outcome.
_ENTRY_TRANSITIONS = {
    Entry.State.ADVANCED: "advance",
    Entry.State.NOT_ADVANCED: "not_advance",
    Entry.State.WINNER: "win",
    Entry.State.RESERVE: "reserve",
}


@transaction.atomic
def decide_round(
    round: Round,  # noqa: A002 - the word of the domain
    *,
    by: User,
    outcomes: Mapping[str, str] | None = None,
    reasons: Mapping[str, str],
    departure_reason: str = "",
) -> Round:
    """Decide every ranked entry of a round as its rules say, and tell all suppliers together.

    Args:
        round: of a running challenge, ranked, its report signed; of a challenge in which the verdict of the jury does not bind.
        by: a secretary of the authority.
        outcomes: by work code: advanced, reserve or not_advanced; in the last round winner, reserve or not_advanced. None: as the
            rules propose.
        reasons: by work code, what the authority says beyond the rule that applied; may be empty.
        departure_reason: how entries were told apart that share a rank where the places end, by rules of format 1.

    Raises:
        TransitionRefused: too early, decided already, not allowed to `by`, people have still to answer what the rules leave to
            them, an outcome is missing or impossible, or it is not what the rules propose: that two people decide.
    """
    found = _ruling(round, "decide", by=by, outcomes=outcomes, reasons=reasons, departure_reason=departure_reason)
    if found.departs:
        words = _("You depart from what the rules say: propose it, and another official agrees or does not.")
        raise TransitionRefused("decide", [Gap(words, code="two_people")])
    return carry_out(found)


@transaction.atomic
def propose_decision(
    round: Round,  # noqa: A002
    *,
    by: User,
    outcomes: Mapping[str, str] | None = None,
    reasons: Mapping[str, str],
    departure_reason: str = "",
) -> ProposedDecision:
    """Propose a decision to whoever must agree; nobody else is told, and nothing is decided.

    The arguments are those of `decide_round`; outcomes that are not what the rules propose need a reason of substance.

    Raises:
        TransitionRefused: as `decide_round`; nobody may depart from the rules here; or there is nobody who could agree.
    """
    found = _ruling(round, "propose_decision", by=by, outcomes=outcomes, reasons=reasons, departure_reason=departure_reason)
    people = people_who_approve(found.to_decide, proposed_by=by)
    if not people:
        words = _("Nobody can agree to this. An administrator gives the role that it needs.")
        raise TransitionRefused("propose_decision", [Gap(words, code="nobody_approves")])
    stage, ruling = found.stage, found.ruling
    proposed = ProposedDecision.objects.create(
        round=stage,
        number=ProposedDecision.objects.filter(round=stage).count() + 1,
        report=found.report,
        outcomes=dict(ruling.outcomes),
        reasons=dict(ruling.reasons),
        departure_reason=ruling.departure_reason,
        proposed_at=ruling.at,
        proposed_by=by,
    )
    record_event(
        "propose_decision", stage.reference, by=by, number=proposed.number, proposal_sha256=chain.sha256(proposed.canonical)
    )
    emails.ask_to_approve(proposed, people)
    return proposed


@transaction.atomic
def preview_letters(
    round: Round,  # noqa: A002
    *,
    by: User,
    outcomes: Mapping[str, str] | None = None,
    reasons: Mapping[str, str],
    departure_reason: str = "",
) -> list[dict[str, Any]]:
    """Return the letters that this decision would send now; nothing is stored.

    Raises TransitionRefused as `propose_decision` does, but for people who could agree.
    """
    found = _ruling(round, "propose_decision", by=by, outcomes=outcomes, reasons=reasons, departure_reason=departure_reason)
    frame = _frame(found)
    return [letter(decision, frame) for decision in found.decisions]


def hold_round(given: Round) -> Round:
    """Return a round as it is now, locked behind its challenge's row.

    Who cancels the challenge at the same moment waits for the awards, or this act is refused.
    """
    Challenge.objects.select_for_update().get(pk=given.challenge_id)
    related = Round.objects.select_related("challenge__authority", "challenge__published_version", "set_by_version")
    held: Round = related.select_for_update(of=("self",)).get(pk=given.pk)
    return held


def _ruling(
    given: Round,
    verb: str,
    *,
    by: User,
    outcomes: Mapping[str, str] | None,
    reasons: Mapping[str, str],
    departure_reason: str,
) -> Ruled:
    to_decide = round_to_decide(hold_round(given))
    DECISION.demand(to_decide, verb, by=by)
    ground = ground_of(to_decide.round, verb)
    stripped = {code: reason.strip() for code, reason in reasons.items()}
    ruling = Ruling(by, clock.database_now(), chosen(ground, outcomes), stripped, departure_reason.strip())
    return ruled(to_decide, ground, ruling, verb=verb)


def chosen(ground: Basis, outcomes: Mapping[str, str] | None) -> dict[str, str]:
    """Return the outcomes that somebody chose, or else what the rules propose as far as they propose anything."""
    if outcomes is not None:
        return dict(outcomes)
    return {code: proposal.outcome for code, proposal in ground.proposed.items() if proposal.outcome is not None}


def carry_out(found: Ruled) -> Round:
    """Store the decisions, reveal names that waited for them, make awards, and tell every supplier, in this transaction."""
    stage, ruling = found.stage, found.ruling
    for decision in found.decisions:
        _store(decision)
    carry_on(stage, by=ruling.by)
    _record(found)
    # Where nobody goes on to a blind round, it hides nothing any more.
    reveal_rounds(stage.challenge, ruling.by, at=ruling.at)
    stage.refresh_from_db(fields=["revealed_at"])
    award_round(found)
    _tell_suppliers(found.decisions, _frame(found), found)
    publish_head(occasion=f"decision {stage.reference}")
    conclude_when_over(stage.challenge, by=found.concluded_by)
    return stage


def _store(decision: Decision) -> None:
    """Store a decision and move its entry to the outcome."""
    entry = decision.entry
    entry.state = ENTRY.demand(entry, _ENTRY_TRANSITIONS[Entry.State(decision.outcome)], by=decision.decided_by)
    entry.save(update_fields=["state"])
    decision.save()


def _record(found: Ruled) -> None:
    """Freeze what was decided about the round as a whole, and mark the round."""
    stage, ruling = found.stage, found.ruling
    content = record_content(found)
    sha256 = chain.sha256(chain.canonical(content))
    RoundRecord.objects.create(
        round=stage,
        content=content,
        sha256=sha256,
        departure_reason=ruling.departure_reason if found.departing else "",
        decided_at=ruling.at,
        decided_by=ruling.by,
    )
    stage.decided_at = ruling.at
    stage.save(update_fields=["decided_at"])
    record_event(
        "decide",
        stage.reference,
        by=ruling.by,
        counts=content["counts"],
        departing=len(found.departing),
        record_sha256=sha256,
    )


def _frame(found: Ruled) -> LetterFrame:
    return letter_frame(found.stage, found.ground, found.decisions, rewards_told(found))


def _tell_suppliers(decisions: Sequence[Decision], frame: LetterFrame, found: Ruled) -> None:
    """Freeze the letters of all suppliers and queue their mails in this one transaction: nobody is told before the others."""
    notices = [Notice(decision=decision, content=letter(decision, frame), sent_at=found.ruling.at) for decision in decisions]
    Notice.objects.bulk_create(notices)
    for notice in notices:
        emails.tell_outcome(notice)
