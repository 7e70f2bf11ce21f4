"""The juror reads by what rules the marks become a result, in the words of the public page."""

from html import unescape

import pytest

from challenges.rules.chapters import Chapter, round_chapters
from tests.evaluation.visits import see
from tests.factories.evaluation import judging

pytestmark = pytest.mark.django_db


def values_in(chapters: tuple[Chapter, ...]) -> list[str]:
    """Return what the facts of chapters say, but for those that have more below."""
    found = []
    for chapter in chapters:
        found += [fact.value for fact in chapter.facts if fact.value] + values_in(chapter.below)
    return found


def test_the_sheet_says_how_the_round_is_judged() -> None:
    made = judging("declared", entries=1)
    stage = made.entries[0].round
    page = unescape(see(made.chair, "sheet", made.entries[0].work_code))

    told = values_in(round_chapters(stage.document, stage.round_key, only="judging", without=("groups", "criteria")))

    assert "How this round is judged" in page
    assert any("the total is out of 100" in words for words in told)
    assert [words for words in told if words not in page] == []
