"""Examples of pages, actions, messages and facts."""

from django import forms
from django.core.paginator import Paginator
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from core.components import Button, Column, Component, Figure, Link, SidePane, SummaryRow, Tag
from core.examples.example import LONG_POLISH, WORDS, Example
from core.forms import Form
from core.navigation import NavigationItem


def _drawn(*components: Component) -> SafeString:
    return mark_safe("".join(component.render(Context()) for component in components))  # noqa: S308


class SampleFilter(Form):
    """A search as a list page has it."""

    mark_optional = False
    q = forms.CharField(label="Words", required=False)
    phase = forms.ChoiceField(label="Phase", choices=[("", "All"), ("open", "Open"), ("judging", "Judging")], required=False)
    topic = forms.ChoiceField(label="Topic", choices=[("", "All"), ("health", "Health"), ("water", "Water")], required=False)


def actions() -> list[Example]:
    """Examples of core.components.actions."""
    variants = ["primary", "secondary", "warning", "start", "quiet"]
    items = [Link(text="Home", href="/"), Link(text="Challenges", href="/challenges/"), Link(text="GT-2026-014")]
    nav = [
        NavigationItem(text="Overview", url="#overview", active=True),
        NavigationItem(text="Clarifications", url="#clarifications", count=3),
        NavigationItem(text="Entries", url="#entries"),
    ]
    pages = Paginator(range(200), 10)
    return [
        *[Example("button", variant, {"text": f"A {variant} button", "variant": variant}) for variant in variants],
        Example("button", "link", {"text": "See the challenges", "href": "#main-content", "variant": "secondary"}),
        Example("button", "disabled, with the reason", {"text": "Publish", "disabled_reason": "Weights add up to 95, not 100."}),
        Example("post_button", "plain", {"text": "Open the round", "action": "#", "fields": {"round": "1"}}),
        Example(
            "post_button",
            "refused",
            {"text": "Publish", "action": "#", "disabled_reason": "You wrote this challenge. Ask a colleague."},
        ),
        Example("back_link", "plain", {"href": "#main-content"}),
        Example("breadcrumbs", "three levels", {"items": items}),
        Example("section_nav", "three pages", {"label": "Pages of this challenge", "items": nav}),
        Example("pagination", "first page", {"page": pages.page(1), "label": "Pages, first"}),
        Example("pagination", "in the middle", {"page": pages.page(9), "label": "Pages, middle"}),
        Example(
            "filter_form",
            "with results",
            {"form": SampleFilter({"q": "water"}), "result_text": "12 challenges", "clear_href": "#main-content"},
        ),
    ]


def messages() -> list[Example]:
    """Examples of core.components.messages."""
    colours = ["grey", "blue", "teal", "green", "purple", "magenta", "red", "orange", "yellow"]
    heading = mark_safe('<p class="govuk-notification-banner__heading">Your draft is saved.</p>')
    errors = [
        {"text": "Weights add up to 95, not 100", "target": "main-content"},
        {"text": "Round two starts before round one closes"},
    ]
    return [
        *[Example("tag", colour, {"text": colour.capitalize(), "colour": colour}) for colour in colours],
        Example("tag", "going on now", {"text": "Open", "colour": "green", "dot": True}),
        Example("notification", "info", {"title": "Maintenance", "content": heading}),
        Example("notification", "success", {"content": heading, "kind": "success"}),
        Example("notification", "problem", {"content": heading, "kind": "problem"}),
        Example("warning_text", "plain", {"text": "Once you sign, your marks cannot be changed."}),
        Example("inset", "plain", {"content": WORDS}),
        Example("error_summary", "two errors", {"errors": errors}),
        Example("details", "closed", {"summary": "How marks are added up", "content": WORDS}),
        Example("details", "open", {"summary": "What a receipt proves", "content": WORDS, "open": True}),
        Example(
            "empty_state",
            "with an act",
            {
                "title": "No entries yet",
                "text": "They appear when the round is opened.",
                "action": Button(text="See the dates", href="#main-content", variant="secondary"),
            },
        ),
    ]


