"""The round as most competitions have it, as one form: one window, one jury, one scale, the best so many advance.

What a round has beyond that stays as it is; the form shows only the fields that its rules have a place for.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from challenges.rules import building
from challenges.rules.base import decimal_text
from challenges.rules.editing import Plain
from core.wording import legal_time

# How equal totals are told apart, by the name of the choice; the heaviest criterion always comes first.
TIE_ENDS: dict[str, Callable[[], list[Plain]]] = {
    "jury": lambda: [{"kind": "jury_decides", "key": "jury-decides", "lots": [], "jury": building.JURY, "by": "majority"}],
    "shared": lambda: [building.plain_tie("shared_rank")],
    "earlier": lambda: [building.plain_tie("earlier_submission"), building.plain_tie("shared_rank")],
}
KEEP_TIES = "keep"


def read(stage: Plain, rewards: Plain) -> dict[str, Any]:
    """Return the values of the form's fields that this round has a place for."""
    found: dict[str, Any] = {"title": stage.get("title", {})}
    intake, judging, advancing = stage.get("intake"), stage.get("judging"), stage.get("advancing")
    if intake:
        found |= _intake_values(intake)
    found["decision_due_on"] = _decision_day(stage)
    if judging and len(judging.get("parts", [])) == 1:
        found |= _judging_values(judging)
    if advancing:
        found |= _advancing_values(advancing)
        prize = _prize(rewards, stage["key"])
        found["prize_each"] = Decimal(prize["each"]["sum"]["amount"]) if prize and prize.get("each") else Decimal(0)
    return found


def changed(document: Plain, key: str, *, currency: str, **values: Any) -> Plain:
    """Return the draft with some values of the round `key` set, as the form would; the others stay as they are."""
    stage = next(item for item in document["rules"]["rounds"] if item["key"] == key)
    now = read(stage, document["rules"].get("rewards", {}))
    unknown = set(values) - set(now)
    if unknown:
        raise TypeError(f"Not to be set in this round: {', '.join(sorted(unknown))}")
    return write(document, key, now | values, currency=currency)


def write(document: Plain, key: str, values: dict[str, Any], *, currency: str) -> Plain:
    """Return the draft with the values of the form in the round `key`. Raises KeyError if there is none."""
    rules = document["rules"]
    stage = next(item for item in rules["rounds"] if item["key"] == key)
    changed = {**stage, "title": values["title"]}
    if "opens_at" in values:
        changed["intake"] = _with_intake(stage["intake"], values)
    if "decision_due_on" in values:
        changed["planned"] = _with_decision_day(stage.get("planned", []), values["decision_due_on"])
    if "scale_max" in values:
        changed["judging"] = _with_judging(stage["judging"], values)
    if "advance_limit" in values:
        changed["advancing"] = _with_advancing(stage["advancing"], values)
    rounds = [changed if item is stage else item for item in rules["rounds"]]
    rewards = rules.get("rewards", {})
    if "prize_each" in values:
        is_last = rules["rounds"][-1] is stage
        rewards = _with_prize(rewards, changed, values["prize_each"], currency, is_last=is_last)
    return {**document, "rules": {**rules, "rounds": rounds, "rewards": rewards}}


def _intake_values(intake: Plain) -> dict[str, Any]:
    windows = intake.get("windows", [])
    if len(windows) > 1:
        return {}
    window = windows[0] if windows else {}
    return {
        "opens_at": _moment(window.get("opens")),
        "closes_at": _moment(window.get("closes")),
        "openers_required": intake.get("openers") or 1,
        "is_blind": intake.get("anonymity") is not None,
    }


def _judging_values(judging: Plain) -> dict[str, Any]:
    part = judging["parts"][0]
    scales = [criterion["scale"] for criterion in part.get("criteria", []) if criterion["scale"]["kind"] == "numbers"]
    highest = {scale.get("highest") for scale in scales} or {"5"}
    found = {
        "sees_others": part.get("others_visible") or "never",
        "minimum_scorecards": part.get("scorecards_per_entry") or 1,
        "tie_break": _tie_choice(judging),
    }
    return found | ({"scale_max": highest.pop()} if len(highest) == 1 else {})


def _advancing_values(advancing: Plain) -> dict[str, Any]:
    takes = advancing.get("takes", [])
    if [take["kind"] for take in takes] not in ([], ["top"], ["all"]):
        return {}
    places = takes[0].get("places") if takes and takes[0]["kind"] == "top" else None
    hurdles = [hurdle for hurdle in advancing.get("hurdles", []) if hurdle["kind"] == "minimum_score"]
    return {
        "advance_limit": places if isinstance(places, int) else None,
        "threshold": Decimal(hurdles[0]["score"]) if hurdles and isinstance(hurdles[0].get("score"), str) else Decimal(0),
    }


def _tie_choice(judging: Plain) -> str:
    """Return the name of the tie-break that these rules have; KEEP_TIES where it is none that the form offers."""
    kinds = [tie["kind"] for tie in judging.get("ties", []) if tie["kind"] != "criterion"]
    return next((name for name, make in TIE_ENDS.items() if [tie["kind"] for tie in make()] == kinds), KEEP_TIES)


