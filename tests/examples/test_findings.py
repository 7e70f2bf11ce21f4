"""What the reading finds in each real call: nothing blocks but in the negative example; what the source leaves open is open."""

import re
from pathlib import Path

import pytest

from challenges.rules.findings import Severity
from challenges.rules.reading import read
from tests.examples.reading import CALLS, load

FINDINGS = load(Path(__file__).with_name("findings.json"))
FACTS = load(Path(__file__).with_name("facts.json"))
NEIGHBOUR = "PL-LOTERIA-PARAGONOWA-2015"

each_call = pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)


def found_in(path, severity):
    return [f"{finding.code} {finding.path}" for finding in read(path.read_bytes()).findings if finding.severity == severity]


@each_call
def test_nothing_blocks_but_the_negative_example(path):
    blocking = found_in(path, Severity.BLOCKING)

    assert blocking == (["neighbour rules"] if path.stem == NEIGHBOUR else [])


@each_call
def test_every_open_and_advising_finding_is_expected(path):
    expected = FINDINGS[path.stem]

    assert sorted(found_in(path, Severity.OPEN)) == expected["open"]
    assert found_in(path, Severity.ADVISING) == expected["advising"]


@each_call
def test_what_the_source_calls_unknown_of_the_rules_is_open(path):
    open_places = [finding.split(" ", 1)[1] for finding in FINDINGS[path.stem]["open"]]

    for question, target in FACTS[path.stem]["unknown"].items() if path.stem != NEIGHBOUR else ():
        for address in [] if isinstance(target, str) else target:
            assert any(re.match(rf"{re.escape(address)}($|[.\[])", place) for place in open_places), (question, address)


def test_the_negative_example_says_what_it_is_and_nothing_else():
    (path,) = [path for path in CALLS if path.stem == NEIGHBOUR]
    (finding,) = read(path.read_bytes()).findings

    assert "A neighbour, not a contest" in finding.reason
