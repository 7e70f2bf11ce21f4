"""What the portal changes about Wagtail's editor."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import ExternalLinkElementHandler
from wagtail.admin.rich_text.editors.draftail import features as draftail
from wagtail.documents.models import AbstractDocument
from wagtail.rich_text.feature_registry import FeatureRegistry

from accounts.permissions import is_administrator

# No block uses pictures or documents.
_CLOSED_SETTINGS = {"users", "groups"}
_UNUSED_MENU_ITEMS = {"images", "documents"}
_ADMINISTRATORS_MENU_ITEMS = {"snippets", "reports", "help", "forms"}


@hooks.register("register_rich_text_features")
def register_external_links(features: FeatureRegistry) -> None:
    """Offer links by address only: a link to a page of this site by its number could change its target after publication."""
    link = {
        "type": "LINK",
        "icon": "link",
        "description": "Link",
        "attributes": ["url"],
        "allowlist": {"href": "^(http:|https:|mailto:|undefined$)"},
        # The editor opens its "page" chooser first: here that is the one for addresses.
        "chooserUrls": {
            "pageChooser": reverse_lazy("wagtailadmin_choose_page_external_link"),
            "externalLinkChooser": reverse_lazy("wagtailadmin_choose_page_external_link"),
            "emailLinkChooser": reverse_lazy("wagtailadmin_choose_page_email_link"),
        },
    }
    script = "wagtailadmin/js/page-chooser-modal.js"
    features.register_editor_plugin("draftail", "external-link", draftail.EntityFeature(link, js=[script]))
    rule = {
        "from_database_format": {"a[href]": ExternalLinkElementHandler("LINK")},
        "to_database_format": {"entity_decorators": {"LINK": link_entity}},
    }
    features.register_converter_rule("contentstate", "external-link", rule)


@hooks.register("construct_main_menu")
def leave_out_unused_menu_items(request: HttpRequest, menu_items: list[Any]) -> None:
    """Offer nothing that leads nowhere."""
    hidden = _UNUSED_MENU_ITEMS if is_administrator(request.user) else _UNUSED_MENU_ITEMS | _ADMINISTRATORS_MENU_ITEMS
    menu_items[:] = [item for item in menu_items if item.name not in hidden]


@hooks.register("construct_settings_menu")
def leave_out_closed_settings(request: HttpRequest, menu_items: list[Any]) -> None:
    """Offer no people and no groups: those are run on the desk (pages.rules.CLOSED_NAMESPACES)."""
    menu_items[:] = [item for item in menu_items if item.name not in _CLOSED_SETTINGS]


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_summaries(request: HttpRequest, summary_items: list[Any]) -> None:
    """Show no totals over the whole site: an official works for one authority. Runs after the hooks that add them."""
    summary_items.clear()


@hooks.register("before_serve_document")
def keep_documents_in(document: AbstractDocument, request: HttpRequest) -> None:
    """Answer 404 for every document: nothing public refers to any, and whoever has the address is not thereby allowed to read."""
    if not is_administrator(request.user):
        raise Http404
