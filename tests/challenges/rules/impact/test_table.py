"""Every member of every part has a class, and the classes fit what the member may hold."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from challenges.rules.base import Part, kinds_of
from challenges.rules.impact.rows import Gravity, How, Row
from challenges.rules.impact.table import BY_KIND, IDENTITIES, TABLE, VALUES, row_for
from challenges.rules.vocabulary import parts


def members() -> Iterator[tuple[type[Part], str, FieldInfo]]:
    for model in parts():
        if not issubclass(model, VALUES):
            for name, field in model.model_fields.items():
                yield model, name, field


def rows() -> list[tuple[type[Part], str, Row]]:
    named = [(model, members) for model, members in TABLE.items()]
    named += [(model, members) for (model, _kind), members in BY_KIND.items()]
    return [(model, name, row) for model, members in named for name, row in members.items()]


def test_every_member_of_every_part_has_a_class() -> None:
    without = []
    for model, name, _field in members():
        for kind in kinds_of(model) if "kind" in model.model_fields else ("",):
            try:
                row_for(model, name, kind)
            except LookupError:
                without.append(f"{model.__name__}.{name}")

    assert without == []


def test_a_member_without_a_class_is_refused() -> None:
    with pytest.raises(LookupError, match=r"Part\.nothing"):
        row_for(Part, "nothing")


def test_no_row_is_for_something_that_is_not_there() -> None:
    known = set(parts())
    astray = [
        f"{model.__name__}.{name}"
        for model, name, _row in rows()
        if not any(issubclass(part, model) and name in part.model_fields for part in known)
    ]

    assert astray == []
    assert set(IDENTITIES) <= known
    assert all(kind in kinds_of(model) for model, kind in BY_KIND)


def test_an_order_names_values_that_the_member_may_have() -> None:
    wrong = [
        f"{model.__name__}.{name}"
        for model, name, field in members()
        if not set(row_for(model, name).order) <= set(literals(field.annotation))
    ]

    assert wrong == []


def literals(annotation: Any) -> Iterator[str]:
    for each in get_args(annotation):
        if isinstance(each, str):
            yield each
        else:
            yield from literals(each)


def test_every_list_of_parts_says_what_an_item_more_or_less_means() -> None:
    silent = [
        f"{model.__name__}.{name}"
        for model, name, field in members()
        if get_origin(field.annotation) is tuple and holds_part(field.annotation)
        for row in (row_for(model, name),)
        if None in (row.added, row.removed, row.moved)
    ]

    assert silent == []


def holds_part(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(holds_part(each) for each in get_args(annotation))


@pytest.mark.parametrize("how", How)
def test_a_row_gives_a_class_for_whatever_happens(how: How) -> None:
    given = {row.of(how, way) for _model, _name, row in rows() for way in ("up", "down", "same", "")}

    assert given <= set(Gravity) - {Gravity.FORBIDDEN}
