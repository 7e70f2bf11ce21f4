"""What came of a call as OCDS: counts, milestones that were met, awards with their suppliers, jurors."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from awards.lifecycle import Holding
from awards.models import Award, RoundRecord
from awards.queries.winners import published_title
from opendata.exports.ocds.tender import LOT

# The standard has no word of its own for an award that was suspended or overturned.
_STATUSES = {
    Holding.NOTIFIED: "pending",
    Holding.SUSPENDED: "pending",
    Holding.FINAL: "active",
    Holding.CONTRACTED: "active",
    Holding.OVERTURNED: "cancelled",
}
# Measures of the standard's codelist by our counts.
_MEASURES = {"bids": "entered", "validBids": "admissible", "smeBids": "sme"}


def statistics(records: Sequence[RoundRecord]) -> dict[str, Any]:
    """Return the counts of every decided round as `bids`; tenderers are named nowhere."""
    found = [
        {
            "id": f"round-{record.content['round']}-{measure}",
            "measure": measure,
            "value": record.content["counts"][count],
            "date": record.decided_at.isoformat(),
            "notes": f"Round {record.content['round']}",
            "relatedLot": LOT,
        }
        for record in records
        for measure, count in _MEASURES.items()
    ]
    return {"bids": {"statistics": found}} if found else {}


def milestones(records: Sequence[RoundRecord]) -> list[dict[str, Any]]:
    """Return the decided rounds as milestones that were met."""
    return [
        {
            "id": f"round-{record.content['round']}",
            "type": "assessment",
            "status": "met",
            "dateMet": record.decided_at.isoformat(),
            "relatedLots": [LOT],
        }
        for record in records
    ]


def lot_with_jury(records: Sequence[RoundRecord]) -> dict[str, Any]:
    """Return the lot with the people who judged: they are named with the decision, not before."""
    names = list(dict.fromkeys(juror["name"] for record in records for juror in record.content["jurors"]))
    contest = {"designContest": {"juryMembers": [{"name": name} for name in names]}} if names else {}
    return {"id": LOT, **contest}


def award(found: Award, record: RoundRecord, *, holding: Holding) -> dict[str, Any]:
    """Return an award of the decided round `record` by what held of it, in the standard's words: pending, active or cancelled.

    Refunds of costs are none: they are no result of the contest.
    """
    status = _STATUSES[holding]
    texts = {"title": published_title(found, record), "description": found.public_summary if status == "active" else ""}
    # Releases from before there were award lists keep their bytes.
    if holding == Holding.OVERTURNED and found.award_list:
        texts["statusDetails"] = found.overturning_reason
    date = found.notified_at if found.moved_up and found.notified_at else record.decided_at
    return {
        "id": found.reference,
        **{key: text for key, text in texts.items() if text},
        "status": status,
        "date": date.isoformat(),
        **({} if found.amount is None else {"value": {"amount": _amount(found.amount), "currency": found.currency}}),
        "suppliers": [{"id": party_id(found.published_supplier), "name": found.published_supplier["name"]}],
        "relatedLots": [LOT],
    }


def supplier_party(supplier: dict[str, Any]) -> dict[str, Any]:
    """Return a winner as a party, as named on the day of the decision."""
    party: dict[str, Any] = {"id": party_id(supplier), "name": supplier["name"], "roles": ["tenderer", "supplier"]}
    party["address"] = {"countryName": supplier["country"]}
    if supplier["identifier"]:
        party["identifier"] = {
            "scheme": supplier["identifier_scheme"],
            "id": supplier["identifier"],
            "legalName": supplier["name"],
        }
    if supplier["size_class"]:
        party["details"] = {"scale": supplier["size_class"]}
    return party


def party_id(supplier: dict[str, Any]) -> str:
    """Return the registered identifier where there is one, else the portal's own."""
    if supplier["identifier"]:
        return f"{supplier['identifier_scheme']}-{supplier['identifier']}"
    return f"supplier-{supplier['slug']}"


def _amount(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)
