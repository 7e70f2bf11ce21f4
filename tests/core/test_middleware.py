"""What every request meets before its view."""

import pytest
from django.test import Client

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
