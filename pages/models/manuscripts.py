"""Manuscripts: the words of challenges while they are being written. The public never reads these rows (see docs/adr)."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from accounts.models import Organisation, Visitor
from challenges.models import Challenge
from pages.blocks import BriefBlock
from pages.panels import TITLE_PANEL, DeskPanel
from pages.permissions import FixedPageTester, ManuscriptTester, ReviewLock


class AuthorityPage(Page):
    """The place of one authority in one language: its manuscripts lie below it, and its people's rights begin here."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pages")
    # The page's own copy of its locale, which sits on the parent table where no constraint reaches it.
    language = models.CharField(max_length=10, editable=False)

    content_panels: list[Any] = []
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ChallengePage"]
    is_creatable = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "language"], name="authority_page_once_per_language")]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.language = self.locale.language_code
        return super().save(*args, **kwargs)

    def permissions_for_user(self, user: Visitor) -> FixedPageTester:
        return FixedPageTester(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(f"{reverse('pages:challenges')}?authority={self.organisation.slug}")


class ChallengePage(Page):
    """The manuscript of a challenge's words in one language; made by the desk, frozen by the desk."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="manuscripts")
    language = models.CharField(max_length=10, editable=False)
    summary = models.TextField(_("Summary"), max_length=500, help_text=_("Two or three sentences, for lists and search engines."))
    brief = StreamField(BriefBlock(), verbose_name=_("Brief"), blank=True)

    content_panels = [DeskPanel(), TITLE_PANEL, FieldPanel("summary"), FieldPanel("brief")]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []
    parent_page_types = ["pages.AuthorityPage"]
    subpage_types: list[str] = []
    is_creatable = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["challenge", "language"], name="manuscript_once_per_language")]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.language = self.locale.language_code
        return super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "ChallengePage":
        """Return the page with a revision's content; whose words they are is no matter of content."""
        page: ChallengePage = super().with_content_json({**content, "challenge": self.challenge_id, "language": self.language})
        return page

    def get_lock(self) -> Any:
        return ReviewLock(self) if self.challenge.waits_for_approval else super().get_lock()

    def permissions_for_user(self, user: Visitor) -> ManuscriptTester:
        return ManuscriptTester(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.challenge.is_public:
            raise Http404
        return redirect("pages:challenge", self.challenge.reference)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "pages/admin/manuscript_preview.html"
