"""The public events of which releases are made, in the ledger's order, with the frozen facts that each rests on.

The ledger gives out its numbers one by one under a lock that is held until the commit, so whoever has read up to a number has
missed nothing before it; an order by time could not promise that.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from awards.models import Award, RoundRecord
from challenges.models import Amendment, Challenge, ChallengeVersion
from ledger.models import Event

# What is told: a call, its amendments, the decision of a round, an award that became final or was overturned, a reserve that
# moved up, a contract, the end.
PUBLIC_VERBS = ("publish", "publish_amendment", "decide", "finalise", "overturn", "promote", "contract", "conclude", "cancel")
_CHALLENGE = re.compile(r"^(?P<challenge>.+?)(?:/(?P<round>\d+)|(?P<award>-A\d+))?$")


@dataclass(frozen=True)
class PublicEvent:
    """One event with what it is about.

    `version` is the one in force when it happened; `records` are those of the rounds decided up to it; `award` and `amendment`
    are None for other verbs.
    """

    event: Event
    challenge: Challenge
    version: ChallengeVersion
    records: tuple[RoundRecord, ...]
    awards: tuple[Award, ...]
    award: Award | None
    amendment: Amendment | None = None

    @property
    def record(self) -> RoundRecord:
        """The record of the round that was decided in this event."""
        return self.records[-1]

    def record_of(self, award: Award) -> RoundRecord:
        """The record of the round that an award is for."""
        return next(record for record in self.records if record.round_id == award.decision.entry.round_id)

    @property
    def awards_told(self) -> list[Award]:
        """The awards that the public learns of by this decision: those made in it, and earlier ones that were hidden until then.

        A reserve that moved up has an event of its own.
        """
        return [award for award in self.awards if not award.moved_up and self._is_first_told(award)]

    def _is_first_told(self, award: Award) -> bool:
        known = _known_at(award)
        if known is None:
            return False
        decided = sorted(record.decided_at for record in self.records)
        return next((at for at in decided if at >= known), None) == self.record.decided_at


@dataclass(frozen=True)
class EventPage:
    """Some public events, and the number of the ledger behind which to go on; None when all were told."""

    events: Sequence[PublicEvent]
    next_after: int | None


def public_events(*, after: int, limit: int) -> EventPage:
    """Return at most `limit` public events behind number `after` of the ledger, the oldest first."""
    found: list[PublicEvent] = []
    position = after
    while len(found) <= limit:
        batch = list(_events().filter(sequence__gt=position)[: limit + 1])
        found += _with_facts(batch)
        if len(batch) <= limit:
            break
        position = batch[-1].sequence
    more = len(found) > limit
    return EventPage(found[:limit], found[limit - 1].event.sequence if more else None)


def events_of(reference: str) -> list[PublicEvent]:
    """Return the public events of one challenge, the oldest first; empty for one that is not public or of an archive."""
    about = [reference, *_references_below(reference)]
    return list(_with_facts(list(_events().filter(object_reference__in=about))))


def _events() -> "QuerySet[Event]":
    return Event.objects.filter(verb__in=PUBLIC_VERBS).order_by("sequence")


def _references_below(reference: str) -> Iterator[str]:
    """Yield the ledger's names of a challenge's rounds and awards."""
    for label in Challenge.objects.filter(reference=reference).values_list("rounds__label", flat=True):
        yield f"{reference}/{label}"
    yield from Award.objects.filter(decision__entry__round__challenge__reference=reference).values_list("reference", flat=True)


def _with_facts(events: Sequence[Event]) -> Iterator[PublicEvent]:
    """Yield the events about the portal's own public challenges with their facts; a fixed number of queries for all of them."""
    parsed = [(event, _parsed(event.object_reference)) for event in events]
    challenges = _challenges({about for _event, (about, _award) in parsed})
    keys = [challenge.pk for challenge in challenges.values()]
    records: dict[int, list[RoundRecord]] = {}
    for record in RoundRecord.objects.filter(round__challenge__in=keys).select_related("round").order_by("round__number"):
        records.setdefault(record.round.challenge_id, []).append(record)
    awards: dict[int, list[Award]] = {}
    held = (
        Award.objects.wins()
        .filter(decision__entry__round__challenge__in=keys)
        .select_related("decision__entry__round", "award_list")
    )
    for found in held.order_by("reference"):
        awards.setdefault(found.decision.entry.round.challenge_id, []).append(found)
    versions = _versions(keys)
    amendments = _amendments(events, keys)
    for event, (about, award_reference) in parsed:
        challenge = challenges.get(about)
        if challenge is None or not versions.get(challenge.pk):
            continue
        version = _in_force(versions[challenge.pk], event)
        award = next((each for each in awards.get(challenge.pk, []) if each.reference == award_reference), None)
        if award_reference and (award is None or _is_hidden(award, event)):
            continue
        yield PublicEvent(
            event=event,
            challenge=challenge,
            version=version,
            amendment=amendments.get(version.pk) if event.verb == "publish_amendment" else None,
            records=tuple(r for r in records.get(challenge.pk, []) if _is_told(r, event)),
            awards=tuple(awards.get(challenge.pk, [])),
            award=award,
        )


