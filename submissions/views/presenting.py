"""Answers, files and receipts as rows, tasks and links of the design system."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat, linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.components import Column, ErrorLink, SummaryRow, Task
from core.components.messages import TagColour
from core.lifecycle import Gap
from core.wording import Words, localised, moment_words, percent
from submissions.queries.form import Item, Section
from submissions.vault import ListedFile
from submissions.views.access import Place

FileAddress = Callable[[ListedFile], str]
# Words, colour, and whether it is done.
Status = tuple[Words, TagColour, bool]

_DONE: Status = (gettext_lazy("Done"), "green", True)
_TO_DO: Status = (gettext_lazy("To do"), "blue", False)
_OPTIONAL: Status = (gettext_lazy("Optional"), "grey", False)
_NEEDS_A_CHANGE: Status = (gettext_lazy("Needs a change"), "red", False)
_NOT_ASKED: Status = (gettext_lazy("Not asked"), "grey", True)


def answer_rows(sections: Iterable[Section], *, file_address: FileAddress, change_in: Place | None = None) -> list[SummaryRow]:
    """Return one row per question: what was answered, and a link to where it is changed in `change_in`, if that is given."""
    return [
        SummaryRow(
            key=item.asked.label,
            value=_value(item, file_address),
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
    status, colour, done = _DONE if title else _TO_DO
    address = reverse("submissions:title", args=[place.row.address])
    first = Task(title=_("Title of your solution"), hint=title, href=address, status=str(status), colour=colour, done=done)
    return [first, *(_task(place, section, item) for section in sections for item in section.items)]


def section_title(section: Section) -> str:
    """Return the heading of a section or the criterion that it is about, or words for the section of all others."""
    return localised(section.title) or _("About your entry")


def section_address(place: Place, section: Section, item: Item | None = None) -> str:
    """Return the address of a section of the form, and the place of one question in it."""
    url = place.url("section", section.key)
    return f"{url}#id_{item.question.key}" if item else url


def gap_links(place: Place, sections: Iterable[Section], gaps: Iterable[Gap]) -> list[ErrorLink]:
    """Return gaps as lines of an error summary, each leading to where it can be closed."""
    places = {item.question.key: section_address(place, section, item) for section in sections for item in section.items}
    places["title"] = reverse("submissions:title", args=[place.row.address])
    places["lot"] = reverse("submissions:lot", args=[place.row.address])
    return [ErrorLink(text=str(gap.message), href=places.get(gap.section, "")) for gap in gaps]


def receipt_facts(statement: Mapping[str, Any], received_at: datetime) -> list[SummaryRow]:
    """Return what a receipt says as rows."""
    ledger = statement["ledger"]
    facts = [
        (_("Receipt"), statement["receipt"]),
        (_("Challenge"), statement["challenge"]),
        (_("Round"), str(statement["round"])),
        (_("Work code"), statement["work_code"]),
        *([(_("Lot"), localised(statement["lot"]["title"]))] if "lot" in statement else []),
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
    status, colour, done = _status(item)
    return Task(
        title=item.asked.label,
        href=section_address(place, section, item),
        weight=weight,
        hint=_problem(item) or item.condition,
        status=str(status),
        colour=colour,
        done=done,
    )


def _problem(item: Item) -> str:
    return str(item.gap.message) if item.gap and item.is_given else ""


def _status(item: Item) -> Status:
    if not item.is_asked:
        return _NOT_ASKED
    if _problem(item):
        return _NEEDS_A_CHANGE
    if item.is_given:
        return _DONE
    return _TO_DO if item.question.required else _OPTIONAL


def _value(item: Item, file_address: FileAddress) -> str:
    if item.files:
        link = '<a class="govuk-link" href="{}">{}</a> ({})'
        lines = ((file_address(file), file.name, filesizeformat(file.size)) for file in item.files)
        return format_html_join(mark_safe("<br>"), link, lines)
    if not item.is_asked:
        return _("Not asked after your other answers")
    return str(linebreaksbr(item.in_words, autoescape=True)) or _("Not answered")
