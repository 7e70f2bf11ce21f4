"""Competitions whose rules no preset makes: what their pages, drafts, deposits and readers do with them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.roles import Role
from challenges.versioning import digest
from core import clock
from core.lifecycle import TransitionRefused
from submissions import services, vault
from submissions.documents import DocumentRefused
from submissions.models import Attachment, Entry
from submissions.queries.anonymity import identity_traces
from submissions.queries.form import sections_of
from submissions.vault import Reading, readers
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.submissions.asking import limit, money, question

pytestmark = pytest.mark.django_db


def asking(*questions, **members):
    """Return a challenge whose rounds ask these questions."""

    def change(rules):
        for stage in rules["rounds"]:
            stage["intake"] |= {"questions": list(questions), **members}

    return make.make_open_challenge(rules=change)


def draft_of(challenge, **answers):
    entry = make.make_proposal(challenge).entries.get()
    return services.save_draft(entry, by=make.writer_of(entry), answers=answers)


def submit(entry):
    """Hand in `entry`, open the round, and return the entry as its readers find it."""
    services.submit_entry(entry, by=make.writer_of(entry))
    make.make_opened_round(entry.challenge, entries=0, admitted=False)
    return Entry.objects.get(pk=entry.pk)


def page(client, name, entry, *more):
    response = client.get(reverse(f"submissions:{name}", args=[entry.challenge.reference, 1, *more]))
    assert response.status_code == 200
    return response.content.decode()


PILOT = question("yes_no", "pilot", label={"en": "Is there a pilot?"})
WHERE = question("line", "where", label={"en": "Where?"}, only_if={"question": "pilot", "any_of": ["yes"]})
PHOTO = question("file", "photo", label={"en": "A photograph"}, only_if={"question": "pilot", "any_of": ["yes"]})


def test_an_answer_that_is_not_asked_for_stays_in_the_draft(client):
    entry = draft_of(asking(PILOT, WHERE, PHOTO), pilot="yes", where="On the river")
    writer = make.writer_of(entry)
    services.attach_file(entry, by=writer, question_key="photo", file=make.make_pdf(), name="photo.pdf")
    entry = services.save_draft(entry, by=writer, answers={"pilot": "no"})
    receipt = services.submit_entry(entry, by=writer)
    assert vault.read_answers(receipt.deposit, by=writer) == {"pilot": "no"}
    assert [part["part"] for part in receipt.statement["parts"]] == ["answers"]
    assert vault.files_of(receipt.deposit, by=writer) == []
    assert not vault.differs_from_deposit(Entry.objects.get(pk=entry.pk), by=writer)
    assert Entry.objects.get(pk=entry.pk).draft["where"] == "On the river"
    sign_in(client, writer)
    shown = page(client, "round", entry)
    assert "Not asked" in shown
    assert "Answer only if “Is there a pilot?” is answered: Yes." in shown


def test_what_was_asked_is_handed_in_and_needed():
    entry = draft_of(asking(PILOT, WHERE), pilot="yes")
    with pytest.raises(TransitionRefused) as refused:
        services.submit_entry(entry, by=make.writer_of(entry))
    assert [gap.section for gap in refused.value.gaps] == ["where"]


def test_the_form_stands_under_its_headings(client):
    plan = question("text", "plan", section="work", criteria=["need"])
    name = question("line", "name")
    entry = draft_of(asking(plan, name, sections=[{"key": "work", "title": {"en": "Your work"}}]))
    writer = make.writer_of(entry)
    assert [(section.key, section.title) for section in sections_of(entry, by=writer)] == [
        ("work", {"en": "Your work"}),
        ("_general", None),
    ]
    sign_in(client, writer)
    assert "Your work" in page(client, "section", entry, "work")


def test_a_question_about_several_criteria_stands_under_the_first_that_there_is():
    entry = draft_of(asking(question("text", "plan", criteria=["gone", "team", "need"])))
    [section] = sections_of(entry, by=make.writer_of(entry))
    assert (section.key, section.weight) == ("team", 40)


def test_answers_are_read_in_words_everywhere(client):
    costs = question("table", "costs", options=[{"key": "item", "label": {"en": "Item"}}])
    sum_asked = question("money", "sum", limits=[limit("sum", at_most=money("100", "EUR"))])
    entry = draft_of(asking(PILOT, costs, sum_asked), pilot="yes", costs=[{"item": "Sensor"}], sum="90")
    writer = make.writer_of(entry)
    sign_in(client, writer)
    checked = page(client, "check", entry)
    opened = submit(entry)
    with make.after_deadline(entry.round):
        sign_in(client, writer)
        handed_in = page(client, "round", entry)
        sign_in(client, make.make_member(entry.challenge.authority, Role.SECRETARY))
        on_the_desk = page(client, "entry", opened, opened.work_code)
    for text in (checked, handed_in, on_the_desk):
        assert ">Yes<" in "".join(text.split())
        assert "Item: Sensor" in text
        assert "EUR\N{NO-BREAK SPACE}90" in text


ENVELOPES = [
    question("line", "idea"),
    question("line", "who", envelope="identity"),
    question("line", "cost", envelope="price"),
    question("file", "cv", envelope="identity", required=False),
    question("file", "plan", required=False),
]


@pytest.fixture
def sealed():
    entry = draft_of(asking(*ENVELOPES), idea="Sensors", who="River Ltd", cost="90")
    for key in ("cv", "plan"):
        services.attach_file(entry, by=make.writer_of(entry), question_key=key, file=make.make_pdf(), name=f"{key}.pdf")
    return submit(entry)


def readable(entry, by):
    return set(vault.read_answers(entry, by=by)), [(file.number, file.question_key) for file in vault.files_of(entry, by=by)]


def test_the_jury_reads_the_work_alone(sealed, monkeypatch):
    monkeypatch.setattr(readers, "_reader_rules", [lambda _user, _entry: True])
    juror = make.make_person()
    assert vault.reading(sealed, juror) is Reading.WORK
    assert readable(sealed, juror) == ({"idea"}, [(1, "plan")])
    opened = vault.open_file(Attachment.objects.get(question_key="plan"), by=juror)
    opened.stream.close()
    assert opened.name == f"{sealed.work_code}-1.pdf"
    with pytest.raises(PermissionDenied):
        vault.open_file(Attachment.objects.get(question_key="cv"), by=juror)
    shown = [item.question.key for section in sections_of(sealed, by=juror) for item in section.items]
    assert shown == ["idea", "plan"]


def test_officials_read_the_identity_once_names_are_known(sealed):
    secretary = make.make_member(sealed.challenge.authority, Role.SECRETARY)
    assert readable(sealed, secretary) == ({"idea", "cost"}, [(1, "plan")])
    sealed.round.revealed_at = clock.database_now()
    sealed.round.save(update_fields=["revealed_at"])
    assert vault.reading(sealed, secretary) is Reading.NAMED
    assert readable(sealed, secretary) == ({"idea", "who", "cost"}, [(1, "cv"), (2, "plan")])


def test_names_in_the_identity_envelope_are_no_trace():
    entry = draft_of(asking(*ENVELOPES), idea="Sensors of Ewa Lis", who="info@river.example")
    writer = make.writer_of(entry)
    type(writer).objects.filter(pk=writer.pk).update(name="Ewa Lis")
    assert [(trace.found, trace.where) for trace in identity_traces(entry, by=writer)] == [("Ewa Lis", "Idea")]


def test_a_question_takes_several_files_and_no_more(client):
    entry = draft_of(asking(question("file", "plan", limits=[limit("files", at_least="1", at_most="2")])))
    writer = make.writer_of(entry)
    sign_in(client, writer)
    address = reverse("submissions:section", args=[entry.challenge.reference, 1, "_general"])
    assert client.post(address, {"plan": [make.make_pdf(), make.make_pdf(pages=3)]}).status_code == 302
    assert [file.pages for file in entry.attachments.order_by("pk")] == [1, 3]
    with pytest.raises(DocumentRefused):
        services.attach_file(entry, by=writer, question_key="plan", file=make.make_pdf(), name="third.pdf")
    refused = client.post(address, {"plan": make.make_pdf()})
    assert "as many files as this question takes" in refused.content.decode()
    first = entry.attachments.order_by("pk")[0]
    client.post(reverse("submissions:remove_file", args=[entry.challenge.reference, 1, first.pk]))
    assert [file.pages for file in entry.attachments.filter(removed_at=None)] == [3]


def test_pages_are_counted_where_they_are_limited():
    entry = draft_of(asking(question("file", "plan", limits=[limit("pages", at_most="2")])))
    writer = make.writer_of(entry)
    services.attach_file(entry, by=writer, question_key="plan", file=make.make_pdf(pages=3), name="plan.pdf")
    with pytest.raises(TransitionRefused, match=r"Pages: at most 2\. Now: 3\."):
        services.submit_entry(Entry.objects.get(pk=entry.pk), by=writer)


def test_a_deposit_is_read_under_the_rules_it_was_handed_in_under():
    entry = submit(draft_of(asking(question("line", "idea", label={"en": "Your idea"})), idea="Sensors"))
    challenge, first = entry.challenge, entry.challenge.published_version
    content = {**asking(question("line", "other")).published_version.content}
    second = type(first).objects.create(
        challenge=challenge, number=2, content=content, sha256=digest(content), submitted_at=first.submitted_at,
        published_at=first.published_at, published_by=first.published_by, titles=first.titles, summaries=first.summaries,
    )  # fmt: skip
    challenge.published_version = second
    challenge.save()
    challenge.rounds.update(set_by_version=second)
    entry = Entry.objects.get(pk=entry.pk)
    writer = make.writer_of(entry)
    assert [section.items[0].asked.label for section in sections_of(entry.deposits.get(), by=writer)] == ["Your idea"]
    assert [section.items[0].asked.label for section in sections_of(entry, by=writer)] == ["Other"]


# --- Who comes into a round --------------------------------------------------------------------------------------------
