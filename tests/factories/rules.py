"""Pieces of rules with every member written out, as dictionaries; `Model.model_validate` reads them strictly."""

from collections.abc import Iterable, Mapping
from typing import Any

from challenges.rules.advancing import Advancing
from challenges.rules.document import Document
from challenges.rules.judging import Judging
from challenges.rules.rewards import Rewards
from tests.examples.reading import MADE_UP, load

Piece = dict[str, Any]
MEAN: Piece = {"kind": "mean"}
SINGLE: Piece = {"kind": "single"}
SUM: Piece = {"kind": "sum"}


def text(words: str) -> Piece:
    return {"en": words, "pl": words}


def trimmed(highest: int = 1, lowest: int = 1) -> Piece:
    return {"kind": "trimmed_mean", "drop_highest": highest, "drop_lowest": lowest}


def numbers(highest: str | None, lowest: str | None = "0", step: str | None = None) -> Piece:
    return {"kind": "numbers", "lowest": lowest, "highest": highest, "step": step, "anchors": []}


def criterion(key: str, scale: Piece | None = None, weight: str | None = None, **further: Any) -> Piece:
    return {
        "key": key,
        "type": "quality",
        "title": text(key.capitalize()),
        "description": None,
        "group": None,
        "weight": weight,
        "minimum": None,
        "scale": numbers("10") if scale is None else scale,
        "bonus": None,
        "only_if": None,
        "otherwise": None,
        "over_jurors": None,
        **further,
    }


def shown(places: int | None = None, rounding: str | None = None) -> Piece:
    return {"shown_decimals": places, "rounding": rounding}


def points(kind: str = "sum_of_points", over: Piece = MEAN, first: str = "total", **further: Any) -> Piece:
    return {"kind": kind, "first": first, "over_jurors": over, "missing": "not_scored", **shown(), **further}


def places(kind: str = "mean_of_ranks", **further: Any) -> Piece:
    rule = {"kind": kind, "of": "sum_of_points", "over_jurors": MEAN, "equal": "shared", "missing": "not_scored"}
    return {**rule, **shown(), **further}


def ballots(kind: str = "votes", percent_of: str | None = None) -> Piece:
    return {"kind": kind, "percent_of": percent_of, **shown()}


def agreed_order() -> Piece:
    return {"kind": "order", "decided_by": "consensus"}


def part(key: str = "main", criteria: Iterable[Piece] = (), aggregation: Piece | None = None, **further: Any) -> Piece:
    """One part of the judging; with weights in percent where the method weighs and none are named."""
    rule = points() if aggregation is None else aggregation
    weighs = rule.get("of", rule["kind"]).startswith("weighted")
    return {
        "key": key,
        "lots": [],
        "jury": "jury",
        "scorecards_per_entry": None,
        "others_visible": None,
        "reading_order": None,
        "weights": "percentage" if weighs else None,
        "groups": [],
        "criteria": list(criteria),
        "aggregation": rule,
        **further,
    }


def tie(kind: str, key: str | None = None, **further: Any) -> Piece:
    return {"kind": kind, "key": key or kind.replace("_", "-"), "lots": [], **further}


def jury_decides() -> Piece:
    return tie("jury_decides", jury="jury", by="majority")


def shares(*those: tuple[str, str, Piece]) -> Piece:
    return {"kind": "shares", "shares": [{"part": p, "share": share, "normalise": normal} for p, share, normal in those]}


def by_rank(worth: list[str] | None = None, equal: str = "shared") -> Piece:
    return {"kind": "by_rank", "points": worth, "equal": equal}


def judging_piece(*parts: Piece, ties: Iterable[Piece] | None = None, **further: Any) -> Piece:
    return {
        "use": "award",
        "period": None,
        "windows": "together",
        "stated": [],
        "parts": list(parts),
        "combine": None,
        "ties": [tie("shared_rank")] if ties is None else list(ties),
        "scores_shown_to": "public",
        **further,
    }


def judging(*parts: Piece, **further: Any) -> Judging:
    return Judging.model_validate(judging_piece(*parts, **further))


def hurdle(kind: str, key: str | None = None, **further: Any) -> Piece:
    return {"kind": kind, "key": key or kind.replace("_", "-"), "lots": [], **further}


def top(count: Any, at_line: str | None = "all", key: str = "best", **further: Any) -> Piece:
    return {"kind": "top", "key": key, "lots": [], "places": count, "at_line": at_line, **further}


