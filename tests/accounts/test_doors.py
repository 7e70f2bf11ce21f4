"""One door: a password alone opens nothing for a person with a second factor, and nothing at all to the desks."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from accounts.roles import Role
from ledger.models import Event
from tests.factories.accounts import PASSWORD, make_administrator, make_official, make_supplier, make_user, sign_in

pytestmark = pytest.mark.django_db
GUARDED = ["/cms/", "/cms/pages/", "/desk/people/", "/desk/organisations/", "/jury/", "/pl/desk/people/", "/pl/jury/", "/desk"]


@pytest.fixture
def with_totp() -> User:
    """An administrator of everything, who has an authenticator app."""
    user = make_user(is_administrator=True, is_superuser=True)
    TOTP.activate(user, generate_totp_secret())
    return user


def current_code(user: User) -> str:
    secret = TOTP(user.authenticator_set.get(type="totp")).instance.data["secret"]
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def addresses(patterns: list[Any], prefix: str = "/") -> Iterator[tuple[str, Any]]:
    """Yield every address without parameters, and its view."""
    for pattern in patterns:
        text = str(pattern.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, prefix + text)
        elif isinstance(pattern, URLPattern) and "<" not in text and "(" not in text:
            yield prefix + text, pattern.callback


def test_no_view_of_the_portal_takes_a_password_alone(client: Client, with_totp: User) -> None:
    credentials = {
        "login": with_totp.email,
        "username": with_totp.email,
        "email": with_totp.email,
        "password": PASSWORD,
    }
    words = ("login", "sign", "auth", "password", "code")
    tried = [address for address, _view in addresses(get_resolver().url_patterns) if any(word in address for word in words)]

    for address in tried:
        cache.clear()
        client.post(address, credentials)
        assert SESSION_KEY not in client.session, address
    assert {"/account/login/", "/cms/login/", "/_util/login/", "/account/login/code/"} <= set(tried)


def test_no_address_leads_to_a_sign_in_view_of_a_library() -> None:
    resolver = get_resolver()
    for address, view in addresses(resolver.url_patterns):
        if issubclass(getattr(view, "view_class", object), LoginView):
            found = resolver.resolve(address).func
            assert found is not view, address


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/cms/login/?next=/cms/pages/", "/account/login/?next=/cms/pages/"),
        ("/_util/login/?next=/x/", "/account/login/?next=/x/"),
        ("/cms/logout/", "/account/logout/"),
        ("/cms/password_reset/", "/account/password/reset/"),
        ("/cms/password_reset/confirm/MQ/abc-def/", "/account/password/reset/"),
    ],
)
def test_doors_of_libraries_lead_to_the_one_door(client: Client, address: str, leads_to: str) -> None:
    for response in (client.get(address), client.post(address, {"username": "x", "password": PASSWORD})):
        assert response.status_code == 302
        assert response.headers["Location"] == leads_to


def test_a_password_and_a_code_open_the_desk(client: Client, with_totp: User) -> None:
    first = client.post(reverse("account_login"), {"login": with_totp.email, "password": PASSWORD})

    assert first.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert SESSION_KEY not in client.session
    client.post(reverse("mfa_authenticate"), {"code": current_code(with_totp)})
    assert client.get("/desk/people/").status_code == 200


@pytest.mark.parametrize("address", GUARDED)
def test_the_desks_ask_strangers_to_sign_in(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 302
    assert "/account/login/?next=" in response.headers["Location"]


@pytest.mark.parametrize("address", GUARDED)
def test_a_session_by_password_alone_is_led_to_the_second_factor(client: Client, address: str) -> None:
    sign_in(client, make_administrator(), second_factor=False)

    response = client.get(address)

    assert response.status_code == 302
    assert "/account/second-factor/?next=" in response.headers["Location"]


def test_a_record_of_somebody_elses_factor_does_not_count(client: Client) -> None:
    sign_in(client, make_administrator())
    session = client.session
    session["account_authentication_methods_user"] = "0"
    session.save()

    assert client.get("/desk/people/").status_code == 302


def test_setting_up_the_first_factor_leads_on_to_where_one_was_going(client: Client) -> None:
    official = make_official(Role.SECRETARY)
    sign_in(client, official, second_factor=False)
    assert "Authenticator app" in client.get("/desk/people/", follow=True).content.decode()

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    response = client.post(reverse("mfa_activate_totp"), {"code": code})

    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("accounts:second_factor")).headers["Location"] == "/desk/people/"


def test_who_has_a_factor_uses_it_and_a_second_one_does_not_stand_in(client: Client, with_totp: User) -> None:
    sign_in(client, with_totp, second_factor=False)

    response = client.get("/account/second-factor/?next=/desk/people/")

    assert response.headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_who_is_turned_away_from_anothers_page_is_in_the_ledger_once(client: Client) -> None:
    other, person = make_supplier(), make_supplier().owner
    sign_in(client, person)
    address = reverse("accounts:organisation", args=[other.slug])

    assert [client.get(address).status_code for _ in range(3)] == [404, 404, 404]

    (event,) = Event.objects.filter(verb="refused")
    assert (event.actor, event.object_reference, event.data["attempted"]) == (person.ledger_name, address, "view")


def test_a_flood_of_addresses_is_no_flood_of_the_ledger(client: Client) -> None:
    sign_in(client, make_supplier().owner)

    for number in range(60):
        client.get(reverse("accounts:organisation", args=[f"nobody-{number}"]))

    assert Event.objects.filter(verb="refused").count() == 50


def test_what_anybody_may_mistype_is_not_recorded(client: Client) -> None:
    client.get("/organisations/nobody/")
    sign_in(client, make_supplier().owner)
    client.get("/challenges/GT-1999-001/")

    assert not Event.objects.filter(verb="refused").exists()


def test_where_people_go_after_a_second_factor_stays_on_this_site(client: Client) -> None:
    sign_in(client, make_user())

    assert client.get("/account/second-factor/?next=https://evil.example/").headers["Location"] == "/inbox/"


def test_a_deactivated_person_is_out_at_once(client: Client) -> None:
    supplier = make_supplier()
    sign_in(client, supplier.owner)
    User.objects.filter(pk=supplier.owner.pk).update(is_active=False)

    assert client.get("/inbox/").status_code == 302


def test_guessing_passwords_is_slowed_down(client: Client) -> None:
    person = make_user()
    wrong = [client.post(reverse("account_login"), {"login": person.email, "password": f"wrong {n}"}) for n in range(6)]

    assert "Too many" in wrong[-1].content.decode()
    assert SESSION_KEY not in client.session
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert SESSION_KEY not in client.session
