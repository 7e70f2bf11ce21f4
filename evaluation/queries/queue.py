"""What a juror finds at /jury/: their seats, and round by round what waits; as many queries for ten entries as for thousands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import ngettext

from accounts.models import Visitor
from challenges.lifecycle import ChallengeState
from challenges.models import Challenge, Round
from evaluation.lifecycle import ScorecardState
from evaluation.models import Declaration, Juror, Panel, Report, Scorecard
from evaluation.queries.progress import JUDGED


@dataclass(frozen=True)
class Stage:
    """One round in a juror's queue."""

    round: Round
    has_declared: bool
    cards: list[Scorecard]
    stepped_back: int
    report: Report | None
    has_signed: bool
    is_chair: bool

    @property
    def handed_in(self) -> int:
        return sum(not card.is_open for card in self.cards)

    @property
    def progress_words(self) -> Any:
        words = {"handed_in": self.handed_in, "count": len(self.cards)}
        return ngettext("%(handed_in)d of %(count)d submitted", "%(handed_in)d of %(count)d submitted", len(self.cards)) % words

    @property
    def is_running(self) -> bool:
        """Whether anything can still be done here: the judging ends with the challenge."""
        return self.round.challenge.state == ChallengeState.PUBLISHED

    @property
    def needs_declaration(self) -> bool:
        return self.is_running and not self.has_declared and self.round.ranked_at is None and self.round.opened_at is not None

    @property
    def waits_for_report(self) -> bool:
        return self.is_running and self.report is not None and self.report.state == Report.State.DRAFT and self.is_chair

    @property
    def waits_for_signature(self) -> bool:
        is_signed_now = self.is_running and self.report is not None and self.report.state == Report.State.SIGNING
        return is_signed_now and not self.has_signed

    @property
    def next_card(self) -> Scorecard | None:
        return next((card for card in self.cards if card.is_open), None)


@dataclass(frozen=True)
class Seat:
    """One seat with the rounds that were opened; `stages` is empty until the juror accepted and the jury is appointed."""

    juror: Juror
    stages: list[Stage] = field(default_factory=list)

    @property
    def challenge(self) -> Challenge:
        return self.juror.panel.challenge

    @property
    def waits_for_answer(self) -> bool:
        """Whether the seat was offered and can still be taken."""
        return self.juror.is_waited_for and not any(self.juror.panel.frozen_gaps(self.juror.role))

    @property
    def can_step_down(self) -> bool:
        """Whether the juror still serves: a jury that was discharged has nothing to step down from."""
        return self.juror.is_active and self.juror.panel.state != Panel.State.DISCHARGED

    @property
    def title(self) -> Any:
        return title_of(self.challenge)


def title_of(challenge: Challenge) -> Any:
    """Return the public titles by language, or the working title of a draft."""
    return challenge.published_version.titles if challenge.published_version else challenge.working_title


def was_offered_a_seat(user: Visitor) -> bool:
    """Return whether `user` sits, or may sit, on any jury: such people sign in with a second factor."""
    return bool(Juror.objects.offered_to(user).exists())


def seats_of(user: Visitor) -> list[Seat]:
    """Return the seats offered to `user` and not refused, newest first, each with its rounds."""
    jurors = Juror.objects.offered_to(user).select_related(
        "user", "panel__challenge__authority", "panel__challenge__published_version"
    )
    jurors = jurors.defer(
        "panel__challenge__published_version__content", "panel__challenge__published_version__search_text"
    ).order_by("-invited_at", "-pk")
    seats = list(jurors)
    sitting = [juror for juror in seats if juror.is_active and juror.panel.state != Panel.State.FORMING]
    stages = _stages(sitting)
    return [Seat(juror, stages.get(juror.pk, [])) for juror in seats]


def _stages(jurors: Iterable[Juror]) -> dict[int, list[Stage]]:
    by_challenge = {juror.panel.challenge_id: juror for juror in jurors}
    rounds = Round.objects.filter(challenge__in=by_challenge, opened_at__isnull=False).order_by("-number")
    declared = set(
        Declaration.objects.filter(juror__in=by_challenge.values(), declared_at__isnull=False).values_list("juror_id", "round_id")
    )
    cards, stepped_back = _cards(by_challenge.values())
    reports = {
        report.round_id: report
        for report in Report.objects.filter(newest_of__challenge__in=by_challenge).prefetch_related("signatures")
    }
    found: dict[int, list[Stage]] = defaultdict(list)
    for stage in rounds:
        juror = by_challenge[stage.challenge_id]
        stage.challenge = juror.panel.challenge
        report = reports.get(stage.pk)
        signed = report is not None and any(signature.juror_id == juror.pk for signature in report.signatures.all())
        found[juror.pk].append(
            Stage(
                round=stage,
                has_declared=(juror.pk, stage.pk) in declared,
                cards=cards[stage.pk],
                stepped_back=stepped_back[stage.pk],
                report=report,
                has_signed=signed,
                is_chair=juror.role == Juror.Role.CHAIR,
            )
        )
    return found


def _cards(jurors: Iterable[Juror]) -> tuple[dict[int, list[Scorecard]], dict[int, int]]:
    """Return by round the cards of rounds still being judged, in the order of their random codes, and how many were given up."""
    rows = Scorecard.objects.filter(juror__in=list(jurors), entry__round__ranked_at__isnull=True, entry__state__in=JUDGED)
    rows = rows.select_related("entry").only("juror", "state", "saved_at", "entry__work_code", "entry__round")
    cards: dict[int, list[Scorecard]] = defaultdict(list)
    stepped_back: dict[int, int] = defaultdict(int)
    for card in rows.order_by("entry__work_code"):
        if card.state == ScorecardState.RECUSED:
            stepped_back[card.entry.round_id] += 1
        else:
            cards[card.entry.round_id].append(card)
    return cards, stepped_back


def next_open_card(card: Scorecard) -> Scorecard | None:
    """Return the juror's next card of the same round that is not submitted, in the order of the queue, round the corner."""
    waiting = Scorecard.objects.waiting().filter(juror=card.juror_id, entry__round=card.entry.round_id, entry__state__in=JUDGED)
    waiting = waiting.exclude(pk=card.pk).select_related("entry").order_by("entry__work_code")
    return waiting.filter(entry__work_code__gt=card.entry.work_code).first() or waiting.first()


@dataclass(frozen=True)
class Place:
    """Where a card stands in the juror's queue of its round, from 1, and the codes before and after it."""

    number: int
    count: int
    before: str
    after: str


def place_in_queue(card: Scorecard) -> Place:
    """Return the place of `card` among the juror's cards of the round, in the order of the queue."""
    cards = Scorecard.objects.filter(juror=card.juror_id, entry__round=card.entry.round_id, entry__state__in=JUDGED)
    cards = cards.exclude(state=ScorecardState.RECUSED).order_by("entry__work_code")
    codes = list(cards.values_list("entry__work_code", flat=True))
    here = codes.index(card.entry.work_code)
    return Place(here + 1, len(codes), codes[here - 1] if here else "", codes[here + 1] if here + 1 < len(codes) else "")