def _with_intake(intake: Plain, values: dict[str, Any]) -> Plain:
    window = {**(intake.get("windows") or [{"key": building.WINDOW, "registration_closes": None}])[0]}
    for name, value in (("opens", values["opens_at"]), ("closes", values["closes_at"])):
        if value is None:
            window.pop(name, None)
        elif _moment(window.get(name)) != value:
            window[name] = as_instant(value)
    anonymity = intake.get("anonymity") or {"until": "report_signed", "pseudonym_allowed": False}
    return {
        **intake,
        "windows": [window],
        "openers": values["openers_required"],
        "anonymity": anonymity if values["is_blind"] else None,
    }


def _with_judging(judging: Plain, values: dict[str, Any]) -> Plain:
    part = judging["parts"][0]
    criteria = [_with_highest(criterion, str(values["scale_max"])) for criterion in part["criteria"]]
    changed = {
        **part,
        "criteria": criteria,
        "others_visible": values["sees_others"],
        "scorecards_per_entry": values["minimum_scorecards"],
    }
    ties = judging.get("ties", [])
    if values["tie_break"] != KEEP_TIES and values["tie_break"] != _tie_choice(judging):
        ties = [*heaviest_ties(part), *TIE_ENDS[values["tie_break"]]()]
    return {**judging, "parts": [changed], "ties": ties}


def heaviest_ties(part: Plain) -> list[Plain]:
    """Return the tie-break by the criterion of the greatest weight; where several have it, each in its order."""
    weighed = [item for item in part["criteria"] if isinstance(item.get("weight"), str)]
    greatest = max((Decimal(item["weight"]) for item in weighed), default=Decimal(0))
    return [building.criterion_tie(item["key"]) for item in weighed if Decimal(item["weight"]) == greatest]


def _with_highest(criterion: Plain, highest: str) -> Plain:
    scale = criterion["scale"]
    if scale["kind"] != "numbers" or scale.get("highest") == highest:
        return criterion
    anchors = [anchor for anchor in scale.get("anchors", []) if Decimal(anchor["at"]) <= Decimal(highest)]
    return {**criterion, "scale": {**scale, "highest": highest, "anchors": anchors}}


def _with_advancing(advancing: Plain, values: dict[str, Any]) -> Plain:
    takes = advancing.get("takes", [])
    limit, score = values["advance_limit"], values["threshold"]
    take = {**(takes[0] if takes and takes[0]["kind"] == "top" else building.top(0)), "places": limit}
    hurdles = [hurdle for hurdle in advancing.get("hurdles", []) if hurdle["kind"] != "minimum_score"]
    scores = [hurdle for hurdle in advancing.get("hurdles", []) if hurdle["kind"] == "minimum_score"]
    if score:
        hurdles.insert(0, {**(scores[0] if scores else building.minimum_score("0")), "score": decimal_text(score)})
    return {**advancing, "hurdles": hurdles, "takes": [take] if limit else []}


def _prize(rewards: Plain, round_key: str) -> Plain | None:
    """Return the first fixed or honorary prize for everyone who advanced from this round."""
    for item in rewards.get("items", []):
        is_plain = item.get("each") is None or item["each"]["kind"] == "fixed"
        if is_plain and item.get("to", {}).get("kind") == "advanced" and item["to"]["round"] == round_key:
            return dict(item)
    return None


def _with_prize(rewards: Plain, stage: Plain, amount: Decimal, currency: str, *, is_last: bool) -> Plain:
    """Set what each who advances gets. The last round keeps its prize without a sum: the win itself is one."""
    old = _prize(rewards, stage["key"])
    each = {"kind": "fixed", "sum": building.money(decimal_text(amount), currency)} if amount else None
    new = {
        **(old or building.reward(f"prize-{stage['key']}"[:40], stage["title"], building.to_advanced(stage["key"]))),
        "each": each,
    }
    items = [new if old and item["key"] == old["key"] else item for item in rewards.get("items", [])]
    if old is None and (each or is_last):
        items.append(new)
    if old and each is None and not is_last:
        items = [item for item in items if item["key"] != old["key"]]
    return {**rewards, "items": items}


def _decision_day(stage: Plain) -> date | None:
    days = [plan["when"] for plan in stage.get("planned", []) if plan["kind"] == "decision"]
    return next((date.fromisoformat(when["on"]) for when in days if when["kind"] == "day"), None)


def _with_decision_day(planned: list[Plain], day: date | None) -> list[Plain]:
    others = [plan for plan in planned if plan["kind"] != "decision"]
    return [*others, building.planned_decision(day.isoformat())] if day else others


def as_instant(moment: datetime) -> Plain:
    """Return a moment as the rules hold it, in words of the portal's legal time."""
    words = f"{legal_time(moment):%Y-%m-%d %H:%M} {settings.TIME_ZONE}"
    return building.instant(f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", words)


def _moment(when: Plain | None) -> datetime | None:
    return datetime.fromisoformat(when["at"]) if when and when["kind"] == "instant" else None
