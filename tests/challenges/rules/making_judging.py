"""Made-up judging: parts by jury, criteria whose weights sum, aggregations that fit them, ties that end."""

from fractions import Fraction
from typing import Any

from tests.challenges.rules.making import Data, Maker

POINTS = ("weighted_share", "weighted_mean", "weighted_sum", "sum_of_points")
RANKS = ("mean_of_ranks", "sum_of_ranks")
SHOWN = ("half_even", "half_up", "down")


def judging(make: Maker, stage: Data, day: int, *, is_last: bool) -> Data:
    """Return how a round is judged; the period begins on `day`."""
    parts = [part(make, stage) for _ in range(make.pick(1, 1, 2, 3))]
    combined = combine(make, parts) if len(parts) > 1 else None
    return {
        "use": "award" if is_last else make.pick("shortlist", "qualification"),
        "period": make.maybe(make.window(day, day + 15)),
        "windows": make.pick("each", "together", *([] if compares(parts, combined) else ["one_by_one"] * 2)),
        "stated": make.some([stated(make, stage)], 0, 1),
        "parts": parts,
        "combine": combined,
        "ties": ties(make, parts),
        "scores_shown_to": make.pick("public", "entrant", "nobody"),
    }


def compares(parts: list[Data], combined: Data | None) -> bool:
    """Return whether entries are compared with all others, so that they cannot be judged one by one."""
    shares = (combined or {}).get("shares", [])
    return any(made["aggregation"]["kind"] not in POINTS for made in parts) or any(
        share["normalise"]["kind"] != "percent_of_maximum" for share in shares
    )


def part(make: Maker, stage: Data) -> Data:
    """Return what one jury judges: a panel by marks, places or an agreed order, a vote by ballots, others by points."""
    jury = make.pick(make.panel, make.panel, *make.juries)
    made: Data = {"key": make.key("part"), "lots": [], "jury": jury["key"]}
    if jury["kind"] == "vote" or (jury["kind"] == "panel" and make.chance(0.1)):
        return {**made, **_NO_CARDS, "aggregation": ballots(make, jury)}
    if jury["kind"] == "panel" and make.chance(0.15):
        return {**made, **_NO_CARDS, "aggregation": {"kind": "order", "decided_by": make.pick("majority", "consensus")}}
    is_panel = jury["kind"] == "panel"
    kind = make.pick(*POINTS, *RANKS) if is_panel else make.pick("sum_of_points", "weighted_sum")
    cards = make.random.randint(3, jury["members"]) if is_panel else None
    by_points = kind == "sum_of_points"
    weights = None if by_points else make.pick("percentage", "order", "equal")
    made_groups = groups(make, stage)
    made_criteria = criteria(make, stage, weights, made_groups)
    _answer(make, stage, made_criteria)
    return {
        **made,
        "scorecards_per_entry": cards,
        "others_visible": make.pick("after_own", "when_all_in", "never"),
        "reading_order": make.maybe(make.pick("drawn_per_juror", "work_code", "arrival", "title")),
        "weights": weights,
        "groups": made_groups,
        "criteria": made_criteria,
        "aggregation": aggregation(make, kind, cards, by_points=by_points),
    }


_NO_CARDS: Data = {
    "scorecards_per_entry": None,
    "others_visible": None,
    "reading_order": None,
    "weights": None,
    "groups": [],
    "criteria": [],
}


def _answer(make: Maker, stage: Data, made: list[Data]) -> None:
    """Say of some questions under which criteria their answers are judged."""
    for question in stage["intake"]["questions"] if stage["intake"] else ():
        if question["envelope"] == "content":
            question["criteria"] += [criterion["key"] for criterion in make.some(made, 0, 1)]


def shown(make: Maker) -> Data:
    rounding = make.maybe(make.pick(*SHOWN), 0.7)
    return {"shown_decimals": make.random.randint(0, 3) if rounding else None, "rounding": rounding}


