"""The chapters of a rehearsal in their order."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from awards.rehearsal.result import Rehearsal
from awards.rehearsal.telling.deciding import decided_lines
from awards.rehearsal.telling.findings import assumption_lines, lines_of
from awards.rehearsal.telling.lines import Chapter
from awards.rehearsal.telling.rewards import money_lines, reward_lines
from awards.rehearsal.telling.rounds import round_lines
from awards.rehearsal.telling.rules import date_lines, form_lines, public_lines, trial_lines
from challenges.rules.names import Names
from core.wording import localised


def chapters(found: Rehearsal) -> tuple[Chapter, ...]:
    """Return all that a rehearsal says."""
    return tuple(_chapters(found, Names(found.document)))


def _chapters(found: Rehearsal, names: Names) -> Iterator[Chapter]:
    yield Chapter("findings", _("What was found"), tuple(lines_of(found.findings)), _("Nothing to find fault with."))
    yield Chapter(
        "assumptions", _("What was assumed"), tuple(assumption_lines(found, names)), _("Nothing: the rules say it all.")
    )
    if not found.stages:
        return
    yield Chapter("who", _("Who may enter"), tuple(trial_lines(found)), _("Everyone may enter: there are no conditions."))
    yield Chapter("forms", _("Forms and scorecards"), tuple(form_lines(found, names)))
    yield Chapter("calendar", _("Calendar"), tuple(date_lines(found)), _("The rules name no date."))
    for number, stage in enumerate(found.stages, start=1):
        title = localised(found.document.rules.round(stage.key).title)
        told = _("Round %(number)s played: %(title)s") % {"number": number, "title": title}
        yield Chapter(f"round-{number}", told, tuple(round_lines(found, stage, names)))
    yield Chapter("rewards", _("Rewards"), tuple(reward_lines(found, names)), _("Nobody gets anything."))
    yield Chapter("money", _("Money"), tuple(money_lines(found)), _("No money is promised or paid."))
    yield Chapter("decisions", _("Where people decide"), tuple(decided_lines(found, names)), _("Nowhere: the rules decide all."))
    yield Chapter("public", _("What becomes public, and when"), tuple(public_lines(found, names)))
