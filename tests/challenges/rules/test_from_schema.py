"""Documents that the schema alone makes, from nearly proper to nearly none: findings with a place in words, and no exception."""

import json

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.rehearsal import SCENARIOS, play, prepare, unreadable
from challenges.rules.findings import BLOCKING
from challenges.rules.reading import read
from tests.awards.rehearsal.checking import faults
from tests.challenges.rules.documents import codes, read_changed
from tests.challenges.rules.from_schema import JUNK, made, spoiled
from tests.challenges.rules.generated import document_of

HARM = st.sampled_from([0.0, 0.01, 0.05, 0.3, 1.0])
SEEDS = st.integers(0, 2**32 - 1)
bounded = settings(max_examples=150, deadline=None)


@given(SEEDS, HARM)
@bounded
def test_hostile_documents_give_findings_with_place_reason_and_remedy(seed: int, harm: float) -> None:
    reading = read(made(seed, harm))

    assert reading.findings
    for language in ("en", "pl"):
        with override(language):
            for finding in reading.findings[:200]:
                assert finding.place
                assert finding.reason
                assert finding.remedy
    json.dumps([finding.as_json() for finding in reading.findings[:200]])


@given(SEEDS)
@bounded
def test_what_keeps_to_the_schema_has_its_shape(seed: int) -> None:
    """Its words may be mechanical and its keys may name nothing: the shape alone is right."""
    reading = read(made(seed, 0.0))
    shapeless = [finding for finding in reading.findings if finding.code.startswith(("shape.", "json."))]

    assert [(finding.code, finding.path) for finding in shapeless] == []
    assert reading.document is not None or [finding.code for finding in reading.findings] == ["findings.more"]


@given(SEEDS, st.sampled_from([0.0, 0.02]))
@settings(max_examples=60, deadline=None)
def test_whatever_can_be_read_is_rehearsed_or_refused_without_an_exception(seed: int, harm: float) -> None:
    reading = read(made(seed, harm))
    if reading.document is None or unreadable(reading):
        assert reading.of(BLOCKING)
        return
    prepared = prepare(reading.document)
    for scenario in SCENARIOS:
        found = play(prepared, entries=2, scenario=scenario)
        assert found.stages or any(finding.severity is BLOCKING for finding in found.findings)


@given(SEEDS, st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_a_competition_of_which_something_went_wrong_is_rehearsed_all_the_same(seed: int, changes: int) -> None:
    reading = read(spoiled(document_of(seed), seed, changes))
    if reading.document is None or unreadable(reading):
        assert reading.of(BLOCKING)
        return
    prepared = prepare(reading.document)
    for scenario in SCENARIOS:
        found = play(prepared, entries=2, scenario=scenario)
        assert found.stages or any(finding.severity is BLOCKING for finding in found.findings)
        assert faults(found) == []


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:20])
def test_junk_for_a_whole_document_is_refused(junk: object) -> None:
    reading = read(json.dumps(junk))

    assert reading.rules is None
    assert reading.findings


@pytest.mark.parametrize(
    ("code", "moment"),
    [
        ("shape.day", {"kind": "day", "on": "9999-12-31", "words": "never"}),
        ("shape.month", {"kind": "month", "month": "0001-01", "words": "long ago"}),
        ("shape.moment", {"kind": "instant", "at": "0001-01-01T00:00:00Z", "words": "long ago"}),
    ],
)
def test_a_day_at_either_end_of_the_calendar_is_none(code: str, moment: dict[str, str]) -> None:
    assert code in codes(read_changed(("rules.rounds[0].planned[0].when", moment)))
