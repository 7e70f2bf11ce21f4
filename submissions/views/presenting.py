"""Answers, files and receipts as rows, tasks and links of the design system."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat, linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.components import Column, ErrorLink, SummaryRow, Task
from core.components.messages import TagColour
from core.lifecycle import Gap
from core.translated import in_active_language
from core.wording import moment_words, percent
from submissions.queries.form import Item, Section, readable_answer
from submissions.vault import ListedFile
from submissions.views.access import Place

FileAddress = Callable[[ListedFile], str]


def answer_rows(
    sections: Iterable[Section], *, currency: str, file_address: FileAddress, change_in: Place | None = None
) -> list[SummaryRow]:
    """Return one row per question: what was answered, and a link to where it is changed in `change_in`, if that is given."""
    return [
        SummaryRow(
            key=in_active_language(item.question.label),
            value=_value(item, currency, file_address),
            href=section_address(change_in, section, item) if change_in else "",
        )
        for section in sections
        for item in section.items
    ]


def title_row(title: str, *, change_in: Place | None = None) -> SummaryRow:
    """Return a title of the solution as a row, with a link to where it is changed in `change_in`, if that is given."""
    href = reverse("submissions:title", args=[change_in.row.address]) if change_in else ""
    return SummaryRow(key=_("Title of your solution"), value=title or _("Not answered"), href=href)


def question_tasks(place: Place, sections: Iterable[Section]) -> list[Task]:
    """Return the title and every question as tasks, each with its status and the weight of the criterion that it informs."""
    title = place.row.proposal.title
    status, colour, done = _status(is_given=bool(title), problem="", is_required=True)
    address = reverse("submissions:title", args=[place.row.address])
    first = Task(title=_("Title of your solution"), hint=title, href=address, status=status, colour=colour, done=done)
    return [first, *(_task(place, section, item) for section in sections for item in section.items)]


def section_title(section: Section) -> str:
    """Return the name of the criterion that a section informs, or words for the section of all others."""
    return in_active_language(section.criterion.name) if section.criterion else _("About your entry")


def section_address(place: Place, section: Section, item: Item | None = None) -> str:
    """Return the address of a section of the form, and the place of one question in it."""
    url = place.url("section", section.key)
    return f"{url}#id_{item.question.key}" if item else url


def gap_links(place: Place, sections: Iterable[Section], gaps: Iterable[Gap]) -> list[ErrorLink]:
    """Return gaps as lines of an error summary, each leading to where it can be closed."""
    places = {item.question.key: section_address(place, section, item) for section in sections for item in section.items}
    places["title"] = reverse("submissions:title", args=[place.row.address])
    return [ErrorLink(text=str(gap.message), href=places.get(gap.section, "")) for gap in gaps]


def receipt_facts(statement: Mapping[str, Any], received_at: datetime) -> list[SummaryRow]:
    """Return what a receipt says as rows."""
    ledger = statement["ledger"]
    facts = [
        (_("Receipt"), statement["receipt"]),
        (_("Challenge"), statement["challenge"]),
        (_("Round"), str(statement["round"])),
        (_("Work code"), statement["work_code"]),
        (_("Received"), moment_words(received_at)),
        (_("Received, UTC"), statement["received_at"]),
        (_("Version of the rules"), _hashed(str(statement["version"]), statement["version_sha256"])),
        (_("Ledger entry"), _hashed(str(ledger["sequence"]), ledger["hash"])),
    ]
    return [SummaryRow(key=key, value=value) for key, value in facts]


def receipt_parts(statement: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table of what arrived: names, sizes and hashes."""
    head = [_("Part"), Column(text=_("Size"), numeric=True), _("SHA-256")]
    rows = [[part["part"], filesizeformat(int(part["size"])), hash_words(part["sha256"])] for part in statement["parts"]]
    return {"parts_head": head, "parts": rows}


def hash_words(sha256: str) -> SafeString:
    """Return a hash that a narrow screen can break."""
    return format_html('<code class="portal-hash">{}</code>', sha256)


def _hashed(text: str, sha256: str) -> SafeString:
    return format_html("{} · {}", text, hash_words(sha256))


def _task(place: Place, section: Section, item: Item) -> Task:
    weight = f"{section_title(section)}, {percent(section.weight)}" if section.weight is not None else ""
    problem = str(item.gap.message) if item.gap and item.is_given else ""
    status, colour, done = _status(is_given=item.is_given, problem=problem, is_required=item.question.is_required)
    title = in_active_language(item.question.label)
    address = section_address(place, section, item)
    return Task(title=title, href=address, weight=weight, hint=problem, status=status, colour=colour, done=done)


def _status(*, is_given: bool, problem: str, is_required: bool) -> tuple[str, TagColour, bool]:
    if problem:
        return _("Needs a change"), "red", False
    if is_given:
        return _("Done"), "green", True
    return (_("To do"), "blue", False) if is_required else (_("Optional"), "grey", False)


def _value(item: Item, currency: str, file_address: FileAddress) -> str:
    if item.file:
        link = '<a class="govuk-link" href="{}">{}</a> ({})'
        return format_html(link, file_address(item.file), item.file.name, filesizeformat(item.file.size))
    if not item.is_given:
        return _("Not answered")
    if item.question.kind == "declaration":
        return _("Agreed")
    return str(linebreaksbr(str(readable_answer(item.question, item.answer, currency=currency)), autoescape=True))
