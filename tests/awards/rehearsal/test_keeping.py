"""Keeping a rehearsal: what is kept, of exactly which text, by whom, and that nobody changes it."""

from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from awards.models import KeptRehearsal
from awards.rehearsal import rehearse
from awards.rehearsal.keeping import main_lines
from awards.services import keep_rehearsals
from challenges.models import Challenge
from challenges.queries.history import history
from challenges.services import publish_challenge, set_part, submit_amendment, submit_challenge
from challenges.versioning import content_of, digest
from core.lifecycle import TransitionRefused
from ledger.models import Event
from tests.agreement import assert_twins_agree
from tests.challenges import amendments
from tests.factories.challenges import (
    make_authority,
    make_challenge_draft,
    make_official,
    make_published_challenge,
    name_jury,
)

pytestmark = pytest.mark.django_db
TITLE = "rules/rounds/concept/title"


@pytest.fixture
def draft() -> SimpleNamespace:
    authority = make_authority()
    author = make_official(authority, Role.AUTHOR)
    return SimpleNamespace(challenge=make_challenge_draft(authority, by=author), author=author, authority=authority)


def keep(
    challenge: Challenge, by: Any, sha256: str = "", *scenarios: str, entries: int = 9, seed: int = 7
) -> list[KeptRehearsal]:
    return keep_rehearsals(
        challenge,
        by=by,
        sha256=sha256 or digest(content_of(challenge)),
        scenarios=scenarios or ("ordinary",),
        entries=entries,
        seed=seed,
    )


def codes(refused: pytest.ExceptionInfo[TransitionRefused]) -> list[str]:
    return [gap.code for gap in refused.value.gaps]


def test_what_was_rehearsed_is_kept_with_its_findings(draft: SimpleNamespace) -> None:
    [kept] = keep(draft.challenge, draft.author, "", "ties", entries=12, seed=3)
    found = rehearse(draft.challenge.draft.read, entries=12, seed=3, scenario="ties")

    assert (kept.number, kept.scenario, kept.entries, kept.seed, kept.kept_by) == (1, "ties", 12, 3, draft.author)
    assert kept.sha256 == digest(content_of(draft.challenge))
    assert kept.content_sha256 == digest(kept.content)
    assert [line["came"] for line in kept.content["rounds"]] == [stage.came for stage in found.stages]
    assert {each["code"] for each in kept.content["findings"]} == {each.code for each in found.findings}


def test_several_courses_are_kept_at_once(draft: SimpleNamespace) -> None:
    kept = keep(draft.challenge, draft.author, "", "ordinary", "single", "none")

    assert [(each.number, each.scenario) for each in kept] == [(1, "ordinary"), (2, "single"), (3, "none")]


def test_the_same_course_of_the_same_text_is_kept_once(draft: SimpleNamespace) -> None:
    keep(draft.challenge, draft.author)
    assert keep(draft.challenge, draft.author) == []
    assert [each.number for each in keep(draft.challenge, draft.author, seed=8)] == [2]


def test_main_lines_are_those_of_the_result() -> None:
    challenge = make_published_challenge()
    found = [rehearse(challenge.document, entries=12, seed=seed) for seed in (3, 3, 4)]
    same, again, other = (main_lines(each) for each in found)

    assert same == again
    assert same["result_sha256"] != other["result_sha256"]
    assert same["people_decide"] == len(list(found[0].decisions))


def test_the_rehearsal_of_another_text_is_not_kept(draft: SimpleNamespace) -> None:
    """Two tabs: somebody else saves between looking and keeping."""
    seen = digest(content_of(draft.challenge))
    set_part(draft.challenge, by=make_official(draft.authority, Role.AUTHOR), path=TITLE, value={"en": "Sketch", "pl": "Szkic"})

    with pytest.raises(TransitionRefused) as refused:
        keep(draft.challenge, draft.author, seen)

    assert codes(refused) == ["changed"]
    assert not KeptRehearsal.objects.exists()


def test_what_was_kept_of_the_draft_belongs_to_the_version_that_is_frozen_from_it(draft: SimpleNamespace) -> None:
    name_jury(draft.challenge, draft.author)
    [early] = keep(draft.challenge, draft.author)
    set_part(draft.challenge, by=draft.author, path=TITLE, value={"en": "Sketch", "pl": "Szkic"})
    [late] = keep(draft.challenge, draft.author)
    version = submit_challenge(draft.challenge, by=draft.author)

    assert late.sha256 == version.sha256 != early.sha256


