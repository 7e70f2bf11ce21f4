"""Rankings that leave something to people."""

from typing import Any

from accounts.models import User
from challenges.rules import building
from challenges.rules.building import Plain
from evaluation.methods.asking import Ask
from evaluation.models import Act, RankingSnapshot
from evaluation.queries.asked import asks_open
from evaluation.services import enter_act
from tests.factories.evaluation import Judging, judging

REASON = "The jury voted in its session of today, three to none."
VOTE: Plain = building.part(
    [],
    key="public",
    scorecards_per_entry=None,
    others_visible=None,
    reading_order=None,
    weights=None,
    aggregation={"kind": "votes", "percent_of": None, "shown_decimals": None, "rounding": None},
)
SHARES: Plain = {
    "kind": "shares",
    "shares": [
        {"part": "jury", "share": "80", "normalise": {"kind": "percent_of_maximum"}},
        {"part": "public", "share": "20", "normalise": {"kind": "percent_of_best"}},
    ],
}
LOT: Plain = {"kind": "lot", "key": "draw", "lots": [], "seed": "the numbers of the Lotto draw of the day after"}


def tied(stage: str = "scored", **options: Any) -> Judging:
    """Return a ranked round of five works, of which the last two are tied: the rules leave it to the jury."""
    return judging(stage, **{"entries": 5, "ties": "jury", **options})


def with_vote(stage: str = "scored", **options: Any) -> Judging:
    """Return a ranked round of two works whose votes are still to be entered."""
    return judging(stage, entries=2, further_parts=[VOTE], combine=SHARES, **options)


def newest(made: Judging) -> RankingSnapshot:
    """Return the ranking that counts."""
    return RankingSnapshot.objects.get(newest_of=made.round)


def open_question(made: Judging) -> Ask:
    """Return the one question that is open."""
    made.round.refresh_from_db()
    [ask] = asks_open(made.round)
    return ask


def answer(made: Judging, given: Any, *, by: User | None = None, **changes: Any) -> Act:
    """Answer the one question that is open, or the one at `step`."""
    step = changes.pop("step", None) or open_question(made).step
    given_by = {"by": by or made.secretary, "reason": REASON, "ranking": newest(made).number}
    return enter_act(made.round, step, given, **{**given_by, **changes})


def agreed_order(document: Plain) -> None:
    """Let the jury agree an order, without scorecards."""
    judged = document["rules"]["rounds"][0]["judging"]
    judged["parts"] = [{**VOTE, "key": "jury", "aggregation": {"kind": "order", "decided_by": "consensus"}}]
    judged["ties"] = [building.plain_tie("shared_rank")]


def measured(document: Plain) -> None:
    """Let the round be decided by what is measured: a vote that people count."""
    judged = document["rules"]["rounds"][0]["judging"]
    judged["parts"], judged["ties"] = [VOTE], [building.plain_tie("shared_rank")]
