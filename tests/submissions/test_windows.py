"""A round with several windows: each opens, closes, is sealed and opened by itself, and a later one can be entered."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.roles import Role
from challenges.models import Round
from core import clock
from core.lifecycle import TransitionRefused
from submissions import services, vault
from submissions.models import Entry
from submissions.queries.known import known_of
from submissions.queries.proposals import proposals_of
from submissions.queries.starting import outline_of
from submissions.queries.waiting import entries_to_finish
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.submissions.carrying import decide, make_challenge_with_interview
from tests.submissions.lots import limit
from tests.submissions.screens import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return make_challenge_with_interview(windows=2, change=lambda rules: rules["participation"].update(limits=[limit(2)]))


@pytest.fixture
def windows(challenge):
    return list(challenge.rounds.filter(round_key="round-1").order_by("number"))


def complete(entry):
    owner = make.writer_of(entry)
    services.save_draft(entry, by=owner, answers=make.ANSWERS)
    services.submit_entry(entry, by=owner)
    return Entry.objects.get(pk=entry.pk)


def open_it(stage, challenge):
    secretary = make.make_member(challenge.authority, Role.SECRETARY)
    services.consent_to_opening(stage, by=secretary)
    for entry in Entry.objects.filter(round=stage, state="submitted"):
        services.admit_entry(entry, by=secretary)
    return secretary


def test_each_window_has_a_row_and_those_who_come_on_are_kept_apart(challenge):
    rows = [(row.round_key, row.window_key, row.label, row.closes_at is None) for row in challenge.rounds.order_by("number")]
    assert rows == [
        ("round-1", "window", "1", False),
        ("round-1", "window-2", "1.w2", False),
        ("interview", "window", "2", True),
        ("interview", "window-2", "2.w2", True),
        ("pitch", "window", "3", True),
        ("pitch", "window-2", "3.w2", True),
    ]


@pytest.mark.parametrize(
    ("judged", "rows"), [("together", ["interview"]), ("one_by_one", ["interview"]), ("each", ["interview"] * 2)]
)
def test_entries_come_together_where_they_are_judged_together(judged, rows):
    def change(rules):
        rules["rounds"][1]["judging"] = {**rules["rounds"][1]["judging"], "windows": judged}

    challenge = make_challenge_with_interview(windows=2, change=change)
    assert list(challenge.rounds.filter(round_key="interview").values_list("round_key", flat=True)) == rows


def test_windows_are_opened_one_by_one(challenge, windows):
    first, second = windows
    early = complete(make.make_proposal(challenge).entries.get())
    assert early.round == first
    with clock.moved_to(second.opens_at + timedelta(hours=1)):
        late = complete(make.make_proposal(challenge).entries.get())
        assert late.round == second
        with pytest.raises(TransitionRefused):
            services.submit_entry(early, by=make.writer_of(early))
        secretary = open_it(first, challenge)
        assert vault.read_answers(Entry.objects.get(pk=early.pk), by=secretary)["problem"]
        with pytest.raises(PermissionDenied):
            vault.read_answers(late, by=secretary)
        with pytest.raises(TransitionRefused, match="sealed"):
            services.consent_to_opening(second, by=secretary)
        assert known_of(first)[early.work_code].window == "window"
        assert known_of(second) == {}
    with make.after_deadline(second):
        services.consent_to_opening(second, by=secretary)
        assert known_of(second)[late.work_code].window == "window-2"


def test_who_did_not_advance_enters_a_later_window_with_the_same_proposal(challenge, windows):
    first, second = windows
    entry = complete(make.make_proposal(challenge).entries.get())
    owner = make.writer_of(entry)
    with make.after_deadline(first, seconds=3600):
        secretary = open_it(first, challenge)
        decide(first, by=secretary)
        again = services.start_entry(entry.proposal, by=owner, round=second)
        assert (again.proposal, again.state) == (entry.proposal, "draft")
    with clock.moved_to(second.opens_at + timedelta(hours=1)):
        assert complete(again).state == "submitted"


def test_limit_of_one_entry_holds_over_all_windows():
    challenge = make_challenge_with_interview(windows=2)
    first, second = challenge.rounds.filter(round_key="round-1").order_by("number")
    entry = complete(make.make_proposal(challenge).entries.get())
    with make.after_deadline(first), pytest.raises(TransitionRefused) as refused:
        services.start_entry(entry.proposal, by=make.writer_of(entry), round=second)
    assert [gap.code for gap in refused.value.gaps] == ["over_limit"]


def test_draft_that_came_too_late_does_not_bar_the_next_window(challenge, windows):
    first, second = windows
    entry = make.make_draft(challenge)
    with make.after_deadline(first):
        again = services.start_entry(entry.proposal, by=make.writer_of(entry), round=second)
        [row] = proposals_of(make.writer_of(entry), now=clock.now())
        assert row.current.entry == again


def test_advanced_entries_of_each_window_go_on_apart(challenge, windows):
    first, second = windows
    early = complete(make.make_proposal(challenge).entries.get())
    with clock.moved_to(second.opens_at + timedelta(hours=1)):
        late = complete(make.make_proposal(challenge).entries.get())
    with make.after_deadline(second):
        secretary = open_it(first, challenge)
        open_it(second, challenge)
        [one] = decide(first, early, by=secretary)
        [two] = decide(second, late, by=secretary)
        assert [each.round.window_key for each in (one, two)] == ["window", "window-2"]
        assert known_of(Round.objects.get(pk=two.round_id))[two.work_code].window == "window-2"


def test_supplier_sees_the_open_window_and_the_next(client, challenge, windows):
    first, second = windows
    page = reverse("submissions:start", args=[challenge.reference])
    text = content(client.get(page))
    assert text.count("<li>from ") == 2
    assert "Further windows may be announced" not in text
    entry = make.make_draft(challenge)
    owner = make.writer_of(entry)
    [row] = proposals_of(owner, now=clock.now())
    assert row.current.round == first
    assert [stage.standing for stage in row.stages] == ["draft", "later", "waiting", "waiting", "waiting", "waiting"]
    assert len(list(entries_to_finish(owner))) == 1
    text = content(sign_in(client, owner).get(reverse("submissions:proposal", args=[challenge.reference])))
    assert "Window 1 of 2" in text
    assert "You can take part in this window too" in text
    assert text.count("Round 2: Interview") == 1
    assert "For entries of window 2" not in text
    with make.after_deadline(first):
        assert outline_of(challenge, by=owner).round == second
        assert [stage.standing for stage in proposals_of(owner, now=clock.now())[0].stages][:2] == ["unsubmitted", "ready"]


def test_windows_that_may_follow_are_told():
    challenge = make_challenge_with_interview(change=lambda rules: rules["rounds"][0]["intake"].update(more_later=True))
    entry = make.make_draft(challenge)
    [row] = proposals_of(make.writer_of(entry), now=clock.now())
    assert [stage.may_be_followed for stage in row.stages] == [True, False, False]
