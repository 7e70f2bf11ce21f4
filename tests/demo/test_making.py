"""Making the demo: by stages, the same again for the same seed, and never in production."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django.fixtures import Settings

from accounts.models import User
from challenges.models import Challenge
from evaluation.models import Score
from submissions.models import Deposit, Entry

pytestmark = pytest.mark.django_db


def what_a_seed_makes(seed: int) -> list[Any]:
    """Make the competition being judged and take it back; return all of it that does not depend on today's date."""
    with transaction.atomic():
        call_command("demo", stage="judging", seed=seed)
        made = [
            list(queryset)
            for queryset in (
                Challenge.objects.order_by("reference").values_list("reference", "working_title", "state"),
                Entry.objects.order_by("pk").values_list("work_code", "proposal__supplier__name", "proposal__title", "state"),
                Score.objects.order_by("pk").values_list("scorecard__entry__work_code", "criterion_key", "value", "reason"),
                Deposit.objects.order_by("pk").values_list("content__answers", flat=True),
            )
        ]
        transaction.set_rollback(True)
    return made


def test_the_same_seed_makes_the_same_demo() -> None:
    first = what_a_seed_makes(7)

    assert all(first)
    assert what_a_seed_makes(7) == first
    assert what_a_seed_makes(8) != first


@pytest.mark.parametrize(("stage", "states"), [("draft", {"in_review"}), ("open", {"published"})])
def test_one_stage_alone(stage: str, states: set[str]) -> None:
    call_command("demo", stage=stage)
    assert set(Challenge.objects.values_list("state", flat=True)) == states


def test_a_clock_that_stands_fast_refuses_the_demo(settings: Settings) -> None:
    settings.CLOCK_MOVABLE = False
    with pytest.raises(CommandError, match="never for production"):
        call_command("demo")
    assert not User.objects.exists()
