"""Classes of changes by part and member: rounds, who judges and how, who goes on, what is given."""

from collections.abc import Mapping
from dataclasses import replace

from challenges.rules import advancing, aggregation, document, judging, juries, rewards, scales
from challenges.rules.base import Part
from challenges.rules.impact.rows import Bound, Row
from challenges.rules.impact.rows_made import (
    ADDING,
    AT_MOST,
    BREAKING,
    DEMANDS,
    FIRM,
    HEADING,
    HEADINGS,
    PARTS,
    PRECEDENCE,
    RELAXING,
    SAID,
    WORDS,
    better_along,
    items,
    less_is_better,
    more_is_better,
)

JURY = FIRM.about("jury")
PURSE = more_is_better().about("purse", "awards")
PLACES = more_is_better()

OF_ROUNDS: Mapping[type[Part], Mapping[str, Row]] = {
    document.Round: {
        "title": SAID,
        "follows": FIRM,
        "joins": FIRM,
        "lasts": more_is_better().about("dates"),
        "intake": FIRM,
        "meeting": FIRM,
        "shows": PARTS,
        "judging": FIRM,
        "advancing": FIRM,
        "planned": replace(items(ADDING, RELAXING, WORDS), bound=Bound.FREE).about("dates"),
    },
}

OF_JURIES: Mapping[type[Part], Mapping[str, Row]] = {
    juries.JuryOf: {"title": SAID},
    juries.JuryClass: {"title": SAID, "members": JURY, "deputies": JURY},
    juries.Panel: {
        "members": JURY,
        "minimum": JURY,
        "quorum": JURY,
        "classes": PARTS.about("jury"),
        "qualified_share": JURY,
        "appointed_by": JURY,
        "replaced_by": JURY,
        "decides_by": JURY,
        "casting_vote": JURY,
        "binding": JURY,
    },
    juries.ApproveBallot: {"choices": FIRM},
    juries.StarsBallot: {"lowest": FIRM, "highest": FIRM},
    juries.Vote: {
        "who": PRECEDENCE,
        "known_by": FIRM,
        "ballot": FIRM,
        "binding": FIRM,
        "minimum_ballots": FIRM,
        "if_fewer": FIRM,
        "own_entry": FIRM,
        "running_counts_shown": FIRM,
    },
    juries.Machine: {"measures": FIRM},
}

OF_MARKS: Mapping[type[Part], Mapping[str, Row]] = {
    scales.Anchor: {"at": FIRM, "label": FIRM},
    scales.NumbersScale: {"lowest": FIRM, "highest": FIRM, "step": FIRM, "anchors": PARTS},
    scales.YesNoScale: {"points": FIRM},
    scales.Level: {"label": FIRM, "points": FIRM},
    scales.LevelsScale: {"levels": PARTS},
    scales.TrimmedMean: {"drop_highest": FIRM, "drop_lowest": FIRM},
    aggregation.Shown: {"shown_decimals": HEADING, "rounding": HEADING},
    aggregation.PointsAggregation: {"first": FIRM, "over_jurors": FIRM, "missing": FIRM},
    aggregation.RanksAggregation: {"of": FIRM, "over_jurors": FIRM, "equal": FIRM, "missing": FIRM},
    aggregation.OrderAggregation: {"decided_by": FIRM},
    aggregation.BallotsAggregation: {"percent_of": FIRM},
    aggregation.RankNormalise: {"points": FIRM, "equal": FIRM},
    aggregation.Share: {"part": FIRM, "share": FIRM, "normalise": FIRM},
    aggregation.SharesCombine: {"shares": PARTS},
    judging.StatedPoints: {"points": HEADING, "only_if": HEADING.whole()},
    judging.CriterionGroup: {"title": HEADING, "within": HEADING, "stated": HEADINGS},
    judging.Criterion: {
        "type": FIRM,
        "title": HEADING,
        "description": FIRM,
        "group": HEADING,
        "weight": FIRM,
        "minimum": FIRM,
        "scale": FIRM,
        "bonus": FIRM,
        "only_if": FIRM.whole(),
        "otherwise": FIRM,
        "over_jurors": FIRM,
    },
    judging.JudgingPart: {
        "jury": JURY,
        "scorecards_per_entry": FIRM,
        "others_visible": FIRM,
        "reading_order": FIRM,
        "weights": FIRM,
        "groups": HEADINGS,
        "criteria": PARTS,
        "aggregation": FIRM,
    },
    judging.CriterionTie: {"part": FIRM, "criterion": FIRM},
    judging.FactTie: {"condition": FIRM.whole()},
    judging.JuryTie: {"jury": JURY, "by": FIRM},
    judging.LotTie: {"seed": FIRM},
    judging.Judging: {
        "use": FIRM,
        "period": Row(RELAXING, bound=Bound.FREE).about("dates").whole(),
        "windows": FIRM,
        "stated": HEADINGS,
        "parts": PARTS,
        "combine": FIRM,
        "ties": PRECEDENCE,
        "scores_shown_to": FIRM,
    },
}

