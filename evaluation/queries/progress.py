"""How far the judging of a round has come, without a single mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from challenges.lifecycle import challenge_is_running
from challenges.models import Round
from core.lifecycle import Gap
from evaluation import scoring
from evaluation.lifecycle import HANDED_IN, WAITING
from evaluation.models import Juror, Panel, Scorecard
from evaluation.queries.conflicts import jurors_left
from submissions.lifecycle import DECIDED, EntryState

# Entries that the jury scores, or scored.
JUDGED = (EntryState.ADMISSIBLE, *DECIDED)


@dataclass(frozen=True)
class EntryProgress:
    """How many scorecards an entry has, of how many that wait or are in."""

    work_code: str
    handed_in: int
    expected: int
    needed: int

    @property
    def lacks_jurors(self) -> bool:
        return self.expected < self.needed


@dataclass(frozen=True)
class JurorProgress:
    """How far one juror has come in a round."""

    juror: Juror
    has_declared: bool
    handed_in: int
    expected: int

    @property
    def waits(self) -> bool:
        return self.handed_in < self.expected


def entry_progress(stage: Round) -> list[EntryProgress]:
    """Return the admitted entries of `stage` by work code, each with its scorecards."""
    active = Q(scorecards__state__in=(*WAITING, *HANDED_IN))
    rows = stage.entries.filter(state__in=JUDGED).annotate(
        handed_in_count=Count("scorecards", filter=Q(scorecards__state__in=HANDED_IN)),
        expected_count=Count("scorecards", filter=active),
    )
    needed = scoring.cards_needed(stage.rules.judging)
    return [EntryProgress(row.work_code, row.handed_in_count, row.expected_count, needed) for row in rows.order_by("work_code")]


def juror_progress(panel: Panel, stage: Round) -> list[JurorProgress]:
    """Return who sits on the jury, each with their scorecards of `stage`."""
    judged = Q(scorecards__entry__round=stage, scorecards__entry__state__in=JUDGED)
    rows = Juror.objects.active().filter(panel=panel).select_related("user", "panel__challenge")
    rows = rows.annotate(
        handed_in_count=Count("scorecards", filter=judged & Q(scorecards__state__in=HANDED_IN)),
        expected_count=Count("scorecards", filter=judged & Q(scorecards__state__in=(*WAITING, *HANDED_IN))),
    )
    declared = set(stage.declarations.filter(declared_at__isnull=False).values_list("juror_id", flat=True))
    return [JurorProgress(row, row.pk in declared, row.handed_in_count, row.expected_count) for row in rows]


def shortages(stage: Round) -> list[EntryProgress]:
    """Return the assigned entries for which too few jurors are left."""
    if stage.ranked_at is not None or not Scorecard.objects.filter(entry__round=stage).exists():
        return []
    return [entry for entry in entry_progress(stage) if entry.lacks_jurors]


def lacks_jurors(panel: Panel) -> bool:
    """Return whether the jury has fewer jurors than the law profile asks for, or than an entry of a round before it needs."""
    if any(panel.quorum_gaps()):
        return True
    rounds = list(panel.challenge.rounds.filter(opened_at__isnull=False, ranked_at__isnull=True))
    return any(shortages(stage) or _is_out_of_reach(panel, stage) for stage in rounds)


def _is_out_of_reach(panel: Panel, stage: Round) -> bool:
    """Return whether declared conflicts leave too few jurors for an entry, before the scorecards are given out."""
    left = jurors_left(stage.entries.filter(state=EntryState.ADMISSIBLE), panel.active_jurors, stage)
    return any(number < scoring.cards_needed(stage.rules.judging) for number in left.values())


def judging_gaps(stage: Round) -> Iterator[Gap]:
    """Yield what is still missing before `stage` can be ranked."""
    yield from challenge_is_running(stage, None)
    unchecked = stage.entries.filter(state=EntryState.SUBMITTED).count()
    if unchecked:
        yield Gap(
            _counted(unchecked, "%(count)d entry has not been checked yet.", "%(count)d entries have not been checked yet.")
        )
    for entry in entry_progress(stage):
        if entry.handed_in < entry.expected:
            words = {"code": entry.work_code, "there": entry.handed_in, "expected": entry.expected}
            yield Gap(_("Entry %(code)s: %(there)s of %(expected)s scorecards are in.") % words, entry.work_code)
        elif entry.handed_in < entry.needed:
            words = {"code": entry.work_code, "there": entry.handed_in, "needed": entry.needed}
            yield Gap(_("Entry %(code)s: %(there)s scorecards; the rules ask for %(needed)s.") % words, entry.work_code)


def _counted(count: int, one: str, many: str) -> Any:
    return ngettext_lazy(one, many, count) % {"count": count}
