"""What Wagtail's editor shows besides fields."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import FieldPanel, Panel

# Wagtail's own title panel copies the title into the slug, and reports an error where the form has none.
TITLE_PANEL = FieldPanel("title", classname="title")


class DeskPanel(Panel):
    """The way back to the desk, and why there is no Publish button here."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/admin/desk_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "challenge": self.instance.challenge}
