"""The blocks of a brief. None refers to another row, so that a frozen brief stays what it was, whatever is deleted later."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

# What an author's editor offers; `external-link` is registered in wagtail_hooks.
PROSE_FEATURES = ["bold", "italic", "ol", "ul", "external-link"]
# What is drawn: wider than the editor, since imported calls bring sub-headings and tables along.
_TAGS = {
    *("p", "br", "hr", "b", "strong", "i", "em", "sub", "sup", "code", "pre", "blockquote", "a", "ul", "ol", "li"),
    *("h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}


def safe_prose(source: str) -> str:
    """Return rich text with nothing but structure and links to the web or a mailbox: no script, style, picture or form."""
    return nh3.clean(source, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES).strip()


class ProseBlock(blocks.RichTextBlock):
    """Paragraphs and lists. Cleaned when frozen and again when drawn: a forged row draws no script either."""

    def clean(self, value: RichText) -> Any:
        cleaned = super().clean(value)
        if not strip_tags(cleaned.source).strip():
            raise ValidationError(_("Write something, or remove this block."))
        if 'linktype="' in cleaned.source:
            raise ValidationError(_("Link by full address: links to pages or documents of this site cannot be frozen."))
        return cleaned

    def render_basic(self, value: RichText, context: dict[str, Any] | None = None) -> SafeString:
        return mark_safe(f'<div class="portal-prose">{safe_prose(value.source or "")}</div>')  # noqa: S308 (cleaned)


class FactBlock(blocks.StructBlock):
    """One fact: "Waste collected in 2025", "11,700 tonnes"."""

    label = blocks.CharBlock(label=_("What"), max_length=120)
    value = blocks.CharBlock(label=_("Figure or fact"), max_length=250)


class QuoteBlock(blocks.StructBlock):
    """The words of somebody whom the problem concerns."""

    text = blocks.TextBlock(label=_("Words"), max_length=1000)
    source = blocks.CharBlock(label=_("Who said it"), max_length=200, required=False)

    class Meta:
        icon = "openquote"
        template = "pages/blocks/quote.html"


class BriefBlock(blocks.StreamBlock):
    """A challenge in words: what the problem is, whom it concerns, what a good answer does, what the authority provides."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=150, icon="title", template="pages/blocks/heading.html")
    paragraph = ProseBlock(label=_("Text"), features=PROSE_FEATURES)
    facts = blocks.ListBlock(
        FactBlock(), label=_("Facts and figures"), icon="list-ul", min_num=1, template="pages/blocks/facts.html"
    )
    quote = QuoteBlock(label=_("Quotation"))

    class Meta:
        template = "pages/blocks/brief.html"


def frozen_blocks(brief: blocks.StreamValue) -> list[dict[str, Any]]:
    """Return a brief as plain JSON, `[{"type": ..., "value": ...}, ...]`: cleaned, and without the editor's random ids."""
    raw = brief.stream_block.get_prep_value(brief)
    return [{"type": block["type"], "value": _frozen(block["type"], block["value"])} for block in raw]


def _frozen(kind: str, value: Any) -> Any:
    if kind == "paragraph":
        return safe_prose(value)
    if kind == "facts":
        # The editor wraps each fact as an item with a random id; a fact alone has `label` and `value`.
        return [item["value"] if item.get("type") == "item" else item for item in value]
    return value


def thawed_blocks(frozen: list[dict[str, Any]]) -> Any:
    """Return what the templates draw for a frozen brief. A copy: Wagtail writes its ids into what it is given."""
    return BriefBlock().to_python(deepcopy(frozen))


def is_readable(block: dict[str, Any]) -> bool:
    """Return whether a block of a file is one that a brief can hold, with the value that its type has."""
    kind, value = block.get("type"), block.get("value")
    if kind in ("heading", "paragraph"):
        return isinstance(value, str)
    parts = value if kind == "facts" else [value] if kind == "quote" else None
    names = {"facts": ("label", "value"), "quote": ("text", "source")}
    return isinstance(parts, list) and all(
        isinstance(part, dict) and all(isinstance(part.get(name, ""), str) for name in names[str(kind)]) for part in parts
    )


def problems_of(brief: blocks.StreamValue) -> Iterator[str]:
    """Yield in words what is wrong with each block; drafts are saved without these checks."""
    if not len(brief):
        yield str(_("The brief is empty."))
    for number, child in enumerate(brief, start=1):
        try:
            child.block.clean(child.value)
        except ValidationError as error:
            words = {"number": number, "name": child.block.label, "problem": _first_message(error)}
            yield str(_("Block %(number)s of the brief (%(name)s): %(problem)s") % words)


def _first_message(error: ValidationError) -> str:
    """Return the first message inside an error of a block, however deep it sits."""
    inner = getattr(error, "block_errors", None)
    nested = [one for one in (inner.values() if isinstance(inner, dict) else inner or []) if one]
    if nested:
        return _first_message(nested[0])
    return str(error.messages[0]) if hasattr(error, "error_list") and error.messages else str(_("Something is missing."))
