"""An export is what was hashed, and a copy begins without what belonged to one competition alone."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from challenges.rules.base import HOLE, WITH_HOLES, Part, says
from challenges.rules.copying import copied, exported
from challenges.rules.document import Document
from challenges.rules.reading import read
from challenges.rules.walking import places
from challenges.versioning import digest
from tests.challenges.rules.documents import whole
from tests.challenges.rules.generated import document_of

SEEDS = range(20)


def dropped(part: Part) -> Iterator[str]:
    """Yield the members of a part that a copy leaves out."""
    for name, field in type(part).model_fields.items():
        if name != "kind" and says(field).is_dropped_by_copy:
            yield name


def test_an_export_has_the_hash_of_the_version() -> None:
    data = whole()
    assert hashlib.sha256(exported(data)).hexdigest() == digest(data)
    assert json.loads(exported(data)) == data


def test_an_export_is_read_as_it_was() -> None:
    assert read(exported(whole())).document == Document.model_validate(whole())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_copy_has_holes_where_something_belonged_to_one_competition_alone(seed: int) -> None:
    data = document_of(seed)
    before = json.dumps(data)
    copy = Document.model_validate(copied(data), context=WITH_HOLES)
    assert json.dumps(data) == before
    kept = {
        f"{place.path}.{name}" for place in places(copy) for name in dropped(place.part) if getattr(place.part, name) is not HOLE
    }
    assert kept == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_copy_keeps_all_else(seed: int) -> None:
    original = {place.path: place.part for place in places(Document.model_validate(document_of(seed)))}
    for place in places(Document.model_validate(copied(document_of(seed)), context=WITH_HOLES)):
        left_out = set(dropped(place.part))
        plain = {name: value for name, value in place.part.each_member() if name not in left_out and not is_inside(value)}
        assert plain == {name: getattr(original[place.path], name) for name in plain}


def is_inside(value: Any) -> bool:
    """Return whether a value is told by its own places."""
    return isinstance(value, Part | dict) or (isinstance(value, tuple) and bool(value) and isinstance(value[0], Part))


def test_what_a_copy_leaves_out() -> None:
    copy = copied(whole())
    assert "reference" not in copy["notice"]
    assert "authority" not in copy["notice"]
    assert "overrides" not in copy["rules"]["law"]
    assert "stated_total" not in copy["rules"]["rewards"]
    assert "windows" not in copy["rules"]["rounds"][0]["intake"]
    assert "planned" not in copy["rules"]["rounds"][0]
    assert copy["rules"]["reserved_changes"][1]["until"] == {"kind": "instant"}
    assert [stage["key"] for stage in copy["rules"]["rounds"]] == [stage["key"] for stage in whole()["rules"]["rounds"]]
    assert copy["words"] == whole()["words"]


def test_a_draft_with_holes_and_strangers_can_be_copied() -> None:
    data: dict[str, Any] = {
        "format": 2,
        "rules": {"law": {"profile": "own-rules", "strange": {"overrides": 1}}, "rounds": "none yet"},
    }
    assert copied(data) == data


def test_a_copy_is_open_and_nothing_else() -> None:
    reading = read(copied(whole()))
    assert reading.is_usable
    assert reading.document is not None
    assert reading.rules is None
