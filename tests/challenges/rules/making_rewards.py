"""Made-up rewards: pools, items that fit the rounds they follow from, and what may come after."""

from typing import Any

from tests.challenges.rules.making import Data, Maker
from tests.challenges.rules.making_advancing import hurdles, is_rolling


def rewards(make: Maker) -> Data:
    """Return all that is given."""
    pools = [pool(make, "lot" if make.lots and make.chance(0.2) else "challenge") for _ in range(make.random.randint(0, 2))]
    items: list[Data] = []
    for _ in range(make.random.randint(1, 5)):
        items.append(item(make, pools, [other["key"] for other in items]))
    follow = follow_up(make, pools)
    return {
        "stated_total": make.maybe(make.money(500), 0.2),
        "more_later": make.chance(0.1),
        "pools": pools,
        "items": items,
        "follow_up": make.maybe(follow),
    }


def pool(make: Maker, per: str) -> Data:
    return {
        "key": make.key("pool"),
        "title": make.text("Pool", "Pula"),
        "per": per,
        "total": make.money(make.random.randint(500, 900)),
        "division": make.pick(
            {"kind": "even", "among_at_most": make.random.randint(2, 9), "remainder": remainder(make)},
            {"kind": "down_ranking", "when_short": make.pick("stop", "skip", "part")},
            {"kind": "decided", "by": make.panel["key"]},
            {"kind": "cap_only"},
        ),
    }


def remainder(make: Maker) -> str:
    return str(make.pick("stays", "first_ranked"))


def item(make: Maker, pools: list[Data], earlier: list[str]) -> Data:
    """Return a reward: who gets it follows from a round, what each gets at times from a pool."""
    stage = make.pick(*make.rounds)
    to = recipients(make, stage)
    source = make.pick(*pools, *(make.call["pools"] if make.call else ())) if pools and make.chance(0.5) else None
    return {
        "key": make.key("reward"),
        "lots": make.scope(),
        "kind": make.pick("prize", "prize", "refund", "funding"),
        "title": make.text("Reward", "Nagroda"),
        "per": "lot" if make.lots and make.chance(0.2) else "challenge",
        "to": to,
        "count": {"at_least": make.random.randint(0, 2), "at_most": make.maybe(5)} if to["kind"] in ("chosen", "lot") else None,
        "each": each(make, source),
        "paid_in": make.maybe("EUR", 0.1),
        "pool": source["key"] if source else None,
        "funder": make.maybe(make.text("Foundation", "Fundacja"), 0.1),
        "who": [make.condition() for _ in range(make.pick(0, 0, 1))],
        "bars": hurdles(make, stage, most=1),
        "not_with": make.some(earlier, 0, 1),
        "may_be_withheld": make.chance(0.3),
        "when_shared": when_shared(make) if to["kind"] == "rank" else None,
        "freed": make.pick("next", "nobody"),
        "instalments": instalments(make),
        "duties": [duty(make, kind) for kind in make.some(("answer", "sign", "papers", "bank_details", "payment"), 0, 2)],
    }


def recipients(make: Maker, stage: Data) -> Data:
    first = make.random.randint(1, 3)
    possible: list[Data] = [
        {"kind": "entered", "round": stage["key"]},
        {"kind": "chosen", "round": stage["key"], "by": make.panel["key"]},
        {"kind": "lot", "round": stage["key"], "seed": "The digits of the draw of that day.", "reserves": make.maybe(3)},
    ]
    if stage["judging"] and not is_rolling(stage):
        possible += [{"kind": "rank", "round": stage["key"], "first": first, "last": make.random.randint(first, 5)}] * 3
    if stage["advancing"]:
        possible.append({"kind": "advanced", "round": stage["key"]})
    return make.pick(*possible)


def each(make: Maker, source: Data | None) -> Data | None:
    """Return what each gets: out of a pool only where the reward has one, and never more than it holds."""
    least, most = make.maybe(make.money(1), 0.3), make.maybe(make.money(make.random.randint(2, 40)))
    fixed: Data = {"kind": "fixed", "sum": make.money(make.random.randint(1, 40))}
    if source:
        return make.pick(fixed, {"kind": "from_pool", "at_least": least, "at_most": most})
    goods: Data = {"kind": "goods", "what": make.text("A course", "Kurs"), "worth": make.maybe(make.money(1))}
    return make.pick(fixed, fixed, {"kind": "asked", "at_least": least, "at_most": most}, goods, None)


def when_shared(make: Maker) -> Data:
    return make.pick({"kind": "each_in_full"}, {"kind": "split_places", "remainder": remainder(make)})


def instalments(make: Maker) -> list[Data]:
    if not make.chance(0.3):
        return []
    first = make.random.randint(10, 90)
    return [
        {"key": make.key("instalment"), "share": str(first), "when": "start"},
        {"key": make.key("instalment"), "share": str(100 - first), "when": make.pick("end", "milestone")},
    ]


def duty(make: Maker, kind: str) -> Data:
    return {
        "kind": kind,
        "key": make.key("duty"),
        "of": "authority" if kind == "payment" else "winner",
        "within": make.maybe(make.span(), 0.8),
        "if_not": make.maybe(make.pick("next", "nobody")),
    }


def follow_up(make: Maker, pools: list[Data]) -> Data:
    kind = make.pick("negotiation", "purchase", "next_call", "pilot")
    source: Any = make.pick(*pools) if pools and make.chance(0.3) else None
    return {
        "kind": kind,
        "invited": make.random.randint(1, 3),
        "order": make.pick("by_rank", "in_parallel") if kind == "negotiation" else None,
        "promised": make.chance(0.3),
        "cap": make.maybe(make.money(400)),
        "pool": source["key"] if source else None,
        "words": make.text("A contract may follow", "Może nastąpić umowa"),
    }
