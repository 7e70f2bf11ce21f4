"""Amending what is public: four eyes, refusals in words, versions, anchors, and the order in which things happen."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from challenges import services
from challenges.lifecycle import AMENDMENT, AmendmentState
from challenges.models import Amendment, Challenge
from challenges.queries.history import history
from core import clock
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from core.permissions import may
from ledger.models import Event
from pages.models import ChallengePage
from pages.services import write_words
from tests.challenges.amendments import (
    REASON,
    begin,
    codes,
    publish,
    set_member,
    submitted,
)
from tests.factories.challenges import WORDS, make_official, make_published_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(ministry: SimpleNamespace) -> Challenge:
    """A public challenge whose first round is open for a fortnight."""
    return make_published_challenge(ministry.authority, by=ministry.author, publisher=ministry.publisher)


# --- The way ---------------------------------------------------------------------------------------------------------


def test_an_amendment_puts_the_next_version_into_force(public: Challenge, ministry: SimpleNamespace) -> None:
    old = public.published_version
    amendment = submitted(public, ministry.author)

    publish(amendment, ministry.publisher)

    public.refresh_from_db()
    assert public.published_version.number == 2
    assert public.notice.contact_email == "new@example.org"
    assert (amendment.state, amendment.base, amendment.candidate) == ("published", old, public.published_version)
    assert [change.path for change in amendment.changes] == ["notice.contact_email"]
    assert {row.set_by_version for row in public.rounds.all()} == {public.published_version}
    assert public.published_at == old.published_at


def test_versions_two_and_three_and_the_ledger_agree(
    public: Challenge, ministry: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    for address in ("new@example.org", "third@example.org"):
        amendment = begin(public, ministry.author)
        set_member(public, ministry.author, "notice/contact_email", address)
        services.submit_amendment(amendment, by=ministry.author)
        publish(amendment, ministry.publisher)

    call_command("verify_ledger")

    numbers = public.versions.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]
    event = Event.objects.filter(verb="publish_amendment").latest("sequence")
    assert event.data["sha256"] == public.versions.get(number=3).sha256
    assert REASON not in str(event.data)
    told = [item.sentence for item in history(public)]
    assert any("approved the amendment and published version 3" in sentence for sentence in told)


def test_what_is_in_force_stays_for_everybody_else_while_it_is_written(public: Challenge, ministry: SimpleNamespace) -> None:
    before = public.plain
    begin(public, ministry.author)
    set_member(public, ministry.author, "notice/contact_email", "new@example.org")
    set_member(public, ministry.author, "notice/topic", "health")

    public.refresh_from_db()
    assert public.written["notice"]["contact_email"] == "new@example.org"
    assert public.plain == before
    assert public.document.notice.contact_email != "new@example.org"
    assert public.topic == "environment"


def test_the_draft_begins_equal_to_what_is_in_force(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)

    assert amendment.impact_at(clock.now()) == ()
    assert [gap.code for gap in amendment.gaps()] == ["nothing"]


def test_words_are_amended_too_and_locked_while_they_wait(public: Challenge, ministry: SimpleNamespace) -> None:
    page = ChallengePage.objects.get(challenge=public, language="en")
    amendment = begin(public, ministry.author)
    write_words(public, by=ministry.author, language="en", **{**WORDS["en"], "summary": "Shade for pavements."})
    assert page.get_lock() is None
    services.submit_amendment(amendment, by=ministry.author)

    assert ChallengePage.objects.get(pk=page.pk).get_lock().for_user(ministry.author)
    publish(amendment, ministry.publisher)
    assert ChallengePage.objects.get(pk=page.pk).get_lock() is None
    public.refresh_from_db()
    assert public.document.words["en"].summary == "Shade for pavements."


def test_a_discarded_amendment_leaves_nothing_behind(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)
    set_member(public, ministry.author, "notice/contact_email", "new@example.org")

    services.discard_amendment(amendment, by=ministry.author)

    public.refresh_from_db()
    assert public.written == public.plain
    assert public.draft.plain["notice"]["contact_email"] == public.notice.contact_email
    assert begin(public, ministry.author).impact_at(clock.now()) == ()


def test_a_returned_amendment_is_written_again(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = submitted(public, ministry.author)
    services.return_amendment(amendment, by=ministry.publisher, reason="The address is wrong.")

    set_member(public, ministry.author, "notice/contact_email", "third@example.org")
    services.submit_amendment(amendment, by=ministry.author, reason="The address.", code="update-add")
    publish(amendment, ministry.publisher)

    public.refresh_from_db()
    assert public.notice.contact_email == "third@example.org"
    assert (amendment.reason, amendment.code, amendment.return_reason) == ("The address.", "update-add", "")
    mail = OutgoingMail.objects.get(key__contains="amendment_returned")
    assert "The address is wrong." in mail.text


# --- Who may, and when -----------------------------------------------------------------------------------------------

# Who may do what, in which state. Everything that is not here is refused.
EXPECTED = {
    ("drafting", "edit"): {"author"},
    ("drafting", "submit_amendment"): {"author"},
    ("drafting", "discard_amendment"): {"author", "publisher"},
    ("in_review", "return_amendment"): {"publisher"},
    ("in_review", "publish_amendment"): {"publisher"},
    ("in_review", "discard_amendment"): {"author", "publisher"},
}


def test_every_state_transition_and_role(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)
    people = {role: getattr(ministry, role) for role in ("author", "publisher", "secretary", "auditor")}
    people["administrator"] = User.objects.create_user("root@example.org", is_superuser=True, is_administrator=True)
    found = {}
    for state in AmendmentState:
        amendment.state = state
        for transition in AMENDMENT.transitions:
            can = {role for role, person in people.items() if may(person, transition.permission, amendment)}
            if state in transition.sources and can:
                found[state.value, transition.name] = can

    assert found == EXPECTED


@pytest.mark.parametrize("wrote", ["words", "rules", "a part that was taken back", "the beginning"])
def test_whoever_wrote_since_the_version_in_force_does_not_approve(
    wrote: str, public: Challenge, ministry: SimpleNamespace
) -> None:
    both = make_official(ministry.authority, Role.PUBLISHER, Role.AUTHOR)
    amendment = begin(public, both if wrote == "the beginning" else ministry.author)
    set_member(public, ministry.author, "notice/contact_email", "new@example.org")
    if wrote == "words":
        write_words(public, by=both, language="pl", **{**WORDS["pl"], "summary": "Cień."})
    elif wrote == "rules":
        set_member(public, both, "notice/cpv_codes", ["72000000-5"])
    elif wrote == "a part that was taken back":
        number = public.draft.number
        set_member(public, both, "notice/contact_email", "third@example.org")
        services.take_back(public, by=ministry.author, to=number)
    services.submit_amendment(amendment, by=ministry.author)

    with pytest.raises(TransitionRefused, match="You wrote part of this amendment") as refused:
        publish(amendment, both)
    assert codes(refused) == {"four_eyes"}
    assert publish(amendment, ministry.publisher).state == "published"


def test_who_wrote_the_version_in_force_alone_may_approve(ministry: SimpleNamespace) -> None:
    both = make_official(ministry.authority, Role.PUBLISHER, Role.AUTHOR)
    public = make_published_challenge(ministry.authority, by=both, publisher=ministry.publisher)
    amendment = submitted(public, ministry.author)

    assert publish(amendment, both).state == "published"


def test_one_amendment_at_a_time(public: Challenge, ministry: SimpleNamespace) -> None:
    begin(public, ministry.author)

    with pytest.raises(TransitionRefused, match="An amendment is being prepared"):
        begin(Challenge.objects.get(pk=public.pk), ministry.author)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.create(
            challenge=public,
            base=public.published_version,
            code="cor-buy",
            reason="x",
            started_at=clock.now(),
            started_by=ministry.author,
        )


def test_nothing_is_written_while_it_waits(public: Challenge, ministry: SimpleNamespace) -> None:
    submitted(public, ministry.author)

    with pytest.raises(TransitionRefused, match="In review"):
        set_member(public, ministry.author, "notice/contact_email", "third@example.org")


# --- What may change -------------------------------------------------------------------------------------------------


# --- Anchors ---------------------------------------------------------------------------------------------------------
