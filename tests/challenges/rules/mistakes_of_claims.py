"""Mistakes that a reader of notices made: things said that come to nothing, sums that do not fit, codes that no list knows."""

from tests.challenges.rules.documents import at, whole
from tests.challenges.rules.mistakes import FORM, ITEMS, ROUNDS, WHO, Mistake, mistake, tie

LIMITS = "rules.participation.limits"
PICKS = tie("picks", "picks", at_most=1, by="public", words={"en": "The public likes it.", "pl": "Podoba się publiczności."})
FIRST = {**at(whole(), f"{ITEMS}[0]"), "bars": []}
EVERYBODY = {"kind": "advanced", "round": "poll"}
TARGET = {"kind": "target", "key": "target", "any_of": ["film"]}
# Nobody votes any more in the only round in which people did.
NO_VOTE = (f"{ROUNDS}[2].judging", None)

CLAIMS: tuple[Mistake, ...] = (
    mistake("limit.excess", f"{LIMITS}[0].excess", "refuse"),
    mistake("limit.excess", f"{LIMITS}[1].at_most", None, found_at=f"{LIMITS}[1].excess"),
    mistake("limit.file_type", f"{FORM}.questions[3].limits[4].any_of[0]", ".PDF"),
    mistake("limit.file_type", f"{FORM}.questions[3].limits[4].any_of", ["pdf", "PDF"],
            found_at=f"{FORM}.questions[3].limits[4].any_of[1]"),
    mistake("range.decimals", f"{ROUNDS}[0].judging.parts[0].aggregation.shown_decimals", 13),
    mistake("limit.target", f"{FORM}.questions[3].kind", "link", (f"{FORM}.questions[3].limits", [TARGET]),
            found_at=f"{FORM}.questions[3].limits[0].any_of[0]"),
    mistake("place.unknown", f"{WHO}[3].any_of[0]", "UK"),
    mistake("place.unknown", f"{WHO}[3].any_of", ["PL", "US-NY", "XX-NY"], found_at=f"{WHO}[3].any_of[2]"),
    mistake("weights.nothing", f"{ROUNDS}[2].judging.parts[0].weights", "percentage"),
    mistake("vote.not_held", f"{ROUNDS}[1].advancing.takes", [PICKS], NO_VOTE,
            found_at=f"{ROUNDS}[1].advancing.takes[0].by"),
    mistake("vote.not_held", f"{ITEMS}[1].to.by", "public", NO_VOTE),
    mistake("vote.not_held", "rules.rewards.pools[0].division.by", "public", NO_VOTE),
    mistake("vote.not_held", f"{ROUNDS}[0].judging.ties[1]", tie("jury_decides", "vote", jury="public", by="majority"), NO_VOTE,
            found_at=f"{ROUNDS}[0].judging.ties[1].jury"),
    mistake("money.short_pool", f"{ITEMS}[0].to.last", 5, found_at="call.pools[0].total"),
    mistake("money.short_pool", f"{ITEMS}[1].each", {"kind": "fixed", "sum": at(whole(), f"{ITEMS}[1].each.at_most")},
            (f"{ITEMS}[1].count.at_least", 4), found_at="rules.rewards.pools[0].total"),
    mistake("money.short_pool", f"{ITEMS}[1].each.at_least", at(whole(), f"{ITEMS}[1].each.at_most"),
            (f"{ITEMS}[1].count.at_least", 4), found_at="rules.rewards.pools[0].total"),
    # Who goes on from the poll is everybody who came into it: no more than went on before.
    mistake(
        "money.stated_total",
        "rules.rewards.stated_total",
        {**at(whole(), f"{ITEMS}[0].each.sum"), "amount": "110001"},
        (f"{ITEMS}[0]", {**FIRST, "to": EVERYBODY, "pool": None, "per": "challenge", "when_shared": None}),
        (f"{ROUNDS}[2].follows", ["trial"]),
        alone=False,
    ),
)  # fmt: skip
