"""Challenges that are amended while entries are on file."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.roles import Role
from challenges import manuscripts, services
from challenges.models import Amendment, Challenge
from challenges.services.drafting import begin_anew
from ledger.services import record_event
from pages.services import write_words
from submissions.models import Entry
from tests.factories import submissions as make
from tests.factories.challenges import WORDS

LATER = 8
QUESTIONS = "rules/rounds/round-1/intake/questions"
WEBSITE: dict[str, Any] = {
    "kind": "line",
    "key": "website",
    "label": {"en": "Your website", "pl": "Twoja strona"},
    "help": None,
    "required": True,
    "only_if": None,
    "section": None,
    "envelope": "content",
    "criteria": [],
    "options": [],
    "limits": [],
}


def make_amendable(**further: Any) -> Challenge:
    """Return an open challenge of one round with draft, manuscripts and its submission in the ledger, as the desk makes it."""
    challenge = make.make_open_challenge(rounds=1, words=WORDS, **further)
    version = challenge.published_version
    challenge.draft_revisions.create(
        number=1, document={"format": 2, "notice": {}, "rules": version.content["rules"]}, saved_at=version.published_at
    )
    begin_anew(challenge)
    manuscripts.store().make(challenge, titles={}, by=None)
    for language, words in WORDS.items():
        write_words(challenge, by=None, language=language, **words)
    with transaction.atomic():
        record_event("submit", challenge.reference, sha256=version.sha256)
    return challenge


def reweigh(challenge: Challenge, by: Any) -> None:
    """Change the weights of the first round, on which every entry relies."""
    stage = challenge.written["rules"]["rounds"][0]
    part = stage["judging"]["parts"][0]
    for criterion, weight in zip(part["criteria"], ("55", "45"), strict=True):
        path = f"rules/rounds/round-1/judging/parts/{part['key']}/criteria/{criterion['key']}/weight"
        services.set_part(challenge, by=by, path=path, value=weight)


def ask_more(challenge: Challenge, by: Any) -> None:
    """Ask a new question that must be answered."""
    services.add_item(challenge, by=by, path=QUESTIONS, item=WEBSITE)


def readdress(challenge: Challenge, by: Any) -> None:
    """Change what nobody relied on."""
    services.set_part(challenge, by=by, path="notice/contact_email", value="new@example.org")


def write_amendment(challenge: Challenge, change: Callable[[Challenge, Any], None]) -> Amendment:
    """Begin to amend, with `change` and a deadline that is late enough, and submit."""
    author = make.make_member(challenge.authority, Role.AUTHOR)
    amendment = services.start_amendment(challenge, by=author, reason="The weights were mixed up.", code="cor-buy")
    change(challenge, author)
    stage = challenge.written["rules"]["rounds"][0]
    window = stage["intake"]["windows"][0]
    later = challenge.rounds.get(number=1).closes_at + timedelta(days=LATER)
    path = f"rules/rounds/round-1/intake/windows/{window['key']}/closes/at"
    services.set_part(challenge, by=author, path=path, value=f"{later:%Y-%m-%dT%H:%M:%SZ}")
    services.submit_amendment(amendment, by=author)
    return amendment


def publish(amendment: Amendment) -> Amendment:
    """Approve what waits."""
    publisher = make.make_member(amendment.challenge.authority, Role.PUBLISHER)
    return services.publish_amendment(amendment, by=publisher, sha256=amendment.candidate.sha256)


def amend(challenge: Challenge, change: Callable[[Challenge, Any], None]) -> Amendment:
    """Write an amendment and put it into force."""
    return publish(write_amendment(Challenge.objects.get(pk=challenge.pk), change))


def fresh(entry):
    return Entry.objects.select_related("proposal__challenge", "round__challenge").get(pk=entry.pk)
