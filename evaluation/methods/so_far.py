"""The sum of one juror's card while it is filled in: what autosave answers, so that no formula is told a second time."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.rules.judging import JudgingPart
from core.wording import localised
from evaluation.methods.entries import Entry
from evaluation.methods.hearing import Hearing
from evaluation.methods.marks import ReadMarks
from evaluation.methods.numbers import UNIT, exact, in_words, shown_text
from evaluation.methods.telling import arithmetic


@dataclass(frozen=True)
class SumSoFar:
    """What the marks of one card come to until now.

    `total` counts what is marked; None where the part's method makes no total of a card. `most` is the greatest total without a
    bonus, None where a scale is open. `missing` are the keys without a mark, `failed` those of knock-outs that are failed.
    """

    total: Fraction | None
    most: Fraction | None
    missing: tuple[str, ...]
    failed: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return the sum in one sentence."""
        told = {
            "total": "" if self.total is None else in_words(self.total),
            "most": "" if self.most is None else in_words(self.most),
        }
        if self.total is None:
            words = ""
        elif self.most is None:
            words = _("%(total)s so far.") % told if self.missing else _("%(total)s in all.") % told
        else:
            words = _("%(total)s of %(most)s so far.") % told if self.missing else _("%(total)s of %(most)s in all.") % told
        if not self.missing:
            return words
        count = len(self.missing)
        missing = ngettext("%(count)s criterion is not marked.", "%(count)s criteria are not marked.", count) % {"count": count}
        return f"{words} {missing}".strip()

    def as_json(self) -> dict[str, Any]:
        """Return the sum as plain data."""
        return {
            "total": shown_text(self.total),
            "total_exact": exact(self.total),
            "most": shown_text(self.most),
            "missing": list(self.missing),
            "failed": list(self.failed),
            "lines": list(self.lines),
            "words": self.words,
        }


def sum_so_far(part: JudgingPart, marks: Mapping[str, str | None], entry: Entry) -> SumSoFar:
    """Return what one card comes to, with what is missing. A mark missing is no zero: a whole card alone will count.

    Args:
        part: the part of the judging that the card belongs to.
        marks: by criterion; None or absent is not marked. Criteria that do not apply to the entry are passed over.
        entry: whose answers say which criteria apply; its cards are not looked at.

    Raises:
        MarkRefused: a mark is not on its scale.
        StillOpenError: a scale or a weight has not been announced.
    """
    sheet = Hearing(part, None).sheet(entry)
    given = {
        each.key: ReadMarks(each)[mark]
        for each in (*sheet.scored, *sheet.knock_outs)
        if (mark := marks.get(each.key)) is not None
    }
    missing = tuple(key for key in sheet.asked if key not in given)
    failed = tuple(each.key for each in sheet.knock_outs if given.get(each.key) == 0)
    if sheet.method is None or not sheet.has_total:
        return SumSoFar(None, None, missing, failed, ())
    formula = sheet.formula
    total = Fraction(formula([given.get(each.key, 0) for each in sheet.scored]), formula.unit)
    lines = tuple(
        arithmetic(sheet, each, Fraction(given[each.key], UNIT)).words for each in sheet.added if each.key in given
    ) + tuple(
        _("%(criterion)s: %(percent)s%% on top")
        % {"criterion": localised(each.title), "percent": in_words(Fraction(given[each.key], UNIT))}
        for each in sheet.percentages
        if each.key in given
    )
    return SumSoFar(total, sheet.most, missing, failed, lines)
