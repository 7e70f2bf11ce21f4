"""Rules change only in a draft: refused by services, by every address, and by the database itself."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from challenges import services
from challenges.models import Challenge, ChallengeVersion, Criterion, Question, Round
from core.lifecycle import TransitionRefused
from ledger.models import Event
from tests.factories.challenges import make_challenge_draft, make_published_challenge, make_submitted_challenge

pytestmark = pytest.mark.django_db
FROZEN = pytest.mark.parametrize("make", [make_submitted_challenge, make_published_challenge])
CRITERIA = [{"name": {"en": "Cost", "pl": "Koszt"}, "weight": "100"}]

EDITS: dict[str, Callable[[Challenge, Round, object], object]] = {
    "basics": lambda challenge, _stage, by: services.edit_basics(challenge, by=by, place="Łódź"),
    "round": lambda _challenge, stage, by: services.edit_round(stage, by=by, scale_max=10),
    "add round": lambda challenge, _stage, by: services.add_round(challenge, by=by),
    "remove round": lambda _challenge, stage, by: services.remove_round(stage, by=by),
    "criteria": lambda _challenge, stage, by: services.set_criteria(stage, by=by, criteria=CRITERIA),
    "questions": lambda _challenge, stage, by: services.set_questions(stage, by=by, questions=[]),
    "move": lambda _challenge, stage, by: services.move_question(stage, by=by, key="summary", up=False),
    "remove": lambda _challenge, stage, by: services.remove_question(stage, by=by, key="summary"),
    "question": lambda _challenge, stage, by: services.save_question(
        stage, by=by, question={"kind": "link", "label": {"en": "Link", "pl": "Link"}}
    ),
}

ROW_CHANGES: dict[str, Callable[[Round], object]] = {
    "criterion updated": lambda stage: Criterion.objects.filter(round=stage).update(weight=1),
    "criterion deleted": lambda stage: Criterion.objects.filter(round=stage)[0].delete(),
    "criterion added": lambda stage: Criterion.objects.create(round=stage, key="x", position=9, weight=1, name={}),
    "question updated": lambda stage: Question.objects.filter(round=stage).update(is_required=False),
    "question deleted": lambda stage: Question.objects.filter(round=stage).delete(),
    "question added": lambda stage: Question.objects.create(round=stage, key="x", position=9, kind="link"),
    "deadline moved": lambda stage: Round.objects.filter(pk=stage.pk).update(closes_at="2099-01-01T12:00Z"),
    "sealed no more": lambda stage: Round.objects.filter(pk=stage.pk).update(is_sealed=False),
    "round deleted": lambda stage: Round.objects.filter(pk=stage.pk).delete(),
    "round added": lambda stage: Round.objects.create(challenge=stage.challenge, number=9, kind="pitch"),
    "round moved away": lambda stage: Round.objects.filter(pk=stage.pk).update(challenge=make_challenge_draft(), number=8),
}


@FROZEN
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_no_service_edits_what_left_its_draft(
    edit: Callable[..., object], make: Callable[..., Challenge], ministry: SimpleNamespace
) -> None:
    challenge = make(ministry.authority, by=ministry.author)

    with pytest.raises(TransitionRefused):
        edit(challenge, challenge.rounds.first(), ministry.author)


@FROZEN
@pytest.mark.parametrize("change", ROW_CHANGES.values(), ids=ROW_CHANGES)
def test_the_database_refuses_what_goes_past_the_services(
    change: Callable[[Round], object], make: Callable[..., Challenge]
) -> None:
    stage = make().rounds.first()

    with pytest.raises(DatabaseError, match="rules change only while their challenge is a draft"), transaction.atomic():
        change(stage)


def test_what_happened_to_a_round_can_still_be_marked() -> None:
    stage = make_published_challenge().rounds.first()

    assert Round.objects.filter(pk=stage.pk).update(opened_at=stage.closes_at.replace(year=2099)) == 1


def test_two_tabs_what_is_stale_is_refused_and_kept_on_the_page(
    ministry: SimpleNamespace, signed_in: Callable[[object], Client]
) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)
    client = signed_in(ministry.author)
    typed = {"label_en": "What I typed for an hour", "label_pl": "Co pisałem godzinę", "kind": "short_text"}

    response = client.post(reverse("challenges:question", args=[challenge.reference, 1, "summary"]), typed)

    body = response.content.decode()
    assert response.status_code == 409
    assert "What I typed for an hour" in body
    assert "In review" in body
    assert Event.objects.filter(verb="refused", object_reference=challenge.reference).count() == 1


def test_a_new_title_does_not_reach_a_frozen_question(ministry: SimpleNamespace, signed_in: Callable[[object], Client]) -> None:
    challenge = make_published_challenge(ministry.authority, by=ministry.author)
    client = signed_in(ministry.author)

    for view in ("move_question", "remove_question"):
        client.post(reverse(f"challenges:{view}", args=[challenge.reference, 1, "summary"]), {"direction": "down"})
    client.post(reverse("challenges:add_round", args=[challenge.reference]))

    assert next(question.key for question in challenge.rounds.first().questions.all()) == "summary"
    assert challenge.rounds.count() == 2


@pytest.mark.parametrize("change", [{"content": {}}, {"sha256": "0" * 64}])
def test_nobody_changes_a_frozen_version(change: dict[str, object]) -> None:
    version = make_submitted_challenge().candidate

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ChallengeVersion.objects.filter(pk=version.pk).update(**change)
