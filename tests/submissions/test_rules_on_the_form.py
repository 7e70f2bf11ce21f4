"""The supplier reads the rules of the round beside the form, in the words of the public page."""

import pytest
from django.test import Client
from django.urls import reverse

from challenges.rules.chapters import round_chapters
from tests.factories import submissions as make
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.django_db


def test_the_form_says_the_rules_of_its_round(client: Client) -> None:
    entry = make.make_draft()
    sign_in(client, make.writer_of(entry))
    page = client.get(reverse("submissions:round", args=[entry.challenge.reference, entry.round.number])).content.decode()

    (told,) = round_chapters(entry.round.document, entry.round.round_key, without=("questions",))
    titles = [chapter.title for chapter in told.below]

    assert titles[:2] == ["Entries", "Judging"]
    assert [title for title in titles if f">{title}</h4>" not in page] == []
    assert "Late entries" in page
    assert "Questions</h5>" not in page
