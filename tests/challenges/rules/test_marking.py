"""Where in the text of a document an address leads."""

import json

import pytest

from challenges.rules.marking import mark, marks
from challenges.rules.paths import of_steps, steps_of
from tests.challenges.rules.documents import addresses, as_text, whole

TEXT = """{
 "rules": {
  "zone": "a \\" ] , { : b",
  "rounds": [
   {"key": "one", "title": {"en": "x"}}, {"key":
     "two", "a.b[0]": [1, [2,
 3]]}
  ]
 }
}"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ("", 1, 1),
        ("rules", 2, 2),
        ("rules.zone", 3, 3),
        ("rules.rounds", 4, 3),
        ("rules.rounds[0]", 5, 4),
        ("rules.rounds[0].title.en", 5, 29),
        ("rules.rounds[1]", 5, 42),
        ("rules.rounds[1].key", 5, 43),
        ('rules.rounds[1]["a.b[0]"][1][1]', 7, 2),
    ],
)
def test_a_member_is_marked_at_its_name_and_an_item_at_its_beginning(path: str, line: int, column: int) -> None:
    assert mark(TEXT, path) == (line, column)


@pytest.mark.parametrize("path", ["rules.rounds[0].judging", "rules.rounds[0].title[3].x.y"])
def test_what_is_missing_is_marked_at_what_is_around_it(path: str) -> None:
    around = path.split(".judging", maxsplit=1)[0].split("[3]", maxsplit=1)[0]

    assert mark(TEXT, path) == mark(TEXT, around)


def test_every_place_of_a_whole_document_is_found() -> None:
    text = as_text(whole())
    found = marks(text, [path for path, _value in addresses(whole())])
    lines = text.splitlines()

    for path, value in addresses(whole()):
        line, column = found[path]
        last = steps_of(path)[-1]
        begins = json.dumps(last) if isinstance(last, str) else json.dumps(value, ensure_ascii=False)[0]
        assert lines[line - 1][column - 1 :].startswith(begins), path


@pytest.mark.parametrize("steps", [(), ("a",), ("rules", "rounds", 0, "pt-BR"), ('a".\\[0]', 3, "", "ż ]")])
def test_an_address_is_taken_apart_into_the_steps_it_was_made_of(steps: tuple[str | int, ...]) -> None:
    assert steps_of(of_steps(steps)) == steps
