"""What the desk shows of decisions and awards, and what waits there for a secretary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, OrganisationQuerySet, Visitor
from accounts.roles import Role
from awards.lifecycle import AWARD, OVERTURNING, DecisionState
from awards.models import Award, Overturning, ProposedDecision, RoundToDecide
from awards.queries.reserves import free_places, next_reserves
from challenges.desk import DeskTask
from challenges.models import Challenge, Round
from core import clock
from core.permissions import may
from core.worklist import WorkItem
from evaluation.lifecycle import ReportState
from submissions.identity import names_by_work_code
from submissions.models import Entry
from submissions.vault import handed_in_titles


@dataclass(frozen=True)
class AwardOnDesk:
    """An award, its solution's title, and what stands against each act of `user` on it: the reasons beside disabled buttons."""

    award: Award
    # Its supplier, or the work code while whose works are whose may not be known.
    holder: str
    solution: str
    finalise_refusal: str
    contract_refusal: str
    suspend_refusal: str
    resume_refusal: str
    propose_refusal: str
    confirm_refusal: str
    drop_refusal: str


def names_in_round(stage: Round, *, by: Visitor) -> dict[str, str]:
    """Return the suppliers' names by work code, or the codes alone where `by` may not know the names yet."""
    entries = Entry.objects.opened().filter(round=stage).select_related("round", "proposal__supplier", "proposal__challenge")
    return names_by_work_code(entries, by=by)


def awards_of(challenge: Challenge) -> "QuerySet[Award]":
    """Return the awards of a challenge with all that a page about them needs."""
    found: QuerySet[Award] = Award.objects.filter(decision__entry__round__challenge=challenge)
    return found.select_related("decision__entry__round", "decision__entry__proposal__supplier").prefetch_related(
        "suspensions__suspended_by", "overturnings__proposed_by", "decision__entry__proposal__challenge__authority"
    )


def awards_on_desk(challenge: Challenge, *, user: Visitor) -> list[AwardOnDesk]:
    """Return the awards of a challenge, those that it was decided for first, each with what `user` cannot do and why."""
    awards = sorted(awards_of(challenge), key=lambda award: not award.decides_the_contest)
    solutions = handed_in_titles([award.decision.entry for award in awards])
    return [_on_desk(award, solutions[award.decision.entry.work_code], user) for award in awards]


def reserves_on_desk(challenge: Challenge) -> list[Entry]:
    """Return the reserves that can move up now, in the rounds in which an award was overturned."""
    lost = Award.objects.filter(decision__entry__round__challenge=challenge, state=Award.State.OVERTURNED)
    places = {
        (award.decision.entry.round, award.decision.entry.proposal.lot_key): award
        for award in lost.select_related("decision__entry__round", "decision__entry__proposal").order_by("pk")
    }
    free = [(stage, lot) for stage, lot in places if free_places(stage, lot)]
    return [decision.entry for stage, lot in free for decision in next_reserves(stage, lot)]


def desk_tasks(challenge: Challenge, user: Visitor) -> Iterator[DeskTask]:
    """Yield a task per round to decide, and one for the awards; nothing before publication."""
    if challenge.published_at is None:
        return
    waiting = ProposedDecision.objects.filter(round__challenge=challenge, answered_at__isnull=True)
    proposed = {found.round_id: found for found in waiting}
    for stage in challenge.rounds.select_related("report").order_by("number"):
        yield _decision_task(RoundToDecide(stage, getattr(stage, "report", None), proposed.get(stage.pk)), user)
    yield _award_task(challenge, user)


