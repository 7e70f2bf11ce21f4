"""What every request meets before its view."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_administrator, sign_in
from tests.factories.submissions import make_submitted_entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/challenges/%00/",
        "/pl/challenges/%00/",
        "/api/v1/challenges/%00/",
        "/ocds/releases/x-%00.json",
        "/my/%00/",
        "/desk/people/%00/",
        "/organisations/invitations/%00/",
    ],
)
def test_an_address_with_a_nul_is_no_page(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert ("Nie znaleziono strony" if "/pl/" in address else "Page not found") in answer.content.decode()


@pytest.mark.parametrize("address", ["/challenges/?q=%00", "/api/v1/challenges/?authority=%00", "/verify/?%00=1"])
def test_a_query_with_a_nul_is_not_read(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 400
    assert "We could not read your request" in answer.content.decode()


def test_a_cookie_with_a_nul_is_not_read(client: Client) -> None:
    client.cookies["sessionid"] = "abcdefgh\0"

    assert client.get("/").status_code == 400


def test_a_percent_sign_before_two_noughts_is_no_nul(client: Client) -> None:
    assert client.get("/challenges/?q=%2500").status_code == 200


ASKED_BY_A_BROWSER = {"headers": {"accept": "text/html,application/xhtml+xml"}}


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/desk/GT-2026-001/return/", "/desk/GT-2026-001/"),
        ("/pl/desk/GT-2026-001/panel/invite/", "/pl/desk/GT-2026-001/panel/"),
        ("/desk/GT-2026-001/awards/AW-1/suspend/", "/desk/GT-2026-001/awards/"),
    ],
)
def test_who_asks_for_what_a_form_sends_comes_to_the_page_above(client: Client, address: str, above: str) -> None:
    sign_in(client, make_administrator())

    answer = client.get(address, **ASKED_BY_A_BROWSER)

    assert (answer.status_code, answer.headers["Location"]) == (302, above)


def test_who_was_signed_out_while_sending_comes_back_and_is_told(client: Client) -> None:
    entry = make_submitted_entry()
    address = reverse("submissions:submit", args=[entry.round.challenge.reference, entry.round.number])
    door = client.post(address, {"sure": "yes"}, **ASKED_BY_A_BROWSER).headers["Location"]
    sign_in(client, entry.proposal.created_by)
    onward = parse_qs(urlsplit(door).query)["next"][0]

    page = client.get(onward, follow=True, **ASKED_BY_A_BROWSER)

    assert page.status_code == 200
    assert "Nothing was sent. Check this page, then press the button again." in page.content.decode()


def test_programs_are_told_which_methods_there_are(client: Client) -> None:
    sign_in(client, make_administrator())
    assert client.get("/desk/GT-2026-001/return/", headers={"accept": "application/json"}).status_code == 405