def aggregation(make: Maker, kind: str, cards: int | None, *, by_points: bool) -> Data:
    over = over_jurors(make, cards)
    if kind in RANKS:
        of = "sum_of_points" if by_points else make.pick("weighted_share", "weighted_mean", "weighted_sum")
        equal, missing = make.pick("shared", "mean_of_places"), make.pick("not_scored", "given_only")
        return {"kind": kind, "of": of, "over_jurors": over, "equal": equal, "missing": missing, **shown(make)}
    return {"kind": kind, "first": make.pick("total", "criterion"), "over_jurors": over, "missing": "not_scored", **shown(make)}


def over_jurors(make: Maker, cards: int | None) -> Data:
    """Return how several values become one; without scorecards there is one value."""
    if cards is None:
        return {"kind": "single"}
    if make.chance(0.2):
        return {"kind": "trimmed_mean", "drop_highest": 1, "drop_lowest": make.random.randint(0, cards - 2)}
    return {"kind": make.pick("mean", "majority", "agreed", "single")}


def ballots(make: Maker, jury: Data) -> Data:
    kind = "mean_of_stars" if jury["kind"] == "vote" and jury["ballot"]["kind"] == "stars" else "votes"
    return {"kind": kind, "percent_of": make.maybe(make.pick("valid", "all")) if kind == "votes" else None, **shown(make)}


def stated(make: Maker, stage: Data) -> Data:
    return {
        "key": make.key("stated"),
        "points": str(make.random.randint(10, 200)),
        "only_if": make.maybe(track(make, stage), 0.3),
    }


def track(make: Maker, stage: Data) -> Data | None:
    """Return a condition on an answer of this round, None where nothing is chosen in its form."""
    questions = stage["intake"]["questions"] if stage["intake"] else []
    choices = [question for question in questions if question["kind"] in ("one_of", "many_of")]
    if not choices:
        return None
    asked = make.pick(*choices)
    return {"question": asked["key"], "any_of": [option["key"] for option in make.some(asked["options"], 1, 2)]}


def groups(make: Maker, stage: Data) -> list[Data]:
    """Return headings over criteria, the second at times within the first."""
    made: list[Data] = []
    for _ in range(make.random.randint(0, 2)):
        within = make.maybe(made[0]["key"]) if made else None
        heading = make.text("Group", "Grupa")
        made.append(
            {"key": make.key("group"), "title": heading, "within": within, "stated": make.some([stated(make, stage)], 0, 1)}
        )
    return made


def criteria(make: Maker, stage: Data, weights: str | None, made_groups: list[Data]) -> list[Data]:
    """Return one to four criteria that carry weight, never prices alone, and at times a knock-out and a bonus."""
    count = make.random.randint(1, 4)
    made = [criterion(make, stage, made_groups, weight) for weight in weights_of(make, weights, count)]
    made[0]["type"] = "quality"
    if make.chance(0.3):
        made.append(
            {**criterion(make, stage, made_groups, None), "type": "formal", "scale": {"kind": "pass_fail"}, "minimum": None}
        )
    if make.chance(0.25):
        bonus = make.pick("points", "percent_of_total")
        made.append({**criterion(make, stage, made_groups, None), "bonus": bonus, "minimum": None, "scale": yes_no(make)})
    return made


def weights_of(make: Maker, weights: str | None, count: int) -> list[str | None]:
    if weights == "percentage":
        rest, found = 100, []
        for left in range(count - 1, 0, -1):
            found.append(make.random.randint(1, rest - left))
            rest -= found[-1]
        return [str(weight) for weight in [*found, rest]]
    if weights == "order":
        return [str(place) for place in make.random.sample(range(1, count + 1), count)]
    return [None] * count


