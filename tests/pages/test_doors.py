"""Who comes into the editor, and to what; what nobody may know of answers 404 whether it exists or not."""

import json
import re

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from accounts.roles import Role
from challenges.models import Challenge
from pages.middleware import EDITOR_CSP
from pages.services import ensure_site, sync_administrators
from tests.factories.accounts import make_administrator, make_supplier, sign_in
from tests.factories.challenges import WORDS, make_challenge_draft, make_official
from tests.factories.pages import manuscript

pytestmark = pytest.mark.django_db

SECRET = "Unheard-of plan"


@pytest.fixture
def draft(db: None) -> Challenge:
    words = {language: {**text, "title": SECRET, "summary": SECRET} for language, text in WORDS.items()}
    return make_challenge_draft(words=words)


@pytest.fixture
def stranger(db: None) -> Client:
    """An author of another ministry."""
    other = make_challenge_draft()
    return sign_in(Client(), make_official(other.authority, Role.AUTHOR))


def editor_addresses(draft: Challenge) -> list[str]:
    """Return every address under /cms/ filled with the numbers of the draft's pages, and those with queries that leaked."""
    page = manuscript(draft)
    numbers = {
        "page_id": page.pk,
        "page_to_move_id": page.pk,
        "parent_page_id": page.get_parent().pk,
        "destination_id": page.get_parent().pk,
        "object_id": page.pk,
        "pk": page.pk,
        "revision_id": page.latest_revision_id,
        "app_label": "wagtailcore",
        "content_type_app_name": "pages",
        "content_type_model_name": "challengepage",
        "model_name": "page",
        "app_name": "pages",
        "action": "delete",
        "action_name": "publish",
        "filter_spec": "original",
    }
    found = [_filled(route, numbers) for route in _routes(get_resolver()) if route.startswith("cms/")]
    found += [f"/cms/pages/{page.pk}/revisions/compare/earliest...latest/"]
    found += [f"/cms/{where}?q=Unheard" for where in ("pages/search/", "choose-page/search/", "images/", "documents/")]
    found += [f"/cms/api/main/pages/?{name}={page.get_parent().pk}" for name in ("child_of", "descendant_of")]
    return [*found, f"/cms/bulk/wagtailcore/page/move/?id={page.pk}", "/cms/api/main/pages/?search=Unheard"]


def _routes(resolver: URLResolver, prefix: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        found += _routes(pattern, route) if isinstance(pattern, URLResolver) else [route]
    return found


def _filled(route: str, numbers: dict[str, object]) -> str:
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(numbers.get(found[1], 1)), route)
    return "/" + re.sub(r"[\^$\\]|\(\?.*?\)", "", filled)


def test_an_author_of_another_ministry_crawls_the_editor_and_finds_nothing(draft: Challenge, stranger: Client) -> None:
    addresses = editor_addresses(draft)
    assert len(addresses) > 150

    leaks = [address for address in addresses if SECRET in stranger.get(address, follow=True).content.decode(errors="replace")]

    assert leaks == []


def test_a_page_of_another_ministry_and_a_missing_one_answer_alike(draft: Challenge, stranger: Client) -> None:
    page = manuscript(draft)
    names = ("edit", "delete", "history", "usage", "view_draft", "preview_on_edit", "revisions_index", "copy", "unpublish")

    for name in names:
        foreign = stranger.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
        missing = stranger.get(reverse(f"wagtailadmin_pages:{name}", args=[999_999]))
        assert (foreign.status_code, missing.status_code) == (404, 404), name


@pytest.mark.parametrize(
    "path",
    [
        "/cms/images/",
        "/cms/documents/",
        "/cms/reports/site-history/",
        "/cms/reports/page-types-usage/",
        "/cms/api/main/images/",
        "/cms/api/main/documents/",
        "/cms/choose-page/",
        "/cms/users/",
        "/cms/settings/",
        "/cms/bulk/wagtailcore/page/publish/",
    ],
)
def test_officials_find_closed_what_they_do_not_need(path: str, stranger: Client) -> None:
    assert stranger.get(path).status_code == 404


