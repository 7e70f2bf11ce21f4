"""Numbers of public registers, and size classes of enterprises."""

import pytest

from accounts.enterprise_size import SizeClass, size_class
from accounts.identifiers import IdentifierError, checked_identifier


@pytest.mark.parametrize(
    ("scheme", "number", "stored"),
    [
        ("PL-NIP", "526-025-02-74", "5260250274"),
        ("PL-NIP", " PL 5260250274 ", "5260250274"),
        ("PL-REGON", "012100784", "012100784"),
        ("PL-KRS", "28860", "0000028860"),
        ("EU-VAT", "DE 136 695 976", "DE136695976"),
        ("EU-VAT", "PL5260250274", "PL5260250274"),
        ("XI-LEI", "2594007xiacknmuaw223", "2594007XIACKNMUAW223"),
    ],
)
def test_a_sound_number_is_stored_in_one_way(scheme: str, number: str, stored: str) -> None:
    assert checked_identifier(scheme, number) == stored


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("PL-NIP", "5260250275"),
        ("PL-NIP", "526025027"),
        ("PL-NIP", "<script>"),
        ("PL-REGON", "012100785"),
        ("PL-KRS", "0000000000"),
        ("PL-KRS", "12345678901"),
        ("PL-KRS", "٠٠٠٠٠٢٨٨٦٠"),
        ("EU-VAT", "US136695976"),
        ("XI-LEI", "2594007XIACKNMUAW224"),
        ("PL-PESEL", "5260250274"),
        ("", "5260250274"),
    ],
)
def test_a_number_that_cannot_be_is_refused(scheme: str, number: str) -> None:
    with pytest.raises(IdentifierError):
        checked_identifier(scheme, number)


@pytest.mark.parametrize(
    ("headcount", "turnover", "balance_sheet", "expected"),
    [
        (9, 2_000_000, 9_000_000, SizeClass.MICRO),
        (10, 2_000_000, 2_000_000, SizeClass.SMALL),
        (9, 2_000_001, 2_000_001, SizeClass.SMALL),
        (49, 90_000_000, 10_000_000, SizeClass.SMALL),
        (50, 10_000_000, 10_000_000, SizeClass.MEDIUM),
        (249, 50_000_001, 43_000_000, SizeClass.MEDIUM),
        (249, 50_000_001, 43_000_001, SizeClass.LARGE),
        (250, 0, 0, SizeClass.LARGE),
        (250, None, None, SizeClass.LARGE),
        (5, 1_000_000, None, SizeClass.MICRO),
        (5, 3_000_000, None, SizeClass.UNKNOWN),
        (5, None, None, SizeClass.UNKNOWN),
        (None, 1, 1, SizeClass.UNKNOWN),
        (None, 60_000_000, 60_000_000, SizeClass.LARGE),
    ],
)
def test_size_classes_follow_the_recommendation(
    headcount: int | None, turnover: int | None, balance_sheet: int | None, expected: SizeClass
) -> None:
    assert size_class(headcount=headcount, turnover=turnover, balance_sheet=balance_sheet) == expected
