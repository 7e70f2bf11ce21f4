"""What suppliers and officials are told about entries."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from challenges.models import Amendment, Challenge, Round
from core.mail import queue_mail
from submissions.lifecycle import HANDED_IN
from submissions.models import Entry, OpeningConsent, Proposal, Receipt
from submissions.queries.amended import behind
from submissions.queries.proposals import full_address


def people_of(proposal: Proposal) -> Iterable[User]:
    """Return everybody who acts for the supplier, in any role."""
    return User.objects.filter(is_active=True, memberships__organisation=proposal.supplier_id).distinct()


def send_receipt(receipt: Receipt) -> None:
    """Send the link to the receipt to everybody of the supplier: receipts cannot be switched off."""
    deposit = receipt.deposit
    entry = deposit.entry
    for person in people_of(entry.proposal):
        queue_mail(
            key=f"receipt:{receipt.number}:{person.pk}",
            to=person,
            template="entry_receipt",
            context={"entry": entry, "receipt": receipt, "deposit": deposit, "path": lambda: _receipt_path(receipt)},
        )


def send_withdrawal(entry: Entry, *, event: int) -> None:
    """Tell everybody of the supplier that their entry was taken back; `event` is the ledger's number of it."""
    for person in people_of(entry.proposal):
        queue_mail(
            key=f"withdraw:{event}:{person.pk}",
            to=person,
            template="entry_withdrawn",
            context={"entry": entry, "path": lambda: _entry_path(entry)},
        )


def tell_amended(amendment: Amendment) -> None:
    """Tell everybody of the suppliers with a draft or an entry what was amended, and what is asked of their own entries."""
    taking_part = Q(state__in=HANDED_IN) | Q(state=Entry.State.DRAFT, round__closes_at__gte=amendment.published_at)
    entries = Entry.objects.filter(taking_part, proposal__challenge=amendment.challenge)
    found = list(
        entries.with_version().select_related("proposal__supplier", "proposal__challenge", "round__challenge__published_version")
    )
    late = behind(found)
    for entry in found:
        for person in people_of(entry.proposal):
            queue_mail(
                key=f"amended:{amendment.pk}:{entry.pk}:{person.pk}",
                to=person,
                template="entry_amended",
                context={
                    "amendment": amendment,
                    "entry": entry,
                    "behind": late.get(entry.pk),
                    "path": lambda entry=entry: _entry_path(entry),
                },
            )


def people_taking_part(challenge: Challenge) -> list[User]:
    """Return everybody of the suppliers that take part in `challenge`, once each, whatever became of their entries."""
    held = {"memberships__organisation__proposals__challenge": challenge}
    return list(User.objects.filter(is_active=True, **held).distinct().order_by("pk"))


def public_path(challenge: Challenge) -> str:
    """Return the site path of the challenge's public page, in the active language."""
    return reverse("pages:challenge", args=[challenge.reference])


def send_rejection(entry: Entry) -> None:
    """Tell everybody of the supplier that the entry was not admitted; the reason is read in the portal."""
    check = entry.admissibilities.latest("checked_at", "pk")
    for person in people_of(entry.proposal):
        queue_mail(
            key=f"reject:{check.pk}:{person.pk}",
            to=person,
            template="entry_rejected",
            context={"entry": entry, "path": lambda: _proposal_path(entry)},
        )


def ask_for_consent(consent: OpeningConsent) -> None:
    """Tell the other openers that one of them consented and the round waits for another."""
    stage = consent.round
    given = stage.opening_consents.values("given_by")
    for person in _officials(stage, Role.SECRETARY, Role.PUBLISHER).exclude(pk__in=given):
        queue_mail(
            key=f"consent:{consent.pk}:{person.pk}",
            to=person,
            template="entry_opening_consent",
            context={"round": stage, "path": lambda: _desk_path("submissions:opening", stage)},
        )


def tell_opened(stage: Round, *, handed_in: int) -> None:
    """Tell the secretaries that the entries can be checked."""
    for person in _officials(stage, Role.SECRETARY):
        queue_mail(
            key=f"opened:{stage.pk}:{person.pk}",
            to=person,
            template="entry_opened",
            context={"round": stage, "handed_in": handed_in, "path": lambda: _desk_path("submissions:entries", stage)},
        )


def _officials(stage: Round, *roles: Role) -> Any:
    held = {"memberships__organisation": stage.challenge.authority_id, "memberships__role__in": roles}
    return User.objects.filter(is_active=True, **held).distinct()


def _proposal_path(entry: Entry) -> str:
    return reverse("submissions:proposal", args=[full_address(entry.proposal)])


def _entry_path(entry: Entry) -> str:
    return reverse("submissions:round", args=[full_address(entry.proposal), entry.round.number])


def _receipt_path(receipt: Receipt) -> str:
    entry = receipt.deposit.entry
    return reverse("submissions:receipt", args=[full_address(entry.proposal), entry.round.number, receipt.number])


def _desk_path(name: str, stage: Round) -> str:
    return reverse(name, args=[stage.challenge.reference, stage.number])
