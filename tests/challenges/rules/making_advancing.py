"""Made-up advancing: hurdles that can be cleared, and takes that a round with this judging can have."""

from collections.abc import Callable

from tests.challenges.rules.making import Data, Maker
from tests.challenges.rules.making_judging import POINTS


def advancing(make: Maker, stage: Data) -> Data:
    """Return who goes on from a round; without judging there is no rank to take by."""
    return {
        "per": "lot" if make.lots and make.chance(0.3) else "challenge",
        "may_depart": make.maybe(departure(make), 0.2),
        "hurdles": hurdles(make, stage),
        "takes": takes(make, stage),
        "reserves": make.maybe(make.random.randint(1, 5)),
    }


def departure(make: Maker) -> Data:
    return {"by": make.pick("authority", "jury"), "words": make.text("For grave reasons", "Z ważnych powodów")}


def ranks_by_score(stage: Data) -> bool:
    """Return whether each entry of the round has a total, of which there can be a minimum."""
    if not stage["judging"]:
        return False
    parts = stage["judging"]["parts"]
    return len(parts) > 1 or parts[0]["aggregation"]["kind"] in POINTS


def is_rolling(stage: Data) -> bool:
    """Return whether entries of the round are judged one by one, so that nobody has a rank."""
    return bool(stage["judging"]) and stage["judging"]["windows"] == "one_by_one"


def has_ballots(stage: Data) -> bool:
    kinds = [part["aggregation"]["kind"] for part in stage["judging"]["parts"]] if stage["judging"] else []
    return "votes" in kinds or "mean_of_stars" in kinds


def hurdles(make: Maker, stage: Data, most: int = 2) -> list[Data]:
    """Return hurdles that entries of the round can clear."""
    possible: list[Data] = [{"kind": "jury_judgement", "words": make.text("It can be built", "Da się to zbudować")}]
    if stage["judging"]:
        possible.append({"kind": "passed_all"})
    if ranks_by_score(stage):
        possible.append({"kind": "minimum_score", "score": make.later(make.pick("1", "0.5", "0.75"), share=0.1)})
    if has_ballots(stage):
        possible.append({"kind": "most_ballots", "places": make.later(make.random.randint(2, 20), share=0.1)})
    met = [*make.rounds, stage]
    attended = [other["key"] for other in met if other["meeting"] and other["key"] in (stage["key"], *stage["follows"])]
    if attended:
        possible.append({"kind": "attended", "round": make.pick(*attended)})
    return [{**hurdle, "key": make.key("hurdle"), "lots": make.scope()} for hurdle in make.some(possible, 0, most)]


def takes(make: Maker, stage: Data) -> list[Data]:
    """Return one to three takes; what is left for nobody else stands last."""
    kinds = [kind for kind in _TAKES if kind != "all" and (stage["judging"] or kind not in _RANKED)]
    if is_rolling(stage):
        kinds.remove("share")
    made = make.some(kinds, 0, 2)
    if not made or make.chance(0.2):
        made.append("all")
    return [_take(make, kind, stage) for kind in made]


def _take(make: Maker, kind: str, stage: Data) -> Data:
    made = {"kind": kind, "key": make.key("take"), "lots": make.scope() if kind != "all" else [], **_TAKES[kind](make)}
    if kind not in _RANKED:
        return made
    is_decided = stage["judging"]["ties"][-1]["kind"] in ("jury_decides", "lot")
    at_line = make.pick("all", "none", "jury_decides", "lot", *([None] * 4 if is_decided else []))
    return {**made, "at_line": at_line}


_RANKED = ("top", "up_to", "share")
_TAKES: dict[str, Callable[[Maker], Data]] = {
    "named": lambda make: {"count": make.later(make.random.randint(1, 5), share=0.1)},
    "top": lambda make: {"places": make.later(make.random.randint(1, 12), share=0.1)},
    "up_to": lambda make: {"at_least": make.random.randint(0, 3), "at_most": make.later(make.random.randint(3, 12), share=0.1)},
    "share": lambda make: {
        "percent": make.later(make.pick("10", "33.3", "50"), share=0.1),
        "rounding": make.pick("up", "down"),
    },
    "picks": lambda make: {
        "at_most": make.maybe(make.later(make.random.randint(1, 5), share=0.1)),
        "by": make.panel["key"],
        "words": make.text("Promising all the same", "Mimo wszystko obiecujące"),
    },
    "lot": lambda make: {
        "count": make.later(make.random.randint(1, 30), share=0.1),
        "seed": "The first eight digits of the numbers drawn by the state lottery on the day after the deadline.",
    },
    "all": lambda make: {},
}
