"""Gaps with the address of the page on which each is mended."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from challenges import manuscripts
from challenges.models import Challenge
from core.lifecycle import Gap


def linked_gaps(challenge: Challenge, gaps: Iterable[Gap]) -> Iterator[tuple[str, str]]:
    """Yield (words, address) of each gap; sections of other apps lead to the challenge's task list, where their tasks are."""
    addresses = manuscripts.store().edit_addresses(challenge)
    for gap in gaps:
        yield str(gap.message), _address(challenge, gap.section, addresses)


def _address(challenge: Challenge, section: str, addresses: dict[str, str]) -> str:
    stem, _dash, key = section.partition("-")
    if stem == "words" and key in addresses:
        return addresses[key]
    pages = {"basics": "basics", "rules": "all_rules"}
    if section in pages:
        return reverse(f"challenges:{pages[section]}", args=[challenge.reference])
    if stem in ("round", "questions"):
        return reverse(f"challenges:{stem}", args=[challenge.reference, key])
    if stem == "criteria" and (parts := parts_of(challenge, key)):
        return reverse("challenges:criteria", args=[challenge.reference, key, parts[0]])
    return reverse("challenges:challenge", args=[challenge.reference])


def parts_of(challenge: Challenge, round_key: str) -> list[str]:
    """Return the keys of the parts by which a round is judged, as it is being written."""
    for stage in challenge.written["rules"].get("rounds", []):
        if stage["key"] == round_key:
            return [part["key"] for part in (stage.get("judging") or {}).get("parts", [])]
    return []
