"""Challenges in which an interview follows the entries and nothing more is handed in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from challenges.models import Challenge, Round
from challenges.rules import building
from submissions import services
from submissions.models import Entry
from tests.factories import submissions as make

INTERVIEW = {"kind": "interview", "minutes": 20, "attendance": "mandatory"}


def meeting_round(stage: dict[str, Any], key: str, follows: list[str], **members: Any) -> dict[str, Any]:
    """Return a round judged as `stage`, in which people meet and nothing is handed in."""
    changed = {"key": key, "title": {"en": key.capitalize(), "pl": key.capitalize()}, "follows": follows, "intake": None}
    return {**stage, "meeting": INTERVIEW, **changed, **members}


def make_challenge_with_interview(
    *, windows: int = 1, change: Callable[[dict[str, Any]], object] | None = None, is_blind: bool = False
) -> Challenge:
    """Return an open challenge: entries in one or more windows, then an interview, then a pitch."""

    def rules(document: dict[str, Any]) -> None:
        [first] = document["rounds"]
        first["judging"]["windows"] = "each"
        [window] = first["intake"]["windows"]
        first["intake"]["windows"] = [later(window, number) for number in range(windows)]
        interview = meeting_round(first, "interview", ["round-1"])
        document["rounds"] += [interview, meeting_round(first, "pitch", ["interview"])]
        if change:
            change(document)

    return make.make_open_challenge(rounds=1, rules=rules, is_blind=is_blind, openers_required=1)


def later(window: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the same window, so many times ten days later."""

    def moved(when: dict[str, Any]) -> dict[str, Any]:
        at = datetime.fromisoformat(when["at"]) + timedelta(days=10 * number)
        return building.instant(f"{at:%Y-%m-%dT%H:%M:%SZ}", when["words"]) if number else when

    key = window["key"] if not number else f"window-{number + 1}"
    return {**window, "key": key, "opens": moved(window["opens"]), "closes": moved(window["closes"])}


def decide(stage: Round, *advanced: Entry, by: Any) -> list[Entry]:
    """Let these entries of a round advance, and all others not; return the entries made of them."""
    Entry.objects.filter(round=stage, state__in=["admissible", "advanced"]).update(state="not_advanced")
    Entry.objects.filter(pk__in=[entry.pk for entry in advanced]).update(state="advanced")
    return services.carry_on(Round.objects.get(pk=stage.pk), by=by)