def criterion(make: Maker, stage: Data, made_groups: list[Data], weight: str | None) -> Data:
    scale = make.later(make.pick(numbers, numbers, numbers, levels, yes_no)(make), share=0.06)
    applies = make.maybe(track(make, stage), 0.2)
    return {
        "key": make.key("criterion"),
        "type": make.pick("quality", "quality", "cost", "price", "formal"),
        "title": make.text("Criterion", "Kryterium"),
        "description": make.maybe(make.text("What the jury looks for", "Na co patrzy sąd")),
        "group": make.pick(*made_groups)["key"] if made_groups else None,
        "weight": weight,
        "minimum": make.later(scale["highest"], share=0.3) if scale["kind"] == "numbers" and make.chance(0.3) else None,
        "scale": scale,
        "bonus": None,
        "only_if": applies,
        "otherwise": make.pick("zero", "left_out") if applies else None,
        "over_jurors": make.maybe({"kind": make.pick("mean", "majority", "agreed", "single")}, 0.15),
    }


def numbers(make: Maker) -> Data:
    """Return marks from 0 or 1 upwards whose step divides the range."""
    lowest, step, steps = make.pick(0, 0, 0, 1), make.pick("0.5", "1", "1", "5"), make.random.randint(2, 20)
    highest = _decimal(lowest + Fraction(step) * steps)
    anchors = make.some(
        [{"at": str(lowest), "label": make.text("Least", "Najmniej")}, {"at": highest, "label": make.text("Most", "Najwięcej")}]
    )
    return {"kind": "numbers", "lowest": str(lowest), "highest": highest, "step": make.maybe(step, 0.9), "anchors": anchors}


def levels(make: Maker) -> Data:
    worth = [*sorted(make.random.sample(range(20), make.random.randint(1, 4))), 20]
    return {
        "kind": "levels",
        "levels": [
            {"key": f"level-{points}", "label": make.text(f"Level {points}", f"Poziom {points}"), "points": str(points)}
            for points in worth
        ],
    }


def yes_no(make: Maker) -> Data:
    return {"kind": "yes_no", "points": str(make.random.randint(1, 20))}


def _decimal(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


def combine(make: Maker, parts: list[Data]) -> Data:
    """Return a sum where every part counts points, else shares that sum to 100."""
    if all(made["aggregation"]["kind"] in POINTS for made in parts) and make.chance(0.5):
        return {"kind": "sum"}
    shares = weights_of(make, "percentage", len(parts))
    return {
        "kind": "shares",
        "shares": [
            {"part": made["key"], "share": share, "normalise": normalise(make, made["aggregation"]["kind"])}
            for made, share in zip(parts, shares, strict=True)
        ],
    }


def normalise(make: Maker, kind: str) -> Data:
    if kind in POINTS and make.chance(0.8):
        return {"kind": make.pick("percent_of_maximum", "percent_of_best")}
    if kind in ("votes", "mean_of_stars") and make.chance(0.5):
        return {"kind": "percent_of_best"}
    return {"kind": "by_rank", "points": make.maybe(["10", "6", "3.5", "1"]), "equal": make.pick("shared", "mean_of_places")}


def ties(make: Maker, parts: list[Data]) -> list[Data]:
    """Return rules for equal totals; the last one always decides."""
    made: list[Data] = [{"kind": kind} for kind in make.some(("earlier_submission", "total_of_points"), 0, 1)]
    marked = [
        (judged["key"], mark["key"]) for judged in parts for mark in judged["criteria"] if mark["scale"]["kind"] == "numbers"
    ]
    if marked and make.chance(0.5):
        judged, mark = make.pick(*marked)
        made.append({"kind": "criterion", "part": judged, "criterion": mark})
    if make.chance(0.2):
        made.append({"kind": "applicant_fact", "condition": make.condition()})
    last: dict[str, Data] = {
        "shared_rank": {},
        "jury_decides": {"jury": make.panel["key"], "by": make.pick("majority", "consensus")},
        "lot": {"seed": "The seed is the closing number of the stock index of the day of the draw."},
    }
    end = make.pick(*last)
    every: list[Any] = [*({**tie, "lots": make.scope()} for tie in made), {"kind": end, **last[end], "lots": []}]
    return [{**tie, "key": make.key("tie")} for tie in every]