OF_ADVANCING: Mapping[type[Part], Mapping[str, Row]] = {
    advancing.ScoreHurdle: {"score": less_is_better()},
    advancing.AttendedHurdle: {"round": FIRM},
    advancing.BallotsHurdle: {"places": PLACES},
    advancing.JudgementHurdle: {"words": FIRM},
    advancing._AtLine: {"at_line": FIRM},  # noqa: SLF001 - what the takes along a ranking share
    advancing.TopTake: {"places": PLACES},
    advancing.RangeTake: {"at_least": PLACES, "at_most": PLACES},
    advancing.ShareTake: {"percent": PLACES, "rounding": better_along("down", "up")},
    advancing.PicksTake: {"at_most": AT_MOST, "by": JURY, "words": FIRM},
    advancing.NamedTake: {"count": FIRM},
    advancing.LotTake: {"count": PLACES, "seed": FIRM},
    advancing.Departure: {"by": FIRM, "words": FIRM},
    advancing.Advancing: {
        "per": FIRM,
        "may_depart": FIRM,
        "hurdles": DEMANDS,
        "takes": PRECEDENCE,
        "reserves": more_is_better("lowest"),
    },
}

OF_REWARDS: Mapping[type[Part], Mapping[str, Row]] = {
    rewards.EvenDivision: {"among_at_most": FIRM.about("awards"), "remainder": FIRM},
    rewards.DownRankingDivision: {"when_short": FIRM},
    rewards.DecidedDivision: {"by": JURY},
    rewards.Pool: {"title": SAID, "per": FIRM, "total": PURSE, "division": FIRM},
    rewards.ToRank: {"round": FIRM, "first": FIRM.about("awards"), "last": PLACES.about("awards")},
    rewards.ToAll: {"round": FIRM},
    rewards.ToChosen: {"round": FIRM, "by": JURY},
    rewards.ToDrawn: {"round": FIRM, "seed": FIRM, "reserves": more_is_better("lowest")},
    rewards.FixedSum: {"sum": PURSE},
    rewards.RangeSum: {
        "at_least": more_is_better("lowest").about("purse", "awards"),
        "at_most": AT_MOST.about("purse", "awards"),
    },
    rewards.Goods: {"what": FIRM, "worth": PURSE},
    rewards.SplitPlaces: {"remainder": FIRM},
    rewards.Duty: {"of": FIRM, "within": FIRM.about("dates"), "if_not": FIRM},
    rewards.Instalment: {"share": FIRM, "when": FIRM.about("dates")},
    rewards.Count: {"at_least": PLACES.about("awards"), "at_most": AT_MOST.about("awards")},
    rewards.RewardItem: {
        "title": SAID,
        "per": FIRM,
        "to": FIRM,
        "count": FIRM.about("awards"),
        "each": FIRM,
        "paid_in": FIRM,
        "pool": FIRM,
        "funder": FIRM,
        "who": PRECEDENCE,
        "bars": DEMANDS,
        "not_with": less_is_better(),
        "may_be_withheld": less_is_better(),
        "when_shared": FIRM,
        "freed": FIRM,
        "instalments": PARTS,
        "duties": DEMANDS,
    },
    rewards.FollowUp: {
        "invited": PLACES,
        "order": FIRM,
        "promised": more_is_better(),
        "cap": more_is_better().about("purse"),
        "pool": FIRM,
        "words": FIRM,
    },
    rewards.Rewards: {
        "stated_total": PURSE,
        "more_later": more_is_better(),
        "pools": items(ADDING, BREAKING, WORDS).about("purse"),
        "items": replace(items(ADDING, BREAKING, BREAKING), inserted=BREAKING, later_allowed=True).about("awards"),
        "follow_up": FIRM,
    },
}
