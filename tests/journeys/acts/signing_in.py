"""Coming in: with a session at hand, or through the real doors."""

import hmac
import re
import struct
import time
from base64 import b32decode

from django.conf import settings
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.factories.accounts import PASSWORD, sign_in
from tests.journeys.browser import Watch

_CODE = re.compile(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", re.MULTILINE)
_STEP_SECONDS = 30


def bring_session(watch: Watch, user: User) -> Page:
    """Give a person's browser a session as it is after a password and a second factor."""
    session = sign_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME]
    watch.page.context.add_cookies([{"name": session.key, "value": session.value, "url": watch.origin}])
    return watch.page


def sign_up(page: Page, *, name: str, email: str) -> None:
    """Make an account and prove the address with the code that was mailed."""
    page.goto("/")
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create an account").click()
    page.get_by_label("Code").fill(mailed_code(email))
    page.get_by_role("button", name="Confirm").click()
    expect(page).to_have_url(re.compile("/inbox/"))


def mailed_code(email: str) -> str:
    """Return the code in the newest mail to an address."""
    newest = next(message for message in reversed(mail.outbox) if message.to == [email])
    found = _CODE.search(str(newest.body))
    assert found, newest.body
    return found.group(1)


def sign_in_and_enrol(page: Page, user: User) -> None:
    """Sign in with a password and set up an authenticator app, for which the password is asked once more."""
    page.goto("/desk/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Set up an app").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(time_code(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Recovery")


def time_code(secret: str) -> str:
    """Return the six digits that an authenticator app shows now (RFC 6238: SHA-1, 30 seconds)."""
    counter = struct.pack(">Q", int(time.time()) // _STEP_SECONDS)
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    start = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"
