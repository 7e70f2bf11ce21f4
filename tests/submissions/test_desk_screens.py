"""The desk of entries: opening, checking, what waits."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from challenges import desk
from core import clock
from core.worklist import waiting_for
from submissions import services
from submissions.models import Entry
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.queries import assert_flat_queries
from tests.submissions.screens import content, download, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make.make_draft(with_file=True)


def waiting_titles(user):
    second_factor = "/account/second-factor/"
    return [str(item.title) for item in waiting_for(user) if item.url != second_factor]


@pytest.fixture
def secretary(client, entry):
    return sign_in(client, make.make_member(entry.round.challenge.authority, Role.SECRETARY, name="Sara Sekretarz"))


def test_opening_page_before_and_after_the_deadline(secretary, entry):
    assert "Entries stay sealed until the deadline has passed" in content(secretary.get(url("opening", entry)))
    assert secretary.post(url("consent", entry)).status_code == 409
    with make.after_deadline(entry.round):
        assert "Consent to opening" in content(secretary.get(url("opening", entry)))
        assert secretary.post(url("consent", entry)).url == url("opening", entry)
        page = content(secretary.get(url("opening", entry)))
        assert "Sara Sekretarz" in page
        assert "1 more official must consent" in page


@pytest.fixture
def opened(entry):
    challenge = entry.round.challenge
    services.submit_entry(entry, by=make.writer_of(entry))
    return make.make_opened_round(challenge, entries=1, admitted=False)


def test_entries_are_listed_filtered_and_checked(secretary, entry, opened):
    with make.after_deadline(opened):
        page = content(secretary.get(url("entries", entry)))
        assert entry.work_code in page
        assert entry.proposal.supplier.name not in page
        assert entry.work_code not in content(secretary.get(url("entries", entry) + "?state=admissible"))
        page = content(secretary.get(url("entry", entry, entry.work_code)))
        assert f"{entry.work_code}-1.pdf" in page
        assert "Jan Kowalski" not in page
        file = secretary.get(url("desk_file", entry, entry.work_code, 1))
        assert file["Content-Disposition"] == f'inline; filename="{entry.work_code}-1.pdf"'
        assert b"Kowalski" not in download(file)
        assert "Say why" in content(secretary.post(url("reject", entry, entry.work_code), {"reason": " "}), 409)
        assert secretary.post(url("reject", entry, entry.work_code), {"reason": "Wrong form"}).status_code == 302
        assert "Wrong form" in content(secretary.get(url("entry", entry, entry.work_code)))
        assert secretary.post(url("admit", entry, entry.work_code), {"reason": "Form was right"}).status_code == 302
        assert Entry.objects.get(pk=entry.pk).state == "admissible"


def test_supplier_reads_why_an_entry_was_not_admitted(client, entry, opened):
    with make.after_deadline(opened):
        secretary = make.make_member(entry.round.challenge.authority, Role.SECRETARY)
        services.reject_entry(Entry.objects.get(pk=entry.pk), by=secretary, reason="No price was given.")
        sign_in(client, make.writer_of(entry))
        assert "No price was given." in content(client.get(url("round", entry)))


def test_list_of_entries_needs_the_same_queries_for_one_and_three(client):
    challenge = make.make_open_challenge()
    stage = make.make_opened_round(challenge, entries=1, admitted=False)
    sign_in(client, make.make_member(challenge.authority, Role.SECRETARY))
    address = reverse("submissions:entries", args=[challenge.reference, 1])

    def grow():
        with clock.moved_to(stage.opens_at):
            make.make_submitted_entry(challenge)

    assert_flat_queries(lambda: client.get(address), grow=grow, at_most=15)


def test_inbox_and_desk_know_what_waits(client, entry):
    owner = make.writer_of(entry)
    secretary = make.make_member(entry.round.challenge.authority, Role.SECRETARY)
    assert waiting_titles(owner) == ["Finish and submit your entry"]
    services.submit_entry(entry, by=owner)
    assert waiting_titles(owner) == []
    assert waiting_titles(secretary) == []
    with make.after_deadline(entry.round):
        assert waiting_titles(secretary) == ["Open the entries of round 1"]
        make.make_opened_round(entry.round.challenge, entries=0, admitted=False)
        assert waiting_titles(secretary) == ["Check the entries of round 1"]
        titles = [str(task.title) for task in desk.tasks(entry.round.challenge, secretary)]
        assert "Open the entries" in titles
