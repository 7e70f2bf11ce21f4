"""References are gapless within a series, codes are unmistakable."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from core.references import next_reference, predictable_codes, random_code


@pytest.mark.django_db
def test_references_count_up_within_their_series():
    assert [next_reference("GT", 2026) for _ in range(3)] == ["GT-2026-001", "GT-2026-002", "GT-2026-003"]
    assert next_reference("GT", 2027) == "GT-2027-001"


def test_codes_use_only_unmistakable_characters_and_do_not_repeat():
    codes = {random_code(4, 2) for _ in range(500)}
    assert len(codes) > 495
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{2}", code) for code in codes)


def test_a_demo_can_be_made_twice_alike_and_chance_comes_back():
    with predictable_codes(1):
        first = random_code(5, 5)
    with predictable_codes(1):
        assert random_code(5, 5) == first
    assert random_code(5, 5) != first


def test_codes_cannot_be_predicted_where_the_clock_stands_fast(settings):
    settings.CLOCK_MOVABLE = False
    with pytest.raises(ImproperlyConfigured), predictable_codes(1):
        pass
