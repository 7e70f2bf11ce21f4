"""Which assumptions go without saying: of members that a rehearsal does not compute with."""

from challenges.rules.advancing import Advancing, LotTake
from challenges.rules.aggregation import PointsAggregation, RanksAggregation, Shown
from challenges.rules.base import Part
from challenges.rules.document import CallRules, Document, Notice, Planned, Round, Rules
from challenges.rules.intake import Channel, Intake, Meeting
from challenges.rules.judging import Criterion, Judging, JudgingPart, LotTie
from challenges.rules.juries import JuryClass, Panel, Vote
from challenges.rules.law import Law
from challenges.rules.participation import Condition, EntryAsGroup, Limit
from challenges.rules.questions import AmountLimit, PatternLimit, Question
from challenges.rules.rewards import Duty, FollowUp, Goods, RewardItem, Rewards, ToDrawn
from challenges.rules.scales import NumbersScale
from challenges.rules.shapes import Json
from challenges.rules.values import EntryWindow, Money

_UNTOLD: dict[type[Part], frozenset[str]] = {
    model: frozenset(names.split())
    for model, names in (
        (Document, "words"),
        (Notice, "topic cpv_codes place contact_email annexes reference authority"),
        (CallRules, "title challenges more_later"),
        (Rules, "reserved_changes"),
        (Law, "legal_basis procedure overrides"),
        (Condition, "verified_by checked_at"),
        (EntryAsGroup, "captain paid public_name"),
        (Panel, "classes qualified_share appointed_by replaced_by casting_vote binding minimum quorum decides_by"),
        (JuryClass, "members deputies"),
        (Vote, "who known_by binding own_entry running_counts_shown"),
        (Round, "title lasts shows planned"),
        (Planned, "binding"),
        (
            Intake,
            "more_later enquiries late entry_languages comments replaceable openers over_limit sections call_windows channels",
        ),
        (Channel, "counts_when pattern required"),
        (EntryWindow, "registration_closes"),
        (Meeting, "minutes"),
        (Question, "help section envelope criteria limits"),
        (AmountLimit, "over not_counted"),
        (PatternLimit, "pattern"),
        (Judging, "period stated use"),
        (JudgingPart, "others_visible reading_order groups scorecards_per_entry"),
        (Criterion, "type description group bonus only_if otherwise over_jurors"),
        (NumbersScale, "anchors step"),
        (Shown, "shown_decimals rounding"),
        (PointsAggregation, "missing"),
        (RanksAggregation, "missing"),
        (LotTake, "seed"),
        (LotTie, "seed"),
        (ToDrawn, "seed reserves"),
        (Advancing, "may_depart reserves"),
        (Rewards, "more_later follow_up"),
        (RewardItem, "title paid_in funder instalments duties not_with freed may_be_withheld who bars"),
        (Goods, "worth what"),
        (Duty, "within if_not"),
        (FollowUp, "invited order promised cap pool words"),
        (Money, "tax"),
    )
}
# Null goes without saying here: it does not arise.
_UNTOLD_IF_NULL: dict[type[Part], frozenset[str]] = {
    RewardItem: frozenset({"when_shared", "count", "pool"}),
    Judging: frozenset({"combine"}),
    Round: frozenset({"joins", "intake", "advancing"}),
    Criterion: frozenset({"weight"}),
    JudgingPart: frozenset({"weights"}),
    Limit: frozenset({"excess", "shortfall", "at_least"}),
    Vote: frozenset({"minimum_ballots", "if_fewer"}),
}


def is_untold(model: type[Part], name: str, value: Json) -> bool:
    """Return whether nobody need hear that this value is assumed for a member."""
    if any(name in _UNTOLD.get(base, ()) for base in model.__mro__):
        return True
    return value is None and any(name in _UNTOLD_IF_NULL.get(base, ()) for base in model.__mro__)
