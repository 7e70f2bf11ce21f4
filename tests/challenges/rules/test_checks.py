"""Every code is raised by a mistake made for it, at its place, in words; without the mistake nothing is left to say."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from challenges import rules
from challenges.rules import checks
from challenges.rules.checks.references import SCOPES
from challenges.rules.findings import CODES
from challenges.rules.names import REFERENCES, refers_to
from challenges.rules.participation import ProfessionsCondition
from challenges.rules.reading import read
from challenges.rules.shapes import Shape
from challenges.rules.vocabulary import parts
from tests.challenges.rules.documents import changed, codes, found, read_changed, whole
from tests.challenges.rules.mistakes import (
    DESIGN_CONTEST,
    JUDGED,
    NUMBERS,
    ROUNDS_AND_TEXTS,
    TIME,
    Mistake,
)
from tests.challenges.rules.mistakes import REFERENCES as MISTAKEN
from tests.challenges.rules.mistakes_of_claims import CLAIMS
from tests.challenges.rules.mistakes_of_outcomes import OUTCOMES

MISTAKES = (*MISTAKEN, *ROUNDS_AND_TEXTS, *TIME, *NUMBERS, *JUDGED, *OUTCOMES, *CLAIMS)
SOURCE = Path(checks.__file__).parents[1]


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_found_where_it_is(mistake: Mistake) -> None:
    reading = read_changed(*mistake.changes)

    if mistake.alone:
        assert found(reading) == [(mistake.code, mistake.path)]
    else:
        assert (mistake.code, mistake.path) in found(reading)


def test_without_mistakes_nothing_is_found() -> None:
    assert read(whole()).findings == ()
    assert read_changed(*DESIGN_CONTEST).findings == ()


# --- Codes -------------------------------------------------------------------------------------------------------------


def codes_in_source() -> Iterator[str]:
    """Yield every code that the modules of the rules name where they find something."""
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r'(?:found|Finding|RefusedError|_refuse|Misshapen|_claim)\([^"\n]*"([a-z]+\.[a-z_]+)"', text)


def test_every_code_that_is_found_is_declared() -> None:
    for module in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        importlib.import_module(module.name)

    assert set(codes_in_source()) - set(CODES) == set()


def raised_elsewhere() -> set[str]:
    """Return the codes that the tests of parsing, reading and of other rooms name."""
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCE.parents[1].glob("tests/**/test_*.py"))
    return {code for code in CODES if f'"{code}"' in text}


def test_every_code_is_raised_by_a_test() -> None:
    assert set(CODES) - {mistake.code for mistake in MISTAKES} - raised_elsewhere() == set()


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_mistake_is_told_in_words(language: str) -> None:
    with override(language):
        told = [finding for mistake in MISTAKES for finding in read_changed(*mistake.changes).findings]
        unfilled = [finding for finding in told if re.search(r"%\(|\bNone\b|[{}]", f"{finding.reason}{finding.remedy}")]

        assert unfilled == []
        assert all(finding.reason.endswith((".", "…")) and finding.remedy and finding.place for finding in told)


def test_words_of_a_finding_name_what_is_wrong() -> None:
    told = {mistake.code: read_changed(*mistake.changes).findings[0] for mistake in MISTAKES if mistake.alone}
    with override("en"):
        assert told["weights.sum"].place == "Round 1 “Concept” › judging › criteria"
        assert told["weights.order"].reason == "The order of importance has gaps or ties."
        assert told["money.over_budget"].reason == "The prizes exceed the budget by EUR\N{NO-BREAK SPACE}4,000."
        assert told["time.short"].reason == (
            "The window is open for 14 hours only, from 2027-03-31 22:00 to 2027-04-01 12:00 (Europe/Warsaw)."
        )
        assert told["neighbour"].reason.startswith("A neighbour, not a contest: ")
        assert told["weights.unused"].reason.endswith("nothing is weighed: Fits every building.")


# --- References --------------------------------------------------------------------------------------------------------


def holds_keys(shape: Shape) -> bool:
    """Return whether a member holds the key of something, or several."""
    inner = shape.below([""], 0) if shape.origin is tuple else Shape(shape.without_null)
    return "[a-z0-9][a-z0-9_-]{0,39}" in str(inner.hint)


def test_every_member_that_holds_a_key_is_looked_up() -> None:
    members = {(part, name) for part in parts() for name in part.model_fields if name not in ("key", "kind")}
    keyed = {(part, name) for part, name in members if holds_keys(Shape(part).below({}, name))}
    known = {(part, name) for part, name in members if refers_to(part, name)}

    # Codes of professions are words of their own and name nothing.
    assert keyed - known == {(ProfessionsCondition, "all_of")}
    assert known <= keyed
    assert set(REFERENCES.values()) == {*SCOPES, "options"}


# --- Neighbours --------------------------------------------------------------------------------------------------------


def test_a_contest_whose_rewards_are_partly_drawn_is_no_draw() -> None:
    drawn = {"kind": "lot", "round": "concept", "seed": "drawn", "reserves": None}
    data = changed(whole(), "rules.rewards.items[1].to", drawn)

    assert "neighbour" not in codes(read(data))
