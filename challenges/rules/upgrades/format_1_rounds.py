"""The rounds of format 1 in format 2."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

Content = Mapping[str, Any]

ZONE = "Europe/Warsaw"
JURY = "jury"
_QUESTION_KINDS = {"short_text": "line", "long_text": "text"}
_DEPARTURE = {
    "en": "Entries that share the rank at the last place, and other grounds stated with the decision.",
    "pl": "Prace dzielące miejsce na granicy liczby miejsc oraz inne powody podane w rozstrzygnięciu.",
}
_PART, _WINDOW = "jury", "window"


def round_key(number: int) -> str:
    """Return the key that a round of format 1 has in format 2."""
    return f"round-{number}"


def upgraded_round(stage: Content, stages: list[Content], languages: list[str]) -> dict[str, Any]:
    """Return one of the rounds `stages` in format 2."""
    earlier = [other["number"] for other in stages if other["number"] < stage["number"]]
    is_judged = bool(stage["criteria"])
    return {
        "key": round_key(stage["number"]),
        "title": _texts(stage["title"]) or dict.fromkeys(languages, str(stage["number"])),
        "follows": [round_key(max(earlier))] if earlier else [],
        "joins": None,
        "lasts": None,
        "intake": _intake(stage, languages),
        "meeting": None,
        "shows": [],
        "judging": _judging(stage, is_last=stage["number"] == max(other["number"] for other in stages)) if is_judged else None,
        "advancing": _advancing(stage, languages) if is_judged else None,
        "planned": _planned(stage["decision_due_on"]),
    }


def _intake(stage: Content, languages: list[str]) -> dict[str, Any]:
    window = {
        "key": _WINDOW,
        "opens": _moment(stage["opens_at"]),
        "closes": _moment(stage["closes_at"]),
        "registration_closes": None,
    }
    portal = {"kind": "portal", "key": "portal", "required": True, "counts_when": "received", "pattern": None}
    anonymity = {"until": "report_signed", "pseudonym_allowed": False}
    return {
        "windows": [window],
        "call_windows": [],
        "more_later": False,
        "enquiries": [],
        "channels": [portal],
        "late": "refused",
        "entry_languages": languages,
        "openers": stage["openers_required"] if stage["is_sealed"] else None,
        "anonymity": anonymity if stage["is_blind"] else None,
        "public": "never",
        "comments": False,
        "replaceable": True,
        "over_limit": "refused",
        "sections": [],
        "questions": [_question(question) for question in stage["questions"]],
    }


def _question(question: Content) -> dict[str, Any]:
    limits = []
    if question["word_limit"]:
        words: dict[str, Any] = {
            "kind": "words",
            "key": "words",
            "at_least": None,
            "at_most": str(question["word_limit"]),
            "over": [],
        }
        limits.append({**words, "not_counted": None})
    return {
        "kind": _QUESTION_KINDS.get(question["kind"], question["kind"]),
        "key": question["key"],
        "label": _texts(question["label"]),
        "help": _texts(question["help_text"]) or None,
        "required": question["is_required"],
        "only_if": None,
        "section": None,
        "envelope": "content",
        "criteria": [question["criterion"]] if question["criterion"] else [],
        "options": [{"key": option["key"], "label": _texts(option["label"])} for option in question["options"]],
        "limits": limits,
    }


def _judging(stage: Content, *, is_last: bool) -> dict[str, Any]:
    aggregation = {
        "kind": "weighted_share",
        "first": "criterion",
        "over_jurors": {"kind": "mean"},
        "missing": "not_scored",
        "shown_decimals": 4,
        "rounding": "half_even",
    }
    part = {
        "key": _PART,
        "lots": [],
        "jury": JURY,
        "scorecards_per_entry": stage["minimum_scorecards"],
        "others_visible": stage["sees_others"],
        "reading_order": None,
        "weights": "percentage",
        "groups": [],
        "criteria": [_criterion(criterion, stage["scale_max"]) for criterion in stage["criteria"]],
        "aggregation": aggregation,
    }
    return {
        "use": "award" if is_last else "shortlist",
        "period": None,
        "windows": "together",
        "stated": [],
        "parts": [part],
        "combine": None,
        "ties": list(_ties(stage)),
        "scores_shown_to": "public",
    }


def _criterion(criterion: Content, scale_max: int) -> dict[str, Any]:
    anchors = sorted(criterion["anchors"].items(), key=lambda anchor: int(anchor[0]))
    scale = {
        "kind": "numbers",
        "lowest": "0",
        "highest": str(scale_max),
        "step": "1",
        "anchors": [{"at": mark, "label": _texts(words)} for mark, words in anchors if _texts(words)],
    }
    return {
        "key": criterion["key"],
        "type": "quality",
        "title": _texts(criterion["name"]),
        "description": _texts(criterion["description"]) or None,
        "group": None,
        "weight": criterion["weight"],
        "minimum": _unless_zero(criterion["threshold"]),
        "scale": scale,
        "bonus": None,
        "only_if": None,
        "otherwise": None,
        "over_jurors": None,
    }


def _ties(stage: Content) -> Iterable[dict[str, Any]]:
    """Yield the tie-breaks of a round; where several criteria are heaviest, each in its published order."""
    greatest = max(Fraction(criterion["weight"]) for criterion in stage["criteria"])
    for name in stage["tie_break"]:
        if name == "earlier_submission":
            yield {"kind": "earlier_submission", "key": "earlier", "lots": []}
            continue
        for criterion in stage["criteria"]:
            if Fraction(criterion["weight"]) == greatest:
                key = f"by-{criterion['key']}"[:40]
                yield {"kind": "criterion", "key": key, "lots": [], "part": _PART, "criterion": criterion["key"]}
    yield {"kind": "shared_rank", "key": "shared", "lots": []}


def _advancing(stage: Content, languages: list[str]) -> dict[str, Any]:
    limit, score = stage["advance_limit"], _unless_zero(stage["threshold"])
    places = {"kind": "top", "key": "best", "lots": [], "places": limit, "at_line": "jury_decides"}
    return {
        "per": "challenge",
        "may_depart": {
            "by": "authority",
            "words": {language: _DEPARTURE.get(language, _DEPARTURE["en"]) for language in languages},
        },
        "hurdles": [{"kind": "minimum_score", "key": "points", "lots": [], "score": score}] if score else [],
        "takes": [places if limit else {"kind": "all", "key": "all", "lots": []}],
        "reserves": None,
    }


def rewarded(stage: Content, stages: list[Content]) -> bool:
    """Return whether a round rewards those who advance: by money, or in the last one by the win itself."""
    return _unless_zero(stage["prize_each"]) is not None or stage is stages[-1]


def reward(stage: Content, currency: str) -> dict[str, Any]:
    """Return what those who advance from a round, or win it, get."""
    amount = _unless_zero(stage["prize_each"])
    return {
        "key": f"prize-{stage['number']}",
        "lots": [],
        "kind": "prize",
        "title": _texts(stage["title"]),
        "per": "challenge",
        "to": {"kind": "advanced", "round": round_key(stage["number"])},
        "count": None,
        "each": {"kind": "fixed", "sum": money(amount, currency)} if amount else None,
        "paid_in": None,
        "pool": None,
        "funder": None,
        "who": [],
        "bars": [],
        "not_with": [],
        "may_be_withheld": False,
        "when_shared": None,
        "freed": "nobody",
        "instalments": [],
        "duties": [],
    }


def _planned(day: str | None) -> list[dict[str, Any]]:
    when = {"kind": "day", "on": day, "words": day}
    return [{"kind": "decision", "key": "decision", "when": when, "binding": False}] if day else []


def _moment(text: str | None) -> dict[str, Any]:
    """Return a moment; what an archive does not know is worded by a dash."""
    if text is None:
        return {"kind": "words", "words": "–"}
    moment = datetime.fromisoformat(text)
    words = f"{moment.astimezone(ZoneInfo(ZONE)):%Y-%m-%d %H:%M} {ZONE}"
    return {"kind": "instant", "at": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "words": words}


def money(amount: str | None, currency: str) -> dict[str, Any]:
    """Return a sum; format 1 knew no tax, and the sum was what was paid."""
    return {"amount": amount, "currency": currency, "tax": "gross"}


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text.strip()}


def _unless_zero(number: str | None) -> str | None:
    return number if number is not None and Fraction(number) else None
