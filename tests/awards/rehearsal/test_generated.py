"""Five hundred made-up competitions, every kind of rule among them, rehearsed in every scenario."""

import pytest

from awards.rehearsal import SCENARIOS, play, prepare
from challenges.rules.document import Document
from challenges.rules.findings import BLOCKING
from tests.awards.rehearsal.checking import faults
from tests.challenges.rules.generated import document_of
from tests.challenges.rules.test_generated import MANY

CHUNKS = 10
# Found in a course of events alone, so that no check can refuse the rules for them.
ONLY_IN_A_COURSE = {"rehearsal.nobody_enters"}


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_competition_is_rehearsed_in_every_scenario(chunk: int) -> None:
    wrong = {}
    for seed in range(chunk, MANY, CHUNKS):
        prepared = prepare(Document.model_validate(document_of(seed)))
        for scenario in SCENARIOS:
            found = play(prepared, entries=5, scenario=scenario)
            blocking = [each.code for each in found.findings if each.severity is BLOCKING and each.code not in ONLY_IN_A_COURSE]
            said = [*faults(found), *blocking]
            if said or len(found.stages) != len(found.document.rules.rounds) or found.outcome is None:
                wrong[seed, scenario] = said

    assert wrong == {}
