"""What happened to a challenge, told from the ledger."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges import people
from challenges.models import Challenge
from core.translated import in_active_language
from ledger.models import Event
from ledger.queries import events_about

# Of a ranking that takes the place of an earlier one.
_RANK_ANEW = "rank anew"
_SENTENCES = {
    "create": gettext_lazy("%(who)s started the draft."),
    "edit": gettext_lazy("%(who)s edited %(part)s."),
    "submit": gettext_lazy("%(who)s submitted it for approval."),
    "return": gettext_lazy("%(who)s returned it to the authors."),
    "publish": gettext_lazy("%(who)s approved and published version %(version)s."),
    "conclude": gettext_lazy("%(who)s concluded it."),
    "cancel": gettext_lazy("%(who)s cancelled it."),
    "keep_rehearsal": gettext_lazy("%(who)s kept a rehearsal for the approval."),
    "start_amendment": gettext_lazy("%(who)s began to amend it."),
    "submit_amendment": gettext_lazy("%(who)s submitted an amendment for approval."),
    "return_amendment": gettext_lazy("%(who)s returned the amendment to its authors."),
    "publish_amendment": gettext_lazy("%(who)s approved the amendment and published version %(version)s."),
    "discard_amendment": gettext_lazy("%(who)s discarded the amendment."),
    "archive": gettext_lazy("It was taken in from an archive."),
    "form_panel": gettext_lazy("%(who)s began to form the jury."),
    "invite_juror": gettext_lazy("%(who)s invited a juror."),
    "withdraw_invitation": gettext_lazy("%(who)s took back a juror's invitation."),
    "accept_seat": gettext_lazy("%(who)s accepted a seat on the jury."),
    "decline_seat": gettext_lazy("%(who)s declined a seat on the jury."),
    "appoint_panel": gettext_lazy("%(who)s appointed the jury."),
    "discharge_panel": gettext_lazy("%(who)s discharged the jury."),
    "step_in": gettext_lazy("A deputy stepped in."),
    "recuse": gettext_lazy("A juror stepped down."),
    "remind": gettext_lazy("%(who)s reminded a juror."),
    "consent_to_opening": gettext_lazy("%(who)s agreed to open round %(round)s."),
    "open": gettext_lazy("Round %(round)s was opened."),
    "show_participants": gettext_lazy("The jury was told who takes part in round %(round)s."),
    "declare": gettext_lazy("A juror declared interests for round %(round)s."),
    "assign": gettext_lazy("%(who)s handed the entries of round %(round)s to the jury."),
    "enter_act": gettext_lazy("%(who)s entered what the rules of round %(round)s leave to people."),
    "ask_correction": gettext_lazy("A juror asked to correct a mark."),
    "record_correction": gettext_lazy("The jury’s session on a mark was recorded, and the corrected mark counts."),
    "drop_correction": gettext_lazy("A mark that a juror asked to correct was left as it was."),
    "rank": gettext_lazy("All scorecards of round %(round)s were in and the ranking was frozen."),
    _RANK_ANEW: gettext_lazy("A new ranking of round %(round)s was made, number %(number)s."),
    "circulate": gettext_lazy("%(who)s circulated the report of round %(round)s."),
    "sign": gettext_lazy("%(who)s signed the report of round %(round)s."),
    "reveal": gettext_lazy("Names and works of round %(round)s were joined."),
    "propose_decision": gettext_lazy("%(who)s proposed the decision on round %(round)s."),
    "approve_decision": gettext_lazy("%(who)s approved the decision on round %(round)s."),
    "send_back_decision": gettext_lazy("%(who)s sent the decision on round %(round)s back to the jury."),
    "annul_decision": gettext_lazy("%(who)s annulled the contest instead of approving the decision on round %(round)s."),
    "drop_decision": gettext_lazy("The proposed decision on round %(round)s was dropped by %(who)s."),
    "decide": gettext_lazy("%(who)s decided round %(round)s."),
    "list_awards": gettext_lazy("The list of the awards of round %(round)s was frozen."),
    "refused": gettext_lazy("%(who)s tried something that was refused: %(why)s"),
}
# What was edited, by the beginning of the path that the ledger names; the longest that fits speaks. The names of format 1 stay.
_PARTS = (
    (re.compile(r"rules/rounds/(?P<round>[^/]+)/judging/.*criteria"), gettext_lazy("the criteria of the round “%(round)s”")),
    (re.compile(r"rules/rounds/(?P<round>[^/]+)/intake/questions"), gettext_lazy("the questions of the round “%(round)s”")),
    (re.compile(r"rules/rounds/(?P<round>[^/]+)"), gettext_lazy("dates and rules of the round “%(round)s”")),
    (re.compile(r"rules/rounds"), gettext_lazy("the list of rounds")),
    (re.compile(r"notice|basics|name"), gettext_lazy("the basic facts")),
    (re.compile(r"rounds"), gettext_lazy("the list of rounds")),
    (re.compile(r"round-(?P<round>\d+)"), gettext_lazy("dates and rules of the round “%(round)s”")),
    (re.compile(r"questions-(?P<round>\d+)"), gettext_lazy("the questions of the round “%(round)s”")),
    (re.compile(r"criteria-(?P<round>\d+)"), gettext_lazy("the criteria of the round “%(round)s”")),
)


@dataclass(frozen=True)
class Happening:
    """One thing that happened, as a sentence; `sequence` is its number in the ledger."""

    at: datetime
    sentence: str
    sequence: int


def history(challenge: Challenge) -> list[Happening]:
    """Return what happened to `challenge`, the newest first; edits of one part by one person in a row are told once."""
    references = [challenge.reference, *(stage.reference for stage in challenge.rounds.select_related("challenge"))]
    events = list(events_about(*references))
    # The portal itself acts under no name.
    names = {"": str(_("The portal")), **people.names_by_ledger_name(challenge)}
    titles = _titles(challenge)
    told: list[Happening] = []
    before: tuple[Any, ...] = ()
    for event in reversed(events):
        key = (event.verb, event.actor, event.data.get("part")) if event.verb == "edit" else ()
        if key and key == before:
            continue
        before = key
        sentence = _sentence(event, names.get(event.actor) or _("Somebody"), titles)
        told.append(Happening(datetime.fromisoformat(event.at), sentence, event.sequence))
    return told


def _sentence(event: Event, who: str, titles: Mapping[str, str]) -> str:
    words: dict[str, Any] = {
        "who": who,
        "part": _part(event.data.get("part", ""), titles),
        "version": event.data.get("version", ""),
    }
    why = event.data.get("why", "")
    words["round"] = event.object_reference.partition("/")[2]
    words["why"] = "; ".join(why) if isinstance(why, list) else why
    words["number"] = event.data.get("number", 1)
    is_anew = event.verb == "rank" and words["number"] > 1
    template = _SENTENCES.get(_RANK_ANEW if is_anew else event.verb)
    return str(template) % words if template else _("%(who)s: %(verb)s") % {"who": who, "verb": event.verb}


def _part(part: str, titles: Mapping[str, str]) -> str:
    for pattern, words in _PARTS:
        if found := pattern.match(part):
            key = found.groupdict().get("round", "")
            return str(words) % {"round": titles.get(key, key)}
    return str(gettext_lazy("the rules"))


def _titles(challenge: Challenge) -> dict[str, str]:
    """Return the titles of the rounds by key."""
    rounds = challenge.plain["rules"].get("rounds", [])
    return {stage["key"]: in_active_language(stage.get("title", {})) for stage in rounds}
