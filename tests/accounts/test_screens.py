"""The screens: signing up, organisations, invitations, the inbox, the administrators' desk, the demonstration."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import Invitation, Organisation, User
from accounts.roles import Role
from accounts.services import invite_member
from ledger.models import Event
from tests.accounts.pages import page
from tests.factories.accounts import (
    PASSWORD,
    make_administrator,
    make_member,
    make_official,
    make_supplier,
    make_user,
    sign_in,
)

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("1")</script>'


def sign_up(client: Client, email: str, **query: str) -> Any:
    data = {"email": email, "name": "Łucja Nowak", "password1": PASSWORD, **query}
    return client.post("/account/signup/", data)


def code_in(message: mail.EmailMessage) -> str:
    found = re.search(r"^[A-Z0-9-]{6,9}$", str(message.body), re.MULTILINE)
    assert found, message.body
    return found.group()


def test_a_person_signs_up_with_a_code_from_their_mailbox(client: Client) -> None:
    response = sign_up(client, "Lucja@Example.org")
    assert response.headers["Location"] == "/account/confirm-email/"
    assert client.get("/inbox/").status_code == 302

    client.post("/account/confirm-email/", {"code": code_in(mail.outbox[0])})

    person = User.objects.get()
    assert (person.email, person.name, person.language) == ("lucja@example.org", "Łucja Nowak", "en")
    assert EmailAddress.objects.get().verified
    assert client.get("/inbox/").status_code == 200
    assert Event.objects.get(verb="sign_up").actor == person.ledger_name


def test_the_language_of_a_new_person_is_that_of_the_page(client: Client) -> None:
    client.post("/pl/account/signup/", {"email": "a@example.org", "name": "Ola", "password1": PASSWORD})

    assert User.objects.get().language == "pl"


def test_signing_up_tells_nobody_whether_an_account_exists(client: Client) -> None:
    make_user(email="known@example.org")

    known, unknown = sign_up(client, "known@example.org"), sign_up(Client(), "unknown@example.org")

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert mail.outbox[0].subject == "You have an account already"
    assert User.objects.count() == 2


def test_an_invited_stranger_signs_up_and_accepts(client: Client) -> None:
    supplier = make_supplier(HOSTILE)
    invitation = invite_member(supplier, by=supplier.owner, email="new@example.org", role=Role.CONTRIBUTOR)
    address = f"/organisations/invitations/{invitation.token}/"
    shown = page(client.get(address))
    assert "new@example.org" in shown
    assert HOSTILE not in shown

    sign_up(client, "new@example.org", next=address)
    response = client.post("/account/confirm-email/", {"code": code_in(mail.outbox[-1])})
    assert response.headers["Location"] == address
    assert client.post(f"{address}accept/").headers["Location"] == f"/organisations/{supplier.slug}/"

    assert User.objects.get(email="new@example.org").holds(supplier.pk, Role.CONTRIBUTOR)


def test_somebody_elses_invitation_is_refused_on_its_page_and_in_the_ledger(client: Client) -> None:
    supplier, thief = make_supplier(), make_user()
    invitation = invite_member(supplier, by=supplier.owner, email="friend@example.org", role=Role.OWNER)
    sign_in(client, thief)

    response = client.post(f"/organisations/invitations/{invitation.token}/accept/")

    assert response.status_code == 409
    assert "sent to another e-mail address" in page(response)
    refusal = Event.objects.get(verb="refused")
    assert (refusal.actor, refusal.data["attempted"]) == (thief.ledger_name, "accept")
    assert Invitation.objects.get().accepted_at is None


def test_an_unknown_invitation_is_not_found(client: Client) -> None:
    assert client.get("/organisations/invitations/nothing/").status_code == 404


def test_company_data_are_entered_once_and_checked(client: Client) -> None:
    person = make_user()
    sign_in(client, person)
    data = {"name": "Żubr sp. z o.o.", "legal_form": "company", "country": "PL", "identifier_scheme": "PL-NIP"}

    refused = client.post("/organisations/new/", {**data, "identifier": "123"})
    assert refused.status_code == 422
    assert "not a valid number" in page(refused)
    assert "Żubr sp. z o.o." in page(refused)
    made = client.post("/organisations/new/", {**data, "identifier": "5260250274", "headcount": "9", "turnover": "1000"})

    organisation = Organisation.objects.get()
    assert made.headers["Location"] == f"/organisations/{organisation.slug}/"
    assert "Micro enterprise" in page(client.get(made.headers["Location"]))


def test_an_identifier_that_is_taken_is_said_at_its_field(client: Client) -> None:
    make_supplier(identifier_scheme="PL-NIP", identifier="5260250274")
    sign_in(client, make_user())
    data = {"name": "Other", "legal_form": "company", "country": "PL", "identifier_scheme": "PL-NIP", "identifier": "5260250274"}

    response = client.post("/organisations/new/", data)

    assert response.status_code == 422
    assert "registered already" in page(response)


def test_a_person_takes_part_without_a_company(client: Client) -> None:
    sign_in(client, make_user("Jan Kowalski"))

    client.post("/organisations/person/", {"name": "Jan Kowalski"})

    assert Organisation.objects.get().legal_form == Organisation.LegalForm.NATURAL_PERSON


@pytest.mark.parametrize("act", ["", "edit/", "invite/"])
def test_the_organisations_of_others_are_not_found(client: Client, act: str) -> None:
    supplier = make_supplier()
    for stranger in (make_user(), make_official(Role.SECRETARY), make_administrator()):
        sign_in(client, stranger)
        assert client.get(f"/organisations/{supplier.slug}/{act}").status_code == 404


def test_a_viewer_reads_and_changes_nothing(client: Client) -> None:
    supplier = make_supplier()
    sign_in(client, make_member(supplier, Role.VIEWER))
    address = f"/organisations/{supplier.slug}/"

    assert "Send the invitation" not in page(client.get(address))
    assert client.get(f"{address}edit/").status_code == 403
    assert client.post(f"{address}edit/", {"name": "Mine", "legal_form": "company", "country": "PL"}).status_code == 403
    assert client.post(f"{address}invite/", {"email": "a@example.org", "role": "owner"}).status_code == 409
    assert client.post(f"{address}people/{supplier.owner.ledger_name}/owner/revoke/").status_code == 409
    refused = Event.objects.filter(verb="refused").order_by("sequence")
    assert [event.data["attempted"] for event in refused] == ["view", "edit", "invite", "revoke"]
    assert Organisation.objects.get(pk=supplier.pk).name == "Acme"


def test_the_owner_invites_and_takes_roles_away(client: Client) -> None:
    supplier = make_supplier()
    member = make_member(supplier, Role.VIEWER, name=HOSTILE)
    sign_in(client, supplier.owner)
    address = f"/organisations/{supplier.slug}/"

    assert HOSTILE not in page(client.get(address))
    assert client.post(f"{address}invite/", {"email": "not an address"}).status_code == 422
    client.post(f"{address}invite/", {"email": "friend@example.org", "role": "viewer"})
    client.post(f"{address}people/{member.ledger_name}/viewer/revoke/")
    last = client.post(f"{address}people/{supplier.owner.ledger_name}/owner/revoke/")

    assert "friend@example.org" in page(client.get(address))
    assert not User.objects.get(pk=member.pk).holds(supplier.pk)
    assert last.status_code == 409
    assert "at least one owner" in page(last)


def test_the_inbox_tells_of_invitations_and_is_empty_otherwise(client: Client) -> None:
    supplier, person = make_supplier(), make_user()
    sign_in(client, person)
    assert "Nothing waits for you" in page(client.get("/inbox/"))

    invite_member(supplier, by=supplier.owner, email=person.email, role=Role.VIEWER)

    assert "1 thing waits for you" in page(client.get("/inbox/"))


def test_people_change_their_name_and_language(client: Client) -> None:
    person = make_user()
    sign_in(client, person)

    client.post("/account/profile/", {"name": HOSTILE, "language": "pl"})

    person.refresh_from_db()
    assert (person.name, person.language) == (HOSTILE, "pl")
    assert HOSTILE not in page(client.get("/inbox/"))


def test_the_demonstration_signs_in_with_one_click(client: Client, settings: Any) -> None:
    settings.DEMO_SIGN_IN = True
    official = make_official(Role.SECRETARY, name="Zofia Żak", demo_introduction="Runs competitions")
    make_user("Real Person")
    door = page(client.get("/account/login/?next=/inbox/"))
    assert "Zofia Żak" in door
    assert "Real Person" not in door

    response = client.post(f"/account/demo/{official.ledger_name}/", {"next": "/desk/people/"})

    assert response.headers["Location"] == "/desk/people/"
    assert client.get("/desk/people/").status_code == 403


@pytest.mark.parametrize(("demonstration", "introduction"), [(False, "Runs competitions"), (True, "")])
def test_there_is_no_such_door_elsewhere_nor_for_real_people(
    client: Client, settings: Any, demonstration: bool, introduction: str
) -> None:
    settings.DEMO_SIGN_IN = demonstration
    person = make_user(demo_introduction=introduction)

    assert client.post(f"/account/demo/{person.ledger_name}/").status_code == 404
    assert "demonstration" not in page(client.get("/account/login/"))
    assert client.get("/inbox/").status_code == 302


def test_a_new_organisation_leads_back_to_where_it_was_missing(client: Client) -> None:
    sign_in(client, make_user())
    data = {"name": "Nowa", "legal_form": "company", "country": "PL", "turnover": "1 100 000", "headcount": "12"}

    onward = client.post("/organisations/new/?next=/challenges/", data)
    elsewhere = client.post("/organisations/new/?next=https://evil.example/", data | {"name": "Inna"})

    made = Organisation.objects.get(name="Nowa")
    assert onward.headers["Location"] == "/challenges/"
    assert made.turnover == 1_100_000
    assert elsewhere.headers["Location"].startswith("/organisations/")


def test_an_error_in_the_summary_names_its_field(client: Client) -> None:
    sign_in(client, make_user())
    data = {"name": "Nowa", "legal_form": "company", "country": "PL", "turnover": "a lot", "headcount": "-3"}

    text = page(client.post("/organisations/new/", data))

    assert "Yearly turnover in euro: Enter a whole number." in text
    assert "Number of staff: Ensure this value is greater than or equal to 0." in text
