"""Proposals and entries at every stage, made through the real services with a moving clock."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pikepdf
from django.core.files.base import ContentFile

from accounts.models import Membership, Organisation, User
from accounts.roles import Role
from challenges.models import Challenge, Round
from challenges.rules import building
from core import clock
from submissions import services
from submissions.models import Entry, Proposal, Receipt
from tests.factories.competitions import competition, criterion, judged_round, publish

_numbers = count(1)
ANSWERS = {"problem": "Rivers flood towns.", "solution": "Sensors that warn in time.", "agree": "yes"}


def make_person(name: str = "", **fields: Any) -> User:
    number = next(_numbers)
    name = name or f"Person {number}"
    return User.objects.create_user(f"entrant{number}@example.org", name=name, **fields)


def make_organisation(kind: str, name: str = "") -> Organisation:
    number = next(_numbers)
    form = "public_body" if kind == "authority" else "company"
    name = name or f"{kind.title()} {number}"
    return Organisation.objects.create(kind=kind, legal_form=form, name=name, slug=f"{kind}-of-entries-{number}")


def make_member(organisation: Organisation, *roles: Role, name: str = "") -> User:
    """Make a person who holds `roles` in `organisation`."""
    person = make_person(name)
    Membership.objects.bulk_create(Membership(user=person, organisation=organisation, role=role) for role in roles)
    return person


def make_supplier(name: str = "") -> tuple[Organisation, User]:
    """Make a supplier and its owner."""
    supplier = make_organisation("supplier", name)
    return supplier, make_member(supplier, Role.OWNER)


def make_open_challenge(
    *,
    rounds: int = 2,
    is_blind: bool = True,
    openers_required: int = 2,
    rules: Callable[[dict[str, Any]], object] | None = None,
    authority: Organisation | None = None,
    words: dict[str, dict[str, Any]] | None = None,
) -> Challenge:
    """Make a published challenge whose first round takes entries for three more days; later rounds open days later.

    `rules` is given the rules of the document, to change them in place before they are frozen.
    """
    now = clock.database_now()
    authority = authority or make_organisation("authority")
    stages = []
    for number in range(1, rounds + 1):
        opens_at = now + timedelta(days=10 * (number - 1)) - timedelta(days=1)
        stages.append(
            judged_round(
                number,
                opens_at,
                opens_at + timedelta(days=4),
                [criterion("need", "Need", "60"), criterion("team", "Team", "40")],
                _questions(),
                limit=2,
                is_blind=is_blind,
                openers=openers_required,
                is_last=number == rounds,
            )
        )
    document = competition(stages, {stage["key"]: "10000" for stage in stages})
    if rules:
        rules(document["rules"])
    words = words or {"en": {"title": "Floods", "summary": "Warn of floods.", "brief": []}}
    return publish(authority, document, words, at=now, by=make_member(authority, Role.PUBLISHER))


def _questions() -> list[building.Plain]:
    texts = {"problem": ("What is the problem?", "50"), "solution": ("What is your solution?", "100")}
    return [
        *(
            building.question("text", key, {"en": label, "pl": label}, criteria=["need"], limits=[building.limit("words", words)])
            for key, (label, words) in texts.items()
        ),
        building.question("file", "plan", {"en": "Plan (PDF)", "pl": "Plan (PDF)"}, required=False),
        building.question("declaration", "agree", {"en": "I agree to the rules", "pl": "Zgadzam się na zasady"}),
    ]


def make_pdf(*, pages: int = 1, author: str = "", **options: Any) -> ContentFile:
    """Make a small PDF; `options` go to pikepdf's save (encryption, say)."""
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page()
    if author:
        document.docinfo["/Author"] = author
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = [author]
    content = io.BytesIO()
    document.save(content, **options)
    return ContentFile(content.getvalue(), name="plan.pdf")


