"""Starting: a proposal in a challenge or in one of its lots, and its entry in each round."""

from collections.abc import Iterable, Iterator
from typing import cast

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.roles import AUTHORITY_ROLES
from challenges.models import Challenge, Round
from core import clock
from core.folding import one_line
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from ledger.services import record_event
from submissions.models import Entry, Proposal
from submissions.participation import is_offered
from submissions.queries.starting import entrance

_TAKEN = Gap(_("You take part in this lot already."), "lot")


@transaction.atomic
def start_proposal(challenge: Challenge, *, by: User, supplier: Organisation, title: str = "", lot: str = "") -> Proposal:
    """Let `supplier` take part in `challenge`, and make the entry where it begins; a second call finds what the first made.

    `lot` is the key of the lot that the proposal is for, "" where the challenge has none.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: the challenge does not take proposals now, has no such lot, or takes no more of this supplier; or `by`
            serves the authority that published it.
    """
    named = {"challenge": challenge, "supplier": supplier, "lot_key": lot}
    demand(by, "submissions.edit", Proposal(**named))
    first = entrance(challenge)
    _refuse("start", _starting_gaps(challenge, first, supplier, by))
    if not Proposal.objects.filter(**named).exists():
        begun = Entry(proposal=Proposal(**named), round=cast(Round, first))
        _refuse("start", [*begun.lot_gaps(), *begun.limit_gaps()])
    about = {"title": title.strip()[:120], "created_by": by, "created_at": clock.now()}
    proposal, is_new = Proposal.objects.get_or_create(**named, defaults=about)
    if is_new:
        entry = Entry.objects.create(proposal=proposal, round=cast(Round, first), created_at=clock.now())
        record_event("start", entry.reference, by=by)
    return proposal


@transaction.atomic
def start_entry(proposal: Proposal, *, by: User, round: Round) -> Entry:  # noqa: A002 - the domain's own word
    """Make the proposal's entry for `round`; a second call finds what the first made.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: the round is not of this challenge, is over, takes no entries, or the proposal did not advance to it.
    """
    demand(by, "submissions.edit", proposal)
    if round.challenge_id != proposal.challenge_id:
        _refuse("start", [Gap(_("This round belongs to another challenge."))])
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    found = Entry.objects.filter(proposal=proposal, round=round).first()
    if found is not None:
        return found
    entry = Entry(proposal=proposal, round=round, created_at=clock.now())
    _refuse("start", [*entry.eligibility_gaps(), *entry.drafting_gaps()])
    entry.save()
    record_event("start", entry.reference, by=by)
    return entry


@transaction.atomic
def name_proposal(proposal: Proposal, *, by: User, title: str) -> Proposal:
    """Give the proposal a title, as long as one of its entries can be written.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: every round that the proposal takes part in is over.
    """
    demand(by, "submissions.edit", proposal)
    found = [list(entry.drafting_gaps()) for entry in proposal.entries.select_related("round__challenge")]
    if found and all(found):
        _refuse("edit", found[-1])
    proposal.title = one_line(title)[:120]
    proposal.save(update_fields=["title"])
    return proposal


@transaction.atomic
def change_lot(proposal: Proposal, *, by: User, lot: str) -> Proposal:
    """Make the proposal one for another lot, as long as nothing was handed in.

    Raises:
        PermissionDenied: `by` does not write for the supplier.
        TransitionRefused: something was handed in, the deadline has passed, the challenge has no such lot, or the supplier takes
            part in that lot already.
    """
    demand(by, "submissions.edit", proposal)
    own = Proposal.objects.filter(challenge=proposal.challenge_id, supplier=proposal.supplier_id)
    others = {each.pk: each for each in own.select_for_update().order_by("pk")}
    found = others.pop(proposal.pk)
    entries = list(found.entries.select_for_update(of=("self",)).select_related("round__challenge").order_by("pk"))
    _refuse("change_lot", _changing_gaps(found, entries, lot, others.values()))
    if found.lot_key != lot:
        found.lot_key = lot
        try:
            with transaction.atomic():
                found.save(update_fields=["lot_key"])
        except IntegrityError as begun_meanwhile:
            raise TransitionRefused("change_lot", [_TAKEN]) from begun_meanwhile
        record_event("change_lot", entries[0].reference, by=by)
    return found


def _starting_gaps(challenge: Challenge, first: Round | None, supplier: Organisation, by: User) -> Iterable[Gap]:
    if supplier.is_authority:
        yield Gap(_("An authority cannot take part in a challenge."))
    if by.holds(challenge.authority_id, *(description.role for description in AUTHORITY_ROLES)):
        yield Gap(_("You work for the authority that published this challenge, so you cannot take part in it."))
    if first is None or challenge.state != Challenge.State.PUBLISHED:
        yield Gap(_("This challenge does not take proposals."))
    elif first.has_closed(clock.database_now()):
        yield Gap(_("The deadline for entering has passed."))


def _changing_gaps(proposal: Proposal, entries: Iterable[Entry], lot: str, others: Iterable[Proposal]) -> Iterator[Gap]:
    for entry in entries:
        if entry.deposits.exists():
            yield Gap(_("Something was handed in for this lot, so the lot cannot be changed any more."))
            return
        yield from entry.drafting_gaps()
    if not is_offered(proposal.challenge.rules, lot):
        yield Gap(_("This challenge has no such lot."), "lot")
    if any(other.lot_key == lot for other in others):
        yield _TAKEN


def _refuse(verb: str, gaps: Iterable[Gap]) -> None:
    found = list(gaps)
    if found:
        raise TransitionRefused(verb, found)
