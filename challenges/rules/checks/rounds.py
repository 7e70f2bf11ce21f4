"""Rounds follow one another without a circle, and something can come into each of them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.register import check, each, found, is_said
from challenges.rules.document import Round, Rules
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.intake import Intake
from challenges.rules.walking import Place

declare(
    {
        "rounds.none": Code(BLOCKING, _("There is no round."), _("Add the round in which entries are handed in.")),
        "rounds.cycle": Code(
            BLOCKING, _("The round follows itself, directly or over others."), _("Let the first round follow none.")
        ),
        "rounds.shows_later": Code(
            BLOCKING,
            _("The jury cannot see here what comes from a later round, “%(round)s”."),
            _("Show an earlier round, or take it out."),
        ),
        "rounds.joins": Code(
            BLOCKING,
            _("Whether entries come from any or from all rounds before is asked where there are two or more, and only there."),
            _("Say any or all with several rounds to follow; with one or none, say that it does not arise."),
        ),
        "intake.no_window": Code(
            BLOCKING, _("Nobody can ever hand in: there is no window, and none may be added."), _("Add a window for entries.")
        ),
    }
)


@check(Rules)
def has_rounds(part: Rules, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A competition has a round."""
    if part.rounds == ():
        yield found("rounds.none", here, "rounds")


@check(Round)
def follows_without_a_circle(part: Round, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """No round comes before itself, and a jury sees earlier rounds only."""
    if not is_said(part.key):
        return
    if part.key in inventory.before(part.key) and part.key not in each(part.follows):
        yield found("rounds.cycle", here, "follows")
    for index, show in enumerate(each(part.shows)):
        if is_said(show.round) and (show.round == part.key or part.key in inventory.before(show.round)):
            yield found("rounds.shows_later", here, "shows", index, "round", round=show.round)


@check(Round)
def joins_several_alone(part: Round, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """How rounds are joined is said where there are several, and only there."""
    if not silent(part.follows, part.joins) and (len(part.follows) > 1) != (part.joins is not None):
        yield found("rounds.joins", here, "joins")


@check(Intake)
def lets_entries_in(part: Intake, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Entries have a window, or one may come."""
    if part.windows == () and part.call_windows == () and part.more_later is False:
        yield found("intake.no_window", here, "windows")
