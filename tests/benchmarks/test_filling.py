import pytest

from benchmarks.filling.world import ENTRIES_OF_THE_JUDGED, Plan, Stage, World, plans
from benchmarks.pages import PAGES, Page


@pytest.mark.parametrize("entries", [1_000, 10_000])
def test_there_are_as_many_entries_as_were_asked_for_at_every_stage(entries):
    made = plans(entries)

    assert sum(plan.entries for plan in made) == entries
    assert {plan.stage for plan in made} == set(Stage)
    assert len({plan.reference for plan in made}) == len(made)


def test_a_juror_has_a_hundred_entries_to_read():
    first = next(plan for plan in plans(1_000) if plan.stage is Stage.JUDGING)

    assert first == Plan("GT-2026-001", Stage.JUDGING, ENTRIES_OF_THE_JUDGED)


def world():
    return World(people=None, references=dict.fromkeys(Stage, "GT-2026-001"), work_code="7F3K-Q2", entries=1_000, seconds=1.0)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_measured_page_exists(page):
    assert page.address(world())


def test_a_page_that_does_not_exist_has_no_address():
    assert Page("a dream", "pages:dream").address(world()) is None
