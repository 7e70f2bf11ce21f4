"""Invariant 4: before the report of a blind round is signed, nobody on the panel can join a work with a name."""

import io
import re

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core import clock
from core.models import OutgoingMail
from evaluation import services
from evaluation.models import Scorecard
from evaluation.queries import sheet as reading
from ledger.models import Event
from submissions import identity, intake, vault
from submissions.models import Attachment, Deposit, Entry
from tests.factories.accounts import sign_in
from tests.factories.evaluation import Judging, judging, save, score

pytestmark = pytest.mark.django_db

NAME = "Zażółć Gęślą Spółka Akcyjna"


def pdf_with_tell_tale_metadata() -> io.BytesIO:
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Author"] = NAME
        document.docinfo["/Title"] = f"Plan of {NAME}"
        document.save(file)
    file.seek(0)
    return file


def named(made: Judging) -> Entry:
    """Give the first entry a supplier with a telling name and a file that tells it too, as its supplier handed it in."""
    entry = made.entries[0]
    entry.proposal.supplier.name = NAME
    entry.proposal.supplier.save()
    stored = intake.store_file(ContentFile(pdf_with_tell_tale_metadata().read(), name=f"{NAME}.pdf"))
    attachment = Attachment.objects.create(
        entry=entry,
        question_key="plan",
        original_name=f"{NAME}.pdf",
        uploaded_at=clock.database_now(),
        uploaded_by=made.author,
        **vars(stored),
    )
    Deposit.objects.get(entry=entry).attachments.add(attachment)
    return entry


def jury_pages(made: Judging, entry: Entry) -> list[str]:
    """Return the address of every page that a juror can open about a round."""
    reference, number, code = made.challenge.reference, made.round.number, entry.work_code
    by_code = [reverse(f"evaluation:{name}", args=[code]) for name in ("sheet", "check", "conflict")]
    by_round = [reverse(f"evaluation:{name}", args=[reference, number]) for name in ("ranking", "report", "ranking_data")]
    by_reference = [reverse(f"evaluation:{name}", args=[reference]) for name in ("seat", "step_down")]
    rest = [reverse("evaluation:queue"), reverse("evaluation:submit", args=[code]), f"/jury/{code}/files/1/", f"/jury/{code}/x/"]
    return [*by_code, *by_round, *by_reference, *rest]


def everything_told(client: Client, made: Judging, entry: Entry) -> str:
    """Return bodies and headers of every answer to a juror, errors and refused posts too; not the list of who takes part."""
    told = []
    for url in jury_pages(made, entry):
        for act in (client.get, client.post):
            response = act(url, {"reason": ""})
            body = b"".join(response.streaming_content) if response.streaming else response.content
            told.append(f"{dict(response.headers)} {body.decode(errors='replace')}")
    return " ".join(told)


@pytest.mark.parametrize("stage", ["declared", "scored", "signing"])
def test_no_page_file_header_or_error_tells_a_juror_whose_work_it_is(stage):
    made = judging(stage)
    entry = named(made)
    told = everything_told(sign_in(Client(), made.chair), made, entry)
    supplier = entry.proposal.supplier
    secrets = [NAME, "Zażółć", supplier.slug, Deposit.objects.get(entry=entry).submitted_by.email]
    assert entry.work_code in told
    assert [secret for secret in secrets if secret in told] == []


def test_the_list_of_who_takes_part_holds_no_code_and_no_order_of_the_works():
    made = judging("appointed", entries=8)
    named(made)
    text = (
        sign_in(Client(), made.chair).get(reverse("evaluation:declaration", args=[made.challenge.reference, 1])).content.decode()
    )
    assert NAME in text
    assert [entry.work_code for entry in made.entries if entry.work_code in text] == []
    listed = re.findall(r'name="conflicts" value="([^"]+)"', text)
    by_name = [supplier.slug for supplier in identity.participants(made.round)]
    assert listed == by_name
    ids = [str(entry.proposal_id) for entry in made.entries]
    assert [value for value in listed if value in ids] == []


def test_file_names_and_metadata_tell_nothing():
    made = judging("declared")
    entry = named(made)
    response = sign_in(Client(), made.chair).get(reverse("evaluation:attachment", args=[entry.work_code, 1]))
    assert response["Content-Disposition"] == f'inline; filename="{entry.work_code}-1.pdf"'
    content = b"".join(response.streaming_content)
    assert b"Author" not in content
    with pikepdf.open(io.BytesIO(content)) as copy:
        assert NAME not in str(copy.docinfo)


def test_no_page_shows_when_an_entry_arrived():
    made = judging("scored")
    moments = [deposit.received_at for deposit in Deposit.objects.filter(entry__in=made.entries)]
    told = everything_told(sign_in(Client(), made.chair), made, made.entries[0])
    assert [moment for moment in moments if f"{moment:%H:%M:%S}" in told or moment.isoformat() in told] == []
    assert "arrival" not in told


def test_the_order_of_the_queue_is_that_of_random_codes():
    made = judging("declared", entries=9)
    text = sign_in(Client(), made.chair).get(reverse("evaluation:queue")).content.decode()
    listed = re.findall(r'portal-cards__code" href="/jury/([^/]+)/"', text)
    assert listed == sorted(entry.work_code for entry in made.entries)


