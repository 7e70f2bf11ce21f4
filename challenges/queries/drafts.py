"""What the desk lists of rules that are being written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.rules import base, shapes
from challenges.rules.base import HOLE, Hole, Keyed, Part, Words
from challenges.rules.document import Document
from challenges.rules.editing import Plain, at
from challenges.rules.keys import key_from
from challenges.rules.naming import item_name
from challenges.rules.questions import Question
from challenges.rules.shapes import UNKNOWN, Json, Shape, child
from core.translated import in_active_language

NO_TITLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class ListedQuestion:
    """One question as the desk lists it; `criteria` are titles by language, `word_limit` is None where there is none."""

    key: str
    label: dict[str, str]
    kind: Any
    is_required: bool
    word_limit: str | None
    criteria: list[dict[str, str]]


def listed_questions(document: Plain, round_key: str) -> list[ListedQuestion]:
    """Return the questions of a round in their order."""
    stage = at(document, f"rules/rounds/{round_key}")
    parts = (stage.get("judging") or {}).get("parts", [])
    titles = {criterion["key"]: criterion.get("title", {}) for part in parts for criterion in part.get("criteria", [])}
    return [
        ListedQuestion(
            key=question["key"],
            label=question.get("label", {}),
            kind=Question.kinds[question["kind"]],
            is_required=question.get("required", False),
            word_limit=next((limit["at_most"] for limit in question.get("limits", []) if limit["kind"] == "words"), None),
            criteria=[titles[key] for key in question.get("criteria", []) if key in titles],
        )
        for question in (stage.get("intake") or {}).get("questions", [])
    ]


@dataclass(frozen=True)
class Found:
    """What stands at a path of the draft: a part, or a list of keyed parts; `value` is empty where nothing stands yet.

    `title` heads its page; `label` is how a list names it, which for an item without a title is what it says.
    """

    path: str
    above: str
    title: str
    label: str
    model: type[Part] | None
    kinds: Mapping[str, Words]
    value: Any
    is_list: bool
    is_item: bool
    is_nullable: bool
    round_key: str

    @property
    def status(self) -> str:
        """How far it has come, in words."""
        if self.value is HOLE:
            return _("Not filled in")
        if self.value is None:
            return _("None")
        if self.is_list:
            return ngettext("%(number)s item", "%(number)s items", len(self.value)) % {"number": len(self.value)}
        return _("Filled in")


def found_part(document: Plain, path: str, titles: Mapping[str, str] = NO_TITLES) -> Found:
    """Return what stands at `path`, with what its items are called (`challenges.rules.titles`).

    Raises KeyError for a member that no part has, or an item that is not there.
    """
    expected, above, title, label = Shape(Document), "", "", ""
    here: Json | Hole = document
    is_item = is_nullable = False
    steps = path.split("/")
    for place, step in enumerate(steps):
        if expected.is_list:
            number = 1 + next((index for index, item in enumerate(_list(here)) if item.get("key") == step), 0)
            expected, here = expected.item, _item(here, step)
            is_item, is_nullable = True, False
            title = own_words(here) or item_name(steps[place - 1], number)
            label = titles.get("/".join(steps[: place + 1]), "") or title
        else:
            above = "/".join(steps[:place])
            model = expected.model(here)
            member = Shape(shapes.members(model)[step]) if model else UNKNOWN
            is_item, is_nullable = False, member.is_nullable
            title = label = str(base.says(model.model_fields[step]).label) if model else step
            expected, here = Shape(member.without_null), child(here, step)
    return Found(
        path=path,
        above=above if not is_item else "/".join(steps[:-2]),
        title=title,
        label=label,
        model=None if expected.is_list else expected.model(here if isinstance(here, dict) else {}),
        kinds=_kinds(expected.item if expected.is_list else expected),
        value=here,
        is_list=expected.is_list,
        is_item=is_item,
        is_nullable=is_nullable,
        round_key=steps[2] if path.startswith("rules/rounds/") and len(steps) > 2 else "",  # noqa: PLR2004 - rules, rounds, key
    )


def children(document: Plain, path: str, titles: Mapping[str, str] = NO_TITLES) -> Iterator[Found]:
    """Yield what has a page of its own one step below `path`: members of a part, items of a list."""
    found = found_part(document, path)
    if found.is_list:
        for item in found.value or ():
            yield found_part(document, f"{path}/{item['key']}", titles)
    elif found.model and isinstance(found.value, dict):
        for name, expected in shapes.members(found.model).items():
            if has_own_page(Shape(expected)):
                yield found_part(document, f"{path}/{name}")


def new_key(document: Plain, path: str, kind: str) -> str:
    """Return a key for a new item of the list at `path`, made of its kind or of the list's name."""
    found = found_part(document, path)
    stem = kind or path.rpartition("/")[2]
    return key_from({"": stem.replace("_", "-")}, {item["key"] for item in found.value or ()}, otherwise="item")


def has_own_page(expected: Shape) -> bool:
    """Return whether a member is written on a page of its own: a list of keyed parts, or a part with such lists."""
    if expected.is_list:
        return any(issubclass(model, Keyed) for model in models_of(expected.item))
    return any(has_own_page(Shape(below)) for model in models_of(expected) for below in shapes.members(model).values())


def models_of(expected: Shape) -> tuple[type[Part], ...]:
    """Return the classes of which a part may be."""
    choices = tuple(dict.fromkeys(expected.choices.values()))
    plain = expected.without_null
    return choices or ((plain,) if isinstance(plain, type) and issubclass(plain, Part) else ())


def _kinds(expected: Shape) -> Mapping[str, Words]:
    return {kind: model.kinds.get(kind, kind) for kind, model in expected.choices.items()}


def _list(items: Json | Hole) -> list[Plain]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _item(items: Json | Hole, key: str) -> Plain:
    for item in _list(items):
        if item.get("key") == key:
            return dict(item)
    raise KeyError(key)


def own_words(item: Plain) -> str:
    """Return the words that an item has of its own; "" where it has none."""
    texts = (item[name] for name in ("title", "label", "words") if isinstance(item.get(name), dict))
    return in_active_language(next(texts, {}))
