"""Findings and assumptions in words."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.rehearsal.result import Rehearsal
from awards.rehearsal.telling.lines import Line
from challenges.rules import naming
from challenges.rules.facts import in_one_line, member_fact
from challenges.rules.findings import Finding, Severity
from challenges.rules.names import Names
from challenges.rules.walking import places

SEVERITIES = {
    Severity.BLOCKING: gettext_lazy("Must be mended"),
    Severity.OPEN: gettext_lazy("Still open"),
    Severity.ADVISING: gettext_lazy("To look at"),
}


def lines_of(findings: Iterable[Finding]) -> Iterator[Line]:
    """Yield each finding with its place, and below it a way to mend it."""
    for finding in findings:
        yield Line(f"{SEVERITIES[finding.severity]}: {with_place(finding)}", (Line(finding.remedy),))


def with_place(finding: Finding) -> str:
    """Return where something is wrong, and what."""
    return f"{finding.place}: {finding.reason}" if finding.place else finding.reason


def assumption_lines(found: Rehearsal, names: Names) -> Iterator[Line]:
    """Yield each assumption with its place and value, and why it had to be made."""
    parts = {place.path: place.part for place in places(found.document)}
    for assumption in found.assumptions:
        holder, _dot, member = assumption.path.rpartition(".")
        told = {
            "place": naming.in_words(assumption.path, found.supposed.data),
            "value": in_one_line(member_fact(parts[holder], member, names)),
        }
        if assumption.why == "announced_later":
            yield Line(_("%(place)s: will be announced. Assumed: %(value)s.") % told)
        else:
            yield Line(_("%(place)s: not said yet. Assumed: %(value)s.") % told)
