"""Every string a person can meet is there in every language of the portal."""

import pytest

from govtech_portal import catalogue

KINDS = ["not in the file", "no longer in the source", "not translated", "fuzzy", "other placeholders"]


@pytest.fixture(scope="module")
def gaps_by_language() -> dict[str, list[catalogue.Gap]]:
    return {language: catalogue.gaps(language) for language in catalogue.translated_languages()}


@pytest.mark.parametrize("kind", KINDS)
def test_translations_have_no_gap(kind: str, gaps_by_language: dict[str, list[catalogue.Gap]]) -> None:
    found = {language: [gap.message for gap in gaps if gap.kind == kind] for language, gaps in gaps_by_language.items()}

    assert not any(found.values()), found


def test_polish_is_among_the_languages() -> None:
    assert "pl" in catalogue.translated_languages()
