"""Examples of what only a competition has."""

from datetime import timedelta
from typing import Any

from core.components import Button, Figure, Tag
from core.examples.example import LONG_POLISH, NOW, Example

STEPS: list[dict[str, Any]] = [
    {"title": "Published", "state": "done", "actual": NOW - timedelta(days=30), "who": "Ministerstwo Cyfryzacji"},
    {
        "title": "Round 1: concept",
        "state": "current",
        "planned": NOW,
        "planned_end": NOW + timedelta(days=19),
        "who": "Suppliers",
    },
    {"title": "Judging of round 1", "planned": (NOW + timedelta(days=33)).date(), "who": "Jury", "text": "3 to 5 advance."},
    {"title": "Demo day", "state": "cancelled", "planned": (NOW + timedelta(days=40)).date()},
]
CHALLENGE: dict[str, Any] = {
    "href": "#main-content",
    "authority": "Ministerstwo Rodziny, Pracy i Polityki Społecznej",
    "reference": "GT-2026-014",
    "closes_at": NOW + timedelta(days=19, hours=1, minutes=30),
    "now": NOW,
}
WINNER: dict[str, Any] = {
    "supplier": "Zażółć Laboratorium Sp. z o.o.",
    "challenge": "Quieter trams",
    "authority": "Miasto Łódź",
    "href": "#main-content",
}
ANCHORS = {"0": "Does not answer the need", "3": "Answers it", "5": "Better than was asked for"}

LATE: dict[str, Any] = {
    "title": "Round 1 of Quieter trams",
    "act": "Sign the report",
    "href": "#main-content",
    "due_at": NOW - timedelta(days=2),
}
TODAY: dict[str, Any] = {
    "title": "9M2D-A7",
    "act": "Score",
    "meta": "Quieter trams, concept",
    "href": "#main-content",
    "due_at": NOW + timedelta(hours=5),
    "action": Button(text="Score", href="#main-content", variant="secondary"),
}
GROUPS: list[dict[str, Any]] = [
    {"title": "Late", "urgency": "late", "items": [LATE]},
    {"title": "Today", "urgency": "today", "items": [TODAY, TODAY]},
    {"title": "This week", "urgency": "week", "items": []},
]


def deadlines() -> list[Example]:
    """A deadline from far to over."""
    far = NOW + timedelta(days=19, hours=1, minutes=30)
    return [
        Example("deadline", "far", {"moment": far, "now": NOW, "note": "You can change your entry until then."}),
        Example("deadline", "near", {"moment": NOW + timedelta(hours=26), "now": NOW}),
        Example("deadline", "over", {"moment": NOW - timedelta(days=3), "now": NOW}),
        Example("deadline", "small", {"moment": far, "now": NOW, "size": "small", "label": "Questions until"}),
    ]


def timelines() -> list[Example]:
    """A challenge's steps in all their states."""
    return [Example("timeline", "all states", {"items": STEPS})]


def challenge_cards() -> list[Example]:
    """A challenge in a list."""
    return [
        Example(
            "challenge_card",
            "open",
            CHALLENGE
            | {
                "title": LONG_POLISH,
                "phase": Tag(text="Open", colour="green", dot=True),
                "prize": "PLN\N{NO-BREAK SPACE}450,000",
                "topics": ["Inclusion", "Services"],
                "summary": "Find a way to reach people who have never used a public service online.",
            },
        ),
        Example(
            "challenge_card",
            "over",
            CHALLENGE
            | {"title": "Quieter trams", "phase": Tag(text="Awarded", colour="purple"), "closes_at": NOW - timedelta(days=90)},
        ),
    ]


def winner_cards() -> list[Example]:
    """Who won, with and without a rank."""
    return [
        Example(
            "winner_card",
            "first",
            WINNER
            | {
                "title": "Rails that listen",
                "prize": "PLN\N{NO-BREAK SPACE}250,000",
                "reason": "The only work measured on a real line, with a plan for winter.",
            },
        ),
        Example(
            "winner_card",
            "second",
            WINNER | {"title": "Soft wheels", "place": 2, "figures": [Figure(value="81.5", label="points")]},
        ),
        Example("winner_card", "without rank", WINNER | {"title": "Equal winner", "place": 0}),
    ]


def _boxes(chosen: str, top: int = 5) -> list[dict[str, Any]]:
    marks = [str(n) for n in range(top + 1)]
    return [{"value": m, "label": m, "anchor": ANCHORS.get(m, ""), "selected": m == chosen} for m in marks]


def scores() -> list[Example]:
    """Marks as boxes."""
    return [
        Example(
            "score_boxes",
            "not scored",
            {"name": "mark-a", "id": "mark-a", "legend": "Fit to the need", "weight": "30%", "boxes": _boxes("")},
        ),
        Example(
            "score_boxes",
            "scored",
            {
                "name": "mark-b",
                "id": "mark-b",
                "legend": "Feasibility",
                "weight": "40%",
                "boxes": _boxes("4"),
                "hint": "Can this team do it in six months?",
            },
        ),
        Example(
            "score_boxes", "eleven marks", {"name": "mark-c", "id": "mark-c", "legend": "Cost", "boxes": _boxes("10", top=10)}
        ),
        Example(
            "score_boxes",
            "error",
            {"name": "mark-d", "id": "mark-d", "legend": "Risk", "boxes": _boxes(""), "errors": ["Choose a mark for risk"]},
        ),
        Example(
            "score_boxes", "locked", {"name": "mark-e", "id": "mark-e", "legend": "Team", "boxes": _boxes("2"), "disabled": True}
        ),
    ]


def inboxes() -> list[Example]:
    """What waits, by urgency."""
    return [Example("inbox_list", "three urgencies", {"groups": GROUPS, "now": NOW})]
