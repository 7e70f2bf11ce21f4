"""Examining decisions asks the database as often for one decided round as for many."""

import pytest

from ledger import evidence
from tests.factories import awards as make
from tests.queries import assert_flat_queries

pytestmark = pytest.mark.django_db


def examined() -> int:
    (kind,) = evidence.kinds(["decisions"])
    verification = evidence.Verification(kind)
    assert list(verification.defects()) == []
    return verification.count


def test_more_decided_rounds_need_no_more_queries() -> None:
    make.make_award()
    before = examined()
    assert_flat_queries(examined, grow=make.make_award, at_most=4)

    assert examined() == 3 * before