def make_signed_pdf(signer: str) -> ContentFile:
    """Make a PDF with a signature on the page and a time stamp, as signing programs write them, that tell `signer` all over."""
    document = pikepdf.new()
    page = document.add_blank_page()
    about = dict.fromkeys(("/Name", "/Reason", "/Location", "/ContactInfo", "/Contents", "/Cert", "/M"), signer)
    kinds = {"/Type": pikepdf.Name("/Sig"), "/Filter": pikepdf.Name("/Adobe.PPKLite"), "/ByteRange": [0, 1, 2, 3]}
    signature = document.make_indirect(pikepdf.Dictionary(about | kinds))
    nameless = document.make_indirect(pikepdf.Dictionary({"/Contents": signer, "/ByteRange": [0, 1, 2, 3]}))
    picture = document.make_stream(f"BT ({signer}) Tj ET".encode())
    field = document.make_indirect(pikepdf.Dictionary({"/FT": pikepdf.Name("/Sig"), "/T": "Signature1", "/V": signature}))
    widget = {"/Type": pikepdf.Name("/Annot"), "/Subtype": pikepdf.Name("/Widget"), "/Rect": [0, 0, 9, 9], "/Parent": field}
    widget |= {"/AP": pikepdf.Dictionary({"/N": picture}), "/SV": pikepdf.Dictionary({"/Reasons": [signer]})}
    page.obj["/Annots"] = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(widget))])
    stamp = document.make_indirect(pikepdf.Dictionary({"/FT": pikepdf.Name("/Sig"), "/T": "Stamp", "/V": nameless}))
    form = {"/Fields": [field, stamp], "/SigFlags": 3, "/XFA": document.make_stream(signer.encode())}
    document.Root["/AcroForm"] = pikepdf.Dictionary(form)
    document.Root["/DSS"] = pikepdf.Dictionary({"/Certs": [document.make_stream(signer.encode())]})
    document.Root["/Perms"] = pikepdf.Dictionary({"/DocMDP": signature})
    content = io.BytesIO()
    document.save(content)
    return ContentFile(content.getvalue(), name="signed.pdf")


def make_proposal(
    challenge: Challenge | None = None, *, supplier: Organisation | None = None, by: User | None = None
) -> Proposal:
    """Make a proposal with its first entry as a draft, of a new supplier unless one is given."""
    if supplier is None:
        supplier, by = make_supplier()
    by = by or User.objects.get(memberships__organisation=supplier, memberships__role=Role.OWNER)
    return services.start_proposal(challenge or make_open_challenge(), by=by, supplier=supplier, title="River watch")


def writer_of(thing: Entry | Proposal) -> User:
    """Return the owner of the supplier."""
    proposal = thing.proposal if isinstance(thing, Entry) else thing
    return User.objects.get(memberships__organisation=proposal.supplier, memberships__role=Role.OWNER)


def make_draft(challenge: Challenge | None = None, *, with_file: bool = False, **answers: Any) -> Entry:
    """Make a complete draft of a new supplier's first entry, ready to be submitted."""
    entry = make_proposal(challenge).entries.get()
    by = writer_of(entry)
    known = {question.key for question in entry.round.rules.intake.questions}
    given = {key: value for key, value in (ANSWERS | answers).items() if key in known}
    services.save_draft(entry, by=by, answers=given)
    if with_file:
        file = make_pdf(author="Jan Kowalski")
        services.attach_file(entry, by=by, question_key="plan", file=file, name="Jan Kowalski plan.pdf")
    return Entry.objects.get(pk=entry.pk)


def make_submitted_entry(challenge: Challenge | None = None, *, with_file: bool = False, **answers: Any) -> Entry:
    """Make an entry of a new supplier that was handed in."""
    entry = make_draft(challenge, with_file=with_file, **answers)
    receipt: Receipt = services.submit_entry(entry, by=writer_of(entry))
    return Entry.objects.get(pk=receipt.deposit.entry_id)


@contextmanager
def after_deadline(stage: Round, *, seconds: float = 60) -> Iterator[None]:
    """Move the clock behind the deadline of `stage`."""
    with clock.moved_to(stage.closes_at + timedelta(seconds=seconds)):
        yield


def make_opened_round(
    challenge: Challenge | None = None, *, entries: int = 3, admitted: bool = True, with_file: bool = False
) -> Round:
    """Make a first round with handed-in entries, opened after its deadline by enough officials, its entries admitted.

    The clock is moved only while this is made: use `after_deadline(stage)` to go on behind the deadline.
    """
    challenge = challenge or make_open_challenge()
    stage = challenge.rounds.get(number=1)
    for _entry in range(entries):
        make_submitted_entry(challenge, with_file=with_file)
    with after_deadline(stage):
        for _official in range(stage.openers_required):
            official = make_member(challenge.authority, Role.SECRETARY)
            stage = services.consent_to_opening(stage, by=official)
        if admitted:
            for entry in Entry.objects.opened().filter(round=stage):
                services.admit_entry(entry, by=official)
    return stage