def test_a_colleague_missing_from_an_entry_is_not_named():
    made = judging("declared", entries=2, jurors=4)
    conflicted, _other = made.entries
    services.recuse_juror(made.seat(made.people[3]), by=made.people[3], reason="I know them.", entry=conflicted)
    for person in made.people[:3]:
        score(made.card(person, conflicted), person)
    text = sign_in(Client(), made.chair).get(reverse("evaluation:sheet", args=[conflicted.work_code])).content.decode()
    assert text.count("Another juror") == 2
    assert [str(person) for person in made.people[1:] if str(person) in text] == []
    assert not Scorecard.objects.visible_to(made.chair).filter(state="recused").exists()


def test_the_declaration_of_a_conflict_is_told_to_nobody_on_the_panel_and_officials_see_only_that_there_is_one():
    made = judging("assigned", jurors=4)
    entry = named(made)
    juror = made.people[3]
    services.declare_interests(made.seat(juror), by=juror, round=made.round, statement="My sister.", conflicts=[entry.proposal])
    desk = (
        sign_in(Client(), made.secretary).get(reverse("evaluation:judging", args=[made.challenge.reference, 1])).content.decode()
    )
    assert "Declared" in desk
    assert "My sister." not in desk
    assert NAME not in desk
    assert NAME not in str(list(Event.objects.filter(verb="declare").values_list("data", "object_reference")))


def test_officials_join_works_and_names_only_through_the_one_module_and_after_the_signing():
    made = judging("signing")
    entry = named(made)
    assert identity.name_for(entry, by=made.secretary) == entry.work_code
    for person in made.people:
        services.sign_report(made.report, by=person)
    entry = Entry.objects.select_related("round", "proposal__supplier", "proposal__challenge").get(pk=entry.pk)
    assert identity.name_for(entry, by=made.secretary) == NAME
    assert Event.objects.filter(verb="reveal", object_reference=made.round.reference).count() == 1


def test_mail_to_the_jury_names_no_supplier_and_no_work():
    made = judging("signing")
    entry = named(made)
    text = " ".join(f"{mail.subject} {mail.text}" for mail in OutgoingMail.objects.all())
    assert NAME not in text
    assert entry.work_code not in text


# --- Who sees whose marks ------------------------------------------------------------------------------------------


def others_seen(made: Judging, person: User) -> int:
    return len(reading.colleagues(made.card(person, made.entries[0]), by=person))


@pytest.mark.parametrize(("sees_others", "before", "after_own", "at_the_end"), [("after_own", 0, 1, 2), ("when_all_in", 0, 0, 2)])
def test_the_others_marks_appear_when_the_round_says(sees_others, before, after_own, at_the_end):
    made = judging("declared", entries=1, sees_others=sees_others)
    first, second, third = made.people
    score(made.card(first, made.entries[0]), first)
    save(made.card(third, made.entries[0]), third, mark=2)
    assert others_seen(made, second) == before
    score(made.card(second, made.entries[0]), second)
    assert others_seen(made, second) == after_own
    services.submit_scorecard(made.card(third, made.entries[0]), by=third)
    assert others_seen(made, second) == at_the_end


def test_a_private_note_is_read_by_its_juror_alone():
    made = judging("declared", entries=1)
    for person in made.people:
        card = save(made.card(person, made.entries[0]), person, private_note=f"Note of {person.pk}-{person.ledger_name}")
        services.submit_scorecard(card, by=person)
    note = f"Note of {made.chair.pk}-{made.chair.ledger_name}"
    code = made.entries[0].work_code
    assert note in sign_in(Client(), made.chair).get(f"/jury/{code}/").content.decode()
    for person in (made.people[1], made.secretary, made.auditor):
        told = everything_told(sign_in(Client(), person), made, made.entries[0])
        assert note not in told


def test_an_entry_that_was_not_admitted_or_is_another_jurys_is_not_read():
    made = judging("declared")
    made.entries[0].state = "inadmissible"
    made.entries[0].save()
    assert sign_in(Client(), made.chair).get(f"/jury/{made.entries[0].work_code}/").status_code == 404
    other = judging("declared")
    assert sign_in(Client(), made.chair).get(f"/jury/{other.entries[0].work_code}/").status_code == 404
    assert vault.reading(other.entries[0], made.chair) is None


def test_before_the_opening_a_seat_reads_nothing():
    made = judging("declared")
    type(made.round).objects.update(opened_at=None)
    entry = Entry.objects.select_related("round").get(pk=made.entries[0].pk)
    assert vault.reading(entry, made.chair) is None


def test_an_administrator_finds_nothing_of_the_judging():
    made = judging("scored")
    administrator = made.roles()["administrator"]
    client = sign_in(Client(), administrator)
    reference = made.challenge.reference
    urls = [*jury_pages(made, made.entries[0]), f"/desk/{reference}/panel/", f"/desk/{reference}/round-1/judging/"]
    expected = {reverse("evaluation:queue"): 200, reverse("evaluation:submit", args=[made.entries[0].work_code]): 405}
    assert {url: client.get(url).status_code for url in urls} == {url: expected.get(url, 404) for url in urls}
    assert "You do not sit on a jury" in client.get(reverse("evaluation:queue")).content.decode()
