"""Amending what is public: four eyes, refusals in words, versions, anchors, and the order in which things happen."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from challenges import services
from challenges.lifecycle import AMENDMENT, AmendmentState
from challenges.models import Amendment, Challenge
from challenges.queries.history import history
from challenges.rules.editing import at
from core import clock
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from core.permissions import may
from ledger.models import Event
from pages.models import ChallengePage
from pages.services import write_words
from tests.challenges.amendments import (
    CRITERIA,
    QUESTIONS,
    REASON,
    WINDOW,
    begin,
    extend,
    first,
    reweigh,
    set_member,
    submitted,
)
from tests.factories.challenges import WORDS, make_official, make_published_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(ministry: SimpleNamespace) -> Challenge:
    """A public challenge whose first round is open for a fortnight."""
    return make_published_challenge(ministry.authority, by=ministry.author, publisher=ministry.publisher)


def codes(refused: pytest.ExceptionInfo[TransitionRefused]) -> set[str]:
    return {gap.code for gap in refused.value.gaps}


def later(challenge: Challenge, days: int) -> str:
    """Return the deadline of the first round so many days later, as text of UTC."""
    return f"{challenge.rounds.get(number=1).closes_at + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"


def publish(amendment: Amendment, by: User) -> Amendment:
    return services.publish_amendment(amendment, by=by, sha256=amendment.candidate.sha256)


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


# --- What may change -------------------------------------------------------------------------------------------------


def test_a_breaking_change_moves_the_deadline(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)
    reweigh(public, ministry.author)
    with pytest.raises(TransitionRefused, match=r"must move by 6 days\. Let the window close on") as refused:
        services.submit_amendment(amendment, by=ministry.author)
    assert codes(refused) == {"amendment.deadline"}

    deadline = public.rounds.get(number=1).closes_at
    extend(public, ministry.author, later(public, 6))
    services.submit_amendment(amendment, by=ministry.author)
    publish(amendment, ministry.publisher)

    assert public.rounds.get(number=1).closes_at == deadline + timedelta(days=6)


def test_criteria_do_not_change_after_the_deadline(public: Challenge, ministry: SimpleNamespace) -> None:
    with clock.moved_to(public.rounds.get(number=1).closes_at + timedelta(hours=1)):
        amendment = begin(public, ministry.author)
        reweigh(public, ministry.author)

        with pytest.raises(TransitionRefused, match="criteria, scale, weights, aggregation and ties do not change") as refused:
            services.submit_amendment(amendment, by=ministry.author)
    assert codes(refused) == {"amendment.forbidden"}


def test_what_was_allowed_when_it_was_submitted_may_be_too_late(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)
    reweigh(public, ministry.author)
    extend(public, ministry.author, later(public, 6))
    services.submit_amendment(amendment, by=ministry.author)

    late = public.rounds.get(number=1).closes_at + timedelta(hours=1)
    with clock.moved_to(late), pytest.raises(TransitionRefused) as refused:
        publish(amendment, ministry.publisher)
    assert codes(refused) == {"amendment.forbidden"}
    public.refresh_from_db()
    assert public.published_version.number == 1


def test_a_published_round_stays(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)
    last = public.written["rules"]["rounds"][-1]["key"]
    services.remove_item(public, by=ministry.author, path=f"rules/rounds/{last}")

    with pytest.raises(TransitionRefused) as refused:
        services.submit_amendment(amendment, by=ministry.author)
    assert "amendment.window_lost" in codes(refused)


def test_a_deadline_does_not_move_into_the_past(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)
    stage = public.written["rules"]["rounds"][-1]
    window = f"rules/rounds/{stage['key']}/intake/windows/{stage['intake']['windows'][0]['key']}"
    for member, day in (("opens", 9), ("closes", 5)):
        set_member(public, ministry.author, f"{window}/{member}/at", f"{clock.now() - timedelta(days=day):%Y-%m-%dT%H:%M:%SZ}")

    with pytest.raises(TransitionRefused) as refused:
        services.submit_amendment(amendment, by=ministry.author)
    assert "amendment.deadline_behind" in codes(refused)


def test_a_key_that_was_removed_does_not_return(public: Challenge, ministry: SimpleNamespace) -> None:
    path = first(public, QUESTIONS)
    question = at(public.written, path)
    amendment = begin(public, ministry.author)
    services.remove_item(public, by=ministry.author, path=path)
    extend(public, ministry.author, later(public, 6))
    services.submit_amendment(amendment, by=ministry.author)
    publish(amendment, ministry.publisher)

    second = begin(public, ministry.author)
    services.add_item(public, by=ministry.author, path=QUESTIONS, item=question)

    assert "amendment.forbidden" in {gap.code for gap in second.gaps()}


def test_a_new_hole_is_mended_first(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)
    set_member(public, ministry.author, f"{first(public, CRITERIA)}/weight", "99")

    assert any("sum" in gap.code or "weights" in gap.code for gap in amendment.gaps())


# --- Anchors ---------------------------------------------------------------------------------------------------------


def test_a_round_past_its_deadline_stays_with_the_version_of_then(public: Challenge, ministry: SimpleNamespace) -> None:
    old = public.published_version
    with clock.moved_to(public.rounds.get(number=1).closes_at + timedelta(hours=1)):
        publish(submitted(public, ministry.author), ministry.publisher)

    one, two = public.rounds.order_by("number")
    public.refresh_from_db()
    assert (one.set_by_version, two.set_by_version) == (old, public.published_version)
    assert one.document.notice.contact_email != "new@example.org"
    assert two.document.notice.contact_email == "new@example.org"


def test_a_new_window_gets_a_row_of_its_own(public: Challenge, ministry: SimpleNamespace) -> None:
    amendment = begin(public, ministry.author)
    window = at(public.written, first(public, WINDOW))
    further = {
        **window,
        "key": "second",
        "opens": {**window["opens"], "at": later(public, 1)},
        "closes": {**window["closes"], "at": later(public, 9)},
    }
    services.add_item(public, by=ministry.author, path=WINDOW, item=further)
    services.submit_amendment(amendment, by=ministry.author)
    publish(amendment, ministry.publisher)

    row = public.rounds.get(window_key="second")
    assert (row.number, row.label, row.round_key) == (3, "1.w2", "concept")
