"""References are gapless within a series, codes are unmistakable."""

import re

import pytest

from core.references import next_reference, random_code


@pytest.mark.django_db
def test_references_count_up_within_their_series():
    assert [next_reference("GT", 2026) for _ in range(3)] == ["GT-2026-001", "GT-2026-002", "GT-2026-003"]
    assert next_reference("GT", 2027) == "GT-2027-001"


def test_codes_use_only_unmistakable_characters_and_do_not_repeat():
    codes = {random_code(4, 2) for _ in range(500)}
    assert len(codes) > 495
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{2}", code) for code in codes)
