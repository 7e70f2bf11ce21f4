"""`manage.py rehearse`: a file or a reference, in words or as data."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from awards.rehearsal import SCENARIOS
from tests.examples.reading import CALLS, MADE_UP
from tests.factories.challenges import make_authority, make_challenge_draft, make_published_challenge


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rehearse", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_file_is_told_in_words() -> None:
    text = run(str(MADE_UP))

    for words in ("What was assumed", "places: will be announced. Assumed: 3.", "Calendar", "40 entries come in.", "Money"):
        assert words in text


def test_it_is_told_in_the_active_language() -> None:
    with override("pl"):
        assert "Weights" not in run(str(MADE_UP))


def test_all_of_it_is_given_as_data() -> None:
    data = json.loads(run(str(MADE_UP), "--json", "--entries", "9", "--seed", "3", "--scenario", "ties"))

    assert (data["entries"], data["seed"], data["scenario"]) == (9, 3, "ties")
    assert [stage["key"] for stage in data["rounds"]] == ["concept", "trial", "poll", "final"]
    assert {"findings", "assumptions", "who_may_enter", "calendar", "rewards", "money", "paid", "people_decide"} <= data.keys()


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("path", [*CALLS, MADE_UP], ids=lambda path: path.stem)
def test_every_example_is_rehearsed_in_every_scenario(path: Path, scenario: str) -> None:
    assert "What was found" in run(str(path), "--entries", "8", "--scenario", scenario)


@pytest.mark.django_db
def test_a_challenge_is_rehearsed_by_its_reference() -> None:
    draft, published = make_challenge_draft(make_authority()), make_published_challenge()

    assert "40 entries come in." in run(draft.reference)
    assert "40 entries come in." in run(published.reference)


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [["GT-1999-001"], [str(MADE_UP), "--entries", "-1"], [str(MADE_UP), "--entries", "99999"]])
def test_what_cannot_be_rehearsed_is_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)


def test_a_file_that_is_no_competition_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_text('{"format": 2, "notice": [')

    with pytest.raises(CommandError):
        run(str(file))
