"""Hurdles can be reached, and who is taken is decided in every case."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from challenges.rules.advancing import (
    Advancing,
    AttendedHurdle,
    BallotsHurdle,
    PassedHurdle,
    RangeTake,
    ScoreHurdle,
    ShareTake,
    TopTake,
)
from challenges.rules.base import HOLE, silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.points import highest_of_all, is_by_places
from challenges.rules.checks.register import check, each, found, is_said, kind_of, number, text
from challenges.rules.document import Round
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.judging import Judging
from challenges.rules.rewards import RewardItem, Rewards
from challenges.rules.walking import Place

declare(
    {
        "hurdle.unreachable": Code(
            BLOCKING,
            _("Nobody can reach %(score)s: the most there can be is %(highest)s."),
            _("Set a score in the unit of the aggregation, at most the greatest total."),
        ),
        "hurdle.ranks": Code(
            BLOCKING,
            _("A minimum score has no meaning where places are counted, of which fewer are better."),
            _("Take the hurdle out, or choose an aggregation of points."),
        ),
        "hurdle.unjudged": Code(
            BLOCKING, _("The round “%(round)s” is not judged, so that nobody can hold or miss this hurdle."), _("Take it out.")
        ),
        "hurdle.no_meeting": Code(
            BLOCKING, _("The round “%(round)s” has no meeting that could be attended."), _("Name a round with a meeting.")
        ),
        "takes.last_round": Code(
            BLOCKING,
            _("Nobody goes anywhere from here: no round follows, and no reward or contract goes to who is taken."),
            _("Say that nobody goes on from here, or add what follows."),
        ),
        "takes.none": Code(BLOCKING, _("Nobody is taken."), _("Say who goes on.")),
        "takes.unranked": Code(
            BLOCKING, _("The best cannot be taken: the round is not judged."), _("Let the round be judged, or take others.")
        ),
        "takes.at_line": Code(
            BLOCKING,
            _("Entries may share the rank across the last place, and nobody says who is in then."),
            _("Say who is in, or end the ties of the round in the jury or a lot."),
        ),
        "takes.never_reached": Code(
            BLOCKING, _("Nobody is left here: all are taken before."), _("Take this out, or put it before.")
        ),
        "lots.none": Code(
            BLOCKING, _("It counts by lot, but there are no lots."), _("Count over the challenge, or add the lots.")
        ),
    }
)


def _round_of(here: Place, inventory: Inventory) -> Round | None:
    """Return the round whose result a hurdle looks at: that of the reward it bars, else the one it stands in."""
    reward = here.nearest(RewardItem)
    if reward is None:
        return here.nearest(Round)
    return inventory.round(reward.to.round) if is_said(reward.to) else None


@check(ScoreHurdle)
def can_be_reached(part: ScoreHurdle, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A minimum score is at most the greatest total, and one of points."""
    judging = getattr(_round_of(here, inventory), "judging", None)
    highest, score = highest_of_all(judging), number(part.score)
    if highest is not None and score is not None and score > highest:
        yield found("hurdle.unreachable", here, "score", score=text(score), highest=text(highest))
    parts = each(judging.parts) if isinstance(judging, Judging) else ()
    if len(parts) == 1 and is_by_places(parts[0]):
        yield found("hurdle.ranks", here, "score")


@check(ScoreHurdle, PassedHurdle, BallotsHurdle)
def looks_at_a_judged_round(
    part: ScoreHurdle | PassedHurdle | BallotsHurdle, here: Place, inventory: Inventory
) -> Iterator[Finding]:
    """What depends on marks or ballots stands where there are some."""
    of = _round_of(here, inventory)
    if of is not None and of.judging is None:
        yield found("hurdle.unjudged", here, round=of.key or "")


@check(AttendedHurdle)
def looks_at_a_meeting(part: AttendedHurdle, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Who attended is known of rounds in which people meet."""
    of = inventory.round(part.round)
    if of is not None and of.meeting is None:
        yield found("hurdle.no_meeting", here, "round", round=of.key)


@check(Round)
def leads_somewhere(part: Round, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Who is taken goes on to a round, gets a reward, or may be asked for a contract."""
    if not isinstance(part.advancing, Advancing):
        return
    if part.advancing.takes == ():
        yield found("takes.none", here, "advancing", "takes")
    rounds = [other for other in inventory.rounds.parts.values() if isinstance(other, Round)]
    goes_on = inventory.rounds.is_open or any(silent(other.follows) or part.key in other.follows for other in rounds)
    if not goes_on and not _is_rewarded(part, inventory):
        yield found("takes.last_round", here, "advancing")


def _is_rewarded(part: Round, inventory: Inventory) -> bool:
    rewards = inventory.rewards
    if not isinstance(rewards, Rewards) or silent(rewards.items) or rewards.follow_up is not None:
        return True
    return any(silent(item.to) or (item.to.kind == "advanced" and item.to.round in (part.key, HOLE)) for item in rewards.items)


@check(Round)
def takes_in_every_case(part: Round, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The best are taken where there is a ranking, with a rule for the line; nothing stands behind a take of all."""
    takes = each(part.advancing.takes) if isinstance(part.advancing, Advancing) else ()
    ties = part.judging.ties if isinstance(part.judging, Judging) else part.judging
    ends = silent(ties) or kind_of(each(ties)[-1] if each(ties) else None) in ("jury_decides", "lot")
    for index, take in enumerate(takes):
        if isinstance(take, TopTake | RangeTake | ShareTake):
            if part.judging is None:
                yield found("takes.unranked", here, "advancing", "takes", index)
            elif take.at_line is None and not ends:
                yield found("takes.at_line", here, "advancing", "takes", index, "at_line")
        if kind_of(take) == "all" and not each(take.lots) and index + 1 < len(takes):
            yield found("takes.never_reached", here, "advancing", "takes", index + 1)


@check(Advancing)
def counts_by_lots_that_exist(part: Advancing, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Places are counted in each lot where there are lots."""
    if part.per == "lot" and not inventory.lots.parts and not inventory.lots.is_open:
        yield found("lots.none", here, "per")
