"""Challenges as the real services make them: a draft with words and rules in two languages, and one that is public."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from accounts import membership_changes
from accounts.models import Membership, Organisation, User
from accounts.roles import Role
from challenges import services
from challenges.models import Challenge
from challenges.rules import building, plain_round
from core import clock
from evaluation.services import form_panel, invite_juror
from pages.services import write_words

_numbers = count(1)
WORDS = {
    "en": {
        "title": "Cooler streets in summer",
        "summary": "We look for ways to keep pavements and stops cool without air conditioning.",
        "brief": [
            {"type": "heading", "value": "The problem"},
            {"type": "paragraph", "value": "<p>In July 2025 the pavement of Długa street reached 58 degrees.</p>"},
        ],
    },
    "pl": {
        "title": "Chłodniejsze ulice latem",
        "summary": "Szukamy sposobów na chłód na chodnikach i przystankach bez klimatyzacji. Zażółć gęślą jaźń.",
        "brief": [
            {"type": "heading", "value": "Problem"},
            {"type": "paragraph", "value": "<p>W lipcu 2025 chodnik na ulicy Długiej miał 58 stopni.</p>"},
        ],
    },
}


def make_authority(name: str = "Ministry of Climate") -> Organisation:
    """Return a new authority."""
    number = next(_numbers)
    return Organisation.objects.create(
        kind=Organisation.Kind.AUTHORITY,
        legal_form=Organisation.LegalForm.PUBLIC_BODY,
        name=f"{name} {number}",
        slug=f"authority-{number}",
    )


def make_official(organisation: Organisation, *roles: Role, name: str = "") -> User:
    """Return a new person with these roles in `organisation` (also a supplier's)."""
    number = next(_numbers)
    label = name or f"{'-'.join(roles) or 'person'} {number}"
    user = User.objects.create_user(f"official{number}@example.org", name=label)
    for role in roles:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    if roles:
        membership_changes.announce(organisation)
    return user


def make_challenge_draft(
    authority: Organisation | None = None,
    *,
    by: User | None = None,
    preset: str = "design-contest",
    languages: Sequence[str] = ("en", "pl"),
    words: dict[str, dict[str, Any]] | None = None,
    **notice: Any,
) -> Challenge:
    """Return a complete draft: round one (concept, blind) open since an hour, for 14 days; round two a month later."""
    authority = authority or make_authority()
    by = by or make_official(authority, Role.AUTHOR)
    words = words or {language: WORDS[language] for language in languages}
    challenge = services.create_challenge(
        authority,
        by=by,
        titles={language: text["title"] for language, text in words.items()},
        law_profile="pl-design-contest",
        topic="environment",
        languages=languages,
        preset=preset,
        **{"budget": building.money("400000", "PLN"), "contact_email": "challenges@example.org", **notice},
    )
    for language, text in words.items():
        write_words(challenge, by=by, language=language, **text)
    now = clock.now()
    for number, stage in enumerate(challenge.plain["rules"]["rounds"]):
        opens_at = now - timedelta(hours=1) + timedelta(days=30 * number)
        edit_round(
            challenge,
            stage["key"],
            by=by,
            opens_at=opens_at,
            closes_at=opens_at + timedelta(days=14),
            decision_due_on=(opens_at + timedelta(days=21)).date(),
            prize_each=Decimal(50_000 if number == 0 else 200_000),
        )
    return challenge


def edit_round(challenge: Challenge, key: str, *, by: User, **values: Any) -> None:
    """Save values of the plain form of a round, as an author would."""
    document = plain_round.changed(challenge.plain, key, currency="PLN", **values)
    services.set_part(challenge, by=by, path="", value=document, part=f"rules/rounds/{key}")


def name_jury(challenge: Challenge, author: User) -> None:
    """Invite a chair and two members: what the law profile asks for before a challenge is submitted."""
    panel = form_panel(challenge, by=author)
    for role in ("chair", "member", "member"):
        number = next(_numbers)
        invite_juror(panel, by=author, email=f"juror{number}@example.org", name=f"Juror {number}", role=role)


def make_submitted_challenge(
    authority: Organisation | None = None, *, before_submit: Callable[[Challenge, User], Any] = name_jury, **draft: Any
) -> Challenge:
    """Return a challenge in review. `before_submit(challenge, author)` adds what apps above ask for: a jury."""
    authority = authority or make_authority()
    author = draft.pop("by", None) or make_official(authority, Role.AUTHOR)
    challenge = make_challenge_draft(authority, by=author, **draft)
    before_submit(challenge, author)
    services.submit_challenge(challenge, by=author)
    return challenge


def make_published_challenge(
    authority: Organisation | None = None, *, publisher: User | None = None, **submitted: Any
) -> Challenge:
    """Return a published challenge whose first round accepts entries now; see `make_challenge_draft` for its arguments."""
    challenge = make_submitted_challenge(authority, **submitted)
    publisher = publisher or make_official(challenge.authority, Role.PUBLISHER)
    services.publish_challenge(challenge, by=publisher, sha256=challenge.candidate.sha256)
    return challenge
