"""Mistakes about who goes on, who gets what, and what the law asks; and procedures that are no contest."""

from tests.challenges.rules.documents import at, whole
from tests.challenges.rules.mistakes import (
    BLIND,
    DESIGN_CONTEST,
    FINAL,
    FORM,
    ITEMS,
    JUDGING,
    MAIN,
    ROUNDS,
    SECOND_FORM,
    WHO,
    Mistake,
    euro,
    mistake,
    panel,
    texts,
    tie,
)

TAKES = f"{ROUNDS}[2].advancing.takes"
FIRST = {**at(whole(), f"{ITEMS}[0]"), "bars": []}


def score(of: str) -> dict[str, object]:
    return tie("minimum_score", "bar", score=of)


def passed() -> dict[str, object]:
    return tie("passed_all", "passed")


GOING_ON = (
    mistake("hurdle.unreachable", f"{ROUNDS}[0].advancing.hurdles[0].score", "101"),
    mistake("hurdle.unreachable", f"{ITEMS}[0].bars[0].score", "101"),
    mistake("hurdle.ranks", f"{ROUNDS}[1].advancing.hurdles", [score("3")], found_at=f"{ROUNDS}[1].advancing.hurdles[0].score"),
    mistake("hurdle.unjudged", f"{ROUNDS}[2].advancing.hurdles", [passed()], (f"{ROUNDS}[2].judging", None),
            found_at=f"{ROUNDS}[2].advancing.hurdles[0]"),
    mistake("hurdle.no_meeting", f"{ROUNDS}[1].advancing.hurdles[0].round", "poll"),
    mistake("takes.last_round", f"{ROUNDS}[3].advancing", at(whole(), f"{ROUNDS}[2].advancing"),
            ("rules.rewards.follow_up", None)),
    mistake("takes.none", TAKES, []),
    mistake("takes.unranked", TAKES, [tie("top", "top", places=3, at_line="all")], (f"{ROUNDS}[2].judging", None),
            found_at=f"{TAKES}[0]"),
    mistake("takes.at_line", f"{ROUNDS}[0].advancing.takes[0].at_line", None),
    mistake("takes.never_reached", TAKES, [tie("all", "all"), tie("named", "named", count=1)], found_at=f"{TAKES}[1]"),
    mistake("lots.none", "rules.lots", [], alone=False, found_at=f"{ROUNDS}[0].advancing.per"),
)  # fmt: skip

REWARDED = (
    mistake("reward.unjudged", f"{ITEMS}[0].to.round", "poll", (f"{ROUNDS}[2].judging", None), (f"{ITEMS}[0].bars", [])),
    mistake("reward.no_advancing", f"{ITEMS}[2].to.round", "final"),
    mistake("reward.count", f"{ITEMS}[1].count", None),
    mistake("reward.count", f"{ITEMS}[0].count", {"at_least": 1, "at_most": 1}),
    mistake("reward.when_shared", f"{ITEMS}[0].when_shared", None),
    mistake("reward.when_shared", f"{ITEMS}[1].when_shared", {"kind": "each_in_full"}),
    mistake("reward.no_pool", f"{ITEMS}[1].pool", None),
    mistake("reward.no_lots", "rules.lots", [], alone=False, found_at=f"{ITEMS}[0].per"),
    mistake("reward.instalments", f"{ITEMS}[0].instalments[0].share", "60", found_at=f"{ITEMS}[0].instalments"),
    mistake("pool.place", "call.pools[0].per", "lot"),
    mistake("pool.place", "rules.rewards.pools[0].per", "call"),
    mistake("money.currencies", f"{ITEMS}[0].each.sum.currency", "PLN", found_at=f"{ITEMS}[0].each", alone=False),
    mistake("money.over_pool", f"{ITEMS}[0].each.sum.amount", "90001", found_at=f"{ITEMS}[0].each"),
    mistake("money.over_budget", "notice.budget", euro("46000"), found_at="rules.rewards"),
    mistake("money.contract_over_budget", "rules.rewards.follow_up.cap", euro("480000"), ("rules.rewards.follow_up.pool", None)),
    mistake("money.stated_total", "rules.rewards.stated_total", euro("60000")),
    mistake("money.stated_total", "call.stated_total", euro("50000"),
            (f"{ITEMS}[1]", {**FIRST, "key": "support", "each": None, "pool": None}),
            ("call.limits[0].of.kind", "everyone"), ("call.limits[0].at_most", 3)),
)  # fmt: skip

