"""Amendments that are refused in words, or end without having come into force."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction

from challenges import services
from challenges.models import Amendment, Challenge
from core import clock
from core.lifecycle import TransitionRefused
from ledger.models import Event
from pages.services import write_words
from tests.challenges.amendments import (
    begin,
    codes,
    publish,
    set_member,
    submitted,
)
from tests.factories.challenges import WORDS, make_published_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(ministry: SimpleNamespace) -> Challenge:
    """A public challenge whose first round is open for a fortnight."""
    return make_published_challenge(ministry.authority, by=ministry.author, publisher=ministry.publisher)


ACTS: dict[str, Callable[[Amendment, SimpleNamespace], object]] = {
    "publish": lambda amendment, people: publish(amendment, people.publisher),
    "return": lambda amendment, people: services.return_amendment(amendment, by=people.publisher, reason="Why"),
    "submit": lambda amendment, people: services.submit_amendment(amendment, by=people.author),
    "discard": lambda amendment, people: services.discard_amendment(amendment, by=people.author),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nothing_is_done_twice_or_after_the_end(
    act: Callable[[Amendment, SimpleNamespace], object], public: Challenge, ministry: SimpleNamespace
) -> None:
    amendment = submitted(public, ministry.author)
    publish(amendment, ministry.publisher)
    stale = Amendment.objects.get(pk=amendment.pk)

    with pytest.raises(TransitionRefused):
        act(stale, ministry)
    assert Event.objects.filter(verb="publish_amendment").count() == 1


def test_submitting_comes_before_publishing(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)

    with pytest.raises(TransitionRefused, match="Being written"):
        services.publish_amendment(amendment, by=ministry.publisher, sha256="0" * 64)


def test_an_approver_publishes_only_what_they_saw(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = submitted(public, ministry.author)
    seen = amendment.candidate.sha256
    services.return_amendment(amendment, by=ministry.publisher, reason="Once more")
    set_member(public, ministry.author, "notice/contact_email", "third@example.org")
    services.submit_amendment(amendment, by=ministry.author)

    with pytest.raises(TransitionRefused, match="Another version was submitted"):
        services.publish_amendment(amendment, by=ministry.publisher, sha256=seen)


def test_words_changed_after_submission_make_it_unfit(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = submitted(public, ministry.author)
    write_words(public, by=ministry.author, language="en", **{**WORDS["en"], "title": "Something else"})

    with pytest.raises(TransitionRefused) as refused:
        publish(amendment, ministry.publisher)
    assert codes(refused) == {"changed"}


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_amendment_needs_a_reason(reason: str, public: Challenge, ministry: SimpleNamespace) -> None:
    with pytest.raises(TransitionRefused, match="Give the reason"):
        services.start_amendment(public, by=ministry.author, reason=reason, code="cor-buy")


def test_a_cancelled_challenge_has_no_open_amendment(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = submitted(public, ministry.author)

    services.cancel_challenge(public, by=ministry.publisher, reason="The law changed.")

    amendment.refresh_from_db()
    assert amendment.state == "discarded"
    with pytest.raises(TransitionRefused):
        begin(public, ministry.author)


def test_what_is_still_open_when_a_challenge_ends_can_only_be_discarded(public: Challenge, ministry: SimpleNamespace) -> None:
    """The last award concludes a challenge, and must not wait for an amendment that nobody finishes."""
    amendment = begin(public, ministry.author)
    Challenge.objects.filter(pk=public.pk).update(state="concluded", concluded_at=clock.now())

    for act in (
        lambda: set_member(public, ministry.author, "notice/contact_email", "new@example.org"),
        lambda: services.submit_amendment(amendment, by=ministry.author),
    ):
        with pytest.raises(TransitionRefused, match="The challenge is not running"):
            act()
    assert services.discard_amendment(amendment, by=ministry.author).state == "discarded"


def test_the_database_keeps_what_was_decided(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = submitted(public, ministry.author)
    rows = Amendment.objects.filter(pk=amendment.pk)
    with pytest.raises(DatabaseError, match="only while it is being written"), transaction.atomic():
        rows.update(impact=[])
    publish(amendment, ministry.publisher)

    for change in ({"reason": "Another"}, {"impact": []}, {"state": "drafting"}):
        with pytest.raises(DatabaseError, match="only while it is being written"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="only while it is being written"), transaction.atomic():
        rows.delete()
