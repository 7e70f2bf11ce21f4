"""Those who judge are enough for what they judge, and judge it in a way they can."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from challenges.rules.advancing import PicksTake
from challenges.rules.aggregation import BallotsAggregation, PointsAggregation, RanksAggregation
from challenges.rules.base import HOLE, Part, silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.register import check, each, found, is_said, number, numbers, text
from challenges.rules.findings import ADVISING, BLOCKING, Code, Finding, declare
from challenges.rules.judging import Judging, JudgingPart, JuryTie
from challenges.rules.juries import Jury, Machine, Officials, Panel, StarsBallot, Vote
from challenges.rules.rewards import DecidedDivision, ToChosen
from challenges.rules.scales import TrimmedMean
from challenges.rules.walking import Place

declare(
    {
        "jury.size": Code(
            BLOCKING, _("The jury has %(members)s members, fewer than are asked for here."), _("Add members, or ask for fewer.")
        ),
        "jury.small": Code(
            ADVISING,
            _("The jury may have fewer than five members: %(members)s."),
            _("Five or more make a verdict less a matter of one person, and leave enough after a recusal."),
        ),
        "jury.scorecards": Code(
            BLOCKING,
            _("Each entry needs %(scorecards)s scorecards, but the jury has %(members)s members."),
            _("Ask for at most as many scorecards as there are members."),
        ),
        "jury.trimmed": Code(
            BLOCKING, _("Nothing is left when the extremes are dropped."), _("Drop fewer, or ask for more scorecards.")
        ),
        "vote.if_fewer": Code(
            BLOCKING,
            _("It is said what happens with too few ballots, but no least is named."),
            _("Name the fewest ballots, or say that it does not arise."),
        ),
        "vote.not_held": Code(
            ADVISING,
            _("“%(jury)s” decides here, but in no round do people vote."),
            _("Let a round be judged by this vote, or let somebody else decide."),
        ),
        "vote.aggregation": Code(
            BLOCKING, _("This jury does not give what is counted here."), _("Choose an aggregation that fits its ballots.")
        ),
    }
)
ADVISED = 5


@check(Panel)
def has_members_enough(part: Panel, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A panel has as many members as minimum, quorum and groups ask for; five are advised."""
    members = number(part.members)
    if members is not None:
        for member in ("minimum", "quorum"):
            asked = number(getattr(part, member))
            if asked is not None and asked > members:
                yield found("jury.size", here, member, members=text(members))
        classes = numbers(group.members for group in each(part.classes))
        if classes is not None and sum(classes) > members:
            yield found("jury.size", here, "classes", members=text(members))
    member = "minimum" if part.members is None else "members"
    least = number(getattr(part, member))
    if least is not None and least < ADVISED:
        yield found("jury.small", here, member, members=text(least))


@check(JudgingPart)
def asks_for_scorecards_that_can_be(part: JudgingPart, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """No entry needs more scorecards than there are jurors, and some are left when extremes are dropped."""
    cards, jury = number(part.scorecards_per_entry), _jury(part, inventory)
    members = number(jury.members) if isinstance(jury, Panel) else None
    if cards is not None and members is not None and cards > members:
        yield found("jury.scorecards", here, "scorecards_per_entry", scorecards=text(cards), members=text(members))
    if cards is None or not isinstance(part.aggregation, PointsAggregation | RanksAggregation):
        return
    over = part.aggregation.over_jurors
    dropped = numbers((over.drop_highest, over.drop_lowest)) if isinstance(over, TrimmedMean) else None
    if dropped is not None and sum(dropped) >= cards:
        yield found("jury.trimmed", here, "aggregation", "over_jurors")


@check(JudgingPart)
def counts_what_is_given(part: JudgingPart, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Ballots are counted of those who cast them, and stars of those who give stars."""
    jury = _jury(part, inventory)
    if jury is None or not isinstance(part.aggregation, BallotsAggregation):
        return
    gives_names = isinstance(jury, Vote) and is_said(jury.ballot) and not isinstance(jury.ballot, StarsBallot)
    if not isinstance(jury, Vote | Panel) or (part.aggregation.kind == "mean_of_stars" and gives_names):
        yield found("vote.aggregation", here, "aggregation")


@check(Vote)
def says_what_happens_below_a_least(part: Vote, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """What happens with too few ballots is said where there is a least."""
    if part.minimum_ballots is None and is_said(part.if_fewer):
        yield found("vote.if_fewer", here, "if_fewer")


@check(PicksTake, ToChosen, DecidedDivision, JuryTie)
def votes_where_it_decides(part: Part, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A vote that decides something is held: in one of the rounds, ballots are cast."""
    member = "jury" if isinstance(part, JuryTie) else "by"
    key = getattr(part, member)
    vote = inventory.juries.parts.get(key)
    judgings = [judging for judging in inventory.judgings if isinstance(judging, Judging)]
    is_open = inventory.rounds.is_open or HOLE in inventory.judgings or any(silent(judging.parts) for judging in judgings)
    if not isinstance(vote, Vote) or is_open:
        return
    if not any(silent(held.jury) or held.jury == key for judging in judgings for held in judging.parts):
        yield found("vote.not_held", here, member, jury=dict(vote.title or {}))


def _jury(part: JudgingPart, inventory: Inventory) -> Jury | None:
    jury = inventory.juries.parts.get(part.jury)
    return jury if isinstance(jury, Panel | Vote | Officials | Machine) else None
