"""In which order a document is written down, or members of a team are named, changes nothing."""

import random
from dataclasses import replace
from typing import Any

import pytest

from awards.consequences.competition import settle
from awards.rehearsal import rehearse
from challenges.rules.document import Document
from challenges.versioning import digest
from tests.awards.rehearsal.test_properties import outcome, played
from tests.challenges.rules.generated import document_of

SEEDS = range(12)


def mixed(value: Any, order: random.Random) -> Any:
    """Return JSON with the members of its objects in another order; lists keep theirs, which has a meaning."""
    if isinstance(value, dict):
        names = list(value)
        order.shuffle(names)
        return {name: mixed(value[name], order) for name in names}
    return [mixed(item, order) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_members_of_a_document_changes_nothing(seed: int) -> None:
    data = document_of(seed)
    other = mixed(data, random.Random(seed))  # noqa: S311

    assert list(other["rules"]) != list(data["rules"])
    assert digest(other) == digest(data)
    found = [rehearse(Document.model_validate(each), entries=6, seed=3, scenario="ties").as_json() for each in (data, other)]
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_in_which_members_of_a_team_are_named_changes_nothing(seed: int) -> None:
    document = rehearse(Document.model_validate(document_of(seed)), entries=0).document

    for stage, entries in played(document):
        turned = [replace(entry, members=entry.members[::-1]) for entry in entries]
        assert outcome(document.rules, stage, turned) == outcome(document.rules, stage, entries)


@pytest.mark.parametrize("seed", SEEDS)
def test_rewards_do_not_hang_on_the_order_in_which_entries_stand(seed: int) -> None:
    found = rehearse(Document.model_validate(document_of(seed)), entries=9, scenario="ties")
    rounds = [stage.played for stage in found.stages if stage.played]
    turned = [replace(each, entries=each.entries[::-1]) for each in rounds]
    rules, call = found.document.rules, found.document.call

    assert settle(rules, turned, call=call).rewarded.as_json() == settle(rules, rounds, call=call).rewarded.as_json()
