"""Gaps with the address of the page on which each is mended."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from challenges import manuscripts
from challenges.models import Challenge
from core.lifecycle import Gap

# Pages of this app by the stem of a section; a number after it is that of a round.
_PAGES = {"basics": "basics", "round": "round", "questions": "questions", "criteria": "criteria"}


def linked_gaps(challenge: Challenge, gaps: Iterable[Gap]) -> Iterator[tuple[str, str]]:
    """Yield (words, address) of each gap; sections of other apps lead to the challenge's task list, where their tasks are."""
    addresses = manuscripts.store().edit_addresses(challenge)
    for gap in gaps:
        stem, _dash, number = gap.section.partition("-")
        if stem == "words" and number in addresses:
            yield str(gap.message), addresses[number]
        elif stem in _PAGES:
            arguments = [challenge.reference, int(number)] if number else [challenge.reference]
            yield str(gap.message), reverse(f"challenges:{_PAGES[stem]}", args=arguments)
        else:
            yield str(gap.message), reverse("challenges:challenge", args=[challenge.reference])
