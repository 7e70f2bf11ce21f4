"""Rounds that wait for their decision, and awards after it: the judging made row by row, the outcome through the real services.

All dates lie in the past: round one closed 30 days ago, round two 10 days ago.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from accounts.models import Membership, Organisation, User
from accounts.roles import Role
from awards.models import Award
from awards.queries.deciding import basis
from awards.queries.questions import open_questions
from awards.services import (
    answer_question,
    approve_decision,
    confirm_overturning,
    decide_round,
    finalise_award,
    propose_decision,
    propose_overturning,
)
from challenges import versioning
from challenges.models import Challenge, Round
from challenges.rules import building
from core import clock
from evaluation.models import Juror, Panel, RankingSnapshot, Report, Score, Scorecard
from evaluation.queries.snapshot import report_content, snapshot_content
from evaluation.scoring import scored_part
from ledger import chain
from submissions.models import Deposit, Entry, Proposal
from tests.factories.competitions import competition, criterion, judged_round, publish

_numbers = count(1)
PRIZE = str(50_000)
WEIGHTS = {"need": 60, "team": 40}
JURORS = ["Zofia Żak", "John Smith", "Ewa Łoś"]


def make_person(name: str = "", **fields: Any) -> User:
    number = next(_numbers)
    return User.objects.create_user(f"someone{number}@example.org", name=name or f"Someone {number}", **fields)


def anonymous() -> AnonymousUser:
    return AnonymousUser()


def make_member(organisation: Organisation, *roles: Role, **fields: Any) -> User:
    """Make a person who holds `roles` in `organisation`."""
    person = make_person(**fields)
    Membership.objects.bulk_create(Membership(user=person, organisation=organisation, role=role) for role in roles)
    return person


def make_authority(name: str = "Ministry of Rivers") -> Organisation:
    number = next(_numbers)
    return Organisation.objects.create(kind="authority", legal_form="public_body", name=name, slug=f"ministry-{number}")


def make_supplier(name: str = "", **fields: Any) -> Organisation:
    """Make a supplier with an owner."""
    number = next(_numbers)
    fields = {
        "kind": "supplier",
        "legal_form": "company",
        "name": name or f"Supplier {number}",
        "slug": f"maker-{number}",
    } | fields
    supplier = Organisation.objects.create(**fields)
    make_member(supplier, Role.OWNER)
    return supplier


def secretary_of(challenge: Challenge) -> User:
    """Return a secretary of the challenge's authority, made if there is none."""
    held = User.objects.filter(memberships__organisation=challenge.authority, memberships__role=Role.SECRETARY).first()
    return held or make_member(challenge.authority, Role.SECRETARY, name="Sara Sekretarz")


def owner_of(entry: Entry) -> User:
    """Return the owner of the supplier whose entry this is."""
    return User.objects.get(memberships__organisation=entry.proposal.supplier, memberships__role=Role.OWNER)


@transaction.atomic
def make_challenge(
    *,
    rounds: int = 2,
    prizes: Sequence[int] | None = None,
    authority: Organisation | None = None,
    title: str = "Floods",
    law: str = "pl-design-contest",
    **rules: Any,
) -> Challenge:
    """Make a published challenge under a law profile.

    `prizes` are for each who advances from a round, or wins; only in the last one unless given.
    `rules` go to every round (limit, threshold, ties: tests.factories.competitions).
    """
    now = clock.database_now()
    authority = authority or make_authority()
    publisher = make_member(authority, Role.PUBLISHER, name="Piotr Publisher")
    stages = [
        _round(number, now - timedelta(days=60 - 20 * number), is_last=number == rounds, **rules)
        for number in range(1, rounds + 1)
    ]
    given = {stage["key"]: str(prize) for stage, prize in zip(stages, prizes or (), strict=False)} or {stages[-1]["key"]: PRIZE}
    words = {
        "en": {"title": title, "summary": "Warn people of floods in time.", "brief": []},
        "pl": {"title": f"{title} (po polsku)", "summary": "Ostrzec ludzi przed powodzią.", "brief": []},
    }
    challenge = publish(authority, competition(stages, given, law=law), words, at=now - timedelta(days=45), by=publisher)
    panel = Panel.objects.create(challenge=challenge, state="appointed", appointed_at=now)
    for role, name in zip(("chair", "member", "member"), JURORS, strict=True):
        juror = make_person(name)
        Juror.objects.create(panel=panel, user=juror, role=role, qualification="Hydrologist", invited_at=now, accepted_at=now)
    return challenge


def _round(number: int, opens_at: datetime, *, is_last: bool, **rules: Any) -> building.Plain:
    criteria = [criterion(key, key.title(), str(weight)) for key, weight in WEIGHTS.items()]
    defaults = {"limit": 2 if number == 1 else 1, "threshold": "50"}
    return judged_round(number, opens_at, opens_at + timedelta(days=10), criteria, is_last=is_last, **(defaults | rules))


def make_entry(
    stage: Round, supplier: Organisation | None = None, *, state: str = "admissible", title: str = "River watch"
) -> Entry:
    """Make an entry of a supplier, who takes part from here on if not before, with what was handed in unless it is a draft."""
    supplier = supplier or make_supplier()
    proposal, _new = Proposal.objects.get_or_create(challenge=stage.challenge, supplier=supplier, defaults={"title": title})
    entry = Entry.objects.create(proposal=proposal, round=stage, state=state)
    if state != "draft":
        content = {"title": proposal.title, "answers": {}, "files": []}
        Deposit.objects.create(
            entry=entry,
            number=1,
            version=stage.challenge.published_version,
            content=content,
            content_sha256=chain.sha256(chain.canonical(content)),
            received_at=stage.closes_at,
            submitted_by=owner_of(entry),
        )
    return entry


