"""What may be done to pages in the editor: manuscripts are written there, and published, amended and cancelled on the desk."""

from typing import Any

from wagtail.models import PagePermissionTester

from accounts.rules import is_administrator, is_official


def may_enter_editor(user: Any) -> bool:
    """Return whether `user` has any business in the editor: officials of authorities, and platform administrators."""
    return is_official(user) or is_administrator(user)


class FixedPageTester(PagePermissionTester):
    """For pages that the portal makes and keeps itself: they stay where they are, as they are."""

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_move(self) -> bool:
        return False


class ManuscriptTester(FixedPageTester):
    """For manuscripts: words may change at any time, since the public reads a frozen version.

    A manuscript may be deleted only while its challenge is a draft.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.page.specific.challenge.state == "draft" and PagePermissionTester.can_delete(self, ignore_bulk)
