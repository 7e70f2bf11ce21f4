"""The jury learns of an amendment that changes what it judges by, and of no other."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from challenges.models import Challenge
from core.models import OutgoingMail
from evaluation.services import form_panel, invite_juror
from tests.submissions import amending

pytestmark = pytest.mark.django_db


def with_jury() -> tuple[Challenge, list[User]]:
    challenge = amending.make_amendable()
    by = challenge.published_version.published_by
    panel = form_panel(challenge, by=by)
    jurors = [
        invite_juror(panel, by=by, email=f"juror-{role}@example.org", name=f"Juror {role}", role=role)
        for role in ("chair", "member")
    ]
    return challenge, [juror.user for juror in jurors]


def told_after(challenge: Challenge, change: Callable[[Challenge, Any], None]) -> list[OutgoingMail]:
    amending.amend(challenge, change)
    return list(OutgoingMail.objects.filter(key__startswith="jury-amended:").order_by("pk"))


def test_who_judges_is_told_what_changes_of_it_and_why() -> None:
    challenge, jurors = with_jury()
    mails = told_after(challenge, amending.reweigh)

    assert {mail.recipient for mail in mails} == {juror.email for juror in jurors}
    assert all("weight: 60 → 55" in mail.text and "The weights were mixed up." in mail.text for mail in mails)
    assert all("/jury/" in mail.text for mail in mails)


def test_what_nobody_judges_by_is_not_told_to_the_jury() -> None:
    challenge, _jurors = with_jury()

    assert told_after(challenge, amending.readdress) == []
