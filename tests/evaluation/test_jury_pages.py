"""The pages of the jury: what they say, what they refuse, and that nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluation import services
from ledger.models import Event
from tests.evaluation.visits import post, see, sheet_data, where
from tests.factories.accounts import sign_in
from tests.factories.evaluation import judging, make_person, save, score

pytestmark = pytest.mark.django_db


def test_an_invitation_is_read_and_accepted():
    made = judging("opened")
    panel = services.form_panel(made.challenge, by=made.secretary)
    person = make_person("Zofia Nowa")
    services.invite_juror(panel, by=made.secretary, email=person.email, name="", role="deputy", qualification="Dr")
    assert "You are invited to this jury." in see(person, "queue")
    assert "A deputy judges only if a juror steps down." in see(person, "seat", made.challenge.reference)
    assert post(person, "accept", made.challenge.reference).url == reverse("evaluation:queue")
    assert "You are a deputy." in see(person, "queue")
    assert (
        "You have answered this invitation already"
        in post(person, "accept", made.challenge.reference, status=409).content.decode()
    )
    assert Event.objects.filter(verb="refused").count() == 1


def test_an_invitation_is_declined():
    made = judging("opened")
    panel = services.form_panel(made.challenge, by=made.secretary)
    person = make_person("Jan Nowy")
    services.invite_juror(panel, by=made.secretary, email=person.email, name="", role="member")
    post(person, "decline", made.challenge.reference)
    assert "You do not sit on a jury" in see(person, "queue")


def test_the_queue_leads_from_one_act_to_the_next():
    made = judging("appointed", entries=1)
    assert "Declare your interests" in see(made.chair, "queue")
    services.declare_interests(made.seat(made.chair), by=made.chair, round=made.round, statement="", conflicts=[])
    assert "The entries are being checked" in see(made.chair, "queue")
    services.assign_scorecards(made.round, by=made.secretary)
    assert "Score the next entry" in see(made.chair, "queue")
    score(made.card(made.chair, made.entries[0]), made.chair)
    assert "You are done." in see(made.chair, "queue")
    for person in made.people[1:]:
        services.declare_interests(made.seat(person), by=person, round=made.round, statement="", conflicts=[])
        score(made.card(person, made.entries[0]), person)
    assert "Write the report" in see(made.chair, "queue")
    assert "The chair writes the report." in see(made.people[1], "queue")
    services.circulate_report(made.report, by=made.chair, remarks="")
    assert "Read and sign the report" in see(made.people[1], "queue")
    services.sign_report(made.report, by=made.people[1])
    assert "It waits for the others." in see(made.people[1], "queue")


def test_the_declaration_lists_who_takes_part_by_name_and_takes_a_conflict():
    made = judging("appointed", jurors=4)
    supplier = made.entries[0].proposal.supplier
    text = see(made.chair, "declaration", *where(made))
    assert all(entry.proposal.supplier.name in text for entry in made.entries)
    assert Event.objects.filter(verb="show_participants").count() == 1
    unclear = post(made.chair, "declaration", *where(made), status=422, has_conflict="yes")
    assert "Tick those with whom something connects you" in unclear.content.decode()
    both = post(made.chair, "declaration", *where(made), status=422, has_conflict="no", conflicts=[supplier.slug])
    assert "You ticked somebody" in both.content.decode()
    strange = post(made.chair, "declaration", *where(made), status=422, has_conflict="yes", conflicts=["nobody"], statement="x")
    assert "nobody" in strange.content.decode()
    post(made.chair, "declaration", *where(made), has_conflict="yes", conflicts=[supplier.slug], statement="My sister.")
    assert made.seat(made.chair).declarations.get().conflicts.get().supplier == supplier
    assert "My sister." in see(made.chair, "declaration", *where(made))
    again = post(made.chair, "declaration", *where(made), status=409, has_conflict="no")
    assert "already" in again.content.decode()


def test_without_a_declaration_the_sheet_leads_to_it():
    made = judging("assigned", entries=1)
    response = sign_in(Client(), made.chair).get(reverse("evaluation:sheet", args=[made.entries[0].work_code]))
    assert response.url == reverse("evaluation:declaration", args=where(made))


def test_the_sheet_shows_the_work_beside_the_marks():
    made = judging("declared")
    text = see(made.chair, "sheet", made.entries[0].work_code)
    assert f"Work {made.entries[0].work_code}: lamps that follow people." in text
    assert "Does not answer the need" in text
    assert ">50%<" in text
    assert "Not saved yet" in text
    assert text.count('type="radio"') == 18


def test_marks_are_saved_checked_and_submitted_without_a_script():
    made = judging("declared", entries=2)
    card = min(made.cards(made.chair), key=lambda card: card.entry.work_code)
    code, other = card.entry.work_code, max(entry.work_code for entry in made.entries)
    assert post(made.chair, "sheet", code, **sheet_data(card)).url == reverse("evaluation:sheet", args=[code])
    assert "Saved " in see(made.chair, "sheet", code)
    assert '<p class="portal-sheet__total" data-portal-sum>60 of 100 in all.</p>' in see(made.chair, "sheet", code)
    card.refresh_from_db()
    saved = post(made.chair, "sheet", code, **sheet_data(card, then="next"))
    assert saved.url == reverse("evaluation:sheet", args=[other])
    card.refresh_from_db()
    saved = post(made.chair, "sheet", code, **sheet_data(card, then="check"))
    assert saved.url == reverse("evaluation:check", args=[code])
    assert "After submitting you cannot change these marks." in see(made.chair, "check", code)
    assert post(made.chair, "submit", code).url == reverse("evaluation:sheet", args=[other])
    assert "You submitted these marks on" in see(made.chair, "sheet", code)
    assert "Submitted" in see(made.chair, "queue")


def test_what_is_missing_is_listed_with_links_to_the_sheet():
    made = judging("declared")
    code = made.entries[0].work_code
    save(made.card(made.chair, made.entries[0]), made.chair, mark=None)
    text = see(made.chair, "check", code)
    assert f'href="/jury/{code}/#id_mark_benefit_0"' in text
    assert "Submit your marks" not in text
    refused = post(made.chair, "submit", code, status=409).content.decode()
    assert "“Benefit for people” has no mark yet." in refused


def test_two_tabs_lose_nothing():
    made = judging("declared")
    code = made.entries[0].work_code
    old = sheet_data(made.card(made.chair, made.entries[0]), mark="1", comment="Typed in the old tab")
    save(made.card(made.chair, made.entries[0]), made.chair, mark=4, comment="Typed in the new tab")
    text = post(made.chair, "sheet", code, status=409, **old).content.decode()
    assert "You saved this scorecard in another window" in text
    assert "Typed in the old tab" in text
    assert '<input type="hidden" name="revision" value="1"' in text
    assert "What is stored now" in text
    post(made.chair, "sheet", code, **{**old, "revision": 1})
    assert made.card(made.chair, made.entries[0]).comment == "Typed in the old tab"


def test_a_script_saves_and_is_told_so():
    made = judging("declared")
    card = made.card(made.chair, made.entries[0])
    code, script = card.entry.work_code, {"X-Portal-Autosave": "1"}
    answer = post(made.chair, "sheet", code, status=200, headers=script, **sheet_data(card))
    assert (answer.json()["revision"], answer.json()["message"][:6]) == (1, "Saved ")
    assert answer.json()["sum"] == "60 of 100 in all."
    stale = post(made.chair, "sheet", code, status=409, headers=script, **sheet_data(card))
    assert "another window" in stale.json()["message"]


@pytest.mark.parametrize(
    "bad", [{"mark_benefit": "7"}, {"mark_benefit": "<script>"}, {"revision": "-1"}, {"comment": "x" * 5000}]
)
def test_hostile_marks_are_refused_and_kept_on_the_page(bad):
    made = judging("declared")
    card = made.card(made.chair, made.entries[0])
    text = post(
        made.chair, "sheet", card.entry.work_code, status=422, **(sheet_data(card, private_note="mine") | bad)
    ).content.decode()
    assert "There is a problem" in text
    assert "mine</textarea>" in text
    assert "<script>" not in text.split("mark_benefit")[1][:200]
    assert made.card(made.chair, made.entries[0]).state == "assigned"


def test_after_the_lock_nothing_is_saved():
    made = judging("scored", entries=1)
    card = made.card(made.chair, made.entries[0])
    text = post(made.chair, "sheet", card.entry.work_code, status=409, **sheet_data(card, mark="1")).content.decode()
    assert "This cannot be done in the state “Locked”." in text
    assert {score.value for score in card.scores.all()} == {"4"}


def test_stepping_back_from_an_entry_takes_it_away():
    made = judging("declared", jurors=4)
    code = made.entries[0].work_code
    assert "step back" in see(made.chair, "conflict", code)
    post(made.chair, "conflict", code, status=422, reason="")
    post(made.chair, "conflict", code, reason="I know this lamp.")
    assert "do not score it" in see(made.chair, "sheet", code)
    assert "lamps that follow" not in see(made.chair, "sheet", code)
    queue = see(made.chair, "queue")
    assert code not in queue
    assert "in conflict with are not listed" in queue


def test_stepping_down_closes_every_entry():
    made = judging("declared", jurors=4)
    post(made.chair, "step_down", made.challenge.reference, reason="Ill.")
    see(made.chair, "sheet", made.entries[0].work_code, status=404)
    assert "You do not sit on a jury" in see(made.chair, "queue")


def test_ranking_and_report_for_jurors_and_officials():
    made = judging("scored")
    text = see(made.chair, "ranking", *where(made))
    assert [made.entries[number].work_code in text for number in range(3)] == [True] * 3
    assert "80.00" in text
    assert "80.00" in see(made.secretary, "desk_ranking", *where(made))
    assert "Send it round for signatures" in see(made.chair, "report", *where(made))
    assert "Send it round for signatures" not in see(made.people[1], "report", *where(made))
    post(made.chair, "circulate", *where(made), remarks="All lamps shine.")
    assert "All lamps shine." in see(made.people[1], "report", *where(made))
    for person in made.people:
        post(person, "sign", *where(made))
    assert "Signed by every juror" in see(made.auditor, "desk_report", *where(made))
    post(made.chair, "circulate", *where(made), remarks="Again", status=409)
    data = sign_in(Client(), made.secretary).get(reverse("evaluation:ranking_data", args=where(made))).json()
    assert data["content"]["nobody_passed"] is False


def test_nobody_passed_is_said():
    made = judging("scored", threshold="99")
    assert "Nobody passed" in see(made.chair, "ranking", *where(made))


def test_a_shared_rank_is_said():
    made = judging("declared", entries=2)
    for person in made.people:
        for entry in made.entries:
            score(made.card(person, entry), person)
    first, second = (entry.work_code for entry in made.entries)
    codes = ", ".join(sorted((first, second)))
    told = f"Equal totals: {codes}. Earlier submission: {first}, then {second}."
    assert told in see(made.chair, "ranking", *where(made))