def data() -> list[Example]:
    """Examples of core.components.data."""
    rows = [
        SummaryRow(key="Authority", value="Ministerstwo Cyfryzacji"),
        SummaryRow(key="State", value=Tag(text="Draft", colour="grey")),
        SummaryRow(key="Title", value=LONG_POLISH, href="#main-content"),
    ]
    table = [["7F3K-Q2", "Zażółć gęślą jaźń Sp. z o.o.", "82.33"], ["9M2D-A7", "Konstantynopolitańczykowianeczka", "79.50"]]
    return [
        Example("summary_list", "plain", {"rows": rows}),
        Example(
            "summary_list",
            "in a card",
            {"rows": rows, "title": "What you entered", "actions": [Link(text="Change", href="#main-content")]},
        ),
        Example(
            "table",
            "with numbers",
            {"caption": "Ranking", "head": ["Entry", "Supplier", Column(text="Points", numeric=True)], "rows": table},
        ),
        Example("table", "empty", {"caption": "Entries so far", "head": ["Entry", "Supplier"], "rows": []}),
    ]


def tasks_and_figures() -> list[Example]:
    """Task lists, figures and bars."""
    tasks = [
        {"title": "Rounds and dates", "status": "Done", "done": True, "href": "#main-content"},
        {
            "title": "Criteria",
            "status": "5 points short",
            "colour": "red",
            "href": "#main-content",
            "hint": "Weights must add up to 100",
            "weight": "30%",
        },
        {"title": LONG_POLISH, "status": "Not started", "href": "#main-content"},
        {"title": "Approval", "status": "Cannot start yet"},
    ]
    figures = [
        Figure(value="37", label="interested"),
        Figure(value="12", label="entries"),
        Figure(value="PLN\N{NO-BREAK SPACE}450,000", label="prizes", hint="in two rounds"),
        Figure(value="5", label="jurors"),
    ]
    return [
        Example("task_list", "all states", {"items": tasks}),
        Example("key_figures", "four", {"items": figures}),
        Example("progress", "on the way", {"label": "Your entries", "value": 7, "maximum": 12, "text": "7 of 12 scored"}),
        Example(
            "progress", "finished", {"label": "Signatures", "value": 5, "maximum": 5, "text": "5 of 5 signed", "tone": "success"}
        ),
    ]


def heads() -> list[Example]:
    """How pages open."""
    start = Button(text="See open challenges", href="#main-content", variant="start")
    return [
        Example(
            "hero",
            "home page",
            {
                "title": "Solve problems of the public sector",
                "lead": "Ministries say what they need. You say how.",
                "actions": [start],
            },
        ),
        Example(
            "page_header",
            "with tags",
            {
                "title": LONG_POLISH,
                "caption": "GT-2026-014",
                "tags": [Tag(text="Open", colour="green", dot=True)],
                "lead": "Ministerstwo Cyfryzacji",
            },
        ),
    ]


def layout() -> list[Example]:
    """Examples of core.components.layout."""
    card = mark_safe('<li class="portal-card"><h3 class="portal-card__title">A card</h3><p>With words.</p></li>')
    pane = SidePane(label="Proposal", content=WORDS)
    sheet = SidePane(label="Score sheet", content=WORDS)
    return [
        Example(
            "panel",
            "confirmation",
            {"title": "Your entry has arrived", "content": mark_safe("Work code<br><strong>7F3K-Q2</strong>")},
        ),
        Example(
            "section",
            "with a link",
            {"title": "Open challenges", "content": WORDS, "link_text": "All challenges", "link_href": "#main-content"},
        ),
        Example("section", "tinted", {"title": "How it works", "content": WORDS, "tint": True}),
        Example("card_grid", "two columns", {"content": card + card}),
        Example("side_by_side", "two panes", {"content": _drawn(pane, sheet)}),
        Example("side_pane", "alone", {"label": "Proposal, alone", "content": WORDS}),
    ]
