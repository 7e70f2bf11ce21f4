"""Suppliers are warned of what would give them away in a blind round, and can submit all the same."""

import pytest
import typst
from django.core.files.base import ContentFile

from submissions import services
from submissions.queries.anonymity import Trace, identity_traces
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    challenge = make.make_open_challenge()
    supplier = make.make_organisation("supplier", "Żabka Wodna sp. z o.o.")
    owner = make.make_member(supplier, make.Role.OWNER, name="Ewa Zielińska")
    entry = make.make_proposal(challenge, supplier=supplier, by=owner).entries.get()
    services.save_draft(entry, by=owner, answers=make.ANSWERS)
    return type(entry).objects.get(pk=entry.pk)


def traces(entry, **answers):
    entry = services.save_draft(entry, by=make.writer_of(entry), answers=answers)
    return identity_traces(entry, by=make.writer_of(entry))


def test_an_anonymous_entry_gives_no_warning(entry):
    assert traces(entry) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We at ŻABKA WODNA know rivers", "Żabka Wodna sp. z o.o."),
        ("zabka wodna", "Żabka Wodna sp. z o.o."),
        ("led by Ewa Zielińska", "Ewa Zielińska"),
        ("EWA ZIELINSKA", "Ewa Zielińska"),
        ("write to office@zabka.example", "office@zabka.example"),
        ("see https://example.org/plan", "example.org"),
    ],
)
def test_names_addresses_and_domains_are_found(entry, text, found):
    assert Trace(found, "What is the problem?") in traces(entry, problem=text)


def test_parts_of_other_words_are_not_names(entry):
    assert traces(entry, problem="Ewangelia, zabkowanie, wodnak") == []


def test_a_signed_file_is_told_because_a_signature_is_a_name(entry):
    owner = make.writer_of(entry)
    file = make.make_signed_pdf("Somebody else")
    services.attach_file(entry, by=owner, question_key="plan", file=file, name="plan.pdf")
    assert traces(type(entry).objects.get(pk=entry.pk)) == [Trace("a digital signature", "Plan (PDF)")]


def test_titles_and_files_are_read_too(entry):
    owner = make.writer_of(entry)
    services.name_proposal(entry.proposal, by=owner, title="The Ewa Zielińska method")
    pdf = typst.compile('#set document(author: "Ewa Zielińska")\n= Plan of Żabka Wodna'.encode(), format="pdf")
    services.attach_file(entry, by=owner, question_key="plan", file=ContentFile(pdf, name="plan.pdf"), name="plan.pdf")
    entry = type(entry).objects.get(pk=entry.pk)
    assert set(identity_traces(entry, by=owner)) == {
        Trace("Ewa Zielińska", ""),
        Trace("Ewa Zielińska", "Plan (PDF)"),
        Trace("Żabka Wodna sp. z o.o.", "Plan (PDF)"),
    }
    assert services.submit_entry(entry, by=owner)
