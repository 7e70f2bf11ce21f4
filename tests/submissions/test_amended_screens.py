"""What suppliers and the secretary read of an amendment, and confirm."""

import json

import pytest
from django.urls import reverse

from accounts.roles import Role
from challenges.models import Round
from submissions import services
from submissions.models import Deposit, Receipt
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.submissions.amending import amend, ask_more, fresh, make_amendable, readdress, reweigh

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make.make_submitted_entry(make_amendable(), with_file=True)


def url(name, entry, *more):
    return reverse(f"submissions:{name}", args=[entry.round.challenge.reference, entry.round.number, *more])


def test_confirming_in_the_browser_ends_at_a_receipt_that_verifies(client, entry):
    amend(entry.challenge, reweigh)
    sign_in(client, make.writer_of(entry))

    page = client.get(url("round", entry)).content.decode()
    assert "The rules were amended after you handed in" in page
    assert "weight: 60 → 55" in page
    assert "The weights were mixed up." in page
    response = client.post(url("confirm", entry), {"version": "2"}, follow=True)

    assert "its new receipt" in response.content.decode()
    receipt = Receipt.objects.get(deposit__entry=entry, deposit__number=2)
    verified = client.post("/verify/", {"receipt": json.dumps({"statement": receipt.statement, "jws": receipt.jws})})
    assert "nothing in it was changed" in verified.content.decode()
    assert "The rules were amended after you handed in" not in client.get(url("round", entry)).content.decode()


def test_an_incomplete_entry_says_what_it_lacks(client, entry):
    amend(entry.challenge, ask_more)
    sign_in(client, make.writer_of(entry))

    page = client.get(url("round", entry)).content.decode()

    assert "incomplete under the amended rules" in page
    assert "“Your website” has no answer yet" in page
    assert "Confirm your entry" not in page


def test_a_page_opened_under_the_old_version_is_refused_in_words(client, entry):
    draft = make.make_draft(entry.challenge)
    sign_in(client, make.writer_of(draft))
    assert 'name="version" value="1"' in client.get(url("check", draft)).content.decode()
    amend(entry.challenge, readdress)

    response = client.post(url("submit", draft), {"version": "1"})

    assert response.status_code == 409
    assert "The rules were amended while you had this page open" in response.content.decode()
    assert 'name="version" value="2"' in response.content.decode()
    assert client.post(url("submit", draft), {"version": "2"}).status_code == 302


@pytest.mark.parametrize("typed", ["", "x", "9" * 40, "-1"])
def test_rubbish_for_a_version_asks_nothing(client, entry, typed):
    draft = make.make_draft(entry.challenge)
    sign_in(client, make.writer_of(draft))

    assert client.post(url("submit", draft), {"version": typed}).status_code == 302


@pytest.mark.parametrize("role", ["another supplier", "secretary", "nobody"])
def test_nobody_else_confirms(client, entry, role):
    amend(entry.challenge, reweigh)
    if role != "nobody":
        person = (
            make.make_supplier()[1] if role == "another supplier" else make.make_member(entry.challenge.authority, Role.SECRETARY)
        )
        sign_in(client, person)

    response = client.post(url("confirm", entry))

    assert response.status_code == (302 if role == "nobody" else 404)
    assert Deposit.objects.filter(entry=entry).count() == 1


def test_the_secretary_reads_at_the_check_that_an_entry_was_not_confirmed(client, entry):
    amend(entry.challenge, reweigh)
    stage = Round.objects.get(pk=entry.round_id)
    with make.after_deadline(stage):
        for _official in range(stage.openers_required):
            secretary = make.make_member(entry.challenge.authority, Role.SECRETARY)
            services.consent_to_opening(stage, by=secretary)
        sign_in(client, secretary)
        address = reverse("submissions:entry", args=[entry.challenge.reference, 1, entry.work_code])
        page = client.get(address).content.decode()

        assert "under version 1 of the rules" in page
        assert "Its supplier was asked to confirm it and did not" in page
        assert services.admit_entry(fresh(entry), by=secretary).state == "admissible"
