"""Entries that go on: in a round in which nothing is handed in, the same entry is judged again."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from challenges.models import Round
from core import clock
from core.lifecycle import Gap, TransitionRefused
from ledger.services import record_event
from submissions.lifecycle import EntryState
from submissions.models import Admissibility, Entry


@transaction.atomic
def carry_on(stage: Round, *, by: User) -> list[Entry]:
    """Take what advanced from `stage` to the rounds that follow it and take nothing in, and return the entries made there.

    Each is admitted, has no deadline of its own, and is read as what was handed in before. Such a round is open from the first
    that comes. Called with every decision about `stage`, with the challenge's row locked: what came before is found again, and
    what does not advance any more is put out.

    Raises:
        TransitionRefused: somebody comes to a round that is ranked already.
    """
    rows = stage.challenge.rounds.select_related("challenge__published_version", "set_by_version")
    those = [row.pk for row in rows if _follows(row, stage)]
    held = rows.filter(pk__in=those).select_for_update(of=("self",)).order_by("pk")
    return [entry for following in held for entry in _carry_into(following, by)]


def _follows(following: Round, stage: Round) -> bool:
    """Return whether a row is one to which entries of `stage` go on by themselves; of a window, entries of that window alone."""
    rules = following.rules
    return rules.intake is None and stage.key in rules.follows and following.window_key in {"", stage.window_key}


def _carry_into(following: Round, by: User) -> list[Entry]:
    coming, there = _coming_to(following), set(following.entries.values_list("carried_from", flat=True))
    new = [entry for entry in coming if entry.pk not in there]
    if new and following.ranked_at is not None:
        words = _("Round %(number)s is ranked already, so nobody can come to it any more.") % {"number": following.number}
        raise TransitionRefused("carry", [Gap(words, code="ranked")])
    _put_out(following, coming, by)
    if new and following.opened_at is None:
        following.opened_at = clock.database_now()
        following.save(update_fields=["opened_at"])
        record_event("open", following.reference, by=by, handed_in=str(len(new)), withdrawn="0")
    return [_carried(entry, following, by) for entry in new]


def _coming_to(following: Round) -> list[Entry]:
    """Return the entries that go on to a round: of each proposal that came through, that of the last round it advanced in."""
    rules = following.rules
    advanced = Entry.objects.advanced().filter(
        round__challenge=following.challenge_id, round__round_key__in=rules.follows, proposal__challenge=following.challenge_id
    )
    if following.window_key:
        advanced = advanced.filter(round__window_key=following.window_key)
    through: dict[int, list[Entry]] = {}
    for entry in advanced.select_related("round", "proposal").order_by("round__number"):
        through.setdefault(entry.proposal_id, []).append(entry)
    return [entries[-1] for entries in through.values() if rules.is_reached_from({entry.round.round_key for entry in entries})]


def _carried(origin: Entry, following: Round, by: User) -> Entry:
    entry = Entry(
        proposal=origin.proposal,
        round=following,
        carried_from=origin,
        state=EntryState.ADMISSIBLE,
        created_at=clock.now(),
    )
    entry.save()
    record_event("carry", entry.reference, by=by, carried_from=origin.reference)
    return entry


def _put_out(following: Round, coming: Iterable[Entry], by: User) -> None:
    """Take out of the judging what does not advance from the round before any more."""
    here = following.entries.filter(state=EntryState.ADMISSIBLE, carried_from__isnull=False)
    for entry in here.exclude(carried_from__in=coming).select_for_update(of=("self",)).order_by("pk"):
        entry.round, entry.state = following, EntryState.INADMISSIBLE
        entry.save(update_fields=["state"])
        reason = _("The entry does not advance from the round before any more.")
        Admissibility.objects.create(
            entry=entry, is_admissible=False, reason=reason, checked_at=clock.database_now(), checked_by=by
        )
        record_event("reject", entry.reference, by=by)
