"""Challenges with two rounds each, their forms, criteria and published versions."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from benchmarks.filling.world import DRAFTS_OF_CHALLENGES, People, Plan, Stage
from challenges import versioning
from challenges.models import Challenge, ChallengeVersion, Criterion, Question, Round, Topic
from core import clock

CRITERIA = (("benefit", "Benefit", "Korzyść", 50), ("quality", "Quality", "Jakość", 30), ("cost", "Cost", "Koszt", 20))
QUESTIONS = (
    ("problem", "long_text", "Which problem do you solve, and for whom?", "benefit"),
    ("solution", "long_text", "What is your solution?", "benefit"),
    ("evidence", "long_text", "What shows that it works?", "quality"),
    ("cost", "money", "What does it cost in a year?", "cost"),
    ("plan", "file", "Plan (PDF)", "quality"),
    ("agree", "declaration", "I agree to the rules", None),
)
WINNERS = 3
PROSE = "<p>In July the pavement reached 58 degrees. Crews react after the damage is done; we look for ways to know before.</p>"
# Days from now: opening and deadline of both rounds.
COURSE = {
    Stage.OPEN: (-5, 10, 40, 54),
    Stage.CLOSED: (-20, -1, 40, 54),
    Stage.AWARDED: (-60, -40, -30, -20),
}
COURSE_OF_OTHERS = (-30, -10, 40, 54)


def make_challenges(plans: list[Plan], people: People) -> list[Challenge]:
    """Make the planned competitions, published, each with its rounds; opened where their stage says so. Drafts come on top."""
    now = clock.now()
    drafts = [Plan(f"GT-2027-{n + 1:03}", Stage.OPEN, 0) for n in range(DRAFTS_OF_CHALLENGES)]
    rows = [_challenge(plan, people, number, now) for number, plan in enumerate([*plans, *drafts])]
    challenges = Challenge.objects.bulk_create(rows)
    stages = [
        _round(challenge, number, plan, now)
        for challenge, plan in zip(challenges, [*plans, *drafts], strict=True)
        for number in (1, 2)
    ]
    _add_rules(Round.objects.bulk_create(stages, batch_size=1000))
    published = challenges[: len(plans)]
    _publish(published, people, now - timedelta(days=62))
    return published


def _challenge(plan: Plan, people: People, number: int, now: datetime) -> Challenge:
    return Challenge(
        reference=plan.reference,
        authority=people.authority,
        working_title=f"Cooler streets {number}",
        law_profile="pl-design-contest",
        languages=["en", "pl"],
        topic=Topic.values[number % len(Topic.values)],
        cpv_codes=["72000000-5"],
        place=f"Place {number}",
        budget=Decimal(900_000),
        contact_email="contests@example.org",
        created_at=now - timedelta(days=70),
        created_by=people.author,
    )


def _round(challenge: Challenge, number: int, plan: Plan, now: datetime) -> Round:
    days = COURSE.get(plan.stage, COURSE_OF_OTHERS)[2 * number - 2 : 2 * number]
    opens_at, closes_at = (now + timedelta(days=day) for day in days)
    is_opened = plan.stage is Stage.AWARDED or (number == 1 and plan.stage not in (Stage.OPEN, Stage.CLOSED))
    return Round(
        challenge=challenge,
        number=number,
        kind="concept" if number == 1 else "prototype",
        title={"en": f"Round {number}", "pl": f"Etap {number}"},
        opens_at=opens_at,
        closes_at=closes_at,
        decision_due_on=(closes_at + timedelta(days=14)).date(),
        is_blind=number == 1,
        threshold=Decimal(20),
        tie_break=["heaviest_criterion", "earlier_submission"],
        advance_limit=5 if number == 1 else WINNERS,
        prize_each=Decimal(20_000 if number == 1 else 100_000),
        opened_at=closes_at + timedelta(hours=1) if is_opened else None,
    )


def _add_rules(stages: list[Round]) -> None:
    anchors = {str(mark): {"en": f"What earns a {mark}", "pl": f"Za co {mark}"} for mark in range(6)}
    criteria = Criterion.objects.bulk_create(
        [
            Criterion(round=stage, key=key, position=n, name={"en": en, "pl": pl}, weight=Decimal(weight), anchors=anchors)
            for stage in stages
            for n, (key, en, pl, weight) in enumerate(CRITERIA)
        ],
        batch_size=1000,
    )
    by_key = {(criterion.round_id, criterion.key): criterion for criterion in criteria}
    Question.objects.bulk_create(
        [
            Question(round=stage, key=key, position=n, kind=kind, label={"en": label}, criterion=by_key.get((stage.pk, about)))
            for stage in stages
            for n, (key, kind, label, about) in enumerate(QUESTIONS)
        ],
        batch_size=1000,
    )


def _publish(challenges: list[Challenge], people: People, at: datetime) -> None:
    """Freeze words and rules as the services do, then publish: rules cannot be added afterwards."""
    versions = ChallengeVersion.objects.bulk_create([_version(challenge, people, at) for challenge in challenges], batch_size=200)
    for challenge, version in zip(challenges, versions, strict=True):
        challenge.published_version, challenge.published_at, challenge.state = version, at, Challenge.State.PUBLISHED
    Challenge.objects.bulk_update(challenges, ["published_version", "published_at", "state"], batch_size=500)


def _version(challenge: Challenge, people: People, at: datetime) -> ChallengeVersion:
    words = {language: _words(challenge, language) for language in challenge.languages}
    content = versioning.content_of(challenge, words=words)
    return ChallengeVersion(
        challenge=challenge,
        number=1,
        content=content,
        sha256=versioning.digest(content),
        titles={language: text["title"] for language, text in words.items()},
        summaries={language: text["summary"] for language, text in words.items()},
        search_text=versioning.searchable(content),
        submitted_at=at,
        submitted_by=people.author,
        published_at=at,
        published_by=people.publisher,
    )


def _words(challenge: Challenge, language: str) -> dict[str, Any]:
    title = {"en": f"Cooler streets in {challenge.place}", "pl": f"Chłodniejsze ulice: {challenge.place}"}[language]
    brief = [{"type": "heading", "value": "The problem"}, *({"type": "paragraph", "value": PROSE * 4} for _part in range(6))]
    return {"title": title, "summary": "Ways to keep pavements and stops cool. Zażółć gęślą jaźń.", "brief": brief}
