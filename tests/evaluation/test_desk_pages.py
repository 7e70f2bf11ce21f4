"""The judging on the desk, and lists that stay small."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.roles import Role
from challenges.rules import stored
from core.worklist import waiting_for
from evaluation import services
from evaluation.models import Juror, Scorecard
from tests.evaluation.acts import invite
from tests.evaluation.visits import post, see, where
from tests.factories.accounts import sign_in
from tests.factories.evaluation import judging, make_entry, make_official, make_person, save, score
from tests.queries import assert_flat_queries, count_queries

pytestmark = pytest.mark.django_db


def test_the_desk_invites_and_appoints():
    made = judging("opened")
    assert "Nobody was invited yet" in see(made.secretary, "panel", made.challenge.reference)
    for number, role in enumerate(["chair", "member", "member"]):
        post(
            made.secretary, "invite", made.challenge.reference, name=f"Juror {number}", email=f"j{number}@example.org", role=role
        )
    text = see(made.secretary, "panel", made.challenge.reference)
    assert "0 jurors accepted" in text
    seats = list(Juror.objects.order_by("pk"))
    post(made.secretary, "remind", made.challenge.reference, seats[0].code)
    for seat in seats:
        services.accept_seat(seat, by=seat.user)
    assert "Appoint the jury" in see(made.secretary, "panel", made.challenge.reference)
    post(made.secretary, "appoint", made.challenge.reference)
    assert made.panel.state == "appointed"


def test_the_desk_says_what_is_wrong_with_an_invitation():
    made = judging("formed")
    empty = post(made.secretary, "invite", made.challenge.reference, status=422, role="member").content.decode()
    assert "Fill in “Full name”" in empty
    chair = {"name": "Another", "email": "another@example.org", "role": "chair"}
    second = post(made.secretary, "invite", made.challenge.reference, status=409, **chair).content.decode()
    assert "The jury has a chair already." in second
    assert "another@example.org" in second


def test_the_desk_follows_the_judging_without_marks():
    made = judging("declared", entries=2)
    score(made.card(made.chair, made.entries[0]), made.chair, mark=4)
    page = see(made.secretary, "judging", *where(made))
    assert "1 of 2 submitted" in page
    assert "1 of 3" in page
    main = strip_tags(page.partition("<main")[2].partition("</main")[0])
    for entry in made.entries:
        main = main.replace(entry.work_code, "")
    assert "80" not in main
    post(made.secretary, "remind_judging", *where(made), made.seat(made.people[1]).code)
    post(made.secretary, "remind_judging", *where(made), made.seat(made.chair).code)


def test_the_desk_gives_out_scorecards_or_says_why_not():
    made = judging("formed")
    text = post(made.secretary, "assign", *where(made), status=409).content.decode()
    assert "The jury has not been appointed yet." in text
    services.appoint_panel(made.panel, by=made.secretary)
    post(made.secretary, "assign", *where(made))
    assert Scorecard.objects.count() == 9


def test_the_desk_takes_a_juror_off_the_jury():
    made = judging("declared", jurors=4)
    seat = made.seat(made.people[3])
    assert "Take off the jury" in see(made.secretary, "recuse", made.challenge.reference, seat.code)
    post(made.secretary, "recuse", made.challenge.reference, seat.code, reason="Moved to a supplier.")
    assert "Stepped down" in see(made.secretary, "panel", made.challenge.reference)


def test_the_desk_offers_deputies_alone_where_jurors_are_missing_after_the_first_mark():
    made = judging("declared", entries=1)
    entry = made.entries[0]
    invite(made, email="late@example.org")
    save(made.card(made.chair, entry), made.chair)
    text = see(made.secretary, "panel", made.challenge.reference)
    assert "Jurors are missing" not in text
    assert "Send the invitation" not in text
    assert "Withdraw" in text
    services.recuse_juror(made.seat(made.chair), by=made.chair, reason="I know them.", entry=entry)
    text = see(made.secretary, "panel", made.challenge.reference)
    assert "Jurors are missing" in text
    assert re.findall(r'name="role" value="(\w+)"', text) == ["deputy"]
    typed = {"name": "Dorota", "email": "dorota@example.org", "role": "deputy"}
    post(made.secretary, "invite", made.challenge.reference, **typed)
    deputy = Juror.objects.get(role="deputy")
    post(deputy.user, "accept", made.challenge.reference)
    assert "Call in" in see(made.secretary, "panel", made.challenge.reference)
    post(made.secretary, "call_in", made.challenge.reference, deputy.code)
    assert "Jurors are missing" not in see(made.secretary, "panel", made.challenge.reference)


def test_a_seat_that_cannot_be_taken_any_more_is_not_offered():
    made = judging("declared", entries=1)
    late = invite(made, email="late@example.org")
    assert "Accept the seat" in see(late.user, "seat", made.challenge.reference)
    assert "Answer the invitation to the jury" in [str(item.title) for item in waiting_for(late.user)]
    save(made.card(made.chair, made.entries[0]), made.chair)
    text = see(late.user, "seat", made.challenge.reference)
    assert "Accept the seat" not in text
    assert "The first marks are in" in text
    assert "Answer the invitation to the jury" not in [str(item.title) for item in waiting_for(late.user)]
    post(late.user, "accept", made.challenge.reference, status=409)


def test_the_queue_needs_few_queries_at_any_size():
    made = judging("declared", entries=1)
    client = sign_in(Client(), made.chair)
    small = count_queries(lambda: client.get(reverse("evaluation:queue")))
    big = judging("declared", entries=100)
    client = sign_in(Client(), big.chair)
    large = count_queries(lambda: client.get(reverse("evaluation:queue")))
    assert len(small) == len(large) <= 15, "\n".join(large)


def test_the_desk_lists_need_few_queries():
    made = judging("appointed", entries=1)
    services.assign_scorecards(made.round, by=made.secretary)
    client = sign_in(Client(), made.secretary)

    def grow() -> None:
        make_entry(made.round)
        services.assign_scorecards(made.round, by=made.secretary)

    assert_flat_queries(lambda: client.get(reverse("evaluation:judging", args=where(made))), grow=grow, at_most=15)


def test_the_panel_page_needs_few_queries():
    made = judging("opened")
    panel = services.form_panel(made.challenge, by=made.secretary)
    client = sign_in(Client(), made.secretary)

    def grow() -> None:
        services.invite_juror(panel, by=made.secretary, email=make_person("X").email, name="", role="member")

    grow()
    assert_flat_queries(lambda: client.get(reverse("evaluation:panel", args=[made.challenge.reference])), grow=grow, at_most=15)


def test_the_sheet_needs_as_many_queries_for_one_entry_as_for_thirty():
    counts = []
    for entries in (1, 30):
        made = judging("declared", entries=entries)
        client = sign_in(Client(), made.chair)
        url = reverse("evaluation:sheet", args=[made.entries[0].work_code])
        counts.append(len(count_queries(lambda client=client, url=url: client.get(url))))
    assert counts[0] == counts[1] <= 20


def test_a_process_that_has_not_read_the_rules_yet_asks_once_for_them():
    made = judging("declared", entries=1)
    sheet = reverse("evaluation:sheet", args=[made.entries[0].work_code])
    for person, url in ((made.chair, sheet), (made.secretary, reverse("evaluation:judging", args=where(made)))):
        client = sign_in(Client(), person)
        warm = count_queries(lambda client=client, url=url: client.get(url))
        stored.forget()
        with CaptureQueriesContext(connection) as cold:
            client.get(url)
        assert len(cold) == len(warm) + 1


def test_an_official_of_another_authority_finds_nothing():
    made = judging("scored")
    stranger = make_official(judging("opened").authority, Role.SECRETARY)
    for name in ("judging", "desk_ranking", "desk_report", "ranking", "report"):
        see(stranger, name, *where(made), status=404)
    see(stranger, "panel", made.challenge.reference, status=404)
    post(stranger, "assign", *where(made), status=404)
    post(stranger, "remind", made.challenge.reference, made.seat(made.chair).code, status=404)
