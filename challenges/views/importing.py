"""Taking in a competition from a document: what is to be said of it is marked in its text, before anything is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.acting import perform, person_of
from challenges.forms.importing import ImportForm
from challenges.rules.findings import Finding, Severity
from challenges.rules.lines import laid_out, line_at, lines_of
from challenges.rules.reading import Reading
from challenges.services.importing import import_challenge
from challenges.views.access import officials_only
from challenges.views.rules import EDIT

# So many findings are shown, and so many lines around a finding of a text that is too long to be shown whole.
SHOWN = 50
WHOLE, AROUND = 3_000, 6
SEVERITIES = {
    Severity.BLOCKING: gettext_lazy("Must be mended"),
    Severity.OPEN: gettext_lazy("Still open"),
    Severity.ADVISING: gettext_lazy("To look at"),
}


@dataclass(frozen=True)
class ToldFinding:
    """One finding; `line` is where the text says it, None where no text could be read."""

    severity: str
    place: str
    reason: str
    remedy: str
    line: int | None


@dataclass(frozen=True)
class Line:
    """A line of the text, with what is said of it; `is_after_gap` where lines before it are left out."""

    number: int
    text: str
    findings: Sequence[ToldFinding]
    is_after_gap: bool


@EDIT
@officials_only
def take_in(request: HttpRequest) -> HttpResponse:
    """Ask for a document, say what is to be said of it, and make a draft of it where nothing blocks."""
    person = person_of(request)
    form = ImportForm(request.POST or None, request.FILES or None, user=person)
    if not form.fields["authority"].queryset.exists():  # type: ignore[attr-defined]
        return render(request, "403.html", status=403)
    context: dict[str, Any] = {"form": form, "refusal": []}
    if not form.is_valid() or form.reading is None:
        return render(request, "challenges/import.html", context, status=422 if form.is_bound else 200)
    reading = form.reading
    if "check" in request.POST or not reading.is_usable:
        status = 200 if reading.is_usable else 422
        return render(request, "challenges/import.html", context | _marked(reading), status=status)
    authority = form.cleaned_data["authority"]
    call = lambda: import_challenge(authority, reading, by=person)  # noqa: E731 (the service to be performed)
    outcome = perform(request, call, verb="create", reference=authority.slug)
    if outcome.result is None:
        return render(request, "challenges/import.html", context | {"refusal": outcome.errors}, status=outcome.status)
    messages.success(request, _("Taken in as a draft. What the document does not say is listed as to be done."))
    return redirect("challenges:challenge", outcome.result.reference)


def _marked(reading: Reading) -> dict[str, Any]:
    """Return what the page says of a document: its first findings, how many more there are, and its marked lines."""
    text = laid_out(reading.text) if reading.data is not None else reading.text
    places = lines_of(text) if reading.data is not None else {}
    found = [_told(finding, places, has_text=bool(text)) for finding in reading.findings[:SHOWN]]
    more = len(reading.findings) - len(found)
    return {
        "is_read": True,
        "is_usable": reading.is_usable,
        "findings": found,
        "more": ngettext("And %(number)s more.", "And %(number)s more.", more) % {"number": more} if more else "",
        "lines": list(_lines(text.split("\n"), found)) if found else [],
        "is_laid_out": text != reading.text,
    }


def _told(finding: Finding, places: Any, *, has_text: bool) -> ToldFinding:
    line = int(str(finding.params["line"])) if "line" in finding.params else line_at(finding.path, places)
    words = (str(SEVERITIES[finding.severity]), finding.place, finding.reason, finding.remedy)
    return ToldFinding(*words, line if has_text else None)


def _lines(texts: list[str], found: Sequence[ToldFinding]) -> Iterator[Line]:
    """Yield the lines of a text; of a long one those around a finding."""
    said: dict[int, list[ToldFinding]] = {}
    for finding in found:
        said.setdefault(finding.line or 1, []).append(finding)
    near = {number for line in said for number in range(line - AROUND, line + AROUND + 1)}
    before = 0
    for number, text in enumerate(texts, start=1):
        if len(texts) <= WHOLE or number in near:
            yield Line(number, text.rstrip("\r"), said.get(number, ()), number > before + 1)
            before = number
