"""Who scores what: every admitted entry by every juror who is not in conflict with it."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from challenges.lifecycle import challenge_is_running
from challenges.models import Round
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from evaluation import emails, scoring
from evaluation.models import Juror, Panel, Scorecard
from evaluation.queries.conflicts import entries_in_conflict, jurors_left
from evaluation.services import closing
from ledger.services import record_event
from submissions.lifecycle import EntryState
from submissions.models import Entry


@transaction.atomic
def assign_scorecards(round: Round, *, by: User) -> list[Scorecard]:  # noqa: A002 - the domain's own word
    """Give every juror a scorecard for every admitted entry of an opened round, except where a conflict is known.

    Assigning again adds what is missing. When no scorecard is missing or waited for, the round is ranked as it is.

    Raises:
        PermissionDenied: `by` is not a secretary of the authority.
        TransitionRefused: the challenge is over, not opened, ranked already, jury not appointed, entries unchecked, too few
            jurors left for an entry, or all is in and the rules name no ranking.
    """
    round.refresh_from_db(from_queryset=Round.objects.select_for_update())
    demand(by, "evaluation.assign", round)
    panel = Panel.objects.filter(challenge=round.challenge_id).first()
    entries = list(round.entries.filter(state=EntryState.ADMISSIBLE))
    jurors = panel.active_jurors if panel else []
    gaps = [*_readiness_gaps(round, panel)] or [*_reach_gaps(round, entries, jurors)]
    if gaps:
        raise TransitionRefused("assign", gaps)
    made = give_scorecards(round, jurors, entries) if scoring.scored_part(round.rules.judging) else []
    record_event("assign", round.reference, by=by, entries=len(entries), jurors=len(jurors), scorecards=len(made))
    emails.tell_assigned([juror for juror in jurors if any(card.juror_id == juror.pk for card in made)], round)
    # Nothing may be missing any more: no entry was admitted, or the one that waited for marks was rejected since.
    try:
        closing.rank_round(round, by=by)
    except closing.NO_RESULT as why:
        raise TransitionRefused("assign", [Gap(str(why))]) from why
    return made


def give_scorecards(stage: Round, jurors: Iterable[Juror], entries: Iterable[Entry]) -> list[Scorecard]:
    """Make and return the scorecards that are missing between jurors and entries without conflict."""
    jurors, entries = list(jurors), list(entries)
    there = set(Scorecard.objects.filter(entry__round=stage).values_list("juror_id", "entry_id"))
    conflicts = entries_in_conflict(jurors, stage)
    return Scorecard.objects.bulk_create(
        Scorecard(juror=juror, entry=entry)
        for juror in jurors
        for entry in entries
        if (juror.pk, entry.pk) not in there and entry.pk not in conflicts[juror.pk]
    )


def _readiness_gaps(stage: Round, panel: Panel | None) -> Iterator[Gap]:
    yield from challenge_is_running(stage, None)
    if stage.opened_at is None:
        yield Gap(_("The round has not been opened yet."))
    if stage.ranked_at is not None:
        yield Gap(_("All scorecards of this round are in already."))
    if stage.rules.judging is None:
        yield Gap(_("Nobody judges this round."))
    if panel is None or panel.state != Panel.State.APPOINTED:
        yield Gap(_("The jury has not been appointed yet."), "panel")
    unchecked = stage.entries.filter(state=EntryState.SUBMITTED).count()
    if unchecked:
        words = ngettext_lazy(
            "%(count)d entry has not been checked yet.", "%(count)d entries have not been checked yet.", unchecked
        )
        yield Gap(words % {"count": unchecked}, "admissibility")


def _reach_gaps(stage: Round, entries: list[Entry], jurors: list[Juror]) -> Iterator[Gap]:
    needed = scoring.cards_needed(stage.rules.judging)
    for entry, left in jurors_left(entries, jurors, stage).items():
        if left < needed:
            words = {"code": entry.work_code, "left": left, "needed": needed}
            yield Gap(
                _("Entry %(code)s: %(left)s jurors without a conflict; the rules ask for %(needed)s.") % words, entry.work_code
            )
