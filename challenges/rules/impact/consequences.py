"""What follows from a change, and why a change cannot be published: codes, and a plain sentence for each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import Words
from challenges.rules.impact.rows import Gravity

OUTCOMES: Mapping[str, Words] = {
    "nothing": _("Nothing changes for those who have entered."),
    "relaxed": _("Entries stay as they are: nobody has to do anything."),
    "told": _("Entries stay as they are; everybody who follows the competition is told."),
    "complete": _("Entries handed in stay, and their suppliers are asked to complete them; drafts show what is new."),
    "confirm": _("Entries handed in stay; suppliers with an entry are asked to confirm it."),
    "confirm_and_complete": _(
        "Entries handed in stay; suppliers with an entry are asked to confirm it and to complete it where needed."
    ),
    "drafts": _("Nobody has handed in an entry yet; whoever has begun one sees the change."),
    "nobody": _("Nobody has begun an entry yet."),
    "forbidden": _("This change cannot be published."),
}

LIGHT = {Gravity.FORBIDDEN: "forbidden", Gravity.WORDS: "nothing", Gravity.RELAXING: "relaxed"}

REASONS: Mapping[str, Words] = {
    "judging_after_deadline": _(
        "The deadline of this round has passed: its criteria, scale, weights, aggregation and ties do not change any more."
    ),
    "after_deadline": _("The deadline has passed: the rules under which entries were handed in do not change any more."),
    "after_opening": _("The round has opened: this does not change any more."),
    "window_has_opened": _("The window is open: its beginning does not change any more."),
    "window_has_closed": _("This deadline has passed: it does not move any more."),
    "deadline_earlier": _("A deadline is not brought forward once the window is open."),
    "window_removed": _("A window that has opened is not taken away."),
    "key_reused": _("A key cannot get a new meaning, such as another kind or another unit. Add something new and remove this."),
    "key_retired": _("A key that was removed does not return. Give what is new a key of its own."),
    "identity": _("This tells the competition from all others and does not change."),
    "decided": _("The round is decided: its rules do not change any more."),
    "announced_too_late": _("The first mark has been seen: what was to be announced before it cannot be announced any more."),
}


@dataclass(frozen=True)
class Entries:
    """Whether entries for what changes were begun, were handed in, and can still be answered by their suppliers."""

    are_begun: bool
    are_handed_in: bool
    can_be_answered: bool


def outcome(gravity: Gravity, entries: Entries, *, completes: bool) -> str:
    """Return the code of what follows for those who have entered."""
    if gravity in LIGHT:
        return LIGHT[gravity]
    if not entries.are_handed_in:
        return "drafts" if entries.are_begun else "nobody"
    if not entries.can_be_answered:
        return "told"
    if gravity is Gravity.BREAKING:
        return "confirm_and_complete" if completes else "confirm"
    return "complete" if completes else "told"
