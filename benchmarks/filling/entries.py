"""Proposals and entries in every state, with what was handed in, its receipts and its formal checks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Organisation, User
from benchmarks.filling.world import People, Plan, Stage
from challenges.models import Challenge, Round
from ledger import chain, signing
from submissions.lifecycle import HANDED_IN, EntryState
from submissions.models import Admissibility, Attachment, Deposit, Entry, Proposal, Receipt, new_work_code

# The first supplier enters so many competitions.
PROPOSALS_OF_THE_BUSY = 20
ANSWERS = {
    "problem": "Heat in the city harms those who wait longest outside. " * 20,
    "solution": "Sensors under the pavement tell crews where to shade and to water first. " * 30,
    "evidence": "Two streets were measured for a summer, with a control street beside each. " * 15,
    "cost": "180000",
    "agree": "yes",
}
# States by turns, per stage of the competition.
STATES = {
    Stage.OPEN: (EntryState.SUBMITTED, EntryState.SUBMITTED, EntryState.DRAFT, EntryState.SUBMITTED, EntryState.WITHDRAWN),
    Stage.CLOSED: (EntryState.SUBMITTED, EntryState.SUBMITTED, EntryState.SUBMITTED, EntryState.DRAFT),
    Stage.OPENED: (EntryState.SUBMITTED, EntryState.ADMISSIBLE, EntryState.ADMISSIBLE, EntryState.INADMISSIBLE),
}
ADMITTED = (EntryState.ADMISSIBLE,)
CHECKED = (EntryState.ADMISSIBLE, EntryState.INADMISSIBLE)


@dataclass(frozen=True)
class Participation:
    """One supplier in one competition, before its rows exist."""

    challenge: Challenge
    supplier: Organisation
    owner: User
    state: EntryState


def make_entries(plans: list[Plan], challenges: list[Challenge], people: People) -> list[Entry]:
    """Make the planned entries of all first rounds."""
    parts = [
        part
        for number, (plan, challenge) in enumerate(zip(plans, challenges, strict=True))
        for part in _participations(number, plan, challenge, people)
    ]
    owners = {part.supplier.pk: part.owner for part in parts}
    proposals = Proposal.objects.bulk_create([_proposal(part) for part in parts], batch_size=1000)
    first = {stage.challenge_id: stage for stage in Round.objects.filter(number=1).select_related("challenge")}
    rows = [_entry(proposal, first[part.challenge.pk], part.state) for proposal, part in zip(proposals, parts, strict=True)]
    _tell_apart(rows)
    return add_handed_in(Entry.objects.bulk_create(rows, batch_size=1000), owners, people.secretary)


def make_second_round(stage: Round, people: People) -> list[Entry]:
    """Make the admitted entries of all that advanced from the round before `stage`."""
    before = Entry.objects.filter(round__challenge=stage.challenge, round__number=1, state=EntryState.ADVANCED)
    rows = [_entry(entry.proposal, stage, EntryState.ADMISSIBLE) for entry in before.select_related("proposal__supplier")]
    owners = {company.pk: owner for company, owner in zip(people.suppliers, people.owners, strict=True)}
    return add_handed_in(Entry.objects.bulk_create(rows), owners, people.secretary)


def _tell_apart(entries: list[Entry]) -> None:
    """Draw another work code for entries that got one twice: among ten thousand at once that happens."""
    taken: set[str] = set()
    for entry in entries:
        while entry.work_code in taken:
            entry.work_code = new_work_code()
        taken.add(entry.work_code)


def _participations(number: int, plan: Plan, challenge: Challenge, people: People) -> Iterator[Participation]:
    others = len(people.suppliers) - 1
    states = STATES.get(plan.stage, ADMITTED)
    for turn in range(plan.entries):
        place = 0 if turn == 0 and number < PROPOSALS_OF_THE_BUSY else 1 + (number * 37 + turn) % others
        yield Participation(challenge, people.suppliers[place], people.owners[place], states[turn % len(states)])


def _proposal(part: Participation) -> Proposal:
    opens_at = part.challenge.published_at
    title = f"Shade from {part.supplier.name}"
    return Proposal(challenge=part.challenge, supplier=part.supplier, title=title, created_at=opens_at, created_by=part.owner)


def _entry(proposal: Proposal, stage: Round, state: EntryState) -> Entry:
    opens_at: datetime = stage.opens_at  # type: ignore[assignment]  # every round here has its dates
    return Entry(proposal=proposal, round=stage, state=state, draft=ANSWERS, draft_saved_at=opens_at, created_at=opens_at)


def add_handed_in(entries: list[Entry], owners: dict[int, User], secretary: User) -> list[Entry]:
    """Add file, deposit and receipt to every entry that was handed in, and the check to every one that was checked."""
    handed_in = [entry for entry in entries if entry.state in HANDED_IN]
    writers = [owners[entry.proposal.supplier_id] for entry in handed_in]
    files = Attachment.objects.bulk_create(list(map(_attachment, handed_in, writers)), batch_size=1000)
    deposits = Deposit.objects.bulk_create(list(map(_deposit, handed_in, files, writers)), batch_size=1000)
    Deposit.attachments.through.objects.bulk_create(
        [Deposit.attachments.through(deposit=deposit, attachment=file) for deposit, file in zip(deposits, files, strict=True)],
        batch_size=1000,
    )
    Receipt.objects.bulk_create([_receipt(deposit) for deposit in deposits], batch_size=1000)
    Admissibility.objects.bulk_create(_checks(handed_in, secretary), batch_size=1000)
    return entries


def _attachment(entry: Entry, writer: User) -> Attachment:
    return Attachment(
        entry=entry,
        question_key="plan",
        stored_as=f"original/{entry.work_code}",
        jury_copy_stored_as=f"copy/{entry.work_code}",
        original_name="plan.pdf",
        media_type="application/pdf",
        size=480_000,
        sha256=chain.sha256(entry.work_code.encode()),
        scan_state=Attachment.ScanState.CLEAN,
        uploaded_at=entry.created_at,
        uploaded_by=writer,
    )


def _deposit(entry: Entry, file: Attachment, writer: User) -> Deposit:
    listed = {"question": file.question_key, "name": file.original_name, "sha256": file.sha256, "size": file.size}
    content: dict[str, Any] = {"title": entry.proposal.title, "answers": entry.draft, "files": [listed]}
    return Deposit(
        entry=entry,
        number=1,
        version_id=entry.round.challenge.published_version_id,
        content=content,
        content_sha256=chain.sha256(chain.canonical(content)),
        received_at=entry.created_at + timedelta(minutes=entry.pk % 5000),
        submitted_by=writer,
    )


def _receipt(deposit: Deposit) -> Receipt:
    statement = {"entry": deposit.entry.reference, "deposit": "1", "content_sha256": deposit.content_sha256}
    return Receipt(deposit=deposit, number=f"R-{deposit.entry.work_code}", statement=statement, jws=signing.sign(statement))


def _checks(entries: Iterable[Entry], secretary: User) -> list[Admissibility]:
    return [
        Admissibility(
            entry=entry,
            is_admissible=entry.state == EntryState.ADMISSIBLE,
            reason="" if entry.state == EntryState.ADMISSIBLE else "The plan is missing.",
            checked_at=entry.round.opened_at,
            checked_by=secretary,
        )
        for entry in entries
        if entry.state in CHECKED
    ]
