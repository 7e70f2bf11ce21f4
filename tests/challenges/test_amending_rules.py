"""What an amendment may change when, and what follows: deadlines, rounds, keys, windows."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from challenges import services
from challenges.models import Challenge
from challenges.rules.editing import at
from core import clock
from core.lifecycle import TransitionRefused
from tests.challenges.amendments import (
    CRITERIA,
    QUESTIONS,
    WINDOW,
    begin,
    codes,
    extend,
    first,
    publish,
    reweigh,
    set_member,
    submitted,
)
from tests.factories.challenges import make_published_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(ministry: SimpleNamespace) -> Challenge:
    """A public challenge whose first round is open for a fortnight."""
    return make_published_challenge(ministry.authority, by=ministry.author, publisher=ministry.publisher)


def later(challenge: Challenge, days: int) -> str:
    """Return the deadline of the first round so many days later, as text of UTC."""
    return f"{challenge.rounds.get(number=1).closes_at + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"


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