def waiting_work(user: Visitor) -> Iterator[WorkItem]:
    """Yield what waits for a secretary: rounds whose report is signed, and awards whose standstill is over."""
    mine = Organisation.objects.with_role(user, Role.SECRETARY)
    signed = Round.objects.filter(
        challenge__authority__in=mine,
        challenge__state=Challenge.State.PUBLISHED,
        decided_at__isnull=True,
        report__state=ReportState.SIGNED,
    ).exclude(proposed_decisions__in=ProposedDecision.objects.filter(answered_at__isnull=True))
    for stage in signed.select_related("challenge"):
        yield WorkItem(
            title=_("Decide round %(number)s") % {"number": stage.number},
            url=reverse("awards:decision", args=[stage.challenge.reference, stage.number]),
            context=f"{stage.challenge.reference} {stage.challenge.working_title}",
        )
    for award in _ripe_awards(mine):
        yield WorkItem(
            title=_("Make award %(reference)s final") % {"reference": award.reference},
            url=reverse("awards:awards", args=[award.challenge.reference]),
            context=f"{award.challenge.reference} {award.challenge.working_title}",
        )


def _ripe_awards(authorities: OrganisationQuerySet) -> Iterable[Award]:
    """Return the announced awards of `authorities` whose standstill is over and that nothing suspends."""
    challenge = "decision__entry__proposal__challenge"
    ripe = Award.objects.filter(state=Award.State.NOTIFIED, standstill_ends_at__lt=clock.now())
    not_cancelled = (Challenge.State.PUBLISHED, Challenge.State.CONCLUDED)
    running = {f"{challenge}__authority__in": authorities, f"{challenge}__state__in": not_cancelled}
    of_mine = ripe.filter(**running).exclude(suspensions__lifted_at__isnull=True, suspensions__suspended_at__isnull=False)
    return of_mine.select_related(challenge).order_by(F("standstill_ends_at"))


def _on_desk(award: Award, solution: str, user: Visitor) -> AwardOnDesk:
    proposed = award.proposed_overturning or Overturning(award=award)
    found = {verb: AWARD.refusals(award, verb, by=user) for verb in ("finalise", "contract", "suspend", "resume")}
    found |= {verb: OVERTURNING.refusals(proposed, verb, by=user) for verb in ("propose", "confirm", "drop")}
    words = {f"{verb}_refusal": " ".join(str(gap.message) for gap in gaps) for verb, gaps in found.items()}
    hidden = award.decision.entry.round.hides_names
    holder = award.decision.entry.work_code if hidden else str(award.published_supplier["name"])
    return AwardOnDesk(award, holder, solution, **words)


_STATUSES = {
    DecisionState.DECIDED: gettext_lazy("Done"),
    DecisionState.SIGNED: gettext_lazy("To do"),
    DecisionState.PROPOSED: gettext_lazy("To be approved"),
}


def _decision_task(to_decide: RoundToDecide, user: Visitor) -> DeskTask:
    stage, state = to_decide.round, to_decide.state
    readable = stage.ranked_at is not None and may(user, "awards.view_desk", to_decide)
    return DeskTask(
        title=_("Decide round %(number)s and tell the suppliers") % {"number": stage.number},
        status=_STATUSES.get(state, _("Not yet")),
        section=f"round-{stage.number}",
        order=90,
        is_done=state == DecisionState.DECIDED,
        url=reverse("awards:decision", args=[stage.challenge.reference, stage.number]) if readable else "",
        hint="" if readable or state == DecisionState.DECIDED else _("After the jury has signed its report."),
    )


def _award_task(challenge: Challenge, user: Visitor) -> DeskTask:
    awards = list(Award.objects.filter(decision__entry__round__challenge=challenge).select_related("decision"))
    # What is paid on the way to the last round is final at once.
    states = [award.state for award in awards if award.decides_the_contest]
    is_open = Award.State.NOTIFIED in states
    readable = bool(awards) and may(user, "awards.follow", challenge)
    return DeskTask(
        title=_("Lead the awards through the standstill"),
        status=_("Not yet") if not states else _("To do") if is_open else _("Done"),
        section="conclude",
        order=10,
        is_done=bool(states) and not is_open,
        url=reverse("awards:awards", args=[challenge.reference]) if readable else "",
        hint="" if states else _("After the last round is decided."),
    )
