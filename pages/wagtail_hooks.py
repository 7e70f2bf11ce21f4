"""What the portal changes about Wagtail's editor."""

from typing import Any

from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import ExternalLinkElementHandler
from wagtail.admin.rich_text.editors.draftail import features as draftail


@hooks.register("register_rich_text_features")
def register_external_links(features: Any) -> None:
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
