"""From draft to the public and to the end: submit, return, publish, conclude, cancel. Four eyes, one hash."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges import ending, manuscripts, versioning
from challenges.emails import tell_cancelled, tell_publishers, tell_writers
from challenges.lifecycle import CHALLENGE, ChallengeState
from challenges.models import Challenge, ChallengeVersion
from challenges.rules.document import Document
from challenges.rules.outline import figures, outline
from challenges.services.anchors import set_anchors
from challenges.services.discarding import discard_open
from challenges.services.locking import demand_reason, lock
from core import clock
from core.lifecycle import Gap, TransitionRefused
from ledger.chain import sha256
from ledger.services import publish_head, record_event


@transaction.atomic
def submit_challenge(challenge: Challenge, *, by: User) -> ChallengeVersion:
    """Freeze words and rules as the candidate version and ask the publishers to approve it.

    Raises TransitionRefused with every gap.
    """
    lock(challenge)
    target = CHALLENGE.demand(challenge, "submit", by=by)
    content = versioning.content_of(challenge)
    version = freeze(
        challenge, content, by=by, draft_number=challenge.draft.number, words_sha256=versioning.digest(content["words"])
    )
    written_by = {*challenge.contributions.values_list("user", flat=True), *manuscripts.store().writers(challenge), by.pk}
    version.writers.set(User.objects.filter(pk__in=written_by))
    challenge.candidate = version
    challenge.closing_reason = ""
    _enter(challenge, target, "candidate", "closing_reason")
    record_event("submit", challenge.reference, by=by, sha256=version.sha256)
    tell_publishers(challenge, version)
    return version


@transaction.atomic
def return_challenge(challenge: Challenge, *, by: User, reason: str) -> Challenge:
    """Give a submitted challenge back to its authors, with the reason. Raises TransitionRefused."""
    lock(challenge)
    target = CHALLENGE.demand(challenge, "return", by=by)
    challenge.closing_reason = demand_reason("return", reason)
    _enter(challenge, target, "closing_reason")
    record_event("return", challenge.reference, by=by, reason_sha256=sha256(challenge.closing_reason.encode()))
    if challenge.candidate:
        tell_writers("returned", challenge, challenge.candidate, by=by)
    return challenge


@transaction.atomic
def publish_challenge(challenge: Challenge, *, by: User, sha256: str) -> Challenge:
    """Publish exactly the candidate that was submitted, if `sha256` is its hash: that of what the approver saw.

    Raises TransitionRefused: wrong state, no publisher, wrote part of it, words or rules changed since, deadline passed.
    """
    lock(challenge)
    target = CHALLENGE.demand(challenge, "publish", by=by)
    version = as_seen(challenge.candidate, sha256, "publish")
    moment = clock.database_now()
    number(version, by=by, at=moment)
    challenge.published_version, challenge.published_at = version, moment
    _enter(challenge, target, "published_version", "published_at")
    set_anchors(challenge, version)
    record_event("publish", challenge.reference, by=by, version=version.number, sha256=version.sha256)
    publish_head(occasion=f"publish {challenge.reference}")
    tell_writers("published", challenge, version, by=by)
    return challenge


@transaction.atomic
def conclude_challenge(challenge: Challenge, *, by: User) -> Challenge:
    """End a published challenge when nothing of it is left to decide. Raises TransitionRefused."""
    lock(challenge)
    target = CHALLENGE.demand(challenge, "conclude", by=by)
    challenge.concluded_at = clock.database_now()
    _enter(challenge, target, "concluded_at")
    record_event("conclude", challenge.reference, by=by)
    ending.do_all(challenge, by=by)
    return challenge


@transaction.atomic
def cancel_challenge(challenge: Challenge, *, by: User, reason: str) -> Challenge:
    """End a challenge without outcome, and tell all whom it concerns; what was public stays public, with the reason.

    Raises TransitionRefused: wrong state, no publisher, no reason, or an award stands.
    """
    lock(challenge)
    target = CHALLENGE.demand(challenge, "cancel", by=by)
    challenge.closing_reason = demand_reason("cancel", reason)
    discard_open(challenge, by=by)
    _enter(challenge, target, "closing_reason")
    record_event("cancel", challenge.reference, by=by, reason_sha256=sha256(challenge.closing_reason.encode()))
    ending.do_all(challenge, by=by)
    if challenge.published_at:
        publish_head(occasion=f"cancel {challenge.reference}")
    tell_cancelled(challenge, by=by)
    return challenge


def as_seen(candidate: ChallengeVersion | None, sha256: str, verb: str) -> ChallengeVersion:
    """Return `candidate` if `sha256` is its hash: that of what the approver saw. Raises TransitionRefused."""
    if candidate is None or sha256 != candidate.sha256:
        words = _("Another version was submitted after you opened this page. Read it first.")
        raise TransitionRefused(verb, [Gap(words, "review")])
    return candidate


def number(version: ChallengeVersion, *, by: User, at: datetime) -> None:
    """Give `version` the next number of its challenge, for services that hold it: it is published from now on."""
    version.number = (version.challenge.versions.aggregate(newest=models.Max("number"))["newest"] or 0) + 1
    version.published_at, version.published_by = at, by
    version.save(update_fields=["number", "published_at", "published_by"])


def freeze(challenge: Challenge, content: dict[str, Any], *, by: User | None, **made_from: Any) -> ChallengeVersion:
    """Store `content` as a version without number; the database lets nobody change it afterwards.

    `made_from` is what a draft was at that moment: `draft_number`, `words_sha256`.
    """
    version = unsaved_version(challenge, content, by=by, at=clock.database_now(), **made_from)
    version.save()
    return version


def unsaved_version(
    challenge: Challenge, content: dict[str, Any], *, by: User | None, at: datetime, **further: Any
) -> ChallengeVersion:
    """Return the row of a version of `challenge` that was submitted by `by` at `at`."""
    outlined = outline(Document.model_validate(content))
    return ChallengeVersion(
        challenge=challenge,
        content=content,
        figures=figures(outlined),
        sha256=versioning.digest(content),
        rules_sha256=versioning.digest(content["rules"]),
        titles={language: words["title"] for language, words in content["words"].items()},
        summaries={language: words.get("summary", "") for language, words in content["words"].items()},
        search_text=versioning.searchable(content),
        submitted_at=at,
        submitted_by=by,
        **further,
    )


def _enter(challenge: Challenge, target: str, *fields: str) -> None:
    challenge.state = ChallengeState(target)
    challenge.save(update_fields=["state", *fields])
