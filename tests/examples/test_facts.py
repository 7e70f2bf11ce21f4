"""Every fact of the sources: held in a typed member, in words alone, or not held, and why; nothing is lost in silence."""

from pathlib import Path

import pytest

from challenges.rules.base import HOLE, WITH_HOLES
from challenges.rules.document import Document
from challenges.rules.values import DayMoment, MonthMoment, WordedMoment
from tests.examples import holding
from tests.examples.reading import CALLS, EXAMPLES, load

TABLE = load(Path(__file__).with_name("facts.json"))
UNCERTAIN = (DayMoment, MonthMoment, WordedMoment)

each_call = pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def records(shared_file):
    """What the sources state, by call."""
    return {record["id"]: record for record in load(shared_file("data/calls/calls.json"))["calls"]}


def document_of(path):
    return Document.model_validate(load(path), context=WITH_HOLES)


def addresses_in(target):
    if isinstance(target, dict):
        return [address for addresses in target.values() for address in addresses_in(addresses)]
    return [target] if isinstance(target, str) else target


@each_call
def test_every_member_of_the_table_is_there(path):
    document, table = document_of(path), TABLE[path.stem]

    for target in [*holding.HELD.values(), *holding.WORDS.values(), *table["held"].values(), *table["words"].values()]:
        for address in addresses_in(target):
            found = holding.members(document, address)
            assert found, address
            assert HOLE not in found, address


@each_call
def test_what_the_source_does_not_say_is_open(path):
    document = document_of(path)

    for question, target in TABLE[path.stem]["unknown"].items():
        for address in [] if isinstance(target, str) else target:
            (value,) = holding.members(document, address)
            assert value is HOLE or isinstance(value, UNCERTAIN), (question, address)


@each_call
def test_every_fact_is_held_or_said_not_to_be(path, records):
    document, table = document_of(path), TABLE[path.stem]
    held, words = {**table["held"], **holding.HELD}, {**table["words"], **holding.WORDS}
    not_held = {**table["not_held"], **holding.NOT_HELD}

    for address, fact in holding.facts_of(records[path.stem]).items():
        said = [holding.entry_for(part, address) for part in (held, words, not_held)]
        assert sum(entry is not None for entry in said) == 1, (address, fact, said)
        if said[0] is not None:
            assert holding.is_held(document, said[0], fact), (address, fact, said[0])


@each_call
def test_the_table_names_nothing_that_the_source_does_not_state(path, records):
    facts, table = holding.facts_of(records[path.stem]), TABLE[path.stem]

    for pattern in [*table["held"], *table["words"], *table["not_held"]]:
        assert any(holding.entry_for({pattern: ""}, address) is not None for address in facts), pattern
    assert list(table["unknown"]) == records[path.stem]["unknown"]


@pytest.mark.parametrize(
    ("call", "target", "fact"),
    [
        ("US-1236", "rules.rewards.items[0].count.at_most", 58),
        ("US-859", "rules.rewards.items[0].each.sum.amount", 5000.5),
        ("US-859", "rules.rewards.items[0].each.sum.currency", "EUR"),
        ("US-859", "rules.rounds[0].intake.windows[0].closes", "2016-11-02T23:59:58 ET"),
        ("US-859", "rules.zone", "America/Chicago"),
        (
            "US-1141",
            {"quotient": ["rules.rewards.pools[0].total.amount", "rules.rewards.pools[0].division.among_at_most"]},
            125000,
        ),
        ("PL-SWIDNIK-2018", "rules.rounds[0].intake.windows[0].closes", "2018-12-01"),
        ("UK-SC-CIVTECH-10", "rules.rewards.items[0].each.sum.tax", "including VAT"),
        ("UK-SC-CIVTECH-10", "rules.rounds[2].advancing", "two go on"),
    ],
)
def test_another_fact_is_not_held(call, target, fact):
    path = next(path for path in CALLS if path.stem == call)

    assert not holding.is_held(document_of(path), target, fact)


@each_call
def test_the_readme_lists_what_no_typed_member_holds(path):
    table, listed = (
        TABLE[path.stem],
        (EXAMPLES / "README.md").read_text(encoding="utf-8").split(f"### {path.stem}\n")[1].split("###")[0],
    )

    in_words = [f"- `{fact}`: in words, `{member}`" for fact, member in table["words"].items()]
    not_held = [f"- `{fact}`: {reason}" for fact, reason in table["not_held"].items()]

    assert listed.strip().splitlines() == ([*in_words, *not_held] or ["Nothing."])
