"""The call as OCDS `tender`, from the typed rules of a published version: every fact where the standard has a place for it.

What was published in the first format keeps the release that it had (`tender`): releases do not change.
"""

from typing import Any

from django.conf import settings
from django.utils import translation

from challenges.models import ChallengeVersion
from challenges.rules.document import Document, Round
from challenges.rules.names import Names
from challenges.rules.promised import leaves
from challenges.rules.values import InstantMoment, Window
from core.wording import localised
from opendata.exports.ocds import tender as first_format
from opendata.exports.ocds.judged import Plain, award_criteria, second_stage, selection_criteria
from opendata.exports.ocds.rewarded import design_contest, money
from opendata.exports.ocds.tender import LOT, authority_of, language_of

_METHODS = {"restricted": "selective"}


def call_of(version: ChallengeVersion, *, published_at: str) -> dict[str, Any]:
    """Return the whole call as a version published it."""
    if "format" not in version.content:
        return first_format.tender(version.outline, published_at=published_at)
    language = language_of(version.outline)
    known = dict(settings.LANGUAGES)
    with translation.override(language if language in known else "en"):
        return _tender(version.document, version.outline, language, published_at)


def lot_ids(document: Document) -> dict[str | None, str]:
    """Return the identifiers of the lots in which entries stand, by key; the challenge as a whole is the one lot, None."""
    keys: list[str | None] = [lot.key for lot in leaves(document.rules)] or [None]
    return {key: f"LOT-{number:04}" for number, key in enumerate(keys, start=1)}


def _tender(document: Document, outlined: Plain, language: str, published_at: str) -> Plain:
    rules, names, lots = document.rules, Names(document), lot_ids(document)
    title = outlined["words"][language]["title"]
    return {
        "id": outlined["reference"],
        **first_format.texts(outlined, language),
        "status": "active",
        "procuringEntity": authority_of(outlined),
        "procurementMethod": _METHODS.get(rules.law.procedure, "open"),
        "procurementMethodDetails": first_format.profile_name(rules.law.profile),
        "mainProcurementCategory": "services",
        "awardCriteria": "ratedCriteria",
        "submissionMethod": _submission_methods(document),
        **money("value", document.notice.budget),
        **({"items": _items(document, lots)} if document.notice.cpv_codes else {}),
        **_period("tenderPeriod", _entry_windows(document)),
        **_period("enquiryPeriod", [window for stage in rules.rounds if stage.intake for window in stage.intake.enquiries]),
        **_conditions(document),
        "documents": [first_format.notice(outlined, language, published_at)],
        "milestones": [_milestone(stage, number, lots) for number, stage in enumerate(rules.rounds, start=1)],
        "lots": [_lot(document, names, key, name, title) for key, name in lots.items()],
    }


def _submission_methods(document: Document) -> list[str]:
    channels = {channel.kind for stage in document.rules.rounds if stage.intake for channel in stage.intake.channels}
    written = {"post", "in_person"} & channels
    found = ["electronicSubmission"] if channels - written else []
    return [*found, "written"] if written else found or ["electronicSubmission"]


def _items(document: Document, lots: dict[str | None, str]) -> list[Plain]:
    related = {"relatedLot": LOT} if len(lots) == 1 else {}
    return [
        {"id": str(number), "classification": {"scheme": "CPV", "id": code}, **related}
        for number, code in enumerate(document.notice.cpv_codes, start=1)
    ]


def _entry_windows(document: Document) -> list[Window]:
    """Return the windows of the rounds that anybody may enter; those of the call, where it shares them."""
    open_to_all = [stage.intake for stage in document.rules.rounds if stage.intake and not stage.follows]
    own = [window for intake in open_to_all for window in intake.windows]
    shared = {key for intake in open_to_all for key in intake.call_windows}
    return [*own, *(window for window in (document.call.windows if document.call else ()) if window.key in shared)]


def _period(name: str, windows: list[Window]) -> Plain:
    """Return the time from the first opening to the last closing; only what is known to the second is told."""
    opens = [window.opens.at for window in windows if isinstance(window.opens, InstantMoment)]
    closes = [window.closes.at for window in windows if isinstance(window.closes, InstantMoment)]
    found = {**({"startDate": min(opens)} if opens else {}), **({"endDate": max(closes)} if closes else {})}
    return {name: found} if found else {}


def _conditions(document: Document) -> Plain:
    """Return who may enter, in words: the standard's core has one text for it."""
    words = [localised(condition.words) for condition in document.rules.participation.who]
    return {"eligibilityCriteria": "\n".join(words)} if words else {}


def _milestone(stage: Round, number: int, lots: dict[str | None, str]) -> Plain:
    """Return a round as a milestone of type assessment, due when its last entries are."""
    windows = stage.intake.windows if stage.intake else ()
    due = [window.closes.at for window in windows if isinstance(window.closes, InstantMoment)]
    return {
        "id": f"round-{number}",
        "type": "assessment",
        "status": "scheduled",
        "title": localised(stage.title),
        "relatedLots": list(lots.values()),
        **({"dueDate": max(due)} if due else {}),
    }


def _lot(document: Document, names: Names, key: str | None, identifier: str, title: str) -> Plain:
    """Return one lot; `title` is that of the call, for the one lot that is the challenge as a whole."""
    titles = {lot.key: localised(lot.title) for lot in document.rules.lots}
    criteria, selection = award_criteria(document, names, key), selection_criteria(document, names, key)
    stages = second_stage(document)
    return {
        "id": identifier,
        "title": title if key is None else titles[key],
        "status": "active",
        **({"awardCriteria": criteria} if criteria else {}),
        **({"selectionCriteria": selection} if selection else {}),
        "designContest": design_contest(document, names, key),
        **({"secondStage": stages} if stages else {}),
    }
