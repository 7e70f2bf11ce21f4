"""The pages on which any part of the rules is written: places in words, and nothing lost by saving what was not touched."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from challenges import services
from challenges.forms.parts import PartForm
from challenges.models import Challenge
from challenges.queries.drafts import children, found_part
from challenges.rules.base import Keyed
from challenges.rules.reading import shaped
from challenges.rules.titles import titles_of
from challenges.rules.walking import places
from tests.examples.reading import CALLS, EXAMPLES, MADE_UP, load
from tests.factories.challenges import make_challenge_draft

NOTICES = sorted((EXAMPLES / "notices").glob("*.json"))
each_example = pytest.mark.parametrize("path", [MADE_UP, *CALLS, *NOTICES], ids=lambda path: path.stem)


class Typed(HTMLParser):
    """What a browser sends for a form as it is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.select = self.textarea = ""
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "input" and (said.get("type") not in ("checkbox", "radio") or "checked" in said):
            self.data.setdefault(said["name"], []).append(said.get("value", "on" if said.get("type") == "checkbox" else ""))
        self.select = said.get("name", "") if tag == "select" else self.select
        if tag == "option" and "selected" in said:
            self.data.setdefault(self.select, []).append(said.get("value", ""))
        if tag == "textarea":
            self.textarea, self.data[said["name"]] = said["name"], [""]

    def handle_endtag(self, tag: str) -> None:
        self.textarea = "" if tag == "textarea" else self.textarea

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.data[self.textarea][0] += data.removeprefix("\n")
        self.words.append(data.strip())


def part_paths(document: dict[str, Any], path: str = "rules") -> Iterator[str]:
    found = found_part(document, path)
    if found.model is not None and isinstance(found.value, dict):
        yield path
    if found.is_list or isinstance(found.value, dict):
        for child in children(document, path):
            yield from part_paths(document, child.path)


def all_paths(document: dict[str, Any]) -> list[str]:
    """Return the paths of all parts that have a page: those of the rules, and of the joint call where there is one."""
    return [*part_paths(document), *(part_paths(document, "call") if document.get("call") else ())]


def form_of(document: dict[str, Any], path: str, data: Any = None) -> PartForm:
    titles = titles_of(document)
    found = found_part(document, path, titles)
    assert found.model is not None
    return PartForm(
        data, document=document, path=path, model=found.model, value=found.value, round_key=found.round_key, titles=titles
    )


def as_typed(form: PartForm) -> Any:
    reader = Typed()
    reader.feed(str(form))
    sent = QueryDict(mutable=True)
    for name, values in reader.data.items():
        sent.setlist(name, values)
    return sent


def keys_of(document: dict[str, Any]) -> set[str]:
    read = shaped(document)
    assert read is not None
    return {place.part.key for place in places(read) if isinstance(place.part, Keyed)}


@each_example
def test_saving_a_page_untouched_changes_nothing(path: Path) -> None:
    document = load(path)

    # Numbers are typed as the readers of each language write them.
    with override("pl" if path == MADE_UP else "en"):
        for part in all_paths(document):
            form = form_of(document, part, as_typed(form_of(document, part)))

            assert form.is_valid(), (part, form.errors)
            assert not form.needs_another_look, part
            assert without_silences(form.applied(), document) == document, part


def without_silences(saved: Any, before: Any) -> Any:
    """Leave out the lists of nothing, and the names of nothing, that a page shows and therefore states where nothing was said."""
    if isinstance(saved, dict) and isinstance(before, dict):
        said = {name: value for name, value in saved.items() if name in before or value not in ([], None)}
        return {name: without_silences(value, before.get(name)) for name, value in said.items()}
    if isinstance(saved, list) and isinstance(before, list) and len(saved) == len(before):
        return [without_silences(new, old) for new, old in zip(saved, before, strict=True)]
    return saved


@each_example
def test_every_place_has_a_title_in_words(path: Path) -> None:
    document = load(path)
    keys, titles = keys_of(document), titles_of(document)

    for part in all_paths(document):
        shown = [found.label for found in (found_part(document, part, titles), *children(document, part, titles))]
        reader = Typed()
        reader.feed(str(form_of(document, part)))

        for words in (*shown, *reader.words):
            # A key may also be a word, such as “decision”; one of several words, or with a number, is no word.
            assert not (words in keys and any(sign in words for sign in "-_0123456789")), (part, words)
            assert "no. " not in words, (part, words)


def sent_with(document: dict[str, Any], path: str, **changes: str) -> PartForm:
    data = as_typed(form_of(document, path))
    for name, value in changes.items():
        data[name.replace("__", ".")] = value
    form = form_of(document, path, data)
    assert form.is_valid(), form.errors
    return form


CRITERION = "rules/rounds/concept/judging/parts/main/criteria/wide_use"


