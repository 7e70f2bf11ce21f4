"""Documents that come in and go out: export then import is the identity, and what is refused leaves nothing behind."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from challenges import versioning
from challenges.models import Challenge, DraftRevision
from challenges.rules.reading import read
from challenges.services.importing import NotImportable, import_challenge
from ledger.models import Event
from tests.challenges.rules.from_schema import made
from tests.challenges.rules.generated import document_of
from tests.examples.reading import CALLS, MADE_UP, load
from tests.factories.challenges import make_authority, make_official, make_published_challenge

pytestmark = pytest.mark.django_db
SEEDS = range(40)


@pytest.fixture
def authority() -> Organisation:
    return make_authority()


def taken_in(authority: Organisation, data: Any) -> Challenge:
    return import_challenge(authority, read(data), by=None)


def given_out(challenge: Challenge) -> dict[str, Any]:
    """Return what is exported, but for what belongs to this place: reference and authority."""
    output = StringIO()
    call_command("export_challenge", challenge.reference, stdout=output)
    data: dict[str, Any] = json.loads(output.getvalue())
    return data | {"notice": {name: data["notice"][name] for name in data["notice"] if name not in ("reference", "authority")}}


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Challenge, DraftRevision, Event))


@pytest.mark.parametrize("seed", range(12))
def test_export_then_import_is_the_identity_for_made_up_competitions(authority: Organisation, seed: int) -> None:
    first = taken_in(authority, document_of(seed))
    second = taken_in(authority, versioning.content_of(first))

    assert given_out(second) == given_out(first)
    assert given_out(first)["rules"] == document_of(seed)["rules"]


@pytest.mark.parametrize("path", [MADE_UP, *(path for path in CALLS if "LOTERIA" not in path.stem)], ids=lambda path: path.stem)
def test_export_then_import_is_the_identity_for_real_calls(authority: Organisation, path: Path) -> None:
    first = taken_in(authority, load(path))
    second = taken_in(authority, versioning.content_of(first))

    assert given_out(second) == given_out(first)
    assert given_out(first)["rules"] == load(path)["rules"]


def test_what_was_published_comes_back_with_its_rules(authority: Organisation) -> None:
    published = make_published_challenge()
    again = taken_in(authority, published.published_version.content)

    assert versioning.digest(versioning.content_of(again)["rules"]) == published.published_version.rules_sha256
    assert given_out(again) == given_out(published)


@pytest.mark.parametrize("harm", [0.0, 0.05, 0.5])
def test_what_is_refused_leaves_nothing_behind(authority: Organisation, harm: float) -> None:
    before, refused = rows(), 0
    for seed in SEEDS:
        reading = read(made(seed, harm))
        if not reading.is_usable:
            refused += 1
            with pytest.raises(NotImportable):
                import_challenge(authority, reading, by=None)

    assert refused > len(SEEDS) / 2
    assert rows() == before


def test_what_is_left_open_is_taken_in_whole(authority: Organisation) -> None:
    author = make_official(authority)
    for data in (
        {"format": 2},
        {"format": 2, "notice": {}, "words": {}, "rules": {}},
        {"format": 2, "rules": {"languages": ["en"]}},
    ):
        before = rows()
        challenge = import_challenge(authority, read(data), by=None)

        assert [after - then for after, then in zip(rows(), before, strict=True)] == [1, 1, 1]
        assert challenge.draft.plain["rules"] == data.get("rules", {})
    assert not challenge.contributions.filter(user=author).exists()


def test_the_command_says_every_finding_and_stores_nothing(authority: Organisation, tmp_path: Path) -> None:
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps({**load(MADE_UP), "format": 3}), encoding="utf-8")
    before, output = rows(), StringIO()

    with pytest.raises(CommandError, match="nothing was stored"):
        call_command("import_challenge", str(file), authority=authority.slug, stdout=output)
    assert "format.unknown" in output.getvalue()
    assert rows() == before


def test_the_command_prints_the_reference_or_only_looks(authority: Organisation) -> None:
    output = StringIO()
    call_command("import_challenge", str(MADE_UP), authority=authority.name, check=True, stdout=output)
    assert output.getvalue() == ""
    assert not Challenge.objects.exists()

    call_command("import_challenge", str(MADE_UP), authority=authority.name, stdout=output)
    assert output.getvalue().strip() == Challenge.objects.get().reference


def test_no_authority_and_no_file_are_said(authority: Organisation, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no authority"):
        call_command("import_challenge", str(MADE_UP), authority="Nobody")
    with pytest.raises(CommandError):
        call_command("import_challenge", str(tmp_path / "none.json"), authority=authority.slug)
    with pytest.raises(CommandError, match="There is no challenge"):
        call_command("export_challenge", "GT-1999-001")
