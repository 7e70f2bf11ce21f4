"""Things a reader presses or follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal
from zlib import crc32

from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from core.components.base import Component, ComponentError, Composed
from core.navigation import NavigationItem

ButtonVariant = Literal["primary", "secondary", "warning", "inverse", "start", "quiet"]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A part: text and where it leads."""

    text: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Button(Component):
    """A link that looks like a button (`href`), or the button of the form around it. `disabled_reason`: why it cannot be used."""

    text: str
    href: str = ""
    variant: ButtonVariant = "primary"
    type: Literal["submit", "button"] = "submit"
    name: str = ""
    value: str = ""
    id: str = ""
    form: str = ""
    context_text: str = ""  # for screen readers, after the text: "Edit" + "question 3"
    disabled_reason: str = ""

    @property
    def reason_id(self) -> str:
        """Id of the reason, which describes the disabled button."""
        return f"reason-{crc32(f'{self.id}{self.text}{self.context_text}{self.disabled_reason}'.encode()):08x}"


@dataclass(frozen=True, kw_only=True)
class PostButton(Component):
    """One act: a small form that posts to `action` with the hidden `fields`. Needs a template context with a CSRF token."""

    text: str
    action: str
    variant: ButtonVariant = "primary"
    fields: Mapping[str, str] = field(default_factory=dict)
    context_text: str = ""
    disabled_reason: str = ""

    def extra_context(self, request: HttpRequest | None) -> dict[str, Any]:
        """The inner button, drawn by the button component."""
        button = Button(
            text=self.text, variant=self.variant, context_text=self.context_text, disabled_reason=self.disabled_reason
        )
        return {"button": button}


@dataclass(frozen=True, kw_only=True)
class BackLink(Component):
    """The way back, above the heading."""

    href: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Breadcrumbs(Composed):
    """Where this page lies. The last item may have no href: it is this page."""

    items: Sequence[Link]
    part_types: ClassVar[dict[str, type]] = {"items": Link}


@dataclass(frozen=True, kw_only=True)
class SectionNav(Composed):
    """The pages of one thing side by side, without tabs: each is an address of its own."""

    label: str
    items: Sequence[NavigationItem]
    part_types: ClassVar[dict[str, type]] = {"items": NavigationItem}


@dataclass(frozen=True, kw_only=True)
class Pagination(Component):
    """Previous, next and page numbers for a Paginator's page. Keeps the rest of the query string."""

    page: Page
    parameter: str = "page"
    label: str = ""

    def extra_context(self, request: HttpRequest | None) -> dict[str, Any]:
        """The links, with the query string of this request."""
        query = request.GET if request else QueryDict()

        def address(number: int) -> str:
            changed = query.copy()
            changed[self.parameter] = str(number)
            return f"?{changed.urlencode()}"

        page, paginator = self.page, self.page.paginator
        numbers = [
            {"number": n, "url": address(n), "current": n == page.number} if isinstance(n, int) else None
            for n in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ]
        return {
            "numbers": numbers,
            "previous_url": address(page.number - 1) if page.has_previous() else "",
            "next_url": address(page.number + 1) if page.has_next() else "",
        }


@dataclass(frozen=True, kw_only=True)
class FilterForm(Component):
    """A search that lives in the URL: a GET form, how many it found, and the way back to all."""

    form: BaseForm
    action: str = ""
    submit_text: str = ""
    clear_href: str = ""
    result_text: str = ""  # "12 challenges"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.form, BaseForm):
            raise ComponentError('Component "filter_form": prop "form" must be a form.')

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked for that could be cleared."""
        return any(self.form.data.get(self.form.add_prefix(name)) for name in self.form.fields)
