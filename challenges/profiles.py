"""Law profiles: named sets of legal defaults, each number with its source."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LawProfile:
    """Legal defaults of one jurisdiction and procedure; shown on the challenge with source and date."""

    key: str
    name: Any
    source: str
    as_of: date
    minimum_jurors: int
    standstill_days: int
    weights_total: int
    losing_works_public: bool
    # False: nothing new can be started under it.
    is_offered: bool = True


PROFILES = {
    profile.key: profile
    for profile in (
        LawProfile(
            key="pl-design-contest",
            name=_("Poland: design contest"),
            source="Prawo zamówień publicznych (2019), art. 264, 325–358",
            as_of=date(2026, 11, 1),
            minimum_jurors=3,
            standstill_days=10,
            weights_total=100,
            losing_works_public=False,
        ),
        LawProfile(
            key="eu-design-contest",
            name=_("European Union: design contest"),
            source="Directive 2014/24/EU, art. 78–82; Directive 89/665/EEC, art. 2a",
            as_of=date(2026, 11, 1),
            minimum_jurors=3,
            standstill_days=10,
            weights_total=100,
            losing_works_public=False,
        ),
        LawProfile(
            key="archive",
            name=_("Imported from an archive: the rules of its first publisher held"),
            source="",
            as_of=date(2026, 11, 1),
            minimum_jurors=0,
            standstill_days=0,
            weights_total=100,
            losing_works_public=False,
            is_offered=False,
        ),
    )
}
PROFILE_CHOICES = [(profile.key, profile.name) for profile in PROFILES.values()]
OFFERED_PROFILE_CHOICES = [(profile.key, profile.name) for profile in PROFILES.values() if profile.is_offered]
