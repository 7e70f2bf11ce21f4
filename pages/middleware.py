"""The doors of Wagtail's editor, under /cms/: who comes in, to what, and what its pages may load."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from wagtail.permissions import page_permission_policy

from accounts.permissions import is_administrator
from pages.permissions import BULK_ACTIONS, CLOSED_NAMESPACES, OPEN_TO_OFFICIALS, PAGES, may_enter_editor

EDITOR = "/cms/"
# The editor writes scripts and styles into its pages and draws pictures from data; a nonce would cancel 'unsafe-inline'.
EDITOR_CSP = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
}
# Where the editor's addresses carry the number of a page.
_PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "object_id", "pk")
_PAGE_PARAMETERS = ("id", "page_id", "parent_page_id", "child_of", "descendant_of", "ancestor_of", "translation_of")


class EditorDoorMiddleware:
    """Keep officials to the pages of their own authority, and everybody else out.

    Wagtail checks its own permissions after this. What is closed here answers 404 whether it exists or not. Stands after
    CSPMiddleware, and after whatever asks for a second factor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(EDITOR):
            # The attribute through which django-csp's own decorators speak to its middleware.
            response._csp_config = EDITOR_CSP  # type: ignore[attr-defined] # noqa: SLF001
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if not request.path_info.startswith(EDITOR) or not request.user.is_authenticated:
            return
        if not may_enter_editor(request.user):
            raise Http404
        match = request.resolver_match
        if match is None or _is_closed_to_all(match):
            raise Http404
        if is_administrator(request.user):
            return
        if match.view_name not in OPEN_TO_OFFICIALS:
            raise Http404
        _demand_explorable(request, _page_ids(request, args, kwargs))


def _is_closed_to_all(match: ResolverMatch) -> bool:
    is_other_bulk_action = match.view_name == BULK_ACTIONS and match.kwargs["app_label"] != PAGES
    return is_other_bulk_action or not CLOSED_NAMESPACES.isdisjoint(match.namespaces)


def _page_ids(request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> set[int]:
    """Return the numbers of all pages that a request names; Http404 for one that is no number."""
    # Only the address that compares revisions has positional arguments; its first is the page.
    named = [*args[:1], *(kwargs[name] for name in _PAGE_ARGUMENTS if name in kwargs)]
    for name in _PAGE_PARAMETERS:
        named += request.GET.getlist(name)
    if not all(str(number).isdecimal() for number in named if number != "root"):
        raise Http404
    return {int(number) for number in named if number != "root"}


def _demand_explorable(request: HttpRequest, ids: set[int]) -> None:
    if ids and page_permission_policy.explorable_instances(request.user).filter(pk__in=ids).count() < len(ids):
        raise Http404
