"""Juries, scorecards and marks; rankings, reports, decisions and awards through the real services."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from benchmarks.filling.entries import make_second_round
from benchmarks.filling.world import People, Stage
from challenges.models import Challenge, Round
from evaluation.lifecycle import HANDED_IN, ScorecardState
from evaluation.models import Declaration, Juror, Panel, Score, Scorecard
from evaluation.scoring import scored_part
from submissions.lifecycle import EntryState
from submissions.models import Entry
from tests.factories.awards import decide, rank_round, sign_report

SEATS = ("chair", "member", "member")
WITH_A_JURY = (Stage.JUDGING, Stage.SIGNED, Stage.AWARDED)
# How a juror who is in the middle of the work stands, entry by entry.
HALF_DONE = (
    ScorecardState.SUBMITTED,
    ScorecardState.DRAFT,
    ScorecardState.ASSIGNED,
    ScorecardState.SUBMITTED,
    ScorecardState.ASSIGNED,
)
DONE = (ScorecardState.LOCKED,)
REASON = "The control street makes the claim credible, but one summer is short."


def judge(challenges: Sequence[Challenge], stages: Sequence[Stage], people: People) -> None:
    """Give every competition that is far enough its jury and marks, and bring it to its stage."""
    judged = [(challenge, stage) for challenge, stage in zip(challenges, stages, strict=True) if stage in WITH_A_JURY]
    panels = _make_panels([challenge for challenge, _stage in judged], people)
    first = {stage.challenge_id: stage for stage in Round.objects.filter(number=1).select_related("challenge__authority")}
    for panel, (challenge, reached) in zip(panels, judged, strict=True):
        stage = first[challenge.pk]
        score(stage, panel, HALF_DONE if reached is Stage.JUDGING else DONE)
        if reached is not Stage.JUDGING:
            rank_round(stage)
            sign_report(stage)
        if reached is Stage.AWARDED:
            _award(stage, panel, people)


def score(stage: Round, panel: Panel, states: Sequence[ScorecardState]) -> None:
    """Make the scorecards of all admitted entries of a round for every juror, in `states` by turns, with their marks."""
    entries = list(Entry.objects.filter(round=stage, state=EntryState.ADMISSIBLE).order_by("work_code"))
    jurors = list(panel.jurors.all())
    moment = stage.opened_at
    Declaration.objects.bulk_create(
        [Declaration(juror=juror, round=stage, list_shown_at=moment, declared_at=moment) for juror in jurors]
    )
    wanted = {entry.pk: states[place % len(states)] for place, entry in enumerate(entries)}
    rows = [_scorecard(juror, entry, wanted[entry.pk], moment) for juror in jurors for entry in entries]
    _mark(Scorecard.objects.bulk_create(rows, batch_size=1000), stage)
    # Marks are closed with their scorecard: it is submitted after them.
    for state in set(states) & set(HANDED_IN):
        of_state = [entry for entry, found in wanted.items() if found == state]
        Scorecard.objects.filter(entry__in=of_state, juror__in=jurors).update(state=state, submitted_at=moment)


def _scorecard(juror: Juror, entry: Entry, state: ScorecardState, moment: datetime | None) -> Scorecard:
    if state == ScorecardState.ASSIGNED:
        return Scorecard(juror=juror, entry=entry)
    return Scorecard(juror=juror, entry=entry, state=ScorecardState.DRAFT, comment=REASON * 3, saved_at=moment, revision=3)


def _mark(cards: Iterable[Scorecard], stage: Round) -> None:
    part = scored_part(stage.rules.judging)
    criteria = part.criteria if part else ()
    rows = [
        Score(
            scorecard=card,
            part_key=part.key,
            criterion_key=criterion.key,
            value=str((number * 7 + nth * 3) % 5 + 1),
            reason=REASON,
        )
        for number, card in enumerate(cards)
        for nth, criterion in enumerate(criteria)
        if card.state != ScorecardState.ASSIGNED
    ]
    Score.objects.bulk_create(rows, batch_size=2000)


def _make_panels(challenges: Sequence[Challenge], people: People) -> list[Panel]:
    """Make a jury per competition; the first juror of all sits on the first one alone."""
    moment = {challenge.pk: challenge.published_at for challenge in challenges}
    panels = Panel.objects.bulk_create(
        [Panel(challenge=challenge, state=Panel.State.APPOINTED, appointed_at=moment[challenge.pk]) for challenge in challenges]
    )
    others = len(people.jurors) - len(SEATS)
    Juror.objects.bulk_create(
        [
            Juror(
                panel=panel,
                user=people.jurors[seat if number == 0 else len(SEATS) + (number * len(SEATS) + seat) % others],
                role=role,
                qualification="Hydrologist, Warsaw University of Technology",
                invited_at=moment[panel.challenge_id],
                accepted_at=moment[panel.challenge_id],
            )
            for number, panel in enumerate(panels)
            for seat, role in enumerate(SEATS)
        ]
    )
    return panels


def _award(stage: Round, panel: Panel, people: People) -> None:
    """Decide the first round, judge the second one, and award its prizes: the standstill runs."""
    reason = {"departure_reason": "Of entries with equal points the one with the simpler upkeep was taken."}
    decide(stage, **reason)
    second = Round.objects.select_related("challenge__authority").get(challenge=stage.challenge_id, number=2)
    make_second_round(second, people)
    score(second, panel, DONE)
    rank_round(second)
    sign_report(second)
    decide(second, **reason)
