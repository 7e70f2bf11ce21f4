"""Law profiles: named sets of legal defaults, each number with its source, and of powers that officials have or lack.

What a profile says is written into the rules when a challenge is started (`law.values`), and read from there afterwards: a later
reading of the law changes no competition that runs. Powers stand here, since nobody may change them in a draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LegalNumber:
    """A number of the law, the provision it comes from, and whether its article was read: only such a number may block."""

    value: str
    source: str
    was_read: bool = True


@dataclass(frozen=True)
class LawProfile:
    """Legal defaults and powers of one jurisdiction and procedure; shown on the challenge with source and date.

    `numbers` by key: minimum_jurors (people), standstill_days, weights_total (percent), amendment_days (by which a deadline
    moves when a change matters).

    `verdict_binds`: officials never change a mark, a ranking or a winner; the head approves, sends back or annuls
    (art. 82 of 2014/24/EU, Pzp 337). `losing_works_public`: works not awarded may be published (Pzp 358 forbids it).
    """

    key: str
    name: Any
    source: str
    as_of: date
    numbers: Mapping[str, LegalNumber]
    verdict_binds: bool = False
    losing_works_public: bool = False
    # False: nothing new can be started under it.
    is_offered: bool = True

    @property
    def minimum_jurors(self) -> int:
        return int(self.numbers["minimum_jurors"].value)

    def law_values(self) -> list[dict[str, str]]:
        """Return the numbers as `law.values` of the rules holds them."""
        return [
            {"key": key, "value": number.value, "source": number.source, "as_of": self.as_of.isoformat()}
            for key, number in self.numbers.items()
        ]


_READ = date(2026, 11, 1)


def _numbers(jurors: LegalNumber, standstill: LegalNumber, amendment: LegalNumber) -> dict[str, LegalNumber]:
    hundred = LegalNumber("100", "percentages")
    return {"minimum_jurors": jurors, "standstill_days": standstill, "weights_total": hundred, "amendment_days": amendment}


def _advice(jurors: str, standstill: str, amendment: str) -> dict[str, LegalNumber]:
    """Return numbers that no article was read for: they may warn, never block."""
    return _numbers(*(LegalNumber(value, "practice", was_read=False) for value in (jurors, standstill, amendment)))


PROFILES = {
    profile.key: profile
    for profile in (
        LawProfile(
            key="pl-design-contest",
            name=_("Poland: design contest, from the EU threshold"),
            source="Prawo zamówień publicznych (2019), art. 264, 325–358",
            as_of=_READ,
            numbers=_numbers(
                LegalNumber("3", "Pzp 335"), LegalNumber("10", "Pzp 264, 515"), LegalNumber("6", "2014/24/EU 53(2)")
            ),
            verdict_binds=True,
        ),
        LawProfile(
            key="pl-design-contest-below",
            name=_("Poland: design contest, below the EU threshold"),
            source="Prawo zamówień publicznych (2019), art. 325–358, 515",
            as_of=_READ,
            numbers=_numbers(
                LegalNumber("3", "Pzp 335"), LegalNumber("5", "Pzp 515"), LegalNumber("4", "Pzp 284", was_read=False)
            ),
            verdict_binds=True,
        ),
        LawProfile(
            key="eu-design-contest",
            name=_("European Union: design contest"),
            source="Directive 2014/24/EU, art. 78–82; Directive 89/665/EEC, art. 2a",
            as_of=_READ,
            numbers=_numbers(
                LegalNumber("3", "practice", was_read=False),
                LegalNumber("10", "89/665/EEC 2a"),
                LegalNumber("6", "2014/24/EU 53(2)"),
            ),
            verdict_binds=True,
        ),
        LawProfile(
            key="eu-grants",
            name=_("European Union: grants to third parties"),
            source="Regulation (EU, Euratom) 2024/2509, art. 207",
            as_of=_READ,
            numbers=_advice("3", "0", "7"),
        ),
        LawProfile(
            key="eu-precommercial",
            name=_("European Union: pre-commercial procurement"),
            source="Directive 2014/24/EU, art. 14",
            as_of=_READ,
            numbers=_advice("3", "0", "7"),
        ),
        LawProfile(
            key="uk-below-threshold",
            name=_("United Kingdom: below the threshold"),
            source="Procurement Act 2023, part 6",
            as_of=_READ,
            numbers=_advice("2", "0", "7"),
        ),
        LawProfile(
            key="uk-sbri",
            name=_("United Kingdom: SBRI competition"),
            source="Procurement Act 2023, schedule 2",
            as_of=_READ,
            numbers=_advice("2", "0", "7"),
        ),
        LawProfile(
            key="us-prize",
            name=_("United States: prize competition"),
            source="15 U.S.C. § 3719",
            as_of=_READ,
            numbers=_advice("1", "0", "7"),
        ),
        LawProfile(
            key="internal",
            name=_("Inside one organisation"),
            source="",
            as_of=_READ,
            numbers=_advice("2", "0", "3"),
            losing_works_public=True,
        ),
        LawProfile(
            key="own-rules",
            name=_("Own published rules"),
            source="",
            as_of=_READ,
            numbers=_advice("2", "0", "3"),
            losing_works_public=True,
        ),
        LawProfile(
            key="archive",
            name=_("Imported from an archive: the rules of its first publisher held"),
            source="",
            as_of=_READ,
            numbers=_advice("0", "0", "0"),
            is_offered=False,
        ),
    )
}
# What a draft stands under that names no profile yet.
OWN_RULES = "own-rules"
PROFILE_CHOICES = [(profile.key, profile.name) for profile in PROFILES.values()]
OFFERED_PROFILE_CHOICES = [(profile.key, profile.name) for profile in PROFILES.values() if profile.is_offered]
