"""Every way in which Wagtail sets a page live, changes it or makes it vanish was tried. None of them reaches the public."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from accounts.roles import Role
from challenges.models import Challenge
from core import clock
from pages.models import AuthorityPage, ChallengePage
from pages.services import write_words
from tests.factories.accounts import make_administrator, sign_in
from tests.factories.challenges import make_official, make_published_challenge
from tests.factories.pages import manuscript, public_bytes

pytestmark = pytest.mark.django_db

Act = Callable[[ChallengePage, User], Any]
OTHER = {"title": "Changed behind the desk", "summary": "Changed.", "brief": [{"type": "heading", "value": "Changed"}]}
REFUSALS = (PermissionDenied, ValidationError, IntegrityError, ProtectedError)


def _rewritten(page: ChallengePage) -> Any:
    write_words(page.challenge, by=None, language=page.language, **OTHER)
    page.refresh_from_db()
    return page.latest_revision


def _posted(path: Callable[[ChallengePage], str], **data: Any) -> Act:
    """Post to the editor as a platform administrator, who is also Wagtail's superuser."""

    def act(page: ChallengePage, user: User) -> None:
        _rewritten(page)
        sign_in(Client(), user).post(path(page), data)

    return act


def _edit(page: ChallengePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _expire(page: ChallengePage, _user: User) -> None:
    Page.objects.filter(pk=page.pk).update(live=True, expire_at=clock.now() - timedelta(hours=1))
    call_command("publish_scheduled")


def _publish_on_schedule(page: ChallengePage, _user: User) -> None:
    revision = _rewritten(page)
    revision.approved_go_live_at = clock.now() - timedelta(hours=1)
    revision.save()
    call_command("publish_scheduled")


def _restrict(page: ChallengePage, _user: User) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def _save_live(page: ChallengePage, _user: User) -> None:
    base = Page.objects.get(pk=page.pk)
    base.live, base.title = True, OTHER["title"]
    base.save()


def _forge_revision(page: ChallengePage, _user: User) -> None:
    revision = _rewritten(page)
    revision.content = {**revision.content, "challenge": 999_999, "live": True}
    revision.save()
    revision.publish()


ACTS: dict[str, Act] = {
    "save a draft": lambda page, _user: _rewritten(page),
    "editor: publish": _posted(_edit, title="Changed", slug="x", summary="x", **{"brief-count": "0", "action-publish": "1"}),
    "editor: unpublish": _posted(lambda page: reverse("wagtailadmin_pages:unpublish", args=[page.pk])),
    "editor: delete": _posted(lambda page: reverse("wagtailadmin_pages:delete", args=[page.pk])),
    "editor: copy": _posted(
        lambda page: reverse("wagtailadmin_pages:copy", args=[page.pk]), new_title="Copy", new_slug="copy", publish_copies="on"
    ),
    "editor: privacy": _posted(lambda page: reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), restriction_type="login"),
    "bulk publish": _posted(lambda page: f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}"),
    "bulk publish from the parent": _posted(
        lambda page: f"/cms/bulk/wagtailcore/page/publish/?id={page.get_parent().pk}", include_descendants="on"
    ),
    "bulk unpublish from the parent": _posted(
        lambda page: f"/cms/bulk/wagtailcore/page/unpublish/?id={page.get_parent().pk}", include_descendants="on"
    ),
    "bulk delete": _posted(lambda page: f"/cms/bulk/wagtailcore/page/delete/?id={page.pk}"),
    "admin API: publish": _posted(lambda page: f"/cms/api/main/pages/{page.pk}/action/publish/"),
    "admin API: unpublish": _posted(lambda page: f"/cms/api/main/pages/{page.pk}/action/unpublish/"),
    "admin API: delete": _posted(lambda page: f"/cms/api/main/pages/{page.pk}/action/delete/"),
    "revision.publish without a user": lambda page, _user: _rewritten(page).publish(),
    "revision.publish with a user": lambda page, user: _rewritten(page).publish(user=user),
    "forged revision": _forge_revision,
    "publish_scheduled": _publish_on_schedule,
    "expire_at and publish_scheduled": _expire,
    "page.live = True; save()": _save_live,
    "QuerySet.update": lambda page, _user: ChallengePage.objects.update(live=True, title="Changed", summary="Changed"),
    "unpublish": lambda page, _user: page.unpublish(),
    "unpublish the parent with its descendants": lambda page, user: UnpublishPageAction(
        AuthorityPage.objects.get(pk=page.get_parent().pk), include_descendants=True
    ).execute(skip_permission_checks=True),
    "move": lambda page, _user: page.move(page.get_parent().get_parent(), pos="last-child"),
    "move the parent": lambda page, _user: page.get_parent().specific.move(Page.objects.get(depth=1), pos="last-child"),
    "copy": lambda page, _user: page.copy(update_attrs={"slug": "copy"}, keep_live=True),
    "copy the parent recursively": lambda page, _user: page.get_parent().specific.copy(
        recursive=True, update_attrs={"slug": "copy"}
    ),
    "alias": lambda page, _user: page.create_alias(update_slug="alias"),
    "restrict the parent": _restrict,
    "delete the page": lambda page, _user: page.delete(),
    "delete the parent": lambda page, _user: page.get_parent().delete(),
    "delete by queryset": lambda page, _user: ChallengePage.objects.all().delete(),
    "revert and publish": lambda page, user: page.revisions.order_by("created_at").first().publish(user=user),
}


