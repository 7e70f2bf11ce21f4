"""Starting a challenge and writing its notice and rules, part by part; all of it only in a draft or while it is being amended."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.models import Organisation, User
from challenges import manuscripts
from challenges.models import LONGEST_WORKING_TITLE, Challenge, Contribution, DraftRevision
from challenges.presets import PRESETS
from challenges.profiles import PROFILES
from challenges.rules import editing
from challenges.rules.base import Hole
from challenges.rules.editing import Conflict, Plain
from challenges.rules.shapes import Json
from challenges.services.locking import hold_for_editing
from core import clock
from core.permissions import demand
from core.references import next_reference
from core.wording import legal_time
from ledger.services import record_event

SERIES = "GT"
# What no form asks for, and may be empty: a file has no author here, nor a topic.
NOT_TYPED = ("candidate", "published_version", "topic", "created_by")


class DraftConflict(Exception):
    """Somebody else changed the same members meanwhile. Nothing was saved; `conflicts` says what they and what you wrote."""

    def __init__(self, conflicts: tuple[Conflict, ...], revision: int) -> None:
        self.conflicts, self.revision = conflicts, revision
        super().__init__(", ".join(conflict.path for conflict in conflicts))


@transaction.atomic
def create_challenge(
    authority: Organisation,
    *,
    by: User,
    titles: Mapping[str, str],
    law_profile: str,
    topic: str,
    languages: Sequence[str] = ("en", "pl"),
    preset: str = "design-contest",
    working_title: str = "",
    **notice: Any,
) -> Challenge:
    """Start a draft from a preset, with an empty manuscript in each of `languages`.

    `titles` by language; `notice` are further members of the notice, such as `budget`. Raises PermissionDenied unless `by` writes
    for `authority`, KeyError for an unknown preset or profile, ValidationError for a working title that is too long.
    """
    empty: Plain = {"cpv_codes": [], "place": None, "annexes": []}
    document = PRESETS[preset].document(languages, PROFILES[law_profile], {**empty, "topic": topic, **notice})
    return start_draft(authority, document, by=by, titles=titles, working_title=working_title, origin=preset)


@transaction.atomic
def start_draft(
    authority: Organisation,
    document: Plain,
    *,
    by: User | None,
    titles: Mapping[str, str],
    working_title: str = "",
    origin: str,
) -> Challenge:
    """Start a draft with this document, of a preset or a file; `origin` names it in the ledger.

    `by` is None for the command line, which asks nobody. Raises PermissionDenied unless `by` writes for `authority`.
    """
    if by is not None:
        demand(by, "challenges.create", authority)
    languages = document["rules"].get("languages", [])
    title = working_title or next((titles[code] for code in languages if titles.get(code)), "")
    challenge = Challenge(
        reference=next_reference(SERIES, legal_time(clock.now()).year),
        authority=authority,
        working_title=title[:LONGEST_WORKING_TITLE],
        topic=document["notice"].get("topic", ""),
        created_by=by,
    )
    challenge.clean_fields(exclude=NOT_TYPED)
    challenge.save()
    if by is not None:
        Contribution.objects.create(challenge=challenge, user=by)
    _keep(challenge, document, number=1, part="", by=by)
    manuscripts.store().make(challenge, titles={code: titles.get(code, "") for code in languages}, by=by)
    record_event("create", challenge.reference, by=by, authority=authority.slug, preset=origin)
    return challenge


@transaction.atomic
def name_challenge(challenge: Challenge, *, by: User, working_title: str) -> Challenge:
    """Set what officials call the challenge while it is being written. Raises TransitionRefused, ValidationError."""
    hold_for_editing(challenge, by=by, part="name")
    challenge.working_title = working_title
    challenge.clean_fields(exclude=NOT_TYPED)
    challenge.save(update_fields=["working_title"])
    return challenge


@transaction.atomic
def set_part(
    challenge: Challenge, *, by: User, path: str, value: Json | Hole, base: int | None = None, part: str = ""
) -> DraftRevision:
    """Set the part of the draft at `path` (challenges.rules.editing) to `value`; HOLE takes it away.

    `part` is the path that the ledger names, where a form changes a part of what it sets.

    `base` is the number of the revision that `value` was made from: what others changed since is merged, member by member; None
    takes the newest. Raises TransitionRefused unless in a draft that `by` writes, DraftConflict where both changed one member.
    """
    part = part or path
    hold_for_editing(challenge, by=by, part=part)
    newest = challenge.draft
    if base is not None and base != newest.number:
        old = challenge.draft_revisions.get(number=base).plain
        value, conflicts = editing.merged(editing.at(old, path), editing.at(newest.plain, path), value, path)
        if conflicts:
            raise DraftConflict(conflicts, newest.number)
    return _keep(challenge, editing.with_value(newest.plain, path, value), number=newest.number + 1, part=part, by=by)


@transaction.atomic
def add_item(challenge: Challenge, *, by: User, path: str, item: Plain) -> DraftRevision:
    """Put `item` at the end of the list at `path`, or in the place of the one with its key. Raises TransitionRefused."""
    hold_for_editing(challenge, by=by, part=path)
    newest = challenge.draft
    return _keep(challenge, editing.with_item(newest.plain, path, item), number=newest.number + 1, part=path, by=by)


@transaction.atomic
def remove_item(challenge: Challenge, *, by: User, path: str) -> DraftRevision:
    """Take the item that `path` names out of its list. Raises TransitionRefused, KeyError if it is not there."""
    hold_for_editing(challenge, by=by, part=path)
    newest = challenge.draft
    return _keep(challenge, editing.without_item(newest.plain, path), number=newest.number + 1, part=path, by=by)


@transaction.atomic
def move_item(challenge: Challenge, *, by: User, path: str, up: bool) -> DraftRevision:
    """Exchange an item with its neighbour; at the end of the list nothing happens. Raises TransitionRefused, KeyError."""
    hold_for_editing(challenge, by=by, part=path)
    newest = challenge.draft
    return _keep(challenge, editing.with_moved_item(newest.plain, path, up=up), number=newest.number + 1, part=path, by=by)


@transaction.atomic
def take_back(challenge: Challenge, *, by: User, to: int) -> DraftRevision:
    """Make the draft what it was in revision `to`; everything written since stays in the list of revisions.

    Raises TransitionRefused, DoesNotExist for a number that was never given.
    """
    hold_for_editing(challenge, by=by, part="")
    document = challenge.draft_revisions.get(number=to).plain
    return _keep(challenge, document, number=challenge.draft.number + 1, part="", by=by)


def begin_anew(challenge: Challenge) -> DraftRevision:
    """Make the draft of a public challenge what is in force, for services that hold it; nobody counts as having written that."""
    in_force = challenge.plain
    notice = {name: value for name, value in in_force["notice"].items() if name not in ("reference", "authority")}
    document = {name: in_force[name] for name in ("format", "rules", "call") if in_force.get(name) is not None}
    number = challenge.draft.number + 1
    return _keep(challenge, {**document, "notice": notice}, number=number, part="", by=None)


def _keep(challenge: Challenge, document: Plain, *, number: int, part: str, by: User | None) -> DraftRevision:
    """Store a revision, for services that hold the challenge, and bring along what is copied out of it."""
    known = challenge.written_languages if number > 1 else document["rules"].get("languages", [])
    topic = document["notice"].get("topic", "")
    # Lists of what is public go by what is in force.
    if topic != challenge.topic and not challenge.is_public:
        challenge.topic = topic
        challenge.save(update_fields=["topic"])
    saved: DraftRevision = DraftRevision.objects.create(
        challenge=challenge, number=number, document=document, part=part[:300], saved_at=clock.now(), saved_by=by
    )
    challenge.draft = saved
    if set(challenge.written_languages) - set(known):
        manuscripts.store().make(challenge, titles={}, by=by)
    return saved
