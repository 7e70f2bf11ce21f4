"""What a form knows of the draft around the part that it writes: languages, and what its members may name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from challenges.rules.building import Plain
from challenges.rules.naming import item_name, uncapitalised
from challenges.rules.shapes import Json
from core.translated import in_active_language

# Where the lists stand that keys choose from (`challenges.rules.names`): `*` is every item, {round} the round of the form.
PATHS: dict[str, tuple[str, ...]] = {
    "lots": ("rules/lots",),
    "rounds": ("rules/rounds",),
    "juries": ("rules/juries",),
    "items": ("rules/rewards/items",),
    "pools": ("rules/rewards/pools", "call/pools"),
    "windows": ("call/windows",),
    "questions": ("rules/rounds/{round}/intake/questions", "rules/rounds/*/intake/questions"),
    "form_questions": ("rules/rounds/{round}/intake/questions",),
    "sections": ("rules/rounds/{round}/intake/sections",),
    "criteria": ("rules/rounds/{round}/judging/parts/*/criteria",),
    "parts": ("rules/rounds/{round}/judging/parts",),
    "groups": ("rules/rounds/{round}/judging/parts/*/groups",),
}
# Kinds of question with answers that need no options.
IMPLIED_ANSWERS = ("yes_no", "declaration")


@dataclass(frozen=True)
class Around:
    """What a form knows of the draft that its part stands in: the part's path, its round, and what other items are called."""

    document: Plain
    path: str
    round_key: str
    titles: Mapping[str, str]

    @property
    def languages(self) -> list[str]:
        """The languages in which texts are asked for."""
        return list(self.document["rules"].get("languages", []))

    def named(self, among: str) -> dict[str, str]:
        """Return what people call everything in a list that `rules.names` calls so, by key; nothing names itself."""
        if among == "options":
            return self._answers()
        found: dict[str, str] = {}
        for pattern in PATHS[among]:
            items = _items(self.document, pattern.format(round=self.round_key).split("/"))
            for number, (path, item) in enumerate(items, start=1):
                if path != self.path:
                    name = item_name(pattern.rpartition("/")[2], number)
                    words = self.titles.get(path) or in_active_language(item.get("title") or item.get("label") or {}) or name
                    # What one jury judges is called after the jury, which may judge in two ways.
                    found.setdefault(item["key"], f"{words} ({uncapitalised(name)})" if words in found.values() else words)
        return found

    def _answers(self) -> dict[str, str]:
        """Return question and answer of all answers from which something may follow; one key may be that of several."""
        found: dict[str, list[str]] = {}
        for pattern in PATHS["questions"]:
            for path, question in _items(self.document, pattern.format(round=self.round_key).split("/")):
                asked = self.titles.get(path, "")
                options = [item["key"] for item in _listed(question, "options")]
                answers = {key: self.titles.get(f"{path}/options/{key}", "") for key in options}
                if question.get("kind") in IMPLIED_ANSWERS:
                    answers = {"yes": gettext("Yes"), "no": gettext("No")}
                for key, answer in answers.items():
                    found.setdefault(key, []).append(gettext("%(question)s: %(answer)s") % {"question": asked, "answer": answer})
        return {key: "; ".join(dict.fromkeys(words)) for key, words in found.items()}


def _listed(part: Plain, name: str) -> list[Plain]:
    items = part.get(name)
    return [item for item in items if isinstance(item, dict) and "key" in item] if isinstance(items, list) else []


def _items(here: Json, steps: list[str], path: str = "") -> Iterator[tuple[str, Plain]]:
    """Yield the items of a list with their paths; `*` in `steps` is every item of a list on the way."""
    items = {item["key"]: item for item in _listed({"": here}, "")}
    if not steps:
        yield from ((f"{path}/{key}", item) for key, item in items.items())
        return
    step, *rest = steps
    if isinstance(here, list):
        for key in items if step == "*" else [step]:
            yield from _items(items.get(key), rest, f"{path}/{key}")
    elif isinstance(here, dict):
        yield from _items(here.get(step), rest, f"{path}/{step}" if path else step)
