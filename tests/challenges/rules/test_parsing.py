"""From the text of a file to plain data: whatever no document may hold is refused, quickly and in words."""

import io
import json
import time

import pytest

from challenges.rules import parsing
from challenges.rules.reading import read, read_file
from tests.challenges.rules.documents import as_text, codes, found, whole

ROUNDS = "rules.rounds"


@pytest.mark.parametrize(
    ("source", "code", "params"),
    [
        pytest.param(b"{" + b" " * parsing.LARGEST, "json.size", {"bytes": 1_000_000}, id="too large"),
        pytest.param(b'{"rules": "\xb3\xf3d\xbc"}', "json.encoding", {"byte": 11}, id="Windows-1250"),
        pytest.param("{}".encode("utf-16"), "json.encoding", {"byte": 0}, id="UTF-16"),
        pytest.param(b"[" * 200_000, "json.depth", {"levels": 60}, id="200,000 brackets"),
        pytest.param(b'{"a":' * 200_000, "json.depth", {"levels": 60}, id="200,000 braces"),
        pytest.param(b'{"rules": [' + b"{}," * 60_000 + b"{}]}", "json.values", {"values": 50_000}, id="too many values"),
        pytest.param(b'{"format": 2,\n "rules" 1}', "json.syntax", {"line": 2, "column": 10}, id="no colon"),
        pytest.param(b"", "json.syntax", {"line": 1, "column": 1}, id="empty"),
        pytest.param(b'"' + b'\\"' * 400_000, "json.syntax", {"line": 1, "column": 1}, id="a string that never ends"),
        pytest.param(b'{"a": "\x00"}', "json.syntax", {"line": 1, "column": 8}, id="a bare NUL"),
        pytest.param(b"[]", "json.top", {}, id="a list"),
        pytest.param(b'"format"', "json.top", {}, id="a text"),
        pytest.param(b"null", "json.top", {}, id="null"),
        pytest.param(b'{"format": 3}', "format.unknown", {"format": "3", "known": 2}, id="a newer format"),
        pytest.param(b'{"format": 1}', "format.unknown", {"format": "1", "known": 2}, id="an older format"),
        pytest.param(b'{"format": 2.0}', "format.unknown", {"format": "2.0", "known": 2}, id="a format with a point"),
        pytest.param(b'{"format": true}', "format.unknown", {"format": "True", "known": 2}, id="a format that is true"),
    ],
)
def test_what_is_no_document_is_refused_with_one_finding(source: bytes, code: str, params: dict[str, int | str]) -> None:
    reading = read(source)

    assert [(finding.code, finding.params) for finding in reading.findings] == [(code, params)]
    assert reading.document is None
    assert reading.rules is None


def test_of_a_hostile_file_no_more_is_taken_in_than_a_document_may_have() -> None:
    file = io.BytesIO(b'{"format": 2, "rules": "' + b"x" * 50_000_000 + b'"}')

    before = time.perf_counter()
    reading = read_file(file)
    took = time.perf_counter() - before

    assert codes(reading) == ["json.size"]
    assert file.tell() == parsing.LARGEST + 1
    assert took < 1


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5_000, "9007199254740992", "-1" + "0" * 20])
def test_numbers_that_nobody_can_count_are_refused_where_they_stand(number: str) -> None:
    text = as_text(whole()).replace('"reserves": 2', f'"reserves": {number}', 1)

    assert found(read(text)) == [("json.number", "rules.rounds[0].advancing.reserves")]


def test_a_member_that_stands_twice_is_refused() -> None:
    text = as_text(whole()).replace('"zone"', '"zone": "Europe/Paris", "zone"', 1)

    assert found(read(text)) == [("json.twice", "rules.zone")]


@pytest.mark.parametrize("text", ["\\ud800", "a\\u0000", "\\u001b[31m", "a\\u007fb"])
def test_texts_that_nobody_can_type_are_refused_where_they_stand(text: str) -> None:
    data = as_text(whole()).replace('"Concept"', f'"{text}"', 1)

    assert found(read(data)) == [("text.control", "rules.rounds[0].title.en")]


@pytest.mark.parametrize("name", ["x" * 101, "\\u0000", "\\udfff"])
def test_names_of_members_that_nobody_can_type_are_refused(name: str) -> None:
    data = as_text(whole()).replace('"zone"', f'"{name}": 1, "zone"', 1)

    assert codes(read(data)) == ["json.name"]


def test_texts_are_brought_into_one_form() -> None:
    data = whole()
    data["rules"]["rounds"][0]["title"]["pl"] = "Próba ko\u006e\u0301cowa"

    reading = read(data)

    assert reading.findings == ()
    assert reading.rules is not None
    assert reading.rules.rounds[0].title["pl"] == "Próba ko\u0144cowa"


def test_a_mark_at_the_beginning_of_the_file_is_taken_off() -> None:
    assert read(b"\xef\xbb\xbf" + as_text(whole()).encode()).findings == ()


def test_data_of_a_draft_is_sieved_like_a_file() -> None:
    data = whole()
    data["rules"]["zone"] = "Europe/\x00"
    data["words"]["en"]["brief"] = [{"type": "number", "value": float("nan")}]

    assert found(read(data)) == [("json.number", "words.en.brief[0].value"), ("text.control", "rules.zone")]


def test_data_that_lies_too_deep_is_refused() -> None:
    data = whole()
    block: dict[str, object] = {}
    for _level in range(2_000):
        block = {"type": "group", "value": block}
    data["words"]["en"]["brief"] = [block]

    assert codes(read(data)) == ["json.depth"]


def test_a_document_that_is_wrong_from_end_to_end_is_not_read_to_its_end() -> None:
    data = whole()
    data["rules"]["lots"] = [{"key": "NO KEY"}] * 20_000

    reading = read(json.dumps(data))

    assert len(reading.findings) == 2_001
    assert "findings.more" in codes(reading)
