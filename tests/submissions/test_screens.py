"""Every screen of suppliers and officials answers, with the right words, and its queries do not grow."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.roles import Role
from core import clock
from ledger.models import Event
from submissions import services
from submissions.models import Attachment, Entry, Receipt
from submissions.queries.form import GENERAL
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.queries import assert_flat_queries
from tests.submissions.screens import content, download, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make.make_draft(with_file=True)


@pytest.fixture
def supplier(client, entry):
    return sign_in(client, make.writer_of(entry))


def test_list_names_the_next_act_and_the_deadline(supplier, entry):
    page = content(supplier.get("/my/"))
    assert "Finish and submit your entry" in page
    assert "Floods" in page
    assert "in 2 days" in page


def test_empty_list_leads_to_the_challenges(client):
    _supplier, owner = make.make_supplier()
    assert "You take part in nothing yet" in content(sign_in(client, owner).get("/my/"))


def test_list_needs_the_same_queries_for_one_and_three(client):
    supplier, owner = make.make_supplier()
    make.make_proposal(supplier=supplier, by=owner)
    sign_in(client, owner)
    assert_flat_queries(lambda: client.get("/my/"), grow=lambda: make.make_proposal(supplier=supplier, by=owner), at_most=15)


def test_proposal_page_shows_rounds(supplier, entry):
    page = content(supplier.get(reverse("submissions:proposal", args=[entry.round.challenge.reference])))
    assert "Round 1" in page
    assert "You can take part in this round if your entry advances" in page


def test_task_list_shows_statuses_and_weights(supplier, entry):
    page = content(supplier.get(url("round", entry)))
    assert "What is the problem?" in page
    assert "Need, 60%" in page
    assert "Done" in page


def test_section_shows_answers_limits_and_file(supplier, entry):
    assert "Rivers flood towns." in content(supplier.get(url("section", entry, "need")))
    page = content(supplier.get(url("section", entry, GENERAL)))
    assert "Jan Kowalski plan.pdf" in page
    assert "Remove the file" in page
    assert supplier.get(url("section", entry, "nothing")).status_code == 404


def test_save_goes_on_to_the_next_section(supplier, entry):
    answer = supplier.post(url("section", entry, "need"), {"problem": "New words", "solution": "", "next": "1"})
    assert answer.url == url("section", entry, GENERAL)
    assert Entry.objects.get(pk=entry.pk).draft["problem"] == "New words"


def test_too_many_words_are_kept_and_told(supplier, entry):
    page = content(supplier.post(url("section", entry, "need"), {"problem": "word " * 60, "solution": "x"}), 422)
    assert "Shorten this by 10 words" in page
    assert "Saved at" in page
    assert len(Entry.objects.get(pk=entry.pk).draft["problem"].split()) == 60
    assert "Needs a change" in content(supplier.get(url("round", entry)))


def test_untick_of_a_declaration_is_kept(supplier, entry):
    supplier.post(url("section", entry, GENERAL), {"sent_agree": "1"})
    assert Entry.objects.get(pk=entry.pk).draft["agree"] == ""


def test_autosave_keeps_what_it_is_sent_and_says_when(supplier, entry):
    answer = supplier.post(url("autosave", entry), {"problem": "Half a sen"})
    assert json.loads(content(answer))["text"].startswith("Saved at")
    draft = Entry.objects.get(pk=entry.pk).draft
    assert (draft["problem"], draft["agree"]) == ("Half a sen", "yes")


def test_autosave_after_the_deadline_says_so(supplier, entry):
    with make.after_deadline(entry.round):
        answer = supplier.post(url("autosave", entry), {"problem": "Too late"})
        assert "The deadline has passed" in json.loads(content(answer, 409))["text"]
    refusal = Event.objects.get(verb="refused")
    assert (refusal.object_reference, refusal.data["attempted"]) == (entry.reference, "edit")


def test_upload_download_and_removal(supplier, entry):
    upload = make.make_pdf(pages=2)
    assert supplier.post(url("section", entry, GENERAL), {"plan": upload, "agree": "on"}).status_code == 302
    plan = Attachment.objects.get(removed_at=None)
    assert download(supplier.get(url("file", entry, plan.pk))).startswith(b"%PDF-")
    assert supplier.post(url("remove_file", entry, plan.pk)).url == url("section", entry, GENERAL)
    assert supplier.get(url("file", entry, plan.pk)).status_code == 404


def test_check_submit_and_receipts(supplier, entry):
    page = content(supplier.get(url("check", entry)))
    assert "Sensors that warn in time." in page
    assert "Jan Kowalski" in page
    assert "Submit your entry" in page
    answer = supplier.post(url("submit", entry))
    receipt = Receipt.objects.get()
    assert answer.url == url("receipt", entry, receipt.number)
    page = content(supplier.get(answer.url))
    assert receipt.number in page
    assert entry.work_code in page
    assert json.loads(content(supplier.get(url("receipt_json", entry, receipt.number))))["jws"] == receipt.jws
    assert supplier.get(url("receipt_pdf", entry, receipt.number)).content.startswith(b"%PDF-")
    assert json.loads(content(supplier.get(url("receipt_content", entry, receipt.number))))["answers"]["agree"] == "yes"
    assert download(supplier.get(url("receipt_file", entry, receipt.number, 1))).startswith(b"%PDF-")
    assert supplier.get(url("receipt_file", entry, receipt.number, 2)).status_code == 404
    assert receipt.number in content(supplier.get(url("round", entry)))


def test_check_page_lists_what_is_missing_and_cannot_submit(client):
    entry = make.make_proposal().entries.get()
    sign_in(client, make.writer_of(entry))
    page = content(client.get(url("check", entry)))
    assert "has no answer yet" in page
    assert "disabled" in page
    page = content(client.post(url("submit", entry)), 409)
    assert "There is a problem" in page
    assert url("section", entry, "need") + "#id_problem" in page


def test_change_after_submitting_is_told(supplier, entry):
    services.submit_entry(entry, by=make.writer_of(entry))
    assert "You changed something after you submitted" not in content(supplier.get(url("round", entry)))
    supplier.post(url("autosave", entry), {"problem": "Another thought"})
    assert "You changed something after you submitted" in content(supplier.get(url("round", entry)))


def test_withdraw_asks_first(supplier, entry):
    services.submit_entry(entry, by=make.writer_of(entry))
    assert "Withdraw the entry" in content(supplier.get(url("withdraw", entry)))
    supplier.post(url("withdraw", entry))
    assert Entry.objects.get(pk=entry.pk).state == "withdrawn"


def test_after_the_deadline_the_entry_is_read_only(supplier, entry):
    services.submit_entry(entry, by=make.writer_of(entry))
    with make.after_deadline(entry.round):
        page = content(supplier.get(url("round", entry)))
        assert "What you handed in" in page
        assert "Rivers flood towns." in page
        assert supplier.get(url("check", entry)).status_code == 200


def test_unsubmitted_draft_is_told_after_the_deadline(supplier, entry):
    with make.after_deadline(entry.round):
        assert "does not take part" in content(supplier.get(url("round", entry)))


def test_title_can_be_changed(supplier, entry):
    address = reverse("submissions:title", args=[entry.round.challenge.reference])
    assert supplier.get(address).status_code == 200
    assert supplier.post(address, {"title": "  "}).status_code == 422
    assert supplier.post(address, {"title": "Early words"}).status_code == 302
    assert Entry.objects.get(pk=entry.pk).proposal.title == "Early words"


def test_what_was_handed_in_keeps_its_title_when_a_later_round_is_written(supplier, entry):
    writer, second = make.writer_of(entry), entry.round.challenge.rounds.get(number=2)
    services.submit_entry(entry, by=writer)
    Entry.objects.filter(pk=entry.pk).update(state="advanced")
    with clock.moved_to(second.opens_at + timedelta(hours=1)):
        services.start_entry(entry.proposal, by=writer, round=second)
        services.name_proposal(entry.proposal, by=writer, title="Cheaper words")
        page = content(supplier.get(url("round", entry)))
        assert "River watch" in page
        assert "Cheaper words" not in page
        assert "Cheaper words" in content(supplier.get(reverse("submissions:round", args=[second.challenge.reference, 2])))


def test_start_page_tells_what_it_takes_without_an_account(client):
    challenge = make.make_open_challenge()
    page = content(client.get(reverse("submissions:start", args=[challenge.reference])))
    assert "4 questions" in page
    assert "60%" in page
    assert "Sign in and start" in page
    assert "The best 2 go on." in page


def test_start_for_an_organisation_and_as_a_person(client):
    challenge = make.make_open_challenge()
    address = reverse("submissions:start", args=[challenge.reference])
    person = make.make_person("Ewa Lis")
    sign_in(client, person)
    assert "I take part myself" in content(client.get(address))
    answer = client.post(address, {"supplier": "person", "title": "River watch"})
    assert answer.url == reverse("submissions:round", args=[challenge.reference, 1])
    assert person.memberships.get().organisation.legal_form == "natural_person"


@pytest.mark.parametrize("sent", [{}, {"supplier": "person", "title": " "}, {"supplier": "somebody-else", "title": "Mine"}])
def test_start_that_lacks_something_is_told_as_such(client, sent):
    challenge = make.make_open_challenge()
    sign_in(client, make.make_person())
    page = content(client.post(reverse("submissions:start", args=[challenge.reference]), sent), 422)
    assert "There is a problem" in page
    assert not Entry.objects.exists()


def test_start_refuses_an_official_of_the_authority(client):
    challenge = make.make_open_challenge()
    official = make.make_member(challenge.authority, Role.AUTHOR)
    sign_in(client, official)
    page = client.post(reverse("submissions:start", args=[challenge.reference]), {"supplier": "person", "title": "Mine"})
    assert "You work for the authority" in content(page, 409)


def test_somebody_with_two_suppliers_chooses_first(client):
    challenge = make.make_open_challenge()
    first, owner = make.make_supplier()
    second = make.make_organisation("supplier")
    owner.memberships.create(organisation=second, role=Role.OWNER)
    for supplier in (first, second):
        make.make_proposal(challenge, supplier=supplier, by=type(owner).objects.get(pk=owner.pk))
    sign_in(client, owner)
    assert client.get(reverse("submissions:proposal", args=[challenge.reference])).url == "/my/"
    address = f"{challenge.reference}@{second.slug}"
    assert address in content(client.get("/my/"))
    assert second.name in content(client.get(reverse("submissions:proposal", args=[address])))


# --- The desk --------------------------------------------------------------------------------------------------------
