"""What to say when two people changed one thing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from challenges.forms.around import Around
from challenges.models import Challenge
from challenges.queries.drafts import found_part
from challenges.rules.base import HOLE, Hole, says
from challenges.rules.building import Plain
from challenges.rules.editing import Conflict, address_of
from challenges.rules.names import refers_to
from challenges.rules.naming import in_words, value_in_words
from challenges.rules.shapes import Json
from challenges.rules.titles import titles_of
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
            % {
                "who": who,
                "what": in_words(address_of(newest.plain, item.path), newest.plain),
                "theirs": _told(item, newest.plain),
            }
        )
        for item in conflict.conflicts
    ]


def _told(conflict: Conflict, document: Plain) -> str:
    """Return what they wrote in words: what a key names is told by its title, one of several choices by its words."""
    owner_path, _slash, member = conflict.path.rpartition("/")
    try:
        owner = found_part(document, owner_path).model if owner_path else None
    except KeyError:
        owner = None
    known: dict[str, Any] = {}
    if owner is not None and member in owner.model_fields:
        known = {**says(owner.model_fields[member]).values, **owner.kinds}
        if named := refers_to(owner, member):
            steps = conflict.path.split("/")
            round_key = steps[2] if steps[:2] == ["rules", "rounds"] else ""
            known |= Around(document, "", round_key, titles_of(document)).named(named)
    return _in_words(conflict.theirs, known)


def _in_words(value: Json | Hole, known: Mapping[str, Any]) -> str:
    if value is HOLE or value is None:
        return str(_("nothing"))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, list):
        return ", ".join(_in_words(item, known) for item in value)
    if isinstance(value, dict):
        texts = {name: item for name, item in value.items() if isinstance(item, str)}
        return localised(texts) if len(texts) == len(value) else ", ".join(_in_words(item, known) for item in value.values())
    return str(known[value]) if isinstance(value, str) and value in known else value_in_words("", value)