def test_what_is_typed_counts_although_none_is_still_ticked() -> None:
    form = sent_with(load(MADE_UP), CRITERION, weight__value="2.5", description_en="How wide it reaches")

    assert form.as_plain()["weight"] == "2.5"
    assert form.as_plain()["description"] == {"en": "How wide it reaches"}


def test_a_tick_at_none_takes_away_what_stands_there() -> None:
    document = load(MADE_UP)

    assert form_of(document, "rules/law").value["legal_basis"]
    assert sent_with(document, "rules/law", legal_basis__none="on").as_plain()["legal_basis"] is None


def test_a_legal_value_is_chosen_by_its_name() -> None:
    typed = {"values__1__key": "standstill_days", "values__1__value": "10", "values__1__source": "own rules"}
    form = sent_with(load(MADE_UP), "rules/law", **typed, values__1__as_of="2027-01-15")

    assert form.as_plain()["values"][1] == {"key": "standstill_days", "value": "10", "source": "own rules", "as_of": "2027-01-15"}
    assert dict(form.fields["values.1.key"].choices)["standstill_days"] == "Days of standstill"  # type: ignore[attr-defined]


def test_answers_windows_and_parts_are_chosen_by_their_words() -> None:
    document = load(MADE_UP)
    answers = form_of(document, CRITERION).fields["only_if.any_of"].choices  # type: ignore[attr-defined]
    parts = form_of(document, "rules/rounds/final/judging").fields["combine.shares.0.part"].choices  # type: ignore[attr-defined]

    assert dict(answers)["wide"].startswith("How far does the solution reach?: ")
    assert [words for _key, words in parts] == ["Choose", "Jury", "Jury (part 2)"]
    assert titles_of(document)["rules/rounds/concept/intake/windows/w1"].count("2027") > 0


def test_a_round_does_not_follow_itself() -> None:
    offered = form_of(load(MADE_UP), "rules/rounds/final").fields["follows"].choices  # type: ignore[attr-defined]

    assert [key for key, _words in offered] == ["concept", "trial", "poll"]


def test_what_there_is_none_of_is_not_asked_for_and_is_none() -> None:
    document = load(MADE_UP)
    document["call"], document["rules"]["lots"] = None, []
    document["rules"]["rewards"]["pools"] = []
    item = document["rules"]["rewards"]["items"][0]
    item["lots"], item["pool"] = [], None
    form = sent_with(document, "rules/rewards/items/first")

    assert not {"lots", "pool"} & set(form.fields)
    assert (form.as_plain()["lots"], form.as_plain()["pool"]) == ([], None)


@pytest.mark.django_db
def test_a_joint_call_is_begun_written_and_taken_away(ministry: SimpleNamespace, signed_in: Callable[[object], Client]) -> None:
    challenge = make_challenge_draft(ministry.authority, by=ministry.author)
    client = signed_in(ministry.author)

    def address(view: str, path: str) -> str:
        return reverse(f"challenges:{view}", args=[challenge.reference, path])

    assert address("add_part", "call") in client.get(address("part", "rules")).content.decode()
    begun = client.post(address("add_part", "call"))
    assert begun["Location"] == address("part", "call")
    page = client.get(begun["Location"]).content.decode()
    typed = {"title_en": "Rivers", "title_pl": "Rzeki", "challenges": "3", "more_later": "no", "stated_total.none": "on"}
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision is not None
    assert client.post(begun["Location"], typed | {"revision": revision[1]}).status_code == 302
    call = Challenge.objects.get(pk=challenge.pk).written["call"]
    assert (call["title"], call["challenges"], call["stated_total"]) == ({"en": "Rivers", "pl": "Rzeki"}, 3, None)

    assert client.post(address("remove_part", "call"))["Location"] == reverse("challenges:all_rules", args=[challenge.reference])
    assert Challenge.objects.get(pk=challenge.pk).written.get("call") is None


@pytest.mark.django_db
def test_what_somebody_else_wrote_meanwhile_is_told_in_words(
    ministry: SimpleNamespace, signed_in: Callable[[object], Client]
) -> None:
    challenge = make_challenge_draft(ministry.authority, by=ministry.author)
    path = "rules/rounds/concept/intake"
    opened, address = challenge.draft.number, reverse("challenges:part", args=[challenge.reference, path])
    client = signed_in(ministry.author)
    mine = as_typed(form_of(challenge.written, path))
    services.set_part(challenge, by=ministry.author, path=f"{path}/late", value="by_discretion")
    mine["late"], mine["revision"] = "refused", str(opened)
    services.set_part(challenge, by=ministry.author, path=f"{path}/public", value="while_open")
    mine["public"] = "after_closing"

    body = client.post(address, mine).content.decode()

    assert "Round 1 “Concept” › entries › entries become public" in body
    assert "to: while the window is open." in body
    assert "while_open" not in re.sub(r"<form.*</form>", "", body, flags=re.DOTALL)
