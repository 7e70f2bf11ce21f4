"""Taking in challenges that were run elsewhere and are over: public at once, without people, with the address they came from."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from challenges import versioning
from challenges.lifecycle import ChallengeState
from challenges.models import LONGEST_WORKING_TITLE, Challenge, Round
from challenges.services.publishing import freeze
from ledger.services import record_event

ARCHIVE_PROFILE = "archive"


@transaction.atomic
def archive_challenge(
    authority: Organisation,
    *,
    reference: str,
    words: Mapping[str, Mapping[str, Any]],
    topic: str,
    source_url: str,
    published_at: datetime,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    currency: str = "USD",
    budget: Decimal | None = None,
    prize_each: Decimal | None = None,
    advance_limit: int | None = None,
    cpv_codes: Sequence[str] = (),
) -> Challenge:
    """Store a concluded challenge of an archive, with its words by language; `budget` is the total of all prizes.

    What is not known stays empty. Raises ValidationError when `reference` is taken or the deadline is not after the opening.
    """
    if Challenge.objects.filter(reference=reference).exists():
        raise ValidationError(_("There is a challenge %(reference)s already.") % {"reference": reference}, code="duplicate")
    challenge = Challenge(
        reference=reference,
        authority=authority,
        working_title=next(text["title"] for text in words.values())[:LONGEST_WORKING_TITLE],
        law_profile=ARCHIVE_PROFILE,
        languages=list(words),
        topic=topic,
        currency=currency,
        budget=budget,
        cpv_codes=list(cpv_codes),
        source_url=source_url,
        created_at=published_at,
    )
    challenge.clean_fields(exclude=["candidate", "published_version", "created_by"])
    challenge.save()
    _add_round(challenge, opens_at=opens_at, closes_at=closes_at, advance_limit=advance_limit, prize_each=prize_each)
    _publish_as_concluded(challenge, words, published_at=published_at, concluded_at=closes_at or published_at)
    return challenge


def _add_round(challenge: Challenge, **known: Any) -> None:
    """Store the one round of an archived challenge; what is not known of it stays empty."""
    known["prize_each"] = known["prize_each"] or Decimal(0)
    stage = Round(challenge=challenge, number=1, kind=Round.Kind.CONCEPT, is_sealed=False, is_blind=False, **known)
    stage.validate_constraints()
    stage.save()


def _publish_as_concluded(
    challenge: Challenge, words: Mapping[str, Mapping[str, Any]], *, published_at: datetime, concluded_at: datetime
) -> None:
    content = versioning.content_of(challenge, words={language: dict(text) for language, text in words.items()})
    version = freeze(challenge, content, by=None)
    version.number = 1
    version.save(update_fields=["number"])
    challenge.candidate = challenge.published_version = version
    challenge.published_at = published_at
    challenge.concluded_at = concluded_at
    challenge.state = ChallengeState.CONCLUDED
    challenge.save(update_fields=["candidate", "published_version", "published_at", "concluded_at", "state"])
    record_event("archive", challenge.reference, sha256=version.sha256, source=challenge.source_url)
