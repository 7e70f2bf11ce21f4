"""Rules change only in a draft: refused by services, by every address, and by the database itself."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from challenges import services
from challenges.models import Challenge, ChallengeVersion, Round
from core import clock
from core.lifecycle import TransitionRefused
from ledger.models import Event
from tests.factories.challenges import make_challenge_draft, make_published_challenge, make_submitted_challenge

pytestmark = pytest.mark.django_db
FROZEN = pytest.mark.parametrize("make", [make_submitted_challenge, make_published_challenge])
EDITS: dict[str, Callable[[Challenge, object], object]] = {
    "set": lambda challenge, by: services.set_part(challenge, by=by, path="notice/place", value="Łódź"),
    "add": lambda challenge, by: services.add_item(challenge, by=by, path="rules/rounds", item={"key": "pilot"}),
    "move": lambda challenge, by: services.move_item(challenge, by=by, path="rules/rounds/concept", up=False),
    "remove": lambda challenge, by: services.remove_item(challenge, by=by, path="rules/rounds/concept"),
    "take back": lambda challenge, by: services.take_back(challenge, by=by, to=1),
    "name": lambda challenge, by: services.name_challenge(challenge, by=by, working_title="Another"),
}

ROW_CHANGES: dict[str, Callable[[Round], object]] = {
    "deadline moved": lambda stage: Round.objects.filter(pk=stage.pk).update(closes_at="2099-01-01T12:00Z"),
    "sealed no more": lambda stage: Round.objects.filter(pk=stage.pk).update(is_sealed=False),
    "round deleted": lambda stage: Round.objects.filter(pk=stage.pk).delete(),
    "key changed": lambda stage: Round.objects.filter(pk=stage.pk).update(round_key="other"),
    "label changed": lambda stage: Round.objects.filter(pk=stage.pk).update(label="9"),
    "round added by no version": lambda stage: Round.objects.create(
        challenge=stage.challenge,
        number=9,
        round_key="x",
        label="9",
        is_sealed=True,
        is_blind=True,
        sees_others="never",
        set_by_version=_another_version(stage.challenge),
    ),
    "moved to another version": lambda stage: Round.objects.filter(pk=stage.pk).update(
        set_by_version=_another_version(stage.challenge)
    ),
    "round moved away": lambda stage: Round.objects.filter(pk=stage.pk).update(challenge=make_challenge_draft(), number=8),
}


def _another_version(challenge: Challenge) -> ChallengeVersion:
    return ChallengeVersion.objects.create(challenge=challenge, content={}, sha256="0" * 64, titles={}, submitted_at=clock.now())


@FROZEN
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_no_service_edits_what_left_its_draft(
    edit: Callable[..., object], make: Callable[..., Challenge], ministry: SimpleNamespace
) -> None:
    challenge = make(ministry.authority, by=ministry.author)

    with pytest.raises(TransitionRefused):
        edit(challenge, ministry.author)


@pytest.mark.parametrize("change", ROW_CHANGES.values(), ids=ROW_CHANGES)
def test_the_database_refuses_what_goes_past_the_services(change: Callable[[Round], object]) -> None:
    stage = make_published_challenge().rounds.first()

    with pytest.raises(DatabaseError, match="a round changes only with a newly published version"), transaction.atomic():
        change(stage)


def test_what_happened_to_a_round_can_still_be_marked() -> None:
    stage = make_published_challenge().rounds.first()

    assert Round.objects.filter(pk=stage.pk).update(opened_at=stage.closes_at.replace(year=2099)) == 1


def test_two_tabs_what_is_stale_is_refused_and_kept_on_the_page(
    ministry: SimpleNamespace, signed_in: Callable[[object], Client]
) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)
    client = signed_in(ministry.author)
    typed = {"label_en": "What I typed for an hour", "label_pl": "Co pisałem godzinę", "kind": "line"}

    response = client.post(reverse("challenges:question", args=[challenge.reference, "concept", "summary"]), typed)

    body = response.content.decode()
    assert response.status_code == 409
    assert "What I typed for an hour" in body
    assert "In review" in body
    assert Event.objects.filter(verb="refused", object_reference=challenge.reference).count() == 1


def test_a_new_title_does_not_reach_a_frozen_question(ministry: SimpleNamespace, signed_in: Callable[[object], Client]) -> None:
    challenge = make_published_challenge(ministry.authority, by=ministry.author)
    client = signed_in(ministry.author)

    for view in ("move_question", "remove_question"):
        client.post(reverse(f"challenges:{view}", args=[challenge.reference, "concept", "summary"]), {"direction": "down"})
    client.post(reverse("challenges:add_round", args=[challenge.reference]))

    challenge.refresh_from_db()
    assert challenge.rules.rounds[0].intake.questions[0].key == "summary"
    assert challenge.rounds.count() == 2


@pytest.mark.parametrize("change", [{"content": {}}, {"sha256": "0" * 64}])
def test_nobody_changes_a_frozen_version(change: dict[str, object]) -> None:
    version = make_submitted_challenge().candidate

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ChallengeVersion.objects.filter(pk=version.pk).update(**change)
