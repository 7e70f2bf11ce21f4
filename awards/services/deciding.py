"""Deciding a round: from the signed report to outcomes, letters to every supplier at once, and awards in their standstill."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards import emails, proposing
from awards.lifecycle import DECISION, ListCause, OutcomeRule
from awards.models import Decision, Notice, RoundRecord
from awards.queries.deciding import Basis, basis, round_to_decide
from awards.services.letters import LetterFrame, letter, letter_frame
from awards.services.listing import announce_award, end_of_standstill, list_awards
from awards.services.records import record_content
from challenges.models import Challenge, Round
from challenges.services import conclude_challenge
from core import clock
from core.lifecycle import Gap, TransitionRefused
from evaluation.models import Report
from evaluation.queries.revealing import rounds_still_blind
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
_BY_A_PERSON = (OutcomeRule.TIE, OutcomeRule.DEPARTURE)


@dataclass(frozen=True)
class Ruling:
    """Who decides what and when: outcomes and reasons by work code, and why they are not what the ranking proposes."""

    by: Any
    at: datetime
    outcomes: Mapping[str, str]
    reasons: Mapping[str, str]
    departure_reason: str


@transaction.atomic
def decide_round(
    round: Round,  # noqa: A002 - the word of the domain
    *,
    by: User,
    outcomes: Mapping[str, str],
    reasons: Mapping[str, str],
    departure_reason: str = "",
) -> Round:
    """Decide every ranked entry of a round, and tell all suppliers together.

    Args:
        round: of a running challenge, ranked, its report signed.
        by: a secretary of the authority.
        outcomes: by work code: advanced or not_advanced; in the last round winner, reserve or not_advanced.
        reasons: by work code, what the authority says beyond the rule that applied; may be empty.
        departure_reason: why outcomes are not those that the ranking proposes, or how tied entries were told apart.

    Raises:
        TransitionRefused: too early, decided already, not allowed to `by`, an outcome is missing or impossible, more advance or
            win than the rules allow, or a departure has no reason.
    """
    # The challenge's row first: who cancels it at the same moment waits for the awards, or this decision is refused.
    Challenge.objects.select_for_update().get(pk=round.challenge_id)
    stage = Round.objects.select_for_update(of=("self",)).select_related("challenge__authority").get(pk=round.pk)
    to_decide = round_to_decide(stage)
    DECISION.demand(to_decide, "decide", by=by)
    ground = basis(stage)
    ruling = Ruling(by, clock.database_now(), dict(outcomes), _stripped(reasons), departure_reason.strip())
    decisions = [_store(decision) for decision in _rule_on(stage, ground, ruling)]
    carry_on(stage, by=by)
    _record(stage, ground, to_decide.report, decisions, ruling)
    # Where nobody goes on to a blind round, it hides nothing any more.
    reveal_rounds(stage.challenge, by)
    ending = _award_winners(stage, ground, decisions, ruling)
    _tell_suppliers(decisions, letter_frame(stage, ground.rules, decisions, ending), sent_at=ruling.at)
    publish_head(occasion=f"decision {stage.reference}")
    if not any(decision.outcome in (Decision.Outcome.ADVANCED, Decision.Outcome.WINNER) for decision in decisions):
        conclude_challenge(stage.challenge, by=by)
    return stage


@transaction.atomic
def preview_letters(
    round: Round,  # noqa: A002
    *,
    by: User,
    outcomes: Mapping[str, str],
    reasons: Mapping[str, str],
    departure_reason: str = "",
) -> list[dict[str, Any]]:
    """Return the letters that `decide_round` with the same arguments would send now; nothing is stored.

    Raises TransitionRefused as `decide_round` does.
    """
    stage = Round.objects.select_related("challenge__authority").get(pk=round.pk)
    DECISION.demand(round_to_decide(stage), "decide", by=by)
    ground = basis(stage)
    ruling = Ruling(by, clock.database_now(), dict(outcomes), _stripped(reasons), departure_reason.strip())
    decisions = _rule_on(stage, ground, ruling)
    frame = letter_frame(stage, ground.rules, decisions, _end_of_standstill(stage, decisions, ruling))
    return [letter(decision, frame) for decision in decisions]


def _rule_on(stage: Round, ground: Basis, ruling: Ruling) -> list[Decision]:
    """Return a decision per ranked entry, not stored yet; TransitionRefused with everything that stands against them."""
    entries = _entries_by_code(stage)
    gaps = [*_gaps(ground, entries, ruling), *naming_gaps(stage, ruling)]
    if gaps:
        raise TransitionRefused("decide", gaps)
    return [_ruled(entries[ranked.work_code], ranked, ground, ruling) for ranked in ground.ranked]


def _stripped(reasons: Mapping[str, str]) -> dict[str, str]:
    return {code: reason.strip() for code, reason in reasons.items()}


def _entries_by_code(stage: Round) -> dict[str, Entry]:
    """Return the entries that wait for a decision by work code, locked until the end of the transaction."""
    waiting = Entry.objects.select_for_update(of=("self",)).filter(round=stage, state=Entry.State.ADMISSIBLE)
    return {entry.work_code: entry for entry in waiting.select_related("proposal__supplier", "proposal__challenge", "round")}


def _gaps(ground: Basis, entries: Mapping[str, Entry], ruling: Ruling) -> Iterator[Gap]:
    """Yield everything that stands against a ruling; the section is a work code, or `departure_reason`."""
    ranked = {entry.work_code for entry in ground.ranked}
    for code in sorted(ranked ^ set(entries)):
        yield Gap(_("Entry %(code)s is not both admitted and in the ranking.") % {"code": code}, code)
    for code in sorted(set(ruling.outcomes) - ranked):
        yield Gap(_("There is no entry %(code)s in the ranking of this round.") % {"code": code})
    for code in sorted(ranked):
        if ruling.outcomes.get(code) not in ground.allowed:
            yield Gap(_("Choose an outcome for entry %(code)s.") % {"code": code}, code)
    for entry in ground.ranked:
        if entry.is_open:
            words = _("Entry %(code)s has no result yet: the ranking waits for what the rules leave to people.")
            yield Gap(words % {"code": entry.work_code}, entry.work_code)
    too_many, unfit = proposing.overdrawn(ground.ranked, ruling.outcomes, limit=ground.limit)
    if too_many:
        yield Gap(_("The published rules allow at most %(limit)s to advance or win.") % {"limit": ground.limit})
    for code in unfit:
        yield Gap(_("Entry %(code)s did not reach the published thresholds, so it cannot advance or win.") % {"code": code}, code)
    chosen = {code: outcome for code, outcome in ruling.outcomes.items() if outcome in ground.allowed}
    departing = [code for code in proposing.departures(ground.proposed, ruling.outcomes) if code in chosen]
    if not ruling.departure_reason and not all(ruling.reasons.get(code) for code in departing):
        yield Gap(_("Give the reason for departing from the ranking, or for choosing between tied entries."), "departure_reason")


def naming_gaps(stage: Round, ruling: Ruling) -> Iterator[Gap]:
    """Yield a gap where a winner of `stage` would be named while the jury has still to judge works without names."""
    if Decision.Outcome.WINNER in ruling.outcomes.values():
        for blind in rounds_still_blind(stage.challenge):
            words = {"number": blind.number}
            yield Gap(_("Winners are named, and the jury has still to judge blind round %(number)s.") % words, code="still_blind")


def _ruled(entry: Entry, ranked: proposing.Ranked, ground: Basis, ruling: Ruling) -> Decision:
    """Return the decision about one entry, not stored yet."""
    outcome = ruling.outcomes[entry.work_code]
    proposal = ground.proposed[entry.work_code]
    rule = proposal.rule if proposal.outcome in (outcome, None) else OutcomeRule.DEPARTURE
    return Decision(
        entry=entry,
        outcome=outcome,
        rule=rule,
        reason=ruling.reasons.get(entry.work_code) or (ruling.departure_reason if rule in _BY_A_PERSON else ""),
        rank=ranked.rank,
        points=ranked.points,
        decided_at=ruling.at,
        decided_by=ruling.by,
    )


def _store(decision: Decision) -> Decision:
    """Store a decision and move its entry to the outcome."""
    entry = decision.entry
    entry.state = ENTRY.demand(entry, _ENTRY_TRANSITIONS[Entry.State(decision.outcome)], by=decision.decided_by)
    entry.save(update_fields=["state"])
    decision.save()
    return decision


def _record(stage: Round, ground: Basis, report: Report, decisions: Sequence[Decision], ruling: Ruling) -> None:
    """Freeze what was decided about the round as a whole, and mark the round."""
    departing = proposing.departures(ground.proposed, ruling.outcomes)
    content = record_content(stage, basis=ground, report=report, decisions=decisions, departing=departing)
    sha256 = chain.sha256(chain.canonical(content))
    RoundRecord.objects.create(
        round=stage,
        content=content,
        sha256=sha256,
        departure_reason=ruling.departure_reason if departing else "",
        decided_at=ruling.at,
        decided_by=ruling.by,
    )
    stage.decided_at = ruling.at
    stage.save(update_fields=["decided_at"])
    record_event(
        "decide", stage.reference, by=ruling.by, counts=content["counts"], departing=len(departing), record_sha256=sha256
    )


def _award_winners(stage: Round, ground: Basis, decisions: Sequence[Decision], ruling: Ruling) -> datetime | None:
    """Make and announce an award for each winner, and list them; return when their standstill ends, None where nobody won."""
    winning = _winning(decisions)
    for decision in winning:
        announce_award(decision, prize=ground.prize_each, verb="notify", by=ruling.by, at=ruling.at)
    if winning:
        list_awards(stage, cause=ListCause.DECIDED, by=ruling.by, at=ruling.at)
    return _end_of_standstill(stage, decisions, ruling)


def _winning(decisions: Sequence[Decision]) -> list[Decision]:
    return [decision for decision in decisions if decision.outcome == Decision.Outcome.WINNER]


def _end_of_standstill(stage: Round, decisions: Sequence[Decision], ruling: Ruling) -> datetime | None:
    return end_of_standstill(stage.challenge, ruling.at) if _winning(decisions) else None


def _tell_suppliers(decisions: Sequence[Decision], frame: LetterFrame, *, sent_at: datetime) -> None:
    """Freeze the letters of all suppliers and queue their mails in this one transaction: nobody is told before the others."""
    notices = [Notice(decision=decision, content=letter(decision, frame), sent_at=sent_at) for decision in decisions]
    Notice.objects.bulk_create(notices)
    for notice in notices:
        emails.tell_outcome(notice)
