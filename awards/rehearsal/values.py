"""What is assumed where the rules say nothing yet."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from awards.rehearsal.around import Around
from challenges.rules.advancing import Advancing, BallotsHurdle, NamedTake, PicksTake, RangeTake, ScoreHurdle, ShareTake, TopTake
from challenges.rules.base import (
    HOLE,
    Currency,
    Day,
    Dec,
    Hole,
    Instant,
    Key,
    Language,
    Month,
    Number,
    Part,
    String,
    Text,
    YesNo,
    silent,
)
from challenges.rules.document import Document, Round, Rules, WordsOfLanguage
from challenges.rules.intake import Intake
from challenges.rules.judging import Criterion, Judging, JudgingPart, JuryTie
from challenges.rules.juries import Vote
from challenges.rules.law import Law, LawValue, Override
from challenges.rules.participation import JuryNamedGroup, Limit, Participation
from challenges.rules.rewards import DecidedDivision, EvenDivision, Pool, RewardItem, Rewards, ToChosen
from challenges.rules.scales import NumbersScale
from challenges.rules.shapes import Json
from challenges.rules.values import FormatNumber, Money, Window

UNSAID = "–"
# The scale, the number of places, and the sum in a pool that are assumed.
HIGHEST = 10
PLACES = 3
TOTAL = 1_000_000
MANY = 1_000


def _items(value: tuple[Any, ...] | Json | Hole) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


# What is assumed by type alone.
PLAIN: tuple[tuple[Any, Callable[[Document], Json]], ...] = (
    (Dec, lambda document: "1"),
    (Key, lambda document: "assumed"),
    (Number, lambda document: 1),
    (FormatNumber, lambda document: 2),
    (YesNo, lambda document: False),
    (Currency, lambda document: document.currency),
    (Language, lambda document: "en"),
    (Text, lambda document: {"en": UNSAID}),
    (String, lambda document: UNSAID),
    (str, lambda document: ""),
    (Instant, lambda document: "2000-01-01T00:00:00Z"),
    (Day, lambda document: "2000-01-01"),
    (Month, lambda document: "2000-01"),
    (dict[Language, WordsOfLanguage], lambda document: {"en": {"title": UNSAID, "summary": "", "brief": []}}),
)


def _juries(here: Around) -> Json:
    return [{"kind": "panel", "key": key} for key in here.keys("juries") or ["jury"]]


def _a_jury(here: Around) -> Json:
    juries = [jury.key for jury in _items(here.document.rules.juries if here.document.rules else HOLE)]
    return next((key for key in (*juries, *here.keys("juries")) if not silent(key)), "jury")


def _rounds(here: Around) -> Json:
    return [{"key": key} for key in here.keys("rounds") or ["round"]]


def _keyed(of: str) -> Callable[[Around], Json]:
    return lambda here: [{"key": key} for key in here.keys(of)]


def _intake(here: Around) -> Json:
    return None if here.said("follows") else {}


def _advancing(here: Around) -> Json:
    rounds = _items(here.document.rules.rounds if here.document.rules else HOLE)
    return {} if any(here.said("key") in _items(stage.follows) for stage in rounds) else None


def _joins(here: Around) -> Json:
    return "any" if len(_items(here.said("follows"))) > 1 else None


def _parts(here: Around) -> Json:
    return [{"key": key} for key in here.keys("parts") or ["part"]]


def _combine(here: Around) -> Json:
    parts = here.said("parts")
    return {"kind": "sum"} if isinstance(parts, tuple | list) and len(parts) > 1 else None


def _jury_kind(here: Around) -> str:
    juries = _items(here.document.rules.juries if here.document.rules else HOLE)
    return next((jury.kind for jury in juries if jury.key == here.said("jury")), "panel")


def _criteria(here: Around) -> Json:
    return [] if _jury_kind(here) == "vote" else [{"key": key} for key in here.keys("criteria") or ["merit"]]


def _aggregation(here: Around) -> Json:
    if _jury_kind(here) == "vote":
        return {"kind": "votes", "percent_of": None}
    if here.said("weights") in ("percentage", "order", "equal"):
        return {"kind": "weighted_share"}
    return {"kind": "order" if here.said("criteria") == () else "sum_of_points"}


def _weights(here: Around) -> Json:
    kind = getattr(here.said("aggregation"), "kind", "sum_of_points")
    method = getattr(here.said("aggregation"), "of", kind)
    if any(isinstance(each.weight, str) for each in _items(here.said("criteria"))):
        return "percentage"
    return "equal" if str(method).startswith("weighted") else None


def _weight(here: Around) -> Json:
    """The mean of what the weights that are said leave of 100, in whole hundredths; null where nothing is weighed."""
    part = here.nearest(JudgingPart)
    if part is None or part.weights not in ("percentage", "order"):
        return None
    criteria = [each for each in _items(part.criteria) if each.bonus is None or each.bonus is HOLE]
    said = [Decimal(each.weight) for each in criteria if isinstance(each.weight, str)]
    unsaid = max(1, len(criteria) - len(said))
    if part.weights == "order":
        return str(len(said) + 1)
    left = max(Decimal(1), 100 - sum(said, Decimal())) / unsaid
    return format(left.quantize(Decimal("0.01")).normalize() + 0, "f")


def _highest(here: Around) -> Json:
    lowest = here.said("lowest")
    return str(HIGHEST) if not isinstance(lowest, str) or Decimal(lowest) < HIGHEST else str(int(Decimal(lowest)) + HIGHEST)


def _lowest(here: Around) -> Json:
    highest = here.said("highest")
    return "0" if not isinstance(highest, str) or Decimal(highest) > 0 else None


def _scale(here: Around) -> Json:
    return {"kind": "numbers", "lowest": "0", "highest": str(HIGHEST), "step": "1", "anchors": []}


def _most(here: Around) -> Json:
    least = here.said("at_least")
    return max(PLACES, least) if isinstance(least, int) else PLACES


def _to(here: Around) -> Json:
    rounds = _items(here.document.rules.rounds)
    keys = [stage.key for stage in rounds if stage.judging is not None and not silent(stage.key)]
    return {"kind": "rank", "round": keys[-1] if keys else (here.keys("rounds") or ["round"])[0], "first": 1, "last": 1}


def _kind_of(value: Part | Json | Hole) -> Json:
    return value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)


def _count(here: Around) -> Json:
    return {"at_least": 1, "at_most": None} if _kind_of(here.said("to")) in ("chosen", "lot") else None


def _when_shared(here: Around) -> Json:
    return {"kind": "each_in_full"} if here.said("to") is HOLE or _kind_of(here.said("to")) == "rank" else None


def _total(here: Around) -> Json:
    """What the rewards, or the call, are said to come to."""
    call, rewards = here.document.call, here.document.rules.rewards
    stated = [getattr(call, "stated_total", None), getattr(rewards, "stated_total", None)]
    amount = next((total.amount for total in stated if isinstance(total, Money) and total.amount), str(TOTAL))
    return {"amount": amount, "currency": here.document.currency}


def _pool(here: Around) -> Json:
    pools = _items(here.document.rules.rewards.pools)
    return pools[0].key if pools and _kind_of(here.said("each")) == "from_pool" else None


def _ballot(here: Around) -> Json:
    rounds = _items(here.document.rules.rounds)
    judged = [part for stage in rounds for part in _items(getattr(stage.judging, "parts", ()))]
    stars = any(part.jury == here.said("key") and _kind_of(part.aggregation) == "mean_of_stars" for part in judged)
    return {"kind": "stars", "lowest": 1, "highest": 5} if stars else {"kind": "approve", "choices": 1}


def _where(name: str, value: Json, otherwise: Json = None) -> Callable[[Around], Json]:
    """Return a value where another member says something, else another value."""
    return lambda here: otherwise if silent(here.said(name)) or here.said(name) is None else value


def _always(value: Json) -> Callable[[Around], Json]:
    return lambda _here: value


SUPPOSED: Mapping[tuple[type[Part], str], Callable[[Around], Json]] = {
    (Rules, "zone"): _always("UTC"),
    (Rules, "languages"): lambda here: list(here.document.words) or ["en"] if here.document.words else ["en"],
    (Rules, "lots"): _keyed("lots"),
    (Rules, "juries"): _juries,
    (Rules, "rounds"): _rounds,
    (Law, "profile"): _always("own-rules"),
    (LawValue, "value"): _always("0"),
    (Override, "value"): _always("0"),
    (Participation, "entry_as"): _always([{"kind": "alone"}]),
    (Limit, "excess"): _where("at_most", "refuse"),
    (Limit, "shortfall"): _where("at_least", "goes_on"),
    (Limit, "of"): _always({"kind": "everyone"}),
    (Vote, "ballot"): _ballot,
    (Vote, "if_fewer"): _where("minimum_ballots", "zero"),
    (Round, "follows"): _always([]),
    (Round, "joins"): _joins,
    (Round, "intake"): _intake,
    (Round, "judging"): _always({}),
    (Round, "advancing"): _advancing,
    (Intake, "channels"): _always([{"kind": "portal", "key": "portal"}]),
    (Intake, "questions"): _always([]),
    (Window, "opens"): _always({"kind": "words"}),
    (Window, "closes"): _always({"kind": "words"}),
    (Judging, "use"): _always("award"),
    (Judging, "windows"): _always("together"),
    (Judging, "parts"): _parts,
    (Judging, "combine"): _combine,
    (Judging, "ties"): _always([{"kind": "shared_rank", "key": "shared"}]),
    (JudgingPart, "jury"): _a_jury,
    (JudgingPart, "criteria"): _criteria,
    (JudgingPart, "aggregation"): _aggregation,
    (JudgingPart, "weights"): _weights,
    (Criterion, "weight"): _weight,
    (Criterion, "minimum"): _always(None),
    (Criterion, "scale"): _scale,
    (Criterion, "otherwise"): _where("only_if", "left_out"),
    (NumbersScale, "lowest"): _lowest,
    (NumbersScale, "highest"): _highest,
    (Advancing, "takes"): _always([{"kind": "all", "key": "all"}]),
    (TopTake, "at_line"): _always("jury_decides"),
    (RangeTake, "at_line"): _always("jury_decides"),
    (ShareTake, "at_line"): _always("jury_decides"),
    (TopTake, "places"): _always(PLACES),
    (RangeTake, "at_most"): _most,
    (ShareTake, "percent"): _always("50"),
    (PicksTake, "at_most"): _always(None),
    (PicksTake, "by"): _a_jury,
    (NamedTake, "count"): _always(1),
    (ScoreHurdle, "score"): _always("1"),
    (BallotsHurdle, "places"): _always(PLACES),
    (Rewards, "pools"): _keyed("pools"),
    (RewardItem, "to"): _to,
    (RewardItem, "count"): _count,
    (RewardItem, "pool"): _pool,
    (RewardItem, "when_shared"): _when_shared,
    (ToChosen, "by"): _a_jury,
    (DecidedDivision, "by"): _a_jury,
    (JuryTie, "jury"): _a_jury,
    (JuryNamedGroup, "jury"): _a_jury,
    (Pool, "total"): _total,
    (Pool, "division"): _always({"kind": "cap_only"}),
    (EvenDivision, "among_at_most"): _always(MANY),
    (Money, "amount"): _always("0"),
}
