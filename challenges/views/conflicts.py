"""What to say when two people changed one thing."""

from django.utils.translation import gettext as _

from challenges.models import Challenge
from challenges.rules.base import HOLE, Hole
from challenges.rules.shapes import Json
from challenges.services import DraftConflict
from core.components import ErrorLink
from core.wording import localised


def conflict_words(challenge: Challenge, conflict: DraftConflict) -> list[ErrorLink]:
    """Return a line for each member that somebody else changed meanwhile, with what they wrote."""
    newest = challenge.draft
    who = newest.saved_by or _("Somebody")
    return [
        ErrorLink(
            text=_("%(who)s changed “%(what)s” meanwhile, to: %(theirs)s. Save once more to put yours in its place.")
            % {"who": who, "what": item.path.replace("/", " › "), "theirs": _in_words(item.theirs)}
        )
        for item in conflict.conflicts
    ]


def _in_words(value: Json | Hole) -> str:
    if value is HOLE or value is None:
        return str(_("nothing"))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, list):
        return ", ".join(_in_words(item) for item in value)
    if isinstance(value, dict):
        texts = {name: item for name, item in value.items() if isinstance(item, str)}
        return localised(texts) if len(texts) == len(value) else ", ".join(_in_words(item) for item in value.values())
    return str(value)
