"""Competitions at any moment of their course: the same documents as everywhere, published past the guards of dates and people."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from accounts.models import Organisation, User
from challenges.models import Challenge
from challenges.profiles import PROFILES
from challenges.rules import building
from challenges.rules.building import Plain
from challenges.rules.plain_round import TIE_ENDS, as_instant, heaviest_ties
from challenges.services.anchors import set_anchors
from challenges.services.publishing import unsaved_version
from ledger.services import record_event

_numbers = count(1)
LANGUAGES = ("en", "pl")
NOTICE: Plain = {
    "topic": "environment",
    "cpv_codes": ["72000000-5"],
    "place": "Warszawa",
    "contact_email": "contests@example.org",
    "budget": building.money("500000", "PLN"),
    "annexes": [],
}


def criterion(key: str, name: str, weight: str, **members: Any) -> Plain:
    """Return a criterion with marks from 0 to 5."""
    words = {"0": {"en": "Does not answer the need", "pl": "Nie odpowiada na potrzebę"}, "5": {"en": "Better", "pl": "Lepiej"}}
    return building.criterion(key, {"en": name, "pl": f"{name} (pl)"}, weight, building.numbers("5", words), **members)


def judged_round(
    number: int,
    opens_at: datetime,
    closes_at: datetime,
    criteria: Sequence[Plain],
    questions: Sequence[Plain] = (),
    *,
    limit: int = 1,
    threshold: str = "0",
    ties: str = "shared",
    is_blind: bool = True,
    openers: int = 2,
    scorecards: int = 3,
    sees_others: str = "after_own",
    is_last: bool = False,
    reserves: int | None = 5,
    may_depart: bool = False,
) -> Plain:
    """Return the `number`th of several rounds in a row; it follows the one before. `ties` as in plain_round.TIE_ENDS.

    `reserves` wait after the last one; `may_depart`: the authority may leave the rule.
    """
    part = building.part(criteria, scorecards_per_entry=scorecards, others_visible=sees_others)
    departure = {"by": "authority", "words": {"en": "With reasons.", "pl": "Z uzasadnieniem."}} if may_depart else None
    anonymity = {"until": "report_signed", "pseudonym_allowed": False} if is_blind else None
    window = building.window(as_instant(opens_at), as_instant(closes_at))
    hurdles = [building.minimum_score(threshold)] if threshold != "0" else []
    return building.stage(
        f"round-{number}",
        {"en": f"Round {number}", "pl": f"Etap {number}"},
        follows=[f"round-{number - 1}"] if number > 1 else [],
        intake=building.intake(questions, [window], languages=LANGUAGES, openers=openers, anonymity=anonymity),
        judging=building.judging([part], [*heaviest_ties(part), *TIE_ENDS[ties]()], use="award" if is_last else "shortlist"),
        advancing=building.advancing(
            [building.top(limit)], hurdles, reserves=reserves if is_last else None, may_depart=departure
        ),
        planned=[building.planned_decision((closes_at + timedelta(days=14)).date().isoformat())],
    )


def competition(
    rounds: Sequence[Plain], prizes: Mapping[str, str] | None = None, *, law: str = "pl-design-contest", **notice: Any
) -> Plain:
    """Return notice and rules of a contest under a law profile.

    `prizes` are in PLN by key of the round whose advanced entries get them.
    """
    profile = PROFILES[law]
    given = prizes or {}
    rewards = [
        building.reward(
            f"prize-{stage['key']}",
            stage["title"],
            building.to_advanced(stage["key"]),
            each={"kind": "fixed", "sum": building.money(given[stage["key"]], "PLN")} if stage["key"] in given else None,
        )
        for stage in rounds
        if stage["key"] in given or stage is rounds[-1]
    ]
    rules = building.rules(
        LANGUAGES,
        rounds,
        law=building.law(profile.key, profile.law_values()),
        zone="Europe/Warsaw",
        juries=[building.panel({"en": "Jury", "pl": "Jury"})],
        rewards=building.rewards(rewards),
    )
    return {"format": 2, "notice": NOTICE | notice, "rules": rules}


@transaction.atomic
def publish(
    authority: Organisation, document: Plain, words: Mapping[str, Mapping[str, Any]], *, at: datetime, by: User, title: str = ""
) -> Challenge:
    """Return a challenge with this document as its version 1, published at `at` by `by`; nobody is asked, no date refused."""
    challenge = Challenge.objects.create(
        reference=f"GT-2026-{next(_numbers):03}",
        authority=authority,
        working_title=title or next(iter(words.values()))["title"],
        topic=document["notice"]["topic"],
    )
    facts = {"reference": challenge.reference, "authority": {"name": authority.name, "slug": authority.slug}}
    content = {
        **document,
        "notice": document["notice"] | facts,
        "words": {code: dict(text) for code, text in words.items()},
        "call": document.get("call"),
    }
    version = unsaved_version(challenge, content, by=by, at=at, number=1, published_at=at, published_by=by)
    version.save()
    challenge.published_version, challenge.published_at, challenge.state = version, at, "published"
    challenge.save()
    set_anchors(challenge, version)
    record_event("publish", challenge.reference, by=by, version=1, sha256=version.sha256)
    return challenge
