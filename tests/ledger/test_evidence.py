"""Whoever changes, removes or slips in a row behind the portal's back, triggers off, is found out, and the row is named."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction
from pytest_django import DjangoDbBlocker

from accounts.roles import Role
from awards.models import AwardList, ChangeNotice, Decision, KeptRehearsal, Notice, ProposedDecision, RoundRecord
from awards.services import keep_rehearsals
from challenges.models import ChallengeVersion
from challenges.versioning import content_of, digest
from evaluation.models import Juror, RankingSnapshot, Report, Signature
from ledger import evidence, signing
from submissions.models import Deposit, Receipt
from tests import triggers
from tests.factories.challenges import make_authority, make_challenge_draft, make_official
from tests.spine.competitions import make_competitions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_competitions")]
UNSAID = r"of event \d+: no row says what was recorded \({verb} GT-2025-001[^)]*\)"


@pytest.fixture(scope="module")
def _competitions(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make one competition with everything there can be, for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_competitions("overturned")
        _keep_a_rehearsal()
        yield
        transaction.set_rollback(True)


def _keep_a_rehearsal() -> None:
    authority = make_authority()
    author = make_official(authority, Role.AUTHOR)
    draft = make_challenge_draft(authority, by=author)
    seen = digest(content_of(draft))
    keep_rehearsals(draft, by=author, sha256=seen, scenarios=["ordinary"], entries=3, seed=7)


# --- Changes, as somebody with the database's own rights would make them ---------------------------------------------


def change(row: models.Model, **fields: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**fields)


def changed_content(row: Any) -> dict[str, Any]:
    """Return the content of a row with its first number or text made another."""
    name, value = next((name, value) for name, value in sorted(row.content.items()) if isinstance(value, int | str))
    return {**row.content, name: f"not {value}"}


def change_content(row: Any) -> None:
    change(row, content=changed_content(row))


def change_content_and_hash(row: Any) -> None:
    content = changed_content(row)
    change(row, content=content, sha256=digest(content))


def delete(row: models.Model) -> None:
    type(row)._base_manager.filter(pk=row.pk)._raw_delete("default")


def swap_marks(row: RankingSnapshot) -> None:
    """State the scores of another jury, with the hash of it."""
    content = {**row.content, "scorecards": [{**card, "marks": {}} for card in row.content["scorecards"]]}
    change(row, content=content, sha256=digest(content))


def sign_anew(row: Receipt) -> None:
    """Let the portal sign another time of receipt, as whoever holds its key could."""
    statement = {**row.statement, "received_at": "2024-12-31T09:00:00.000Z"}
    change(row, statement=statement, jws=signing.sign(statement))


def hand_over(row: Signature) -> None:
    other = Juror.objects.filter(role="deputy").get()
    change(row, juror=other)


CHANGES: list[tuple[str, type[models.Model], Callable[[Any], None], str]] = [
    ("versions", ChallengeVersion, change_content, "{pk}: its content is not what its hash says"),
    ("versions", ChallengeVersion, change_content_and_hash, "{pk}: the ledger holds no submission under its hash"),
    ("versions", ChallengeVersion, change_content_and_hash, UNSAID.format(verb="submit")),
    ("versions", ChallengeVersion, change_content_and_hash, UNSAID.format(verb="publish")),
    ("versions", ChallengeVersion, lambda row: change(row, number=2), "{pk}: the ledger holds no publication of version 2"),
    ("versions", ChallengeVersion, delete, UNSAID.format(verb="publish")),
    ("deposits", Deposit, change_content, "{pk}: its content is not what its hash says"),
    (
        "deposits",
        Deposit,
        lambda row: change(row, content_sha256="0" * 64),
        "{pk}: the ledger does not hold that it was",
    ),
    ("deposits", Deposit, lambda row: row.attachments.clear(), "{pk}: its files are not those that its content names"),
    ("deposits", Deposit, lambda row: delete(row.receipt), "{pk}: it has no receipt"),
    ("receipts", Receipt, delete, UNSAID.format(verb="submit")),
    ("receipts", Receipt, lambda row: change(row, statement={}), "{pk}: its signature does not match its statement"),
    ("receipts", Receipt, lambda row: change(row, jws="nonsense"), "{pk}: its signature does not match its statement"),
    ("receipts", Receipt, sign_anew, "{pk}: it does not say the same as its deposit: received_at"),
    ("receipts", Receipt, lambda row: change(row, number="R-1"), "{pk}: it does not say the same as its deposit: receipt"),
    ("receipts", Receipt, lambda row: change(row.deposit, content_sha256="0" * 64), "{pk}: .* its deposit: parts"),
    ("receipts", Receipt, lambda row: change(row.deposit, number=7), "{pk}: the ledger does not hold the event that it names"),
    ("receipts", Receipt, lambda row: delete(row.deposit), "{pk}: what it refers to is gone"),
    ("rankings", RankingSnapshot, change_content, "{pk}: its content is not what its hash says"),
    ("rankings", RankingSnapshot, change_content_and_hash, "{pk}: the ledger holds no ranking of this round under its hash"),
    ("rankings", RankingSnapshot, swap_marks, "{pk}: its ranking does not follow from its rules and scorecards"),
    ("rankings", RankingSnapshot, lambda row: change(row, content=[]), "{pk}: its ranking does not follow"),
    ("rankings", RankingSnapshot, delete, UNSAID.format(verb="rank")),
    ("reports", Report, change_content, "{pk}: its content is not what its hash says"),
    ("reports", Report, change_content_and_hash, "{pk}: the ledger does not hold that it went round"),
    ("reports", Report, lambda row: change(row.round.ranking, sha256="0" * 64), "{pk}: it rests on another ranking"),
    ("reports", Report, lambda row: change(row, state="draft", sha256=""), UNSAID.format(verb="circulate")),
    ("signatures", Signature, lambda row: change(row, sha256="0" * 64), "{pk}: it stands under another hash than the report's"),
    ("signatures", Signature, hand_over, "{pk}: the ledger does not hold that this juror signed it"),
    ("signatures", Signature, delete, UNSAID.format(verb="sign")),
    (
        "proposed-decisions",
        ProposedDecision,
        lambda row: change(row, outcomes={}),
        "{pk}: the ledger does not hold that it was proposed so",
    ),
    ("proposed-decisions", ProposedDecision, lambda row: change(row, answer="dropped"), "{pk}: .* what became of it"),
    ("proposed-decisions", ProposedDecision, delete, UNSAID.format(verb="propose_decision")),
    ("records", RoundRecord, change_content, "{pk}: its content is not what its hash says"),
    ("records", RoundRecord, change_content_and_hash, "{pk}: the ledger holds no decision of this round under its hash"),
    ("records", RoundRecord, lambda row: change(row.round.ranking, sha256="0" * 64), "{pk}: it rests on another ranking"),
    ("records", RoundRecord, lambda row: change(row.round.report, sha256="0" * 64), "{pk}: it rests on another report"),
    ("records", RoundRecord, delete, UNSAID.format(verb="decide")),
    ("decisions", Decision, lambda row: change(row, outcome="reserve"), "{pk}: the record of its round says something else"),
    ("decisions", Decision, lambda row: change(row, points=1), "{pk}: the record of its round says something else"),
    ("decisions", Decision, lambda row: delete(row.entry.round.record), "{pk}: the record of its round says something else"),
    ("decisions", Decision, lambda row: delete(row.entry), "{pk}: what it refers to is gone"),
    ("decisions", Decision, delete, r"on entry \w{{4}}-\w\w: no row says what was recorded"),
    ("letters", Notice, lambda row: change(row, content={}), "{pk}: it tells something else than was decided"),
    ("letters", Notice, lambda row: change(row, content={**row.content, "outcome": "reserve"}), "{pk}: it tells something else"),
    ("letters", Notice, lambda row: delete(row.decision), "{pk}: what it refers to is gone"),
    ("letters", Notice, delete, r"on decision \d+: no letter tells it"),
    ("award-lists", AwardList, change_content, "{pk}: its content is not what its hash says"),
    ("award-lists", AwardList, change_content_and_hash, "{pk}: the ledger holds no list of this round under its hash"),
    ("award-lists", AwardList, lambda row: change(row, cause="promoted"), "{pk}: its columns say something else"),
    ("award-lists", AwardList, delete, UNSAID.format(verb="list_awards")),
    ("change-letters", ChangeNotice, lambda row: change(row, content={}), "{pk}: it tells of another list or another entry"),
    ("change-letters", ChangeNotice, lambda row: delete(row.decision), "{pk}: what it refers to is gone"),
    ("rehearsals", KeptRehearsal, lambda row: change(row, content={}), "{pk}: its content is not what its hash says"),
    ("rehearsals", KeptRehearsal, lambda row: change(row, sha256="0" * 64), "{pk}: the ledger does not hold that it was kept"),
    ("rehearsals", KeptRehearsal, delete, r"of event \d+: no row says what was recorded \(keep_rehearsal"),
]
OF_THE_LEDGER = {"events", "heads"}  # tests/ledger/test_ledger.py
OF_PEOPLE = {"acts", "corrections"}  # tests/ledger/test_judging_evidence.py


@contextmanager
def behind_its_back() -> Iterator[None]:
    """Take all triggers off for the time of the block, and then everything back that happened in it."""
    with transaction.atomic():
        # PostgreSQL lets nobody take off triggers while others wait for the end of the transaction.
        connection.check_constraints()
        with connection.cursor() as cursor:
            for each in triggers.required(connection.vendor):
                cursor.execute(f"DROP TRIGGER {each.name}" + (f" ON {each.table}" if connection.vendor == "postgresql" else ""))
        yield
        transaction.set_rollback(True)


def verified(kind: str) -> tuple[evidence.Verification, list[str]]:
    (found,) = evidence.kinds([kind])
    verification = evidence.Verification(found)
    return verification, list(verification.defects())


def defects(kind: str) -> list[str]:
    return verified(kind)[1]


def told(kind: str) -> str:
    return verified(kind)[0].sha256


def test_what_the_services_made_holds(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_ledger")

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[-1] == ["Everything", "holds."]
    assert {name: int(count) for name, count, _sha256 in lines[:-1] if int(count) == 0} == dict.fromkeys(OF_PEOPLE, 0)


@pytest.mark.parametrize(("kind", "model", "act", "named"), CHANGES)
def test_a_change_is_named(kind: str, model: type[models.Model], act: Callable[[Any], None], named: str) -> None:
    row = model._base_manager.earliest("pk")
    pattern = re.compile(f"{model._meta.db_table} " + named.format(pk=row.pk))

    with behind_its_back():
        act(row)
        found = defects(kind)

    assert any(map(pattern.match, found)), found
    assert defects(kind) == []


@pytest.mark.parametrize("act", [change_content, change_content_and_hash, delete])
@pytest.mark.parametrize(
    ("kind", "model"), [("versions", ChallengeVersion), ("rankings", RankingSnapshot), ("records", RoundRecord)]
)
def test_a_change_makes_another_hash(kind: str, model: type[models.Model], act: Callable[[Any], None]) -> None:
    before = told(kind)
    with behind_its_back():
        act(model._base_manager.earliest("pk"))
        after = told(kind)

    assert after != before
    assert told(kind) == before


def test_every_kind_of_evidence_is_tried() -> None:
    assert {kind for kind, *_change in CHANGES} | OF_THE_LEDGER | OF_PEOPLE == {kind.name for kind in evidence.kinds()}


def test_every_frozen_table_is_evidence() -> None:
    frozen = {each.table for each in triggers.required(connection.vendor) if each.is_frozen}

    assert frozen - {kind.table for kind in evidence.kinds()} == set()
