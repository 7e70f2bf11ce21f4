"""What may be done to pages in the editor: manuscripts are written there, and published, amended and cancelled on the desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.locks import BaseLock
from wagtail.models import PagePermissionTester

from accounts.models import Visitor
from accounts.permissions import is_administrator, is_official

# What officials need to write manuscripts, by name of the view; all else in the editor is for administrators. Since the list says
# what is open, whatever a later Wagtail brings along is closed.
OPEN_TO_OFFICIALS = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_dismissibles",
        "wagtailadmin_block_preview",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_api:pages:detail",
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:preview_on_edit",
        "wagtailadmin_pages:view_draft",
        "wagtailadmin_pages:delete",
        "wagtailadmin_pages:search",
        "wagtailadmin_pages:search_results",
        "wagtailadmin_pages:lock",
        "wagtailadmin_pages:unlock",
        "wagtailadmin_pages:usage",
        "wagtailadmin_pages:revisions_index",
        "wagtailadmin_pages:revisions_view",
        "wagtailadmin_pages:revisions_revert",
        "wagtailadmin_pages:revisions_compare",
        "wagtailadmin_pages:history",
        "wagtailadmin_pages:history_results",
    }
)

# People are run at /desk/people/, in the ledger and without a way to another's account. The editor's forms would change the
# address that sign-in codes are mailed to: they are closed to everybody.
CLOSED_NAMESPACES = frozenset({"wagtailusers_users", "wagtailusers_groups"})
BULK_ACTIONS, PAGES = "wagtail_bulk_action", "wagtailcore"


def may_enter_editor(user: Visitor) -> bool:
    """Return whether `user` has any business in the editor: officials of authorities, and platform administrators."""
    return is_official(user) or is_administrator(user)


class ReviewLock(BaseLock):
    """Keeps words as they were submitted for as long as a publisher may approve exactly those."""

    def for_user(self, user: Visitor) -> bool:
        return True

    def get_message(self, user: Visitor) -> Any:
        return _("This challenge waits for its approval. To change a word, have it returned on the desk first.")


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
