"""What somebody rules about a round, and everything that stands against it; nothing is stored here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards import proposing
from awards.lifecycle import OutcomeRule
from awards.models import Decision, RoundToDecide
from awards.queries.deciding import Basis, basis
from awards.queries.playing import NO_OUTCOME, Course, course_of
from awards.services.wording import in_every_language
from challenges.models import Round
from core.lifecycle import Gap, TransitionRefused
from core.reasons import is_substantial
from evaluation.models import RankingSnapshot, Report
from evaluation.queries.revealing import rounds_still_blind
from submissions.models import Entry

_BY_A_PERSON = (OutcomeRule.TIE, OutcomeRule.DEPARTURE)


@dataclass(frozen=True)
class Ruling:
    """Who decides what and when: outcomes and reasons by work code, and why they are not what the ranking proposes."""

    by: User
    at: datetime
    outcomes: Mapping[str, str]
    reasons: Mapping[str, str]
    departure_reason: str


@dataclass(frozen=True)
class Ruled:
    """A ruling that nothing stands against, with its decisions, not stored yet.

    `course` is what follows from it by rules of format 2; None for format 1. `departing` are the work codes whose outcomes are
    not what the ranking proposes, ties among them; `departs` tells whether a rule was left.
    """

    to_decide: RoundToDecide
    ground: Basis
    ruling: Ruling
    decisions: Sequence[Decision]
    departing: Sequence[str]
    course: Course | None

    @property
    def report(self) -> Report:
        """The signed report that it rests on: before there is one, nothing is ruled (awards.lifecycle.DECISION)."""
        if self.to_decide.report is None:
            raise LookupError("A round without a report is not decided.")
        return self.to_decide.report

    @property
    def concluded_by(self) -> User:
        """Who ends the challenge with this decision, if it ends: the secretary."""
        proposed = self.to_decide.proposed
        return proposed.proposed_by if proposed is not None else self.ruling.by

    @property
    def departs(self) -> bool:
        return departs(self.ground, self.departing)

    @property
    def stage(self) -> Round:
        return self.to_decide.round


def ground_of(stage: Round, verb: str) -> Basis:
    """Return what the decision of a round rests on; TransitionRefused where its rules name no outcome."""
    try:
        return basis(stage)
    except NO_OUTCOME as stop:
        raise TransitionRefused(verb, [Gap(str(stop), code="no_outcome")]) from stop


def ruled(to_decide: RoundToDecide, ground: Basis, ruling: Ruling, *, verb: str) -> Ruled:
    """Return a ruling with a decision per ranked entry; TransitionRefused with everything that stands against them."""
    stage = to_decide.round
    entries = _entries_by_code(stage)
    departing = proposing.departures(ground.proposed, ruling.outcomes)
    gaps = [*_gaps(ground, entries, ruling, departing), *naming_gaps(stage, ruling)]
    if gaps:
        raise TransitionRefused(verb, gaps)
    course = ground.course
    if course is not None and departing:
        course = course_of(stage, RankingSnapshot.objects.get(newest_of=stage), ruling.outcomes)
    decisions = [_ruled(entries[each.work_code], each, ground, ruling) for each in ground.ranked]
    return Ruled(to_decide, ground, ruling, decisions, departing, course)


def departs(ground: Basis, departing: Sequence[str]) -> bool:
    """Return whether a rule is left: where it names no outcome, somebody has to choose."""
    return any(ground.proposed[code].outcome is not None for code in departing)


def _entries_by_code(stage: Round) -> dict[str, Entry]:
    """Return the entries that wait for a decision by work code, locked until the end of the transaction."""
    waiting = Entry.objects.select_for_update(of=("self",)).filter(round=stage, state=Entry.State.ADMISSIBLE)
    return {entry.work_code: entry for entry in waiting.select_related("proposal__supplier", "proposal__challenge", "round")}


def _gaps(ground: Basis, entries: Mapping[str, Entry], ruling: Ruling, departing: Sequence[str]) -> Iterator[Gap]:
    """Yield everything that stands against a ruling; the section is a work code, or `departure_reason`."""
    ranked = {entry.work_code for entry in ground.ranked}
    for code in sorted(ranked ^ set(entries)):
        yield Gap(_("Entry %(code)s is not both admitted and in the ranking.") % {"code": code}, code)
    for code in sorted(set(ruling.outcomes) - ranked):
        yield Gap(_("There is no entry %(code)s in the ranking of this round.") % {"code": code})
    for entry in ground.ranked:
        if entry.is_open:
            words = _("Entry %(code)s has no result yet: the ranking waits for what the rules leave to people.")
            yield Gap(words % {"code": entry.work_code}, entry.work_code, "open")
    if ground.asks:
        for ask in ground.asks:
            yield Gap(_("Not answered yet: %(question)s") % {"question": ask.why}, code="asked")
        return
    for code in sorted(ranked):
        if ruling.outcomes.get(code) not in ground.allowed:
            yield Gap(_("Choose an outcome for entry %(code)s.") % {"code": code}, code)
    yield from _limit_gaps(ground, ruling, departing)
    chosen = [code for code in departing if ruling.outcomes.get(code) in ground.allowed]
    yield from _departure_gaps(ground, ruling, chosen)


def _limit_gaps(ground: Basis, ruling: Ruling, departing: Sequence[str]) -> Iterator[Gap]:
    """Yield a gap where more advance or win than the rules let, or who is below a threshold does: no reason allows that."""
    if not departing:
        return
    limit = ground.limit
    if ground.course is not None:
        limit = sum(proposal.outcome == ground.allowed[0] for proposal in ground.proposed.values())
    too_many, unfit = proposing.overdrawn(ground.ranked, ruling.outcomes, limit=limit)
    if too_many:
        yield Gap(_("The published rules allow at most %(limit)s to advance or win.") % {"limit": limit}, code="too_many")
    for code in unfit:
        words = _("Entry %(code)s did not reach the published thresholds, so it cannot advance or win.")
        yield Gap(words % {"code": code}, code, "unfit")


def _departure_gaps(ground: Basis, ruling: Ruling, departing: Sequence[str]) -> Iterator[Gap]:
    if departs(ground, departing):
        if not ground.may_depart:
            yield Gap(_("Nobody may depart from the verdict here, or from what the published rules say."), code="may_not_depart")
        elif not is_substantial(ruling.departure_reason):
            words = _("Give a reason that those concerned can follow: at least twenty characters, in words.")
            yield Gap(words, "departure_reason", "no_substance")
    elif not ruling.departure_reason and not all(ruling.reasons.get(code) for code in departing):
        yield Gap(_("Give the reason for choosing between tied entries."), "departure_reason", "no_reason")


def naming_gaps(stage: Round, ruling: Ruling) -> Iterator[Gap]:
    """Yield a gap where a winner of `stage` would be named while the jury has still to judge works without names."""
    if Decision.Outcome.WINNER in ruling.outcomes.values():
        for blind in rounds_still_blind(stage.challenge):
            words = {"number": blind.number}
            yield Gap(_("Winners are named, and the jury has still to judge blind round %(number)s.") % words, code="still_blind")


def _ruled(entry: Entry, ranked: proposing.Ranked, ground: Basis, ruling: Ruling) -> Decision:
    """Return the decision about one entry, not stored yet."""
    code = entry.work_code
    outcome, proposal = ruling.outcomes[code], ground.proposed[code]
    rule = proposal.rule if proposal.outcome in (outcome, None) else OutcomeRule.DEPARTURE
    tells_why = ground.course is not None and rule != OutcomeRule.DEPARTURE
    return Decision(
        entry=entry,
        outcome=outcome,
        rule=rule,
        reason=ruling.reasons.get(code) or (ruling.departure_reason if rule in _BY_A_PERSON else ""),
        why=in_every_language(lambda: ground.why(code, tells_rank=False)) if tells_why else {},
        rank=ranked.rank,
        points=ranked.points,
        decided_at=ruling.at,
        decided_by=ruling.by,
    )
