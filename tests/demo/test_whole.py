"""The demo as a visitor finds it: every stage at once, and everything published of it holds."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import Organisation, User
from awards.models import Award
from challenges.lifecycle import ChallengePhase, ChallengeState
from challenges.models import Challenge
from challenges.queries.phases import phase_of
from core import clock
from core.triggers import freezing_statements, thawing_statements
from ledger.models import Event
from submissions.models import Attachment, Entry
from tests.opendata.standard import mistakes, needs_schemas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_demo")]


def published(phase: ChallengePhase) -> list[Challenge]:
    now = clock.now()
    return [each for each in Challenge.objects.public().order_by("pk") if phase_of(each, now) == phase]


def test_there_is_a_competition_at_every_stage() -> None:
    assert Challenge.objects.filter(state=ChallengeState.IN_REVIEW).count() == 1
    assert len(published(ChallengePhase.OPEN)) == 2
    assert len(published(ChallengePhase.JUDGING)) == 1
    assert Award.objects.filter(state=Award.State.NOTIFIED).count() >= 1
    awarded = Award.objects.deciding().filter(state=Award.State.FINAL)
    assert awarded.values("decision__entry__round__challenge").distinct().count() == 4


def test_one_of_the_open_ones_closes_within_two_days() -> None:
    now = clock.now()
    deadlines = [each.rounds.get(number=1).closes_at - now for each in published(ChallengePhase.OPEN)]
    assert [left for left in deadlines if timedelta() < left < timedelta(days=2)] == [min(deadlines)]


def test_there_are_suppliers_and_entries_enough() -> None:
    suppliers = Organisation.objects.filter(proposals__isnull=False).distinct()
    assert suppliers.count() >= 30
    assert Entry.objects.handed_in().count() >= 60
    for letters in ("[ąćęłńóśźż]", "[ŵŷâêîôû]"):
        assert any(re.search(letters, name.casefold()) for name in User.objects.values_list("name", flat=True)), letters


def test_the_readme_counts_what_there_is() -> None:
    suppliers = Organisation.objects.filter(kind=Organisation.Kind.SUPPLIER).count()
    words = f"has ten competitions at every stage, {suppliers} suppliers and {Entry.objects.handed_in().count()} entries"
    assert Challenge.objects.count() == 10
    assert words in (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")


def test_every_file_is_a_pdf_of_several_pages() -> None:
    files = Attachment.objects.all()
    assert files.count() >= 60
    for attachment in files:
        with storages["private"].open(attachment.stored_as) as stored:
            assert len(pypdf.PdfReader(BytesIO(stored.read())).pages) > 1


@needs_schemas
def test_every_published_release_is_valid(client: Client) -> None:
    found: list[dict[str, Any]] = []
    address = "/ocds/releases.json"
    while address:
        package = client.get(address).json()
        assert mistakes(package) == []
        found += package["releases"]
        address = package.get("links", {}).get("next")

    assert {tag for release in found for tag in release["tag"]} >= {"tender", "award"}
    calls = {release["tender"]["id"] for release in found if "tender" in release["tag"]}
    assert calls == {each.reference for each in Challenge.objects.public()}


def test_the_ledger_holds_and_names_the_row_that_was_changed(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_ledger")
    assert f"events {Event.objects.count()} " in capsys.readouterr().out

    changed = Event.objects.filter(verb="submit_scorecard")[3]
    with connection.cursor() as cursor:
        for statement in thawing_statements(connection.vendor, "ledger_event"):
            cursor.execute(statement)
        cursor.execute("UPDATE ledger_event SET verb = 'publish' WHERE sequence = %s", [changed.sequence])
        for statement in freezing_statements(connection.vendor, "ledger_event"):
            cursor.execute(statement)
    with pytest.raises(CommandError, match="Defects: 1"):
        call_command("verify_ledger", "events")
    assert f"ledger_event {changed.sequence}: its content was changed" in capsys.readouterr().err


def test_a_second_run_makes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = Event.objects.count()
    call_command("demo")
    assert "nothing was made" in capsys.readouterr().out
    assert Event.objects.count() == before