def _versions(challenges: list[int]) -> dict[int, list[ChallengeVersion]]:
    """Return the published versions of challenges, the oldest first."""
    found: dict[int, list[ChallengeVersion]] = {}
    for version in ChallengeVersion.objects.filter(challenge__in=challenges, number__isnull=False).order_by("number"):
        found.setdefault(version.challenge_id, []).append(version)
    return found


def _amendments(events: Sequence[Event], challenges: list[int]) -> dict[int, Amendment]:
    """Return published amendments by the primary key of the version that each brought; no query where none is told of."""
    if not any(event.verb == "publish_amendment" for event in events):
        return {}
    found = Amendment.objects.filter(challenge__in=challenges, published_at__isnull=False).select_related("base", "candidate")
    return {amendment.candidate_id or 0: amendment for amendment in found}


def _in_force(versions: list[ChallengeVersion], event: Event) -> ChallengeVersion:
    """Return the version that was in force when `event` happened, so that a release keeps its bytes whatever is amended."""
    if event.verb in ("publish", "publish_amendment"):
        return next((each for each in versions if each.sha256 == event.data["sha256"]), versions[0])
    at = datetime.fromisoformat(event.at) + timedelta(milliseconds=1)
    former = [each for each in versions if each.published_at is not None and each.published_at <= at]
    return former[-1] if former else versions[0]


def _known_at(award: Award) -> datetime | None:
    """Return since when the public may know of an award: once it was announced and names of its round are told."""
    stage = award.decision.entry.round
    if award.notified_at is None or stage.hides_names:
        return None
    return max(award.notified_at, stage.revealed_at) if stage.is_blind and stage.revealed_at else award.notified_at


def _is_hidden(award: Award | None, event: Event) -> bool:
    """Return whether an event is about an award whose holder the public could not know yet; a contract ends that."""
    if award is None or event.verb == "contract":
        return False
    known = _known_at(award)
    return known is None or known > datetime.fromisoformat(event.at) + timedelta(milliseconds=1)


def _is_told(record: RoundRecord, event: Event) -> bool:
    """Return whether a round was decided when `event` happened, so that a release never tells what came after it."""
    number = event.object_reference.rpartition("/")[2]
    if event.verb == "decide":
        return record.round.number <= int(number)
    # The ledger notes whole milliseconds, cut off.
    return event.verb != "publish" and record.decided_at <= datetime.fromisoformat(event.at) + timedelta(milliseconds=1)


def _challenges(references: set[str]) -> dict[str, Challenge]:
    """Return the portal's own public challenges by reference; those of an archive are other publishers' processes."""
    own = Challenge.objects.public().filter(source_url="", reference__in=references)
    return {challenge.reference: challenge for challenge in own}


def _parsed(reference: str) -> tuple[str, str]:
    """Return the challenge's reference, and the award's ("" where the event is not about one)."""
    found = _CHALLENGE.match(reference)
    if found is None:
        return reference, ""
    return found["challenge"], reference if found["award"] else ""
