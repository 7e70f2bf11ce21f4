"""What the desk tells from the ledger: every verb in a sentence, and nobody's name who takes part."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from awards.lifecycle import DECISION
from challenges.lifecycle import CHALLENGE
from challenges.models import Challenge
from challenges.queries.history import _SENTENCES, history
from evaluation import services as jury
from ledger.models import Event
from ledger.services import record_refusal
from tests.evaluation.acts import declare, invite
from tests.factories import awards as outcome
from tests.factories.accounts import sign_in
from tests.factories.challenges import make_published_challenge
from tests.factories.evaluation import judging
from tests.factories.submissions import (
    after_deadline,
    make_member,
    make_open_challenge,
    make_opened_round,
    make_proposal,
    writer_of,
)

pytestmark = pytest.mark.django_db
# An event about a challenge or a round, as a service writes it: the verb, and what the reference is asked of.
_ABOUT = re.compile(r'record_event\(\s*"(\w+)",\s*(?:\w+\.)*(?:challenge|round|stage)\.reference\b')


def told(challenge: Challenge) -> str:
    return "\n".join(item.sentence for item in history(challenge))


def change_a_jury() -> None:
    """Let jurors and officials do all that changes who sits on a jury, and what follows from it."""
    made = judging("appointed", jurors=4)
    jury.withdraw_invitation(invite(made, email="a@example.org"), by=made.secretary)
    jury.decline_seat(refused := invite(made, email="b@example.org"), by=refused.user)
    deputy = invite(made, email="c@example.org", role="deputy")
    jury.accept_seat(deputy, by=deputy.user)
    jury.assign_scorecards(made.round, by=made.secretary)
    declare(made, made.chair)
    jury.remind_juror(made.seat(made.chair), by=made.secretary)
    jury.recuse_juror(made.seat(made.people[3]), by=made.secretary, reason="Moved to a supplier.")


DRIVEN = {
    "published": (make_published_challenge, {"create", "edit", "submit", "publish", "form_panel", "invite_juror"}),
    "opened": (lambda: make_opened_round(entries=1), {"consent_to_opening", "open"}),
    "jury": (change_a_jury, {"accept_seat", "decline_seat", "withdraw_invitation", "assign", "remind", "recuse", "step_in"}),
    "signed": (lambda: judging("signed"), {"show_participants", "declare", "rank", "circulate", "sign", "reveal"}),
    "awarded": (outcome.make_final_award, {"decide", "conclude"}),
}


@pytest.mark.parametrize("stage", DRIVEN)
def test_every_verb_of_a_competition_has_a_sentence(stage: str) -> None:
    drive, expected = DRIVEN[stage]
    drive()
    references = Challenge.objects.values_list("reference", flat=True)
    about = [event for event in Event.objects.all() if event.object_reference.split("/")[0] in references]
    recorded = {event.verb for event in about if event.object_reference.count("/") < 2}

    assert expected <= recorded <= set(_SENTENCES)


def test_every_verb_of_the_tables_and_the_services_has_a_sentence() -> None:
    named = {transition.name for table in (CHALLENGE, DECISION) for transition in table.transitions}
    apps = ("challenges", "submissions", "evaluation", "awards")
    sources = [path.read_text() for app in apps for path in Path(settings.BASE_DIR, app, "services").glob("*.py")]
    written = {verb for source in sources for verb in _ABOUT.findall(source)}

    assert len(written) > 20
    assert named | written | {"refused"} <= set(_SENTENCES)


def test_taking_and_refusing_a_seat_are_told_in_sentences() -> None:
    made = judging("opened")
    jury.accept_seat(first := invite(made, email="a@example.org", name="Anna Nowak"), by=first.user)
    jury.decline_seat(second := invite(made, email="b@example.org", name="Jan Kos"), by=second.user)

    assert "Anna Nowak accepted a seat on the jury." in told(made.challenge)
    assert "Jan Kos declined a seat on the jury." in told(made.challenge)


def test_who_takes_part_is_not_named_by_what_they_were_refused() -> None:
    proposal = make_proposal(make_open_challenge())
    challenge, person = proposal.challenge, writer_of(proposal)
    title = reverse("submissions:title", args=[challenge.reference])

    with after_deadline(challenge.rounds.get(number=1)):
        assert sign_in(Client(), person).post(title, {"title": "A minute late"}).status_code == 409
        record_refusal("start", f"{challenge.reference}/2", by=person, why=["Not yet."])

    assert Event.objects.filter(verb="refused", actor=person.ledger_name).count() == 2
    assert person.name not in told(challenge)
    assert told(challenge).count("Somebody tried something that was refused") == 2


def test_officials_of_the_authority_are_named_and_others_are_not(ministry: SimpleNamespace) -> None:
    challenge = make_published_challenge(ministry.authority, by=ministry.author, publisher=ministry.publisher)
    elsewhere = make_member(make_published_challenge().authority, "secretary", name="Somebody Else")
    for person in (ministry.secretary, elsewhere):
        record_refusal("conclude", challenge.reference, by=person, why=["No."])

    assert f"{ministry.publisher.name} approved and published version 1." in told(challenge)
    assert f"{ministry.secretary.name} tried something" in told(challenge)
    assert elsewhere.name not in told(challenge)
