"""Taking in challenges that were run elsewhere and are over: public at once, without people, with the address they came from."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from challenges.lifecycle import ChallengeState
from challenges.models import LONGEST_WORKING_TITLE, Challenge
from challenges.profiles import PROFILES
from challenges.rules import building
from challenges.rules.base import decimal_text
from challenges.rules.document import FORMAT
from challenges.services.anchors import set_anchors
from challenges.services.locking import lock
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
    cpv_codes: Sequence[str] = (),
) -> Challenge:
    """Store a concluded challenge of an archive, with its words by language; `budget` is the total of all prizes.

    What is not known stays empty. Raises ValidationError when `reference` is taken or the deadline is not after the opening.
    """
    _demand_that_it_fits(reference, opens_at, closes_at)
    challenge = Challenge(
        reference=reference,
        authority=authority,
        working_title=next(text["title"] for text in words.values())[:LONGEST_WORKING_TITLE],
        topic=topic,
        source_url=source_url,
        created_at=published_at,
    )
    challenge.clean_fields(exclude=["candidate", "published_version", "created_by"])
    challenge.save()
    total = building.money(decimal_text(budget), currency) if budget is not None else None
    content = {
        "format": FORMAT,
        "notice": _notice(challenge, cpv_codes, total),
        "words": {language: dict(text) for language, text in words.items()},
        "rules": _rules(list(words), opens_at, closes_at),
        "call": None,
    }
    _publish_as_concluded(challenge, content, published_at=published_at, concluded_at=closes_at or published_at)
    return challenge


def _demand_that_it_fits(reference: str, opens_at: datetime | None, closes_at: datetime | None) -> None:
    """Raise ValidationError when the reference is taken or the deadline is not after the opening."""
    if Challenge.objects.filter(reference=reference).exists():
        raise ValidationError(_("There is a challenge %(reference)s already.") % {"reference": reference}, code="duplicate")
    if opens_at and closes_at and closes_at <= opens_at:
        raise ValidationError(_("The deadline is not after the opening."), code="dates")


def _notice(challenge: Challenge, cpv_codes: Sequence[str], budget: building.Plain | None) -> building.Plain:
    return {
        "reference": challenge.reference,
        "authority": {"name": challenge.authority.name, "slug": challenge.authority.slug},
        "topic": challenge.topic,
        "cpv_codes": list(cpv_codes),
        "place": None,
        "contact_email": None,
        "budget": budget,
        "annexes": [],
    }


def _rules(languages: list[str], opens_at: datetime | None, closes_at: datetime | None) -> building.Plain:
    """Return what is known of the rules: when entries were taken. Nothing else is claimed."""
    window = building.window(_moment(opens_at), _moment(closes_at))
    intake = building.intake([], [window], languages=languages, openers=None, anonymity=None)
    profile = PROFILES[ARCHIVE_PROFILE]
    return building.rules(
        languages,
        [building.stage("competition", dict.fromkeys(languages, "1"), intake=intake)],
        law=building.law(profile.key, profile.law_values()),
        zone="UTC",
    )


def _moment(moment: datetime | None) -> building.Plain:
    if moment is None:
        return {"kind": "words", "words": "–"}
    return building.instant(f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")


def _publish_as_concluded(
    challenge: Challenge, content: building.Plain, *, published_at: datetime, concluded_at: datetime
) -> None:
    version = freeze(lock(challenge), content, by=None)
    version.number = 1
    version.save(update_fields=["number"])
    challenge.candidate = challenge.published_version = version
    challenge.published_at = published_at
    challenge.concluded_at = concluded_at
    challenge.state = ChallengeState.CONCLUDED
    challenge.save(update_fields=["candidate", "published_version", "published_at", "concluded_at", "state"])
    set_anchors(challenge, version)
    record_event("archive", challenge.reference, sha256=version.sha256, source=challenge.source_url)
