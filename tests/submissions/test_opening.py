"""Opening and checking: several officials, never before the deadline, each act in the ledger."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from accounts.roles import Role
from core import clock
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from ledger.models import Event, Head
from submissions import services
from submissions.models import Entry
from submissions.queries.entries import counts_of
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    entry = make.make_submitted_entry()
    make.make_draft(entry.round.challenge)
    return entry.round


@pytest.fixture
def officials(stage):
    authority = stage.challenge.authority
    return [make.make_member(authority, Role.SECRETARY), make.make_member(authority, Role.PUBLISHER)]


def test_two_different_officials_open_after_the_deadline(stage, officials):
    first, second = officials
    with make.after_deadline(stage):
        assert services.consent_to_opening(stage, by=first).opened_at is None
        with pytest.raises(TransitionRefused, match="consented already"):
            services.consent_to_opening(stage, by=first)
        opened = services.consent_to_opening(stage, by=second)
    assert opened.opened_at > stage.closes_at
    event = Event.objects.get(verb="open")
    assert event.data == {"handed_in": "1", "withdrawn": "0"}
    assert Head.objects.get().size == event.sequence
    asked = OutgoingMail.objects.filter(key__startswith="consent:").values_list("recipient", flat=True)
    assert second.email in asked
    assert first.email not in asked
    assert OutgoingMail.objects.get(key__startswith="opened:").recipient == first.email


def test_nobody_opens_before_or_at_the_deadline(stage, officials):
    with pytest.raises(TransitionRefused, match="sealed until the deadline"):
        services.consent_to_opening(stage, by=officials[0])
    assert stage.opening_consents.count() == 0


def test_one_official_is_enough_where_the_rules_say_so():
    challenge = make.make_open_challenge(openers_required=1)
    stage = challenge.rounds.get(number=1)
    with make.after_deadline(stage):
        assert services.consent_to_opening(stage, by=make.make_member(challenge.authority, Role.SECRETARY)).opened_at


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.AUDITOR])
def test_other_officials_do_not_open(stage, role):
    with make.after_deadline(stage), pytest.raises(TransitionRefused, match="role"):
        services.consent_to_opening(stage, by=make.make_member(stage.challenge.authority, role))


def test_neither_outsiders_nor_administrators_open(stage):
    others = [make.make_supplier()[1], make.make_person(is_administrator=True, is_superuser=True)]
    others.append(make.make_member(make.make_organisation("authority"), Role.SECRETARY, Role.PUBLISHER))
    with make.after_deadline(stage):
        for person in others:
            with pytest.raises(TransitionRefused):
                services.consent_to_opening(stage, by=person)


def test_a_round_is_opened_once_and_not_after_a_cancellation(stage, officials):
    with make.after_deadline(stage):
        for official in officials:
            services.consent_to_opening(stage, by=official)
        with pytest.raises(TransitionRefused, match="open already"):
            services.consent_to_opening(stage, by=make.make_member(stage.challenge.authority, Role.SECRETARY))
    other = make.make_open_challenge()
    type(other).objects.filter(pk=other.pk).update(state="cancelled")
    late = other.rounds.get(number=1)
    with make.after_deadline(late), pytest.raises(TransitionRefused, match="not running"):
        services.consent_to_opening(late, by=make.make_member(other.authority, Role.SECRETARY))


def test_checks_are_kept_recorded_and_told():
    stage = make.make_opened_round(entries=2, admitted=False)
    secretary = make.make_member(stage.challenge.authority, Role.SECRETARY)
    good, bad = Entry.objects.filter(round=stage).order_by("pk")
    with make.after_deadline(stage):
        services.admit_entry(good, by=secretary)
        with pytest.raises(TransitionRefused, match="Say why"):
            services.reject_entry(bad, by=secretary, reason="  ")
        services.reject_entry(bad, by=secretary, reason="Signed by nobody")
    assert (counts_of(stage).unchecked, counts_of(stage).admitted, counts_of(stage).rejected) == (0, 1, 1)
    mail = OutgoingMail.objects.get(key__startswith="reject:")
    assert mail.recipient == make.writer_of(bad).email
    assert "Signed by nobody" not in mail.text
    assert set(Event.objects.filter(verb__in=["admit", "reject"]).values_list("object_reference", flat=True)) == {
        good.reference,
        bad.reference,
    }


def test_nothing_is_checked_once_the_round_is_ranked():
    stage = make.make_opened_round(entries=1)
    entry = Entry.objects.get(round=stage)
    secretary = make.make_member(stage.challenge.authority, Role.SECRETARY)
    type(stage).objects.filter(pk=stage.pk).update(ranked_at=clock.database_now())
    with make.after_deadline(stage), pytest.raises(TransitionRefused, match="jury has finished"):
        services.reject_entry(entry, by=secretary, reason="Too late")


@pytest.mark.django_db(transaction=True)
def test_a_check_waits_for_a_ranking_that_is_under_way():
    """On PostgreSQL while another transaction ranks; on SQLite, where writers queue, after it."""
    stage = make.make_opened_round(entries=1)
    entry, secretary = Entry.objects.get(round=stage), make.make_member(stage.challenge.authority, Role.SECRETARY)
    outcomes = []

    def reject():
        try:
            services.reject_entry(entry, by=secretary, reason="Too late")
            outcomes.append("rejected")
        except TransitionRefused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    checking = threading.Thread(target=reject)
    with transaction.atomic():
        type(stage).objects.select_for_update().filter(pk=stage.pk).update(ranked_at=stage.closes_at + timedelta(days=1))
        if connection.vendor == "postgresql":
            checking.start()
            wait_for_somebody_to_wait()
    if connection.vendor == "postgresql":
        checking.join()
    else:
        reject()
    assert outcomes == ["refused"]
    assert Entry.objects.get(pk=entry.pk).state == "admissible"


def wait_for_somebody_to_wait():
    """Return once another connection waits for a lock of this one; fail if none does within two seconds."""
    for _attempt in range(40):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone():
                return
        time.sleep(0.05)
    pytest.fail("The check did not wait for the ranking.")