LAWFUL = (
    mistake("law.jurors", "rules.juries[0]", panel(minimum=2), *DESIGN_CONTEST, found_at="rules.juries[0].minimum"),
    mistake("law.jurors_advised", "rules.juries[0]", panel(minimum=2), found_at="rules.juries[0].minimum"),
    mistake("law.scorecards", f"{JUDGING}.parts[0].scorecards_per_entry", 2, *DESIGN_CONTEST, alone=False),
    mistake("law.value", "rules.law.values[0].value", "three"),
    mistake("law.rounds", f"{ROUNDS}[1].intake", SECOND_FORM, (f"{ROUNDS}[3].intake", SECOND_FORM), *DESIGN_CONTEST,
            found_at=ROUNDS, alone=False),
    mistake("law.not_blind", f"{FORM}.anonymity", None, *DESIGN_CONTEST[:2]),
    mistake("law.anonymous_meeting", f"{ROUNDS}[0].meeting", {"kind": "pitch", "minutes": 5, "attendance": "optional"},
            *DESIGN_CONTEST),
    mistake("law.anonymous_question", WHO, [at(whole(), f"{WHO}[2]")], *DESIGN_CONTEST[1:],
            found_at=f"{FORM}.questions[0].envelope"),
    mistake("law.anonymous_label", f"{FORM}.questions[1].label", texts("Nazwa firmy i NIP"), *DESIGN_CONTEST),
    mistake("law.natural_persons", WHO, [at(whole(), f"{WHO}[0]")], *DESIGN_CONTEST[1:], found_at=f"{WHO}[0]"),
    mistake("law.place", WHO, [{**at(whole(), f"{WHO}[0]"), "kind": "place", "of": "seat", "any_of": ["PL"]}],
            *DESIGN_CONTEST[1:], found_at=f"{WHO}[0]"),
)  # fmt: skip

ROLLING = (f"{FINAL}.windows", "one_by_one")
SHARE = tie("share", "share", percent="10", rounding="up", at_line="all")
AS_THEY_COME = (
    mistake("rolling.compares", f"{ROUNDS}[1].judging.windows", "one_by_one",
            found_at=f"{ROUNDS}[1].judging.parts[0].aggregation"),
    mistake("rolling.compares", *ROLLING, found_at=f"{FINAL}.combine.shares[1].normalise", alone=False),
    mistake("rolling.share", f"{ROUNDS}[0].advancing.takes[0]", SHARE,
            (f"{JUDGING}.windows", "one_by_one"), found_at=f"{ROUNDS}[0].advancing.takes[0]"),
    mistake("rolling.rank", *ROLLING, found_at=f"{ITEMS}[0].to.round", alone=False),
)  # fmt: skip

DRAWN = {**FIRST, "to": {"kind": "lot", "round": "concept", "seed": "drawn", "reserves": None}}
NEIGHBOURS = (
    mistake("neighbour", ITEMS, [DRAWN], ("rules.juries", []),
            *((f"{ROUNDS}[{number}].judging", None) for number in range(4)), found_at="rules"),
    mistake("neighbour", FINAL, None,
            *((f"{MAIN}.criteria[{number}].type", "price") for number in range(3)),
            (f"{ROUNDS}[1].judging", None), (f"{ROUNDS}[2].judging", None), (f"{JUDGING}.stated", "broken, too"),
            found_at="rules"),
)  # fmt: skip

OUTCOMES: tuple[Mistake, ...] = (*GOING_ON, *REWARDED, *LAWFUL, *AS_THEY_COME, *NEIGHBOURS)
__all__ = ["BLIND", "OUTCOMES"]
