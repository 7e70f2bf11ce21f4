"""What the portal itself does to pages: makes the site, the places of authorities, and manuscripts."""

from pages.services.authorities import sync_administrators, sync_authority
from pages.services.manuscripts import WagtailManuscripts, write_words
from pages.services.site import ensure_site

__all__ = ["WagtailManuscripts", "ensure_site", "sync_administrators", "sync_authority", "write_words"]