def test_a_candidate_is_rehearsed_as_it_was_frozen(draft: SimpleNamespace) -> None:
    name_jury(draft.challenge, draft.author)
    version = submit_challenge(draft.challenge, by=draft.author)
    publisher = make_official(draft.authority, Role.PUBLISHER)

    assert [each.sha256 for each in keep(draft.challenge, publisher, version.sha256)] == [version.sha256]


def test_an_amendment_is_rehearsed_while_it_is_written_and_while_it_waits() -> None:
    challenge = make_published_challenge()
    author = make_official(challenge.authority, Role.AUTHOR)
    amendment = amendments.begin(challenge, author)
    amendments.set_member(challenge, author, "notice/contact_email", "new@example.org")
    [written] = keep(challenge, author)

    version = submit_amendment(amendment, by=author)
    [waiting] = keep(challenge, author, version.sha256, "ties")

    assert written.sha256 == waiting.sha256 == version.sha256 != challenge.published_version.sha256


def test_nothing_is_kept_where_nothing_is_to_be_approved() -> None:
    challenge = make_published_challenge()

    with pytest.raises(TransitionRefused) as refused:
        keep(challenge, make_official(challenge.authority, Role.AUTHOR), challenge.published_version.sha256)

    assert codes(refused) == ["not_prepared"]


@pytest.mark.parametrize(("role", "may"), [(role, role in (Role.AUTHOR, Role.PUBLISHER)) for role in Role])
def test_who_writes_or_approves_keeps(draft: SimpleNamespace, role: Role, may: bool) -> None:
    by = make_official(draft.authority, role)
    if may:
        assert len(keep(draft.challenge, by)) == 1
    else:
        with pytest.raises(TransitionRefused):
            keep(draft.challenge, by)
        assert not KeptRehearsal.objects.exists()


def test_keeping_stands_in_the_history(draft: SimpleNamespace) -> None:
    [kept] = keep(draft.challenge, draft.author)
    event = Event.objects.get(verb="keep_rehearsal")

    assert (event.data["sha256"], event.data["rehearsal_sha256"]) == (kept.sha256, kept.content_sha256)
    assert history(draft.challenge)[0].sentence == f"{draft.author.name} kept a rehearsal for the approval."


@pytest.mark.parametrize("statement", ["UPDATE awards_keptrehearsal SET seed = 8", "DELETE FROM awards_keptrehearsal"])
def test_nobody_changes_what_was_kept(draft: SimpleNamespace, statement: str) -> None:
    keep(draft.challenge, draft.author)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_ledger_vouches_for_what_was_kept(draft: SimpleNamespace) -> None:
    keep(draft.challenge, draft.author)
    output = StringIO()
    call_command("verify_ledger", "rehearsals", stdout=output)
    assert output.getvalue().startswith("rehearsals 1 ")

    KeptRehearsal.objects.create(
        challenge=draft.challenge, number=2, sha256="0" * 64, scenario="ties", entries=1, seed=1, content={},
        content_sha256="0" * 64, kept_at=draft.challenge.created_at, kept_by=draft.author,
    )  # fmt: skip
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", "rehearsals", stdout=StringIO(), stderr=errors)
    assert "its content is not what its hash says" in errors.getvalue()
    assert "the ledger does not hold that it was kept with this text" in errors.getvalue()


def test_who_reads_what_was_kept(draft: SimpleNamespace) -> None:
    """Officials who write or approve read all; those who observe read what was rehearsed of public rules."""
    name_jury(draft.challenge, draft.author)
    version = submit_challenge(draft.challenge, by=draft.author)
    publisher = make_official(draft.authority, Role.PUBLISHER)
    keep(draft.challenge, draft.author, version.sha256)
    users: dict[str, Any] = {role: make_official(draft.authority, role) for role in Role}
    users |= {"nobody": AnonymousUser(), "another ministry": make_official(make_authority("Other"), Role.AUTHOR)}
    assert_twins_agree(KeptRehearsal, users)
    assert not KeptRehearsal.objects.visible_to(users[Role.AUDITOR]).exists()

    publish_challenge(draft.challenge, by=publisher, sha256=version.sha256)
    assert_twins_agree(KeptRehearsal, users)
    assert KeptRehearsal.objects.visible_to(users[Role.AUDITOR]).exists()
