"""Amending what is public: start, submit, return, publish. Four eyes since the version in force, one hash, no silent change."""

from typing import Any, cast

from django.db import transaction

from accounts.models import User
from challenges import amending, manuscripts, versioning
from challenges.emails import tell_approvers_of_amendment, tell_writers_of_amendment
from challenges.lifecycle import AMENDMENT, CHALLENGE, AmendmentState
from challenges.models import Amendment, Challenge, ChallengeVersion
from challenges.services.anchors import set_anchors
from challenges.services.drafting import begin_anew
from challenges.services.locking import demand_reason, hold_amendment, lock
from challenges.services.publishing import as_seen, freeze, number
from core import clock
from core.lifecycle import TransitionRefused
from ledger.chain import sha256 as digest
from ledger.services import publish_head, record_event


@transaction.atomic
def start_amendment(challenge: Challenge, *, by: User, reason: str, code: str) -> Amendment:
    """Begin to amend a public challenge: its draft is what is in force, and can be written again.

    `code` is one of Amendment.Code. Raises TransitionRefused: not published, no author, no reason, or one is open already.
    """
    lock(challenge)
    CHALLENGE.demand(challenge, "start_amendment", by=by)
    base = cast(ChallengeVersion, challenge.published_version)
    amendment = Amendment.objects.create(
        challenge=challenge,
        base=base,
        code=Amendment.Code(code),
        reason=demand_reason("start_amendment", reason),
        started_at=clock.database_now(),
        started_by=by,
    )
    begin_anew(challenge)
    challenge.amendment = amendment
    record_event("start_amendment", challenge.reference, by=by, base=str(base.number), code=amendment.code)
    return amendment


@transaction.atomic
def submit_amendment(amendment: Amendment, *, by: User, reason: str = "", code: str = "") -> ChallengeVersion:
    """Freeze what is written as the candidate version, with what follows from it, and ask the publishers to approve it.

    `reason` and `code` replace those that it was begun with; empty ones leave them. Raises TransitionRefused with every gap:
    nothing changes, something is missing, a change is forbidden, or a deadline must move.
    """
    challenge = hold_amendment(amendment)
    target = AMENDMENT.demand(amendment, "submit_amendment", by=by)
    content = versioning.content_of(challenge)
    version = freeze(
        challenge, content, by=by, draft_number=challenge.draft.number, words_sha256=versioning.digest(content["words"])
    )
    version.writers.set(_writers(amendment, by))
    amendment.reason, amendment.code = reason.strip() or amendment.reason, Amendment.Code(code or amendment.code)
    amendment.candidate, amendment.return_reason = version, ""
    amendment.state = AmendmentState(target)
    amendment.submitted_at, amendment.submitted_by = version.submitted_at, by
    amendment.impact = _frozen_impact(amendment)
    amendment.save()
    record_event(
        "submit_amendment", challenge.reference, by=by, sha256=version.sha256, impact_sha256=versioning.digest(amendment.impact)
    )
    tell_approvers_of_amendment(amendment, version)
    return version


@transaction.atomic
def return_amendment(amendment: Amendment, *, by: User, reason: str) -> Amendment:
    """Give a submitted amendment back to its authors, with the reason. Raises TransitionRefused."""
    challenge = hold_amendment(amendment)
    amendment.state = AmendmentState(AMENDMENT.demand(amendment, "return_amendment", by=by))
    amendment.return_reason = demand_reason("return_amendment", reason)
    amendment.save(update_fields=["state", "return_reason"])
    record_event("return_amendment", challenge.reference, by=by, reason_sha256=digest(amendment.return_reason.encode()))
    tell_writers_of_amendment("returned", amendment, by=by)
    return amendment


@transaction.atomic
def publish_amendment(amendment: Amendment, *, by: User, sha256: str) -> Amendment:
    """Put exactly the candidate that was submitted into force, if `sha256` is its hash: that of what the approver saw.

    Rounds whose deadline has passed stay with the version that was in force then. Everybody with an entry is told.

    Raises TransitionRefused: wrong state, no publisher, wrote part of it, changed since, or not allowed any more.
    """
    challenge = hold_amendment(amendment)
    target = AMENDMENT.demand(amendment, "publish_amendment", by=by)
    version = as_seen(amendment.candidate, sha256, "publish_amendment")
    number(version, by=by, at=clock.database_now())
    # From here on this transaction is the only writer of the ledger: what was handed in before is counted below, and what is
    # being handed in waits, and finds the new version.
    record_event(
        "publish_amendment",
        challenge.reference,
        by=by,
        version=version.number,
        sha256=version.sha256,
        base_sha256=amendment.base.sha256,
        code=amendment.code,
        reason_sha256=digest(amendment.reason.encode()),
    )
    if gaps := list(amendment.refusals_now()):
        raise TransitionRefused("publish_amendment", gaps)
    _put_into_force(amendment, version, by=by)
    amendment.state = AmendmentState(target)
    amendment.save()
    challenge.__dict__.pop("amendment", None)
    publish_head(occasion=f"amend {challenge.reference}")
    amending.tell_all(amendment)
    tell_writers_of_amendment("published", amendment, by=by)
    return amendment


def _put_into_force(amendment: Amendment, version: ChallengeVersion, *, by: User) -> None:
    challenge, now = amendment.challenge, clock.database_now()
    amendment.impact = _frozen_impact(amendment)
    amendment.published_at, amendment.published_by = now, by
    challenge.published_version = version
    challenge.topic = version.figures["topic"]
    challenge.save(update_fields=["published_version", "topic"])
    set_anchors(challenge, version, at=now, announces_in=amendment.announces_in())


def _frozen_impact(amendment: Amendment) -> list[dict[str, Any]]:
    return [change.as_json() for change in amendment.impact_at(clock.database_now())]


def _writers(amendment: Amendment, by: User) -> set[int]:
    """Return who wrote anything since the version in force was frozen, and who asks for approval."""
    challenge, base = amendment.challenge, amendment.base
    revisions = challenge.draft_revisions.filter(number__gt=base.draft_number or 0, saved_by__isnull=False)
    rules = revisions.filter(saved_at__gte=base.submitted_at).values_list("saved_by", flat=True)
    return {*rules, *manuscripts.store().writers(challenge, since=base.submitted_at), amendment.started_by_id, by.pk}
