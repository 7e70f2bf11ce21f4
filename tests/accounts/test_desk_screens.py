"""The administrators' desk: people, organisations, roles."""

import pytest
from django.test import Client

from accounts.models import Organisation, User
from accounts.roles import Role
from ledger.models import Event
from tests.accounts.pages import page
from tests.factories.accounts import (
    make_administrator,
    make_member,
    make_official,
    make_supplier,
    make_user,
    sign_in,
)
from tests.queries import assert_flat_queries

pytestmark = pytest.mark.django_db


DESK = ["/desk/people/", "/desk/organisations/", "/desk/organisations/new/"]


@pytest.mark.parametrize("address", DESK)
def test_the_administrators_desk_is_theirs_alone(client: Client, address: str) -> None:
    for person in (make_user(), make_supplier().owner, make_official(*(Role.AUTHOR, Role.PUBLISHER, Role.SECRETARY))):
        sign_in(client, person)
        assert client.get(address).status_code == 403
    sign_in(client, make_administrator())
    assert client.get(address).status_code == 200


def test_the_lists_stay_flat(client: Client) -> None:
    sign_in(client, make_administrator())
    make_supplier("Acme 0")

    for address in DESK[:2]:
        assert_flat_queries(lambda url=address: client.get(url), grow=lambda: make_supplier("Another"), at_most=12)


def test_an_organisations_page_stays_flat(client: Client) -> None:
    supplier = make_supplier()
    make_member(supplier, Role.VIEWER)
    sign_in(client, supplier.owner)
    address = f"/organisations/{supplier.slug}/"

    assert_flat_queries(lambda: client.get(address), grow=lambda: make_member(supplier, Role.VIEWER), at_most=12)


def test_an_administrator_makes_an_authority_and_gives_roles(client: Client) -> None:
    administrator, person = make_administrator(), make_user("Ewa")
    sign_in(client, administrator)
    client.post("/desk/organisations/new/", {"name": "City of Łódź", "legal_form": "public_body", "country": "PL"})
    authority = Organisation.objects.get()
    desk = f"/desk/people/{person.ledger_name}/"

    client.post(f"{desk}grant/", {"organisation": authority.slug, "role": "secretary"})
    assert User.objects.get(pk=person.pk).holds(authority.pk, Role.SECRETARY)
    own = client.post(f"/desk/people/{administrator.ledger_name}/grant/", {"organisation": authority.slug, "role": "secretary"})
    client.post(f"{desk}revoke/", {"organisation": authority.slug, "role": "secretary"})

    assert own.status_code == 409
    assert "to yourself" in page(own)
    assert not User.objects.get(pk=person.pk).holds(authority.pk)
    assert [event.verb for event in Event.objects.order_by("sequence")] == ["create", "grant", "refused", "revoke"]


def test_an_administrator_verifies_a_supplier_but_lets_nobody_into_it(client: Client) -> None:
    supplier, person = make_supplier(identifier_scheme="PL-NIP", identifier="5260250274"), make_user()
    sign_in(client, make_administrator())
    desk = f"/desk/organisations/{supplier.slug}/"

    client.post(f"{desk}verify/")
    invited = client.post(f"{desk}invite/", {"email": person.email, "role": "owner"})
    granted = client.post(f"/desk/people/{person.ledger_name}/grant/", {"organisation": supplier.slug, "role": "secretary"})

    assert Organisation.objects.get(pk=supplier.pk).verified_at is not None
    assert (invited.status_code, granted.status_code) == (409, 422)
    assert client.get(f"{desk}edit/").status_code == 403


def test_a_person_is_deactivated_and_let_in_again(client: Client) -> None:
    administrator, person = make_administrator(), make_user()
    sign_in(client, administrator)

    client.post(f"/desk/people/{person.ledger_name}/deactivate/")
    assert not User.objects.get(pk=person.pk).is_active
    client.post(f"/desk/people/{person.ledger_name}/reactivate/")
    assert User.objects.get(pk=person.pk).is_active
    assert client.post(f"/desk/people/{administrator.ledger_name}/deactivate/").status_code == 409
    assert client.get(f"/desk/people/{person.ledger_name}/deactivate/").status_code == 405
