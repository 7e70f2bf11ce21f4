"""Whoever changes what people decided, a corrected mark, or the order of rankings and reports, is found out."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import models, transaction
from pytest_django import DjangoDbBlocker

from evaluation import services
from evaluation.models import Act, Correction, RankingSnapshot, Report
from tests.evaluation.test_corrections import SESSION, ask
from tests.evaluation.undecided import answer, open_question, tied
from tests.ledger.test_evidence import behind_its_back, change, defects, delete, verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_judged")]
UNSAID = r"of event \d+: no row says what was recorded \({verb} "


@pytest.fixture(scope="module")
def _judged(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Judge one round with two acts, two corrections, four rankings and two reports."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = tied("signing")
        about = list(open_question(made).about)
        answer(made, about)
        answer(made, about[::-1], step="ties/jury-decides")
        services.record_correction(ask(made), by=made.chair, session=SESSION)
        services.drop_correction(ask(made, criterion="cost"), by=made.chair, session=SESSION)
        yield
        transaction.set_rollback(True)


def last(row: Any) -> Any:
    return type(row)._base_manager.filter(round=row.round).latest("number")


def point_at_the_first(row: Any) -> None:
    change(last(row), newest_of=None)
    change(row, newest_of=row.round)


CHANGES: list[tuple[str, type[models.Model], Callable[[Any], None], str]] = [
    ("acts", Act, lambda row: change(row, answer=row.answer[::-1]), "{pk}: the ledger does not hold that this was entered"),
    ("acts", Act, lambda row: change(row, reason="Another one."), "{pk}: the ledger does not hold that this was entered"),
    ("acts", Act, lambda row: change(row, about=[]), "{pk}: the ledger does not hold that this was entered"),
    ("acts", Act, lambda row: change(row, made_by=row.round.set_by_version.published_by), "{pk}: the ledger does not hold"),
    ("acts", Act, lambda row: change(row, number=9), r"\d+: its number is 2, and 1 in its round"),
    ("acts", Act, delete, UNSAID.format(verb="enter_act")),
    ("acts", Act, lambda row: delete(row.round), "{pk}: what it refers to is gone"),
    ("corrections", Correction, lambda row: change(row, value="5"), "{pk}: the ledger does not hold that its juror asked"),
    ("corrections", Correction, lambda row: change(row, former="5"), "{pk}: the ledger does not hold that its juror asked"),
    (
        "corrections",
        Correction,
        lambda row: change(row, recorded_at=None, recorded_by=None),
        "{pk}: the ledger holds another end of it",
    ),
    (
        "corrections",
        Correction,
        lambda row: change(row, recorded_by=row.scorecard.juror.user),
        "{pk}: the ledger holds another end of it",
    ),
    (
        "corrections",
        Correction,
        lambda row: change(last(row), dropped_at=None, dropped_by=None, recorded_at=row.asked_at, recorded_by=row.recorded_by),
        r"\d+: the ledger holds another end of it",
    ),
    ("corrections", Correction, delete, UNSAID.format(verb="ask_correction")),
    ("corrections", Correction, delete, UNSAID.format(verb="record_correction")),
    ("corrections", Correction, delete, r"\d+: its number is 2, and 1 in its round"),
    ("corrections", Correction, lambda row: delete(row.scorecard.entry), "{pk}: what it refers to is gone"),
    ("rankings", RankingSnapshot, delete, r"\d+: its number is 2, and 1 in its round"),
    ("rankings", RankingSnapshot, point_at_the_first, "{pk}: the last of its round, and it alone, is the newest"),
    ("rankings", RankingSnapshot, lambda row: change(last(row), newest_of=None), r"\d+: the last of its round"),
    ("reports", Report, point_at_the_first, "{pk}: the last of its round, and it alone, is the newest"),
    ("reports", Report, lambda row: change(row, number=7), r"\d+: its number is 2, and 1 in its round"),
]


@pytest.mark.parametrize(("kind", "count"), [("acts", 2), ("corrections", 2), ("rankings", 4), ("reports", 1)])
def test_what_people_decided_holds(kind: str, count: int) -> None:
    verification, found = verified(kind)
    assert (verification.count, found) == (count, [])


@pytest.mark.parametrize(("kind", "model", "act", "named"), CHANGES)
def test_a_change_is_named(kind: str, model: type[models.Model], act: Callable[[Any], None], named: str) -> None:
    row = model._base_manager.earliest("pk")
    pattern = re.compile(f"{model._meta.db_table} " + named.format(pk=row.pk))
    with behind_its_back():
        act(row)
        found = defects(kind)
    assert any(map(pattern.match, found)), found
    assert defects(kind) == []