def open_round(stage: Round) -> Round:
    stage.opened_at = stage.closes_at + timedelta(hours=1)
    stage.save(update_fields=["opened_at"])
    return stage


def score(entry: Entry, *marks: int, comment: str = "Clear and useful.") -> None:
    """Give an entry the same marks, one per criterion, from every juror of the panel."""
    part = scored_part(entry.round.rules.judging)
    for juror in entry.round.challenge.panel.jurors.all():
        card = Scorecard.objects.create(juror=juror, entry=entry, state="draft", comment=comment)
        Score.objects.bulk_create(
            Score(scorecard=card, part_key=part.key, criterion_key=criterion.key, value=str(mark), reason="Because.")
            for criterion, mark in zip(part.criteria, marks, strict=True)
        )
        card.state = "locked"
        card.save(update_fields=["state"])


def rank_round(stage: Round) -> RankingSnapshot:
    """Freeze the ranking of what was scored; the report is still to be signed."""
    content = snapshot_content(stage)
    now = clock.database_now()
    snapshot = RankingSnapshot.objects.create(
        round=stage, newest_of=stage, content=content, sha256=versioning.digest(content), made_at=now
    )
    stage.ranked_at = now
    stage.save(update_fields=["ranked_at"])
    Report.objects.create(round=stage, newest_of=stage, ranking=snapshot)
    return snapshot


def sign_report(stage: Round) -> None:
    now = clock.database_now()
    report = Report.objects.get(round=stage)
    report.content = report_content(report)
    report.state, report.signed_at, report.sha256 = "signed", now, versioning.digest(report.content)
    report.save()
    stage.revealed_at = now
    stage.save(update_fields=["revealed_at"])


def make_signed_round(
    challenge: Challenge | None = None, *, number: int = 1, marks: Sequence[tuple[int, ...]] = ((5, 4), (4, 4), (3, 3), (1, 1))
) -> Round:
    """Make a round whose report is signed, with an entry per pair of marks, the first one the first to have entered.

    The second round's entries are those of the suppliers that advanced, in the order of their ranks.
    """
    stage = open_round((challenge or make_challenge()).rounds.get(number=number))
    before = Entry.objects.filter(round__challenge=stage.challenge, round__number=number - 1, state="advanced")
    suppliers = [entry.proposal.supplier for entry in before.order_by("decision__rank")]
    for place, given in enumerate(marks):
        score(make_entry(stage, suppliers[place] if place < len(suppliers) else None), *given)
    rank_round(stage)
    sign_report(stage)
    return stage


def as_proposed(stage: Round) -> dict[str, str | None]:
    """Return the outcomes that the rules propose, by work code."""
    return {code: proposal.outcome for code, proposal in basis(stage).proposed.items()}


def decide(stage: Round, *, outcomes: Mapping[str, Any] | None = None, **reasons: Any) -> Round:
    """Decide a round as the rules propose, or otherwise; where another person must agree, the head does.

    What the rules leave to people is answered with the first work codes.
    """
    while asked := open_questions(basis(stage)):
        ask, secretary = asked[0].ask, secretary_of(stage.challenge)
        reason = "Decided in the session of the jury, see its minutes."
        answer_question(stage, by=secretary, question=asked[0].name, answer=list(ask.about[: ask.at_most]), reason=reason)
    outcomes = as_proposed(stage) | dict(outcomes or {})
    reasons.setdefault("reasons", {})
    if not stage.challenge.verdict_binds and outcomes == as_proposed(stage):
        return decide_round(stage, by=secretary_of(stage.challenge), outcomes=outcomes, **reasons)
    head = head_of(stage.challenge)
    propose_decision(stage, by=secretary_of(stage.challenge), outcomes=outcomes, **reasons)
    return approve_decision(stage, by=head)


def make_award(challenge: Challenge | None = None, **decision: Any) -> Award:
    """Make an award in its standstill: of a challenge whose two rounds are decided."""
    challenge = challenge or make_challenge()
    last = challenge.rounds.count()
    for number in range(1, last):
        decide(make_signed_round(challenge, number=number))
    decide(make_signed_round(challenge, number=last, marks=((5, 5), (4, 4))), **decision)
    return Award.objects.deciding().filter(decision__entry__round__challenge=challenge).order_by("reference").first()


def head_of(challenge: Challenge) -> User:
    """Return the head of the challenge's authority, made if there is none."""
    held = User.objects.filter(memberships__organisation=challenge.authority, memberships__role=Role.HEAD).first()
    return held or make_member(challenge.authority, Role.HEAD, name="Hanna Kierowniczka")


def overturn(award: Award, *, reason: str = "The court found an error in the procedure.") -> Award:
    """Take an award back: the secretary proposes it, the head confirms."""
    head = head_of(award.challenge)
    propose_overturning(award, by=secretary_of(award.challenge), reason=reason)
    return confirm_overturning(award, by=head)


def after_standstill(award: Award) -> Any:
    """Move the clock one second behind the end of the standstill, as a context."""
    return clock.moved_to(award.standstill_ends_at + timedelta(seconds=1))


def finalise(award: Award) -> Award:
    return finalise_award(award, by=secretary_of(award.challenge), public_summary="Sensors that warn in time.")


def make_final_award(challenge: Challenge | None = None) -> Award:
    """Make an award that is final; its challenge is concluded."""
    award = make_award(challenge)
    with after_standstill(award):
        return finalise(award)