def take(kind: str, key: str | None = None, **further: Any) -> Piece:
    return {"kind": kind, "key": key or kind.replace("_", "-"), "lots": [], **further}


def advancing_piece(*takes: Piece, hurdles: Iterable[Piece] = (), **further: Any) -> Piece:
    rule = {"per": "challenge", "may_depart": None, "hurdles": list(hurdles), "takes": list(takes), "reserves": None}
    return {**rule, **further}


def advancing(*takes: Piece, **further: Any) -> Advancing:
    return Advancing.model_validate(advancing_piece(*takes, **further))


def money(amount: int | str, currency: str = "EUR") -> Piece:
    return {"amount": str(amount), "currency": currency, "tax": "gross"}


def fixed(amount: int | str) -> Piece:
    return {"kind": "fixed", "sum": money(amount)}


def to_rank(first: int, last: int | None = None, of: str = "final") -> Piece:
    return {"kind": "rank", "round": of, "first": first, "last": last or first}


def item(key: str, to: Piece, each: Piece | None = None, **further: Any) -> Piece:
    """One reward; who share a rank get it in full, and a freed place goes to the next."""
    return {
        "key": key,
        "lots": [],
        "kind": "prize",
        "title": text(key.capitalize()),
        "per": "challenge",
        "to": to,
        "count": None,
        "each": each,
        "paid_in": None,
        "pool": None,
        "funder": None,
        "who": [],
        "bars": [],
        "not_with": [],
        "may_be_withheld": False,
        "when_shared": {"kind": "each_in_full"} if to["kind"] == "rank" else None,
        "freed": "next",
        "instalments": [],
        "duties": [],
        **further,
    }


def pool(key: str, total: int | str, division: Piece, per: str = "challenge") -> Piece:
    return {"key": key, "title": text(key), "per": per, "total": money(total), "division": division}


def rewards_piece(*items: Piece, pools: Iterable[Piece] = ()) -> Piece:
    return {"stated_total": None, "more_later": False, "pools": list(pools), "items": list(items), "follow_up": None}


def rewards(*items: Piece, pools: Iterable[Piece] = ()) -> Rewards:
    return Rewards.model_validate(rewards_piece(*items, pools=pools))


def limit(counts: str, of: str | Piece = "applicant", at_most: int | None = 1, **further: Any) -> Piece:
    return {
        "key": "limit",
        "lots": [],
        "counts": counts,
        "of": {"kind": of} if isinstance(of, str) else of,
        "per": "challenge",
        "round": None,
        "at_least": None,
        "at_most": at_most,
        "excess": "refuse",
        "shortfall": None,
        **further,
    }


def condition(key: str, **further: Any) -> Piece:
    rule = {"kind": "declared", "key": key, "lots": [], "words": text(key), "effect": "require", "question": None}
    return {**rule, "verified_by": "statement", "checked_at": "entry", **further}


def only_if(question: str, *any_of: str) -> Mapping[str, Any]:
    return {"question": question, "any_of": list(any_of)}


def stage(key: str = "final", **further: Any) -> Piece:
    """One round where nothing is handed in, nobody meets and nothing follows, unless said."""
    return {
        "key": key,
        "title": text(key.capitalize()),
        "follows": [],
        "joins": None,
        "lasts": None,
        "intake": None,
        "meeting": None,
        "shows": [],
        "judging": None,
        "advancing": None,
        "planned": [],
        **further,
    }


def lot(key: str, within: str | None = None) -> Piece:
    return {"key": key, "title": text(key.capitalize()), "within": within}


def document(
    *stages: Piece,
    rewards: Piece | None = None,
    lots: Iterable[Piece] = (),
    limits: Iterable[Piece] = (),
    call: Piece | None = None,
) -> Document:
    """A whole document: frame and juries of the made-up example, the rest as given."""
    made = load(MADE_UP)
    made["rules"] |= {
        "lots": list(lots),
        "participation": {"who": [], "entry_as": [{"kind": "alone"}], "limits": list(limits)},
        "rounds": list(stages),
        "rewards": rewards_piece() if rewards is None else rewards,
    }
    return Document.model_validate({**made, "call": call})


def joint_call(limits: Iterable[Piece] = (), pools: Iterable[Piece] = ()) -> Piece:
    frame = {"title": text("Call"), "challenges": 2, "more_later": False, "stated_total": None, "windows": []}
    return {**frame, "limits": list(limits), "pools": list(pools)}
