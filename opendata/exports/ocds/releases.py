"""One release per public event, and packages of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from awards.lifecycle import Holding
from awards.models import Award
from challenges.models import ChallengeVersion
from opendata.exports.ocds import outcome
from opendata.exports.ocds.call import call_of
from opendata.exports.ocds.tender import authority_of, language_of
from opendata.queries.releases import PublicEvent

VERSION = "1.1"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_REGISTRY = "https://raw.githubusercontent.com/open-contracting-extensions"
EXTENSIONS = [
    f"{_REGISTRY}/{name}/master/extension.json"
    for name in (
        "ocds_bid_extension",
        "ocds_lots_extension",
        "ocds_awardCriteria_extension",
        "ocds_selectionCriteria_extension",
        "ocds_designContest_extension",
        "ocds_secondStageDescription_extension",
        "ocds_partyDetails_scale_extension",
    )
]


class NoPrefixError(Exception):
    """No ocid prefix is set: process identifiers of no registered publisher must not go out into the world."""


def ocid_of(reference: str) -> str:
    """Return the identifier of a challenge's contracting process; NoPrefixError without a prefix in the settings."""
    if not settings.OCDS_PREFIX:
        raise NoPrefixError
    return f"{settings.OCDS_PREFIX}-{reference}"


def reference_of(ocid: str) -> str:
    """Return the challenge's reference in an ocid of this portal; "" for any other."""
    prefix = ocid_of("")
    return ocid.removeprefix(prefix) if ocid.startswith(prefix) else ""


def package(events: Sequence[PublicEvent], *, uri: str, next_uri: str | None = None) -> dict[str, Any]:
    """Return a release package; at least one event, as the standard asks. Its date is that of its newest release."""
    return {
        "uri": uri,
        "version": VERSION,
        "publishedDate": events[-1].event.at,
        "publisher": {"name": settings.PORTAL_NAME, "uri": settings.PORTAL_BASE_URL},
        "license": LICENCE,
        "extensions": EXTENSIONS,
        "releases": [release(event) for event in events],
        **({"links": {"next": next_uri}} if next_uri else {}),
    }


def release(event: PublicEvent) -> dict[str, Any]:
    """Return what one event told the public."""
    ocid = ocid_of(event.challenge.reference)
    tag, facts = _FACTS[event.event.verb](event)
    return {
        "ocid": ocid,
        "id": f"{ocid}-{event.event.sequence}",
        "date": event.event.at,
        "tag": [tag],
        "initiationType": "tender",
        "language": language_of(event.version.outline),
        "parties": [_buyer(event.version), *facts.pop("parties", [])],
        "buyer": authority_of(event.version.outline),
        **facts,
    }


def _buyer(version: ChallengeVersion) -> dict[str, Any]:
    return {**authority_of(version.outline), "roles": ["buyer", "procuringEntity"]}


def _publish(event: PublicEvent) -> tuple[str, dict[str, Any]]:
    return "tender", {"tender": call_of(event.version, published_at=event.event.at)}


def _amend(event: PublicEvent) -> tuple[str, dict[str, Any]]:
    """Told of an amendment: the whole call as it is now, why it was amended, and what changed, in the release's language."""
    call = call_of(event.version, published_at=event.event.at)
    found = event.amendment
    if found is None:
        raise LookupError(f"Event {event.event.sequence} names an amendment that does not exist.")
    with translation.override(language_of(event.version.outline)):
        changed = "\n".join(change.sentence for change in found.changes)
    amended = {"id": str(event.version.number), "date": event.event.at, "rationale": found.reason, "description": changed}
    return "tenderAmendment", {"tender": call | {"amendments": [amended]}}


def _decide(event: PublicEvent) -> tuple[str, dict[str, Any]]:
    """Told of a decided round: counts, jurors, and whom the public may know of; what stands still is pending."""
    facts: dict[str, Any] = {"tender": _tender_after(event), **outcome.statistics(event.records)}
    told = event.awards_told
    if not told:
        return "tenderUpdate", facts
    parties = {outcome.party_id(found.published_supplier): found.published_supplier for found in told}
    facts["parties"] = [outcome.supplier_party(supplier) for supplier in parties.values()]
    facts["awards"] = [outcome.award(found, event.record_of(found), holding=_held_when_told(found)) for found in told]
    return "award", facts


def _held_when_told(found: Award) -> Holding:
    """Return what held of an award when it was announced: what is not decided in the last round is final at once."""
    return Holding.NOTIFIED if found.decides_the_contest else Holding.FINAL


def _finalise(event: PublicEvent) -> tuple[str, dict[str, Any]]:
    return "awardUpdate", _one_award(event, holding=Holding.FINAL)


def _overturn(event: PublicEvent) -> tuple[str, dict[str, Any]]:
    return "awardCancellation", _one_award(event, holding=Holding.OVERTURNED)


def _contract(event: PublicEvent) -> tuple[str, dict[str, Any]]:
    return "awardUpdate", _one_award(event, holding=Holding.CONTRACTED)


def _promote(event: PublicEvent) -> tuple[str, dict[str, Any]]:
    """Told of a reserve that moved up: an award of its own, pending until its standstill ends."""
    return "award", _one_award(event, holding=Holding.NOTIFIED)


def _one_award(event: PublicEvent, *, holding: Holding) -> dict[str, Any]:
    found = event.award
    if found is None:
        raise LookupError(f"Event {event.event.sequence} names an award that does not exist.")
    return {
        "parties": [outcome.supplier_party(found.published_supplier)],
        "awards": [outcome.award(found, event.record_of(found), holding=holding)],
    }


def _conclude(event: PublicEvent) -> tuple[str, dict[str, Any]]:
    """The end: complete where somebody won, else unsuccessful."""
    at = datetime.fromisoformat(event.event.at)
    deciding = [found for found in event.awards if found.decides_the_contest]
    won = any(found.overturned_at is None or found.overturned_at > at for found in deciding)
    return "tenderUpdate", {"tender": _tender_after(event, status="complete" if won else "unsuccessful")}


def _cancel(event: PublicEvent) -> tuple[str, dict[str, Any]]:
    # The ledger holds a hash of the reason; a cancelled challenge changes no more, so its own words are those of the event.
    tender_now, reason = _tender_after(event, status="cancelled"), event.challenge.closing_reason
    return "tenderCancellation", {"tender": tender_now | ({"statusDetails": reason} if reason else {})}


def _tender_after(event: PublicEvent, *, status: str = "active") -> dict[str, Any]:
    """Return what is new of the call: its status, the rounds that were decided, and who judged them."""
    found: dict[str, Any] = {"id": event.challenge.reference, "status": status}
    if event.records:
        found["milestones"] = outcome.milestones(event.records)
        found["lots"] = [outcome.lot_with_jury(event.records)]
    return found


_FACTS = {
    "publish": _publish,
    "publish_amendment": _amend,
    "decide": _decide,
    "finalise": _finalise,
    "overturn": _overturn,
    "promote": _promote,
    "contract": _contract,
    "conclude": _conclude,
    "cancel": _cancel,
}
