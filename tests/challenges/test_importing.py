"""A competition from a document: marked in its text, refused whole, or a draft; nothing typed is lost."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from challenges.models import Challenge
from challenges.rules.lines import laid_out, line_at, lines_of
from challenges.rules.paths import of_steps
from challenges.rules.reading import read
from tests.examples.reading import CALLS, MADE_UP, load
from tests.factories.challenges import make_authority, make_official

SignedIn = Callable[[object], Client]
IMPORT = reverse("challenges:import")


def steps_in(value: Any, steps: tuple[str | int, ...] = ()) -> Any:
    yield steps, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        yield from steps_in(item, (*steps, step))


# --- Lines -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [MADE_UP, *CALLS], ids=lambda path: path.stem)
def test_every_member_and_item_has_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines, rows = lines_of(text), text.split("\n")

    for steps, value in steps_in(json.loads(text)):
        row = rows[lines[of_steps(steps)] - 1].strip()
        if steps and isinstance(steps[-1], str):
            assert f"{json.dumps(steps[-1])}:" in row, steps
        elif not isinstance(value, dict | list):
            assert json.dumps(value, ensure_ascii=False) in row, steps


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ('{\n"a": 1,\n"a": 2}', "a", 3),
        ('{"a":\n[1,\n[2,\n3]]}', "a[1][1]", 4),
        ('{"r\\u0075les":\n{"b":\n1}}', "rules.b", 2),
        ('{"a, \\" [":\n 1}', '["a, \\" ["]', 1),
        ('{"a": {\n"b": 1}}', "a.c[3].d", 1),
        ("[]", "a", 1),
        ('{"a": 1}\r\n', "", 1),
    ],
)
def test_a_place_is_found_or_what_is_around_it(text: str, path: str, line: int) -> None:
    assert line_at(path, lines_of(text)) == line


def test_a_text_in_one_line_is_laid_out_without_losing_a_sign() -> None:
    text = json.dumps(load(MADE_UP), separators=(",", ":"), ensure_ascii=False)
    out = laid_out(text)

    assert max(len(line) for line in out.split("\n")) < len(text) / 100
    assert json.loads(out) == json.loads(text)
    assert lines_of(out)["rules.rounds[1].title"] > lines_of(out)["rules.rounds[0].title"]
    assert laid_out('{"a": [], "b": {},\n "a": 1.50}') == '{"a": [], "b": {},\n "a": 1.50}'


# --- Page --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def author(ministry: SimpleNamespace, signed_in: SignedIn) -> SimpleNamespace:
    return SimpleNamespace(authority=ministry.authority, client=signed_in(ministry.author), user=ministry.author)


def send(author: SimpleNamespace, text: str = "", *, act: str = "check", file: bytes | None = None, **more: Any) -> HttpResponse:
    data = {"authority": str(author.authority.pk), "text": text, act: "1", **more}
    if file is not None:
        data["file"] = SimpleUploadedFile("rules.json", file)
    response: HttpResponse = author.client.post(IMPORT, data)
    return response


def with_mistake() -> str:
    document = load(MADE_UP)
    document["rules"]["rounds"][1]["kind_of_magic"] = True
    return json.dumps(document, indent=2, ensure_ascii=False)


@pytest.mark.django_db
def test_a_finding_is_marked_in_the_text_and_the_text_stays(author: SimpleNamespace) -> None:
    text = with_mistake()
    line = next(number for number, row in enumerate(text.split("\n"), start=1) if "kind_of_magic" in row)

    body = send(author, text).content.decode()

    assert f'href="#line-{line}"' in body
    assert f'id="line-{line}"' in body
    assert body.count("kind_of_magic") >= 3
    assert body.count("Zażółć") == text.count("Zażółć")
    assert not Challenge.objects.exists()


@pytest.mark.django_db
def test_a_file_is_marked_as_well_and_its_text_stands_in_the_form(author: SimpleNamespace) -> None:
    text = with_mistake()

    response = send(author, "something else", file=b"\xef\xbb\xbf" + text.encode(), act="take_in")

    form = response.context["form"]  # type: ignore[attr-defined]
    assert response.status_code == 422
    assert form["text"].value() == text
    assert 'id="line-' in response.content.decode()
    assert not Challenge.objects.exists()


@pytest.mark.django_db
def test_what_is_no_json_is_marked_where_it_stops_to_be(author: SimpleNamespace) -> None:
    response = send(author, '{\n  "format": 2,\n  "rules": {,}\n}')

    assert response.status_code == 422
    assert 'id="line-3"' in response.content.decode()


@pytest.mark.django_db
def test_a_document_in_one_line_is_marked_line_by_line_and_kept_as_it_is(author: SimpleNamespace) -> None:
    text = json.dumps(json.loads(with_mistake()), separators=(",", ":"))

    response = send(author, text)

    assert response.context["is_laid_out"]  # type: ignore[attr-defined]
    assert response.context["form"]["text"].value() == text  # type: ignore[attr-defined]
    assert "line-1" not in [f"line-{line.number}" for line in response.context["lines"] if line.findings]  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 200_000, "json.depth"),
        (b'{"a": "' + b"x" * 50_000_000 + b'"}', "json.size"),
        (b"\xff\xfe{}", "json.encoding"),
        (b"", "json.syntax"),
        (b"[1, 2]", "json.top"),
        (b'{"format": 3}', "format.unknown"),
        (b'{"format": 2, "format": 2}', "json.twice"),
        (b'{"words": {"en": {"title": "\\u0000"}}}', "text.control"),
        (b'{"' + b"a" * 300 + b'": 1e999}', "json.name"),
    ],
)
def test_hostile_files_are_refused_with_words(author: SimpleNamespace, content: bytes, code: str) -> None:
    response = send(author, file=content, act="take_in")

    assert response.status_code == 422
    assert code in [finding.code for finding in response.context["form"].reading.findings]  # type: ignore[attr-defined]
    assert not Challenge.objects.exists()


@pytest.mark.django_db
def test_a_document_becomes_a_draft_of_the_chosen_authority(author: SimpleNamespace) -> None:
    response = send(author, json.dumps(load(MADE_UP)), act="take_in")

    challenge = Challenge.objects.get()
    assert response["Location"] == reverse("challenges:challenge", args=[challenge.reference])
    assert challenge.authority == author.authority
    assert challenge.created_by == author.user
    assert challenge.plain["rules"] == load(MADE_UP)["rules"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "document",
    [
        {},
        {"words": {"en": {"title": "Only words"}}},
        {"rules": {"languages": ["en", "tlh"]}, "words": {"tlh": {"title": "Hoch"}}},
        {"words": {"en": {"brief": [{"type": ["x"], "value": 3}, {"type": "paragraph"}, {"type": "heading", "value": {}}, {}]}}},
    ],
)
def test_a_document_with_next_to_nothing_becomes_a_draft_too(author: SimpleNamespace, document: dict[str, Any]) -> None:
    text = json.dumps(document | {"rules": {"languages": ["en"], **document.get("rules", {})}})
    response = send(author, text, act="take_in")

    assert response.status_code in (302, 422)
    assert Challenge.objects.exists() == (response.status_code == 302)
    if response.status_code == 302:
        assert author.client.get(response["Location"]).status_code == 200


@pytest.mark.django_db
def test_nothing_chosen_is_said(author: SimpleNamespace) -> None:
    assert send(author, "  ").status_code == 422


@pytest.mark.django_db
def test_only_authors_take_in_and_only_for_their_authority(author: SimpleNamespace, signed_in: SignedIn) -> None:
    other = make_authority()
    auditor = signed_in(make_official(author.authority, Role.AUDITOR))

    assert author.client.get(IMPORT).status_code == 200
    assert auditor.get(IMPORT).status_code == 403
    assert signed_in(make_official(other)).get(IMPORT).status_code == 404
    assert send(author, json.dumps(load(MADE_UP)), act="take_in", authority=str(other.pk)).status_code == 422
    assert not Challenge.objects.exists()


# --- Command -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_command_takes_in_what_the_page_does(tmp_path: Path) -> None:
    authority = make_authority()
    out = io.StringIO()
    call_command("import_challenge", str(MADE_UP), authority=authority.slug, stdout=out)

    challenge = Challenge.objects.get(reference=out.getvalue().strip())
    assert challenge.created_by is None
    assert challenge.plain["rules"] == load(MADE_UP)["rules"]

    bad = tmp_path / "bad.json"
    bad.write_text(with_mistake(), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("import_challenge", str(bad), authority=authority.slug, stdout=out)
    assert next(finding.code for finding in read(with_mistake()).findings) in out.getvalue()
    assert Challenge.objects.count() == 1