@pytest.fixture
def challenge(db: None) -> Challenge:
    return make_published_challenge()


@pytest.fixture
def superuser(db: None) -> User:
    user = make_administrator()
    user.is_superuser = True
    user.save()
    return user


def _after(act: Act, challenge: Challenge, user: User) -> tuple[str, bytes]:
    """Return what the public reads after an act, and take the act back."""
    with transaction.atomic():
        # Some acts are refused, by a constraint or by Wagtail's own rules; that is as good.
        with suppress(*REFUSALS), transaction.atomic():
            act(manuscript(challenge), user)
        found = public_bytes(challenge)
        transaction.set_rollback(True)
    return found


def test_the_public_reads_the_same_bytes_after_every_act(challenge: Challenge, superuser: User) -> None:
    before = public_bytes(challenge)

    assert [name for name, act in ACTS.items() if _after(act, challenge, superuser) != before] == []


def test_the_editor_offers_an_author_neither_publish_nor_unpublish(challenge: Challenge) -> None:
    author = make_official(challenge.authority, Role.AUTHOR)

    page = sign_in(Client(), author).get(_edit(manuscript(challenge)))

    text = page.content.decode()
    assert page.status_code == 200
    assert "action-publish" not in text
    assert f"/desk/{challenge.reference}/" in text
    assert "There is no Publish button here on purpose" in text


def test_the_manuscript_of_a_public_challenge_cannot_be_deleted(challenge: Challenge, superuser: User) -> None:
    page = manuscript(challenge)

    assert not page.permissions_for_user(superuser).can_delete()
    assert not page.permissions_for_user(superuser).can_publish()
    assert not page.permissions_for_user(superuser).can_unpublish()
    assert not page.permissions_for_user(superuser).can_copy()
    assert not page.permissions_for_user(superuser).can_move()


def test_the_pages_own_address_leads_to_the_challenge(challenge: Challenge, client: Client) -> None:
    page = manuscript(challenge)
    assert client.get(page.url).status_code == 404

    Page.objects.filter(pk__in=[page.pk, page.get_parent().pk]).update(live=True)

    assert client.get(page.url).headers["Location"] == reverse("pages:challenge", args=[challenge.reference])


def test_a_revision_cannot_point_to_another_challenge(challenge: Challenge) -> None:
    page = manuscript(challenge)
    forged = {**page.latest_revision.content, "challenge": 999_999, "language": "xx"}

    assert page.with_content_json(forged).challenge_id == challenge.pk
    assert page.with_content_json(forged).language == "en"
