"""Pages that the portal's administrators write: the words of the home page, and what people should know about the portal."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from accounts.models import Visitor
from core.context_processors import LanguageLink, language_links
from pages.blocks import BriefBlock
from pages.panels import TITLE_PANEL
from pages.permissions import FixedPageTester


class HomePageTester(FixedPageTester):
    """The home page can be rewritten and published, but neither removed nor copied."""

    def can_publish(self) -> bool:
        return super(FixedPageTester, self).can_publish()


class HomePage(Page):
    """The root of one language: its words open the home page, which is otherwise made from the challenges themselves."""

    lead = models.TextField(_("What this is, in one or two sentences"), max_length=400)

    content_panels = [TITLE_PANEL, FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.InformationPage", "pages.AuthorityPage"]
    is_creatable = False

    def permissions_for_user(self, user: Visitor) -> HomePageTester:
        return HomePageTester(user, self)


class InformationPage(Page):
    """About, privacy, accessibility statement, help."""

    summary = models.TextField(_("Summary"), max_length=300)
    body = StreamField(BriefBlock(), verbose_name=_("Text"))

    content_panels = [TITLE_PANEL, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    template = "pages/information.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Link the same page in other languages, whose address differs; without a translation, the home page."""
        pages = {
            page.locale.language_code: page for page in self.get_translations(inclusive=True).live().select_related("locale")
        }
        links = [
            LanguageLink(link.code, link.name, pages[link.code].get_url(request), link.active) if link.code in pages else link
            for link in language_links(request)
        ]
        return {**super().get_context(request, *args, **kwargs), "language_links": links}
