"""The keeper of manuscripts: what it makes, what it says is missing, who wrote."""

from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page

from accounts.models import Membership, Organisation
from accounts.roles import Role
from accounts.services import grant_role, revoke_role
from challenges import manuscripts
from pages.blocks import safe_prose
from pages.models import AuthorityPage, ChallengePage, HomePage, InformationPage
from pages.services import ensure_site, sync_authority, write_words
from pages.services.authorities import group_name
from tests.factories.accounts import make_administrator, make_supplier, make_user
from tests.factories.challenges import WORDS, make_authority, make_challenge_draft, make_official
from tests.factories.pages import manuscript

pytestmark = pytest.mark.django_db


def groups_of(user: Any) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


# --- Manuscripts -----------------------------------------------------------------------------------------------------


def test_making_twice_makes_once() -> None:
    challenge = make_challenge_draft()

    manuscripts.store().make(challenge, titles={}, by=None)

    assert ChallengePage.objects.filter(challenge=challenge).count() == 2
    assert manuscript(challenge, "en").translation_key == manuscript(challenge, "pl").translation_key
    assert not ChallengePage.objects.filter(live=True).exists()


def test_words_are_the_newest_saved_ones_and_the_same_each_time() -> None:
    challenge = make_challenge_draft()
    facts = [{"type": "facts", "value": [{"label": "Pavement", "value": "58 °C"}]}, {"type": "heading", "value": "H"}]

    write_words(challenge, by=None, language="en", title="Newer", summary="Newer.", brief=facts)

    words = manuscripts.store().words(challenge)
    assert words == manuscripts.store().words(challenge)
    assert words["en"] == {"title": "Newer", "summary": "Newer.", "brief": facts}
    assert words["pl"]["title"] == WORDS["pl"]["title"]


def test_problems_are_said_in_words() -> None:
    challenge = make_challenge_draft()
    broken = [{"type": "heading", "value": ""}, {"type": "paragraph", "value": '<p><a linktype="page" id="3">here</a></p>'}]
    broken += [{"type": "paragraph", "value": "<p> </p>"}, {"type": "facts", "value": [{"label": "", "value": ""}]}]

    write_words(challenge, by=None, language="en", title="T", summary=" ", brief=broken)
    write_words(challenge, by=None, language="pl", title="T", summary="S", brief=[])

    problems = manuscripts.store().problems(challenge)
    assert len(problems["en"]) == 5
    assert problems["en"][0] == "The summary is missing."
    assert "Block 2 of the brief (Text)" in problems["en"][2]
    assert problems["pl"] == ["The brief is empty."]


def test_a_language_without_manuscript_is_a_problem() -> None:
    challenge = make_challenge_draft()
    ChallengePage.objects.get(challenge=challenge, language="pl").delete()

    assert manuscripts.store().problems(challenge)["pl"] == ["There is no manuscript in this language."]


def test_whoever_saved_a_word_is_a_writer() -> None:
    challenge = make_challenge_draft()
    second = make_official(challenge.authority, Role.PUBLISHER)
    before = manuscripts.store().writers(challenge)

    write_words(challenge, by=second, language="pl", **WORDS["pl"])

    assert manuscripts.store().writers(challenge) == before | {second.pk}


@pytest.mark.parametrize(
    ("source", "safe"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<p style='x' class='y' onclick='z'>a</p>", "<p>a</p>"),
        ("<iframe src='//x'></iframe><svg onload=x></svg><img src=x>", ""),
        ('<a href="javascript:x">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="https://x.org" target="_top">a</a>', '<a href="https://x.org" rel="noopener noreferrer">a</a>'),
        ("<form action=x><input></form><ul><li>b</li></ul>", "<ul><li>b</li></ul>"),
    ],
)
def test_prose_keeps_structure_and_nothing_else(source: str, safe: str) -> None:
    assert safe_prose(source) == safe


# --- Places and rights -----------------------------------------------------------------------------------------------


def test_roles_and_rights_keep_step() -> None:
    authority, person = make_authority(), make_user()

    grant_role(authority, by=make_administrator(), user=person, role=Role.AUTHOR)
    assert groups_of(person) == {group_name(authority, Role.AUTHOR)}

    revoke_role(authority, by=make_administrator(), user=person, role=Role.AUTHOR)
    assert groups_of(person) == set()


def test_rights_end_at_the_own_authority() -> None:
    authority = make_authority()

    sync_authority(authority)
    sync_authority(authority)

    pages = AuthorityPage.objects.filter(organisation=authority)
    assert {page.language for page in pages} == {"en", "pl"}
    rights = GroupPagePermission.objects.filter(group__name__startswith=f"authority:{authority.slug}:")
    assert {right.page_id for right in rights} == {page.pk for page in pages}
    assert {right.permission.codename for right in rights} == {"change_page"}


def test_a_renamed_authority_gets_a_renamed_page() -> None:
    authority = make_authority()
    sync_authority(authority)
    Organisation.objects.filter(pk=authority.pk).update(name="Ministry of Seas")
    authority.refresh_from_db()

    sync_authority(authority)

    assert set(AuthorityPage.objects.filter(organisation=authority).values_list("title", flat=True)) == {"Ministry of Seas"}


def test_suppliers_have_no_place() -> None:
    assert sync_authority(make_supplier()) == {}


def test_the_command_brings_all_into_step() -> None:
    authority, person = make_authority(), make_user()
    Membership.objects.create(user=person, organisation=authority, role=Role.PUBLISHER)
    administrator = make_administrator()

    call_command("ensure_site", verbosity=0)

    assert groups_of(person) == {group_name(authority, Role.PUBLISHER)}
    assert groups_of(administrator) == {"portal:administrators"}


def test_the_site_is_made_once() -> None:
    ensure_site()
    pages = set(Page.objects.values_list("pk", flat=True))

    ensure_site()

    assert set(Page.objects.values_list("pk", flat=True)) == pages
    assert HomePage.objects.live().count() == 2
    assert InformationPage.objects.live().count() == 8
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_a_rewritten_page_is_not_made_again() -> None:
    ensure_site()
    InformationPage.objects.filter(slug="about").update(title="Ours")

    ensure_site()

    assert InformationPage.objects.get(slug="about").title == "Ours"
