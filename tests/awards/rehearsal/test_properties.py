"""What never changes a rehearsal, and what always does."""

import random
from dataclasses import replace

import pytest

from awards.consequences.competition import play_round
from awards.rehearsal import SCENARIOS, rehearse
from awards.rehearsal.telling import as_text, chapters
from challenges.rules.document import Document
from tests.challenges.rules.generated import document_of
from tests.examples.reading import MADE_UP, load

MADE = Document.model_validate(load(MADE_UP))
SEEDS = range(12)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_same_seed_gives_the_same_rehearsal(scenario):
    first, second = (rehearse(MADE, entries=12, seed=3, scenario=scenario) for _ in range(2))

    assert first.as_json() == second.as_json()
    assert as_text(chapters(first)) == as_text(chapters(second))


def test_another_seed_gives_another():
    assert rehearse(MADE, seed=1).as_json()["rounds"] != rehearse(MADE, seed=2).as_json()["rounds"]


def played(document, scenario="ordinary"):
    for stage in rehearse(document, entries=9, scenario=scenario).stages:
        if stage.played is not None:
            yield document.rules.round(stage.key), stage.played.entries


def outcome(rules, stage, entries):
    done = play_round(rules, stage, entries)
    return [(each.ranking.as_json(), each.advanced and each.advanced.as_json()) for each in done.played]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_order_of_entries_or_jurors_changes_a_result(seed):
    document = rehearse(Document.model_validate(document_of(seed)), entries=0).document
    shuffle = random.Random(seed).shuffle  # noqa: S311 - nothing here is secret

    for stage, entries in played(document, "gaps"):
        mixed = []
        for entry in entries:
            cards = {part: list(those) for part, those in entry.cards.items()}
            for those in cards.values():
                shuffle(those)
            mixed.append(replace(entry, cards={part: tuple(those) for part, those in cards.items()}))
        shuffle(mixed)
        assert outcome(document.rules, stage, mixed) == outcome(document.rules, stage, entries)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_recused_juror_equals_one_never_assigned(seed):
    document = rehearse(Document.model_validate(document_of(seed)), entries=0).document

    for stage, entries in played(document, "recusal"):
        without = [
            replace(
                entry,
                cards={part: tuple(card for card in cards if not card.is_recused) for part, cards in entry.cards.items()},
            )
            for entry in entries
        ]
        assert outcome(document.rules, stage, without) == outcome(document.rules, stage, entries)


def test_a_juror_steps_aside_in_the_scenario_that_says_so():
    found = rehearse(MADE, scenario="recusal")
    cards = [card for stage in found.stages for entry in stage.played.entries for those in entry.cards.values() for card in those]

    assert any(card.is_recused for card in cards)
    assert {card.juror for card in cards if card.is_recused} == {"J1"}


def test_ties_come_in_the_scenario_that_says_so():
    assert any(each.ranking.ties for stage in rehearse(MADE, scenario="ties").stages for each in stage.played.played)


def test_marks_are_missing_in_the_scenario_that_says_so():
    found = rehearse(MADE, scenario="gaps")
    marks = [
        mark
        for stage in found.stages
        for entry in stage.played.entries
        for cards in entry.cards.values()
        for card in cards
        for mark in card.marks.values()
    ]

    assert None in marks


@pytest.mark.parametrize(("scenario", "came"), [("single", 1), ("none", 0), ("ordinary", 40)])
def test_so_many_come_as_the_scenario_says(scenario, came):
    assert rehearse(MADE, scenario=scenario).stages[0].came == came


def test_nobody_passes_in_the_scenario_that_says_so():
    first = rehearse(MADE, scenario="nobody").stages[0]

    assert [each.advanced.taken for each in first.played.played] == [(), ()]