def test_an_author_edits_the_manuscripts_of_the_own_ministry(draft: Challenge) -> None:
    client = sign_in(Client(), make_official(draft.authority, Role.AUTHOR))
    page = manuscript(draft)

    home = client.get("/cms/")
    assert home.status_code == 200
    assert "w-summary__list" not in home.content.decode()
    for name in ("edit", "history", "view_draft"):
        assert client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk])).status_code == 200, name


def test_words_that_wait_for_approval_are_locked(draft: Challenge) -> None:
    author = make_official(draft.authority, Role.AUTHOR)
    Challenge.objects.filter(pk=draft.pk).update(state=Challenge.State.IN_REVIEW)
    page, client = manuscript(draft), sign_in(Client(), author)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    text = client.get(address).content.decode()
    client.post(address, {"title": "Changed in secret", "slug": page.slug, "summary": "Changed", "brief-count": "0"})

    assert "This challenge waits for its approval." in text
    assert "Changed in secret" not in manuscript(draft).get_latest_revision_as_object().title


def test_the_preview_shows_the_words_as_the_public_would_read_them(draft: Challenge) -> None:
    client = sign_in(Client(), make_official(draft.authority, Role.AUTHOR))

    text = client.get(reverse("wagtailadmin_pages:view_draft", args=[manuscript(draft).pk])).content.decode()

    assert SECRET in text
    assert "Preview" in text
    assert 'id="rules"' in text


def test_suppliers_do_not_come_in(draft: Challenge) -> None:
    client = sign_in(Client(), make_supplier().owner)

    assert client.get("/cms/").status_code == 404
    assert client.get(reverse("wagtailadmin_pages:edit", args=[manuscript(draft).pk])).status_code == 404


def test_nobody_comes_in_without_signing_in(draft: Challenge, client: Client) -> None:
    for address in editor_addresses(draft):
        assert SECRET not in client.get(address).content.decode(errors="replace"), address


def test_a_password_alone_does_not_open_the_editor(draft: Challenge) -> None:
    client = sign_in(Client(), make_official(draft.authority, Role.AUTHOR), second_factor=False)

    response = client.get(reverse("wagtailadmin_pages:edit", args=[manuscript(draft).pk]))

    assert response.status_code in {302, 403}


def test_the_editor_has_a_policy_of_its_own(draft: Challenge) -> None:
    client = sign_in(Client(), make_official(draft.authority, Role.AUTHOR))

    policy = client.get("/cms/").headers["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "nonce" not in policy
    assert "unsafe-eval" not in policy
    assert set(EDITOR_CSP) == {part.split()[0] for part in policy.split("; ")}


def test_public_pages_run_under_a_strict_policy(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "style-src 'self'" in policy


@pytest.mark.parametrize(
    "path",
    [
        "/cms/users/",
        "/cms/users/new/",
        "/cms/users/edit/{pk}/",
        "/cms/users/delete/{pk}/",
        "/cms/groups/",
        "/cms/bulk/accounts/user/set_active_state/?id={pk}",
        "/cms/bulk/accounts/user/assign_role/?id={pk}",
        "/cms/bulk/accounts/user/delete/?id={pk}",
    ],
)
def test_nobody_changes_a_persons_account_in_the_editor(client: Client, path: str) -> None:
    victim = make_supplier().owner
    address = path.format(pk=victim.pk)
    takeover = {"email": "administrator@example.org", "name": "Anna", "is_active": "on", "is_superuser": ""}
    sign_in(client, make_administrator())

    assert client.get(address).status_code == 404
    assert client.post(address, takeover).status_code == 404

    before = victim.email
    victim.refresh_from_db()
    assert victim.email == before


def test_an_administrator_rewrites_information_pages(client: Client) -> None:
    homes = ensure_site()
    administrator = make_administrator()
    sync_administrators()

    page = homes["en"].get_children().get(slug="about")
    response = sign_in(client, administrator).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert response.status_code == 200
    assert "action-publish" in response.content.decode()


def test_the_list_of_pages_holds_only_the_own_ministrys(draft: Challenge, stranger: Client) -> None:
    items = json.loads(stranger.get("/cms/api/main/pages/?limit=20").content)["items"]

    assert {item["title"] for item in items}.isdisjoint({SECRET, draft.authority.name})
