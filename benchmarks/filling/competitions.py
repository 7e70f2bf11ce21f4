"""Challenges with two rounds each, their forms, criteria and published versions."""

from datetime import datetime, timedelta
from typing import Any

from benchmarks.filling.world import DRAFTS_OF_CHALLENGES, People, Plan, Stage
from challenges.models import Challenge, ChallengeVersion, DraftRevision, Round, Topic
from challenges.profiles import PROFILES
from challenges.rules import building
from challenges.rules.document import FORMAT
from challenges.rules.editing import Plain
from challenges.rules.plain_round import as_instant
from challenges.services.anchors import anchors
from challenges.services.publishing import unsaved_version
from core import clock

WINNERS = 3
CRITERIA = (("benefit", "Benefit", "Korzyść", "50"), ("quality", "Quality", "Jakość", "30"), ("cost", "Cost", "Koszt", "20"))
QUESTIONS = (
    ("problem", "text", "Which problem do you solve, and for whom?", ["benefit"]),
    ("solution", "text", "What is your solution?", ["benefit"]),
    ("evidence", "text", "What shows that it works?", ["quality"]),
    ("cost", "money", "What does it cost in a year?", ["cost"]),
    ("plan", "file", "Plan (PDF)", ["quality"]),
    ("agree", "declaration", "I agree to the rules", []),
)
LANGUAGES = ["en", "pl"]
ROUNDS = (
    ("concept", {"en": "Round 1", "pl": "Etap 1"}, 5, "20000"),
    ("prototype", {"en": "Round 2", "pl": "Etap 2"}, WINNERS, "100000"),
)
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
    documents = [_document(number, plan, now) for number, plan in enumerate([*plans, *drafts])]
    DraftRevision.objects.bulk_create(
        [
            DraftRevision(challenge=challenge, number=1, document=document, saved_at=now, saved_by=people.author)
            for challenge, document in zip(challenges[len(plans) :], documents[len(plans) :], strict=True)
        ]
    )
    published = challenges[: len(plans)]
    _publish(published, documents, plans, people, now)
    return published


def _challenge(plan: Plan, people: People, number: int, now: datetime) -> Challenge:
    return Challenge(
        reference=plan.reference,
        authority=people.authority,
        working_title=f"Cooler streets {number}",
        topic=Topic.values[number % len(Topic.values)],
        created_at=now - timedelta(days=70),
        created_by=people.author,
    )


def _document(number: int, plan: Plan, now: datetime) -> Plain:
    """Return notice and rules of a competition whose days fit its stage."""
    profile = PROFILES["pl-design-contest"]
    rounds = [_round(place, plan, now) for place in range(len(ROUNDS))]
    prizes = [
        building.reward(
            f"prize-{key}", title, building.to_advanced(key), each={"kind": "fixed", "sum": building.money(prize, "PLN")}
        )
        for key, title, _places, prize in ROUNDS
    ]
    rules = building.rules(
        LANGUAGES,
        rounds,
        law=building.law(profile.key, profile.law_values(), procedure="oth-mult"),
        zone="Europe/Warsaw",
        juries=[building.panel({"en": "Jury", "pl": "Jury"})],
        rewards=building.rewards(prizes),
    )
    notice = {
        "topic": Topic.values[number % len(Topic.values)],
        "cpv_codes": ["72000000-5"],
        "place": f"Place {number}",
        "contact_email": "contests@example.org",
        "budget": building.money("900000", "PLN"),
        "annexes": [],
    }
    return {"format": FORMAT, "notice": notice, "rules": rules}


def _round(place: int, plan: Plan, now: datetime) -> Plain:
    key, title, places, _prize = ROUNDS[place]
    opens_at, closes_at = (now + timedelta(days=day) for day in _days(plan)[2 * place : 2 * place + 2])
    worded = {str(mark): {"en": f"What earns a {mark}", "pl": f"Za co {mark}"} for mark in range(6)}
    scale = building.numbers("5", worded)
    criteria = [building.criterion(name, {"en": en, "pl": pl}, weight, scale) for name, en, pl, weight in CRITERIA]
    questions = [building.question(kind, name, {"en": en, "pl": en}, criteria=about) for name, kind, en, about in QUESTIONS]
    window = building.window(as_instant(opens_at), as_instant(closes_at))
    ties = [building.criterion_tie("benefit"), building.plain_tie("earlier_submission"), building.plain_tie("shared_rank")]
    return building.stage(
        key,
        title,
        follows=[ROUNDS[place - 1][0]] if place else [],
        intake=building.intake(questions, [window], languages=LANGUAGES),
        judging=building.judging([building.part(criteria)], ties, use="award" if place else "shortlist"),
        advancing=building.advancing([building.top(places)], [building.minimum_score("20")]),
        planned=[building.planned_decision((closes_at + timedelta(days=14)).date().isoformat())],
    )


def _days(plan: Plan) -> tuple[int, ...]:
    return COURSE.get(plan.stage, COURSE_OF_OTHERS)


def _publish(challenges: list[Challenge], documents: list[Plain], plans: list[Plan], people: People, now: datetime) -> None:
    """Freeze words and rules as the services do, then publish, and open the rounds that the plans say."""
    at = now - timedelta(days=62)
    rows = [_version(challenge, document, people, at) for challenge, document in zip(challenges, documents, strict=False)]
    versions = ChallengeVersion.objects.bulk_create(rows, batch_size=200)
    for challenge, version in zip(challenges, versions, strict=True):
        challenge.published_version, challenge.published_at, challenge.state = version, at, Challenge.State.PUBLISHED
    Challenge.objects.bulk_update(challenges, ["published_version", "published_at", "state"], batch_size=500)
    rounds = [
        _opened(row, plan)
        for plan, challenge, version in zip(plans, challenges, versions, strict=True)
        for row in anchors(challenge, version)
    ]
    Round.objects.bulk_create(rounds, batch_size=1000)


def _opened(row: Round, plan: Plan) -> Round:
    if plan.stage is Stage.AWARDED or (row.number == 1 and plan.stage not in (Stage.OPEN, Stage.CLOSED)):
        row.opened_at = row.closes_at and row.closes_at + timedelta(hours=1)
    return row


def _version(challenge: Challenge, document: Plain, people: People, at: datetime) -> ChallengeVersion:
    place = document["notice"]["place"]
    facts = {"reference": challenge.reference, "authority": {"name": people.authority.name, "slug": people.authority.slug}}
    content = {
        **document,
        "notice": document["notice"] | facts,
        "words": {language: _words(place, language) for language in LANGUAGES},
        "call": None,
    }
    return unsaved_version(challenge, content, by=people.author, at=at, number=1, published_at=at, published_by=people.publisher)


def _words(place: str, language: str) -> dict[str, Any]:
    title = {"en": f"Cooler streets in {place}", "pl": f"Chłodniejsze ulice: {place}"}[language]
    brief = [{"type": "heading", "value": "The problem"}, *({"type": "paragraph", "value": PROSE * 4} for _part in range(6))]
    return {"title": title, "summary": "Ways to keep pavements and stops cool. Zażółć gęślą jaźń.", "brief": brief}
