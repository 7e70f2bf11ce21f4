"""Every string a person can meet is there in every language of the portal."""

import ast
from collections.abc import Iterator

import pytest

from govtech_portal import catalogue
from tests.source import Module, modules

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


def strings_out_of_sight(module: Module) -> Iterator[str]:
    """Yield where a string is marked for translation within an f-string: what collects the messages does not look there."""
    for formatted in (node for node in ast.walk(module.tree) if isinstance(node, ast.JoinedStr)):
        for call in (node for node in ast.walk(formatted) if isinstance(node, ast.Call)):
            if "gettext" in ast.unparse(call.func) or ast.unparse(call.func) == "_":
                yield f"{module.name}:{formatted.lineno}"


def test_no_string_hides_from_the_catalogue() -> None:
    assert [place for module in modules() for place in strings_out_of_sight(module)] == []
