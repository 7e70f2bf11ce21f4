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
    place: str = "",
) -> Challenge:
    """Store a concluded challenge of an archive, with its words by language (`title`, `summary`, `brief`: blocks).

    `budget` is the total of all prizes in whole `currency`; what is not known stays empty. It counts as concluded when its
    deadline passed. Raises ValidationError when `reference` is taken or the deadline is not after the opening.
    """
    if Challenge.objects.filter(reference=reference).exists():
        raise ValidationError(_("There is a challenge %(reference)s already.") % {"reference": reference}, code="duplicate")
    title = next(text["title"] for text in words.values())
    challenge = Challenge(
        reference=reference,
        authority=authority,
        working_title=title[:LONGEST_WORKING_TITLE],
        law_profile=ARCHIVE_PROFILE,
        languages=list(words),
        topic=topic,
        currency=currency,
        budget=budget,
        cpv_codes=list(cpv_codes),
        place=place,
        source_url=source_url,
        created_at=published_at,
    )
    challenge.clean_fields(exclude=["candidate", "published_version", "created_by"])
    challenge.save()
    stage = Round(
        challenge=challenge,
        number=1,
        kind=Round.Kind.CONCEPT,
        opens_at=opens_at,
        closes_at=closes_at,
        is_sealed=False,
        is_blind=False,
        advance_limit=advance_limit,
        prize_each=prize_each or Decimal(0),
    )
    stage.validate_constraints()
    stage.save()
    _publish_as_concluded(challenge, words, published_at=published_at, concluded_at=closes_at or published_at)
    return challenge


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
