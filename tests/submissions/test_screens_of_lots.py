"""Screens where a challenge has lots: each shows the lot, to whom it concerns and to nobody else."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from challenges.services import remove_item
from core import clock
from submissions import exports, services, vault
from submissions.models import Entry, Proposal
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.queries import assert_flat_queries
from tests.submissions import amending
from tests.submissions.lots import LOTS, limit, make_challenge_of_lots, start, submit
from tests.submissions.screens import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return make_challenge_of_lots(limit(2), is_blind=False)


@pytest.fixture
def proposal(challenge):
    return start(challenge, "wave")


@pytest.fixture
def supplier(client, proposal):
    return sign_in(client, make.writer_of(proposal))


def address(name, proposal, *more):
    return reverse(f"submissions:{name}", args=[f"{proposal.challenge.reference}~{proposal.lot_key}", *more])


def test_start_asks_for_the_lot_and_goes_on_in_it(client, challenge):
    firm, owner = make.make_supplier()
    page = reverse("submissions:start", args=[challenge.reference])
    text = content(client.get(page))
    assert "at most 2" in text
    text = content(sign_in(client, owner).get(page))
    assert "Which lot is your proposal for?" in text
    assert "Sea › Tide" in text
    assert 'value="sea"' not in text
    answer = client.post(page, {"supplier": firm.slug, "title": "Buoy", "lot": "tide"})
    assert answer.url == reverse("submissions:round", args=[f"{challenge.reference}~tide", 1])
    assert "Lot: Sea › Tide" in content(client.get(answer.url))
    assert "takes part already in the lot “Sea › Tide”" in content(client.get(page))


@pytest.mark.parametrize("lot", ["", "sea", "submarine"])
def test_start_refuses_a_lot_that_was_not_offered(client, challenge, lot):
    firm, owner = make.make_supplier()
    page = reverse("submissions:start", args=[challenge.reference])
    content(sign_in(client, owner).post(page, {"supplier": firm.slug, "title": "Buoy", "lot": lot}), 422)
    assert not Proposal.objects.exists()


def test_supplier_in_every_lot_is_offered_no_start(client, challenge):
    firm, owner = make.make_supplier()
    for lot in ("rocket", "balloon", "wave", "tide"):
        start(challenge, lot, supplier=firm, by=owner)
    text = content(sign_in(client, owner).get(reverse("submissions:start", args=[challenge.reference])))
    assert f'value="{firm.slug}"' not in text


def test_double_click_on_start_makes_one_proposal(client, challenge):
    firm, owner = make.make_supplier()
    page, sent = reverse("submissions:start", args=[challenge.reference]), {"supplier": firm.slug, "title": "A", "lot": "tide"}
    sign_in(client, owner)
    assert client.post(page, sent).url == client.post(page, sent).url
    assert Proposal.objects.count() == 1


def test_list_and_pages_of_two_lots_are_told_apart(supplier, challenge, proposal):
    other = start(challenge, "rocket", supplier=proposal.supplier, by=make.writer_of(proposal))
    text = content(supplier.get("/my/"))
    assert "Lot: Sea › Wave" in text
    assert "Lot: Rocket" in text
    assert "Rocket" in content(supplier.get(address("proposal", other)))
    assert supplier.get(reverse("submissions:proposal", args=[challenge.reference])).url == "/my/"
    assert supplier.get(address("proposal", proposal).replace("wave", "tide")).status_code == 404


def test_list_needs_the_same_queries_for_one_lot_and_three(supplier, challenge, proposal):
    lots, owner = iter(["rocket", "balloon", "tide"]), make.writer_of(proposal)

    def grow():
        start(challenge, next(lots), supplier=proposal.supplier, by=owner)

    assert_flat_queries(lambda: supplier.get("/my/"), grow=grow, at_most=15)


def test_change_of_the_lot_in_the_browser(supplier, proposal):
    assert "Change the lot" in content(supplier.get(address("lot", proposal)))
    answer = supplier.post(address("lot", proposal), {"lot": "tide"})
    assert answer.url == address("proposal", Proposal.objects.get())
    assert "~tide" in answer.url
    content(supplier.post(answer.url + "lot/", {"lot": "sea"}), 422)
    submit(Proposal.objects.get())
    assert "/lot/" not in content(supplier.get(answer.url))
    assert "Something was handed in" in content(supplier.post(answer.url + "lot/", {"lot": "wave"}), 409)


def test_viewer_and_strangers_do_not_change_the_lot(client, proposal):
    viewer = make.make_member(proposal.supplier, Role.VIEWER)
    assert sign_in(client, viewer).post(address("lot", proposal), {"lot": "tide"}).status_code == 409
    for person in (make.make_supplier()[1], make.make_member(proposal.challenge.authority, Role.SECRETARY)):
        assert sign_in(client, person).get(address("lot", proposal)).status_code == 404
    assert Proposal.objects.get().lot_key == "wave"


def test_receipt_names_the_lot_on_the_page_and_on_paper(supplier, proposal):
    receipt = vault.newest_deposit(submit(proposal)).receipt
    text = content(supplier.get(address("receipt", proposal, 1, receipt.number)))
    assert "<dd" in text
    assert "Wave" in text
    assert len(exports.receipt_pdf(receipt)) > 1000
    text = content(supplier.post(reverse("submissions:verify"), {"receipt": receipt.jws}))
    assert "Wave" in text


def test_limit_that_is_used_up_is_told_on_the_check_page(supplier, challenge, proposal):
    owner = make.writer_of(proposal)
    for lot in ("rocket", "tide"):
        submit(start(challenge, lot, supplier=proposal.supplier, by=owner))
    assert "no more than was handed in already" in content(supplier.get(address("check", proposal, 1)))
    answer = supplier.post(address("submit", proposal, 1), {"version": "1"})
    assert "no more than was handed in already" in content(answer, 409)
    assert Entry.objects.handed_in().count() == 2


def test_desk_shows_and_filters_lots(client, challenge, proposal):
    wave, rocket = submit(proposal), submit(start(challenge, "rocket"))
    stage = challenge.rounds.get()
    with make.after_deadline(stage):
        officials = [make.make_member(challenge.authority, Role.SECRETARY) for _number in range(2)]
        for official in officials:
            services.consent_to_opening(stage, by=official)
        sign_in(client, officials[0])
        entries = reverse("submissions:entries", args=[challenge.reference, 1])
        text = content(client.get(entries))
        assert "Sea › Wave" in text
        for lot, shown in (("sea", wave), ("wave", wave), ("rocket", rocket)):
            text = content(client.get(entries, {"lot": lot}))
            assert [each.work_code in text for each in (wave, rocket)] == [each == shown for each in (wave, rocket)]
        assert "No entry fits" in content(client.get(entries, {"lot": "submarine"}))
        assert "Lot: Rocket" in content(client.get(reverse("submissions:entry", args=[challenge.reference, 1, rocket.work_code])))


def test_without_lots_no_screen_speaks_of_them(client):
    challenge = make.make_open_challenge()
    stage = make.make_opened_round(challenge)
    with clock.moved_to(stage.opened_at):
        official = make.make_member(challenge.authority, Role.SECRETARY)
        assert "Lot" not in content(sign_in(client, official).get(reverse("submissions:entries", args=[challenge.reference, 1])))


def test_lot_that_an_amendment_removes_is_chosen_anew(client):
    """Who handed in stays with what was handed in; a draft must say another lot."""

    challenge = amending.make_amendable(rules=lambda rules: rules.update(lots=LOTS))
    draft, done = start(challenge, "rocket"), submit(start(challenge, "rocket"))
    amending.amend(challenge, lambda written, by: remove_item(written, by=by, path="rules/lots/rocket"))
    draft = Proposal.objects.get(pk=draft.pk)
    writer = make.writer_of(draft)
    sign_in(client, writer)
    text = content(client.get(address("check", draft, 1)))
    assert "not part of the rules any more" in text
    assert services.change_lot(draft, by=writer, lot="balloon").lot_key == "balloon"
    assert submit(draft).state == "submitted"
    assert Entry.objects.get(pk=done.pk).state == "submitted"
    assert vault.newest_deposit(Entry.objects.get(pk=done.pk)).receipt.statement["lot"]["key"] == "rocket"
    sign_in(client, make.writer_of(done))
    assert "a lot that the rules do not have any more" in content(client.get("/my/"))
    answer = client.post(address("confirm", done.proposal, 1), {"version": "2"})
    assert "not part of the rules any more" in content(answer, 409)
