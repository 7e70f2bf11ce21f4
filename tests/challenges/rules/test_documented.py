"""What is written about the rules is true: the page, its examples, and how far the portal goes with each kind."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from challenges.rules.document import Document, Rules
from challenges.rules.reading import read
from challenges.rules.schema import schema
from challenges.rules.support import Support, support
from challenges.rules.vocabulary import families, parts, unions
from challenges.rules.walking import places
from evaluation.methods import ballots, orders, points  # noqa: F401 - they enter their methods
from evaluation.methods.aggregating import AGGREGATIONS
from evaluation.methods.combining import COMBINE, NORMALISE
from evaluation.methods.limits import GROUPS
from evaluation.methods.marks import SCALES
from evaluation.methods.over_jurors import OVER_JURORS
from evaluation.methods.ties import TIES
from govtech_portal.rules_page import BELOW, examples, rules_page

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.format-2.json"))
EVERY_KIND = [(family, kind) for family, kinds in families().items() for kind in kinds]


def page() -> str:
    return (settings.BASE_DIR / "docs" / "rules.md").read_text(encoding="utf-8")


def family_of(part: Any) -> str:
    return next((name for name, choices in unions().items() if type(part) in choices), type(part).__name__)


# --- The page ----------------------------------------------------------------------------------------------------------


def test_the_generated_part_is_up_to_date() -> None:
    assert page() == rules_page(page()), "run manage.py document_rules"


def test_every_part_and_every_kind_is_on_the_page() -> None:
    made = page().partition(BELOW)[2]
    headings = set(re.findall(r"^####? (\w+)$", made, re.MULTILINE))
    assert headings == {part.__name__ for part in parts()} | set(unions())
    assert [(family, kind) for family, kind in EVERY_KIND if f'"kind": "{kind}"' not in made] == []


def test_the_whole_example_leaves_nothing_to_say() -> None:
    (example,) = re.findall(r"```json\n(.+?)```", page().partition(BELOW)[0], re.DOTALL)
    reading = read(example)
    assert reading.findings == ()
    assert reading.rules is not None


def test_the_page_names_the_members_of_the_rules_in_their_order() -> None:
    assert ", ".join(f"`{name}`" for name in Rules.model_fields) in " ".join(page().split())


# --- Examples ----------------------------------------------------------------------------------------------------------


def test_every_kind_has_one_example() -> None:
    found = [(family, example["kind"]) for family, each in examples().items() for example in each]
    assert sorted(found) == sorted(EVERY_KIND)


@pytest.mark.parametrize("family", families())
def test_examples_fit_the_models_and_the_schema(family: str) -> None:
    validator = Draft202012Validator({"$ref": f"#/$defs/{family}", "$defs": schema("")["$defs"]})
    for example in examples()[family]:
        part = families()[family][example["kind"]].model_validate(example)
        assert list(example) == ["kind", *(name for name, _value in part.each_member() if name != "kind")]
        assert [error.message for error in validator.iter_errors(example)] == []


# --- How far the portal goes -------------------------------------------------------------------------------------------


def test_what_format_1_knew_is_carried_out() -> None:
    assert GOLDEN
    parts_found = [place.part for path in GOLDEN for place in places(Document.model_validate(json.loads(path.read_text())))]
    used = {(family_of(part), part.kind) for part in parts_found if part.kinds}  # type: ignore[attr-defined]
    assert {key for key in used if support(*key) is not Support.CARRIED_OUT} == set()


@pytest.mark.parametrize(
    ("family", "methods"),
    [
        ("Aggregation", AGGREGATIONS),
        ("Combine", COMBINE),
        ("CountedPer", GROUPS),
        ("Normalise", NORMALISE),
        ("OverJurors", OVER_JURORS),
        ("Scale", SCALES),
        ("Tie", TIES),
    ],
)
def test_what_is_rehearsed_has_a_method(family: str, methods: Mapping[str, Any]) -> None:
    rehearsed = {kind for kind in families()[family] if support(family, kind) is not Support.EXPRESSIBLE}
    assert rehearsed == set(methods)


def test_every_kind_has_its_level() -> None:
    levels = {support(family, kind) for family, kind in EVERY_KIND}
    assert levels == set(Support)
    with pytest.raises(KeyError):
        support("Take", "no_such_kind")
