"""What the cards of one part say about one entry alone: values of the jury, knock-outs and minimums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from challenges.rules.judging import Criterion, JudgingPart
from challenges.rules.questions import OnlyIf
from challenges.rules.scales import OverJurors
from core.wording import localised
from evaluation.methods.entries import Card, Entry
from evaluation.methods.marks import ReadMarks
from evaluation.methods.numbers import UNIT
from evaluation.methods.over_jurors import OVER_JURORS, UnsettledError, Value
from evaluation.methods.refusals import MarkRefused
from evaluation.methods.totals import Sheet, sheet_of

# Stands in the place of a juror where the jury agreed marks as one.
JURY = "jury"
Why = Literal["inadmissible", "not_conform", "over_limit", "not_scored", "failed", "below_minimum", "not_placed"]


@dataclass(frozen=True)
class Out:
    """Why an entry has no rank, with the part, criterion or limit that says so. Below a minimum it keeps its total."""

    why: Why
    part: str | None = None
    about: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """Return the reason as plain data."""
        return {"why": self.why, "part": self.part, "about": self.about}


@dataclass(frozen=True)
class Heard:
    """What one part says about one entry. Without a card that counts all is empty.

    `rows` are the jurors' values in the order of `sheet.scored`, in units of 1/UNIT: where a criterion is decided over the jurors
    by a rule of its own, the common value stands in each row. `columns` are the jury's values, each a numerator and a divisor.
    `unsettled` says why the jurors' values make no common one. `is_agreed`: the jury agreed the marks in session, as one.
    """

    sheet: Sheet
    jurors: tuple[str, ...] = ()
    rows: Sequence[Sequence[Value]] = ()
    columns: Sequence[tuple[Value, int]] = ()
    out: Out | None = None
    unsettled: str | Promise | None = None
    is_agreed: bool = False

    @property
    def values(self) -> dict[str, Fraction]:
        """Return the jury's value by criterion; 0 for one that does not apply and counts as zero."""
        if not self.jurors:
            return {}
        values = {
            criterion.key: Fraction(numerator, divisor * UNIT)
            for criterion, (numerator, divisor) in zip(self.sheet.scored, self.columns, strict=True)
        }
        return values | {criterion.key: Fraction() for criterion in self.sheet.zero}


def applies(only_if: OnlyIf | None, entry: Entry) -> bool:
    """Return whether the entry gave one of the answers that are asked for."""
    return only_if is None or not set(entry.answers.get(only_if.question, ())).isdisjoint(only_if.any_of)


@dataclass
class Hearing:
    """Reads the cards of one part. `over_jurors` is the part's rule, from its aggregation; None where it has none."""

    part: JudgingPart
    over_jurors: OverJurors | None
    _marks: Mapping[str, ReadMarks] = field(init=False)
    _sheets: dict[frozenset[str], Sheet] = field(init=False, default_factory=dict)
    _at_times: tuple[Criterion, ...] = field(init=False)
    _always: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._marks = {criterion.key: ReadMarks(criterion) for criterion in self.part.criteria}
        self._at_times = tuple(each for each in self.part.criteria if each.only_if is not None)
        self._always = frozenset(each.key for each in self.part.criteria if each.only_if is None)

    def sheet(self, entry: Entry) -> Sheet:
        """Return what is marked of the entry."""
        applying = self._always.union(each.key for each in self._at_times if applies(each.only_if, entry))
        if applying not in self._sheets:
            self._sheets[applying] = sheet_of(self.part, applying)
        return self._sheets[applying]

    def hear(self, entry: Entry) -> Heard:
        """Return what the cards say. A card with a mark missing is not scored, never 0, and counts nowhere.

        Raises:
            MarkRefused: a mark is not on its scale.
            StillOpenError: a scale or a minimum has not been announced.
        """
        sheet = self.sheet(entry)
        whole = [
            card
            for card in sorted(entry.counting(self.part.key), key=lambda card: card.juror)
            if None not in map(card.marks.get, sheet.asked)
        ]
        if len(whole) < max(1, self.part.scorecards_per_entry or 0):
            return Heard(sheet, out=Out("not_scored", self.part.key))
        try:
            return self._settled(sheet, whole)
        except UnsettledError as unsettled:
            return Heard(sheet, unsettled=unsettled.args[0])

    def agreed(self, entry: Entry, marks: Mapping[str, str]) -> Heard:
        """Return what marks say that the jury agreed in session: they are the jury's values, no rule over jurors is asked.

        Raises:
            MarkRefused: one is missing, or not on its scale.
        """
        sheet = self.sheet(entry)
        if missing := [key for key in sheet.asked if key not in marks]:
            raise MarkRefused(_("Marks are missing: %(criteria)s.") % {"criteria": ", ".join(missing)})
        read = {key: self._marks[key][marks[key]] for key in sheet.asked}
        row = [read[each.key] for each in sheet.scored]
        columns = [(value, 1) for value in row]
        fails = [Out("failed", self.part.key, each.key) for each in sheet.knock_outs if read[each.key] < UNIT]
        out = fails[0] if fails else self._below(sheet, columns)
        return Heard(sheet, (JURY,), [row], columns, out, is_agreed=True)

    def _settled(self, sheet: Sheet, whole: Sequence[Card]) -> Heard:
        readers = [(criterion.key, self._marks[criterion.key]) for criterion in sheet.scored]
        rows: list[list[Value]] = [[read[card.marks[key] or ""] for key, read in readers] for card in whole]
        columns = [self._over(criterion, column) for criterion, column in zip(sheet.scored, zip(*rows, strict=True), strict=True)]
        for index, criterion in enumerate(sheet.scored):
            if criterion.over_jurors is not None:
                numerator, divisor = columns[index]
                for row in rows:
                    row[index] = Fraction(numerator, divisor)
        jurors = tuple(card.juror for card in whole)
        return Heard(sheet, jurors, rows, columns, self.failed(sheet, whole) or self._below(sheet, columns))

    def _over(self, criterion: Criterion, values: Sequence[Value]) -> tuple[Value, int]:
        how = criterion.over_jurors or self.over_jurors
        if how is None:
            return OVER_JURORS["single"](None, values)
        try:
            return OVER_JURORS[how.kind](how, values)
        except UnsettledError as unsettled:
            raise UnsettledError(f"{localised(criterion.title)}: {unsettled.args[0]}") from None

    def failed(self, sheet: Sheet, cards: Sequence[Card]) -> Out | None:
        """Return the first knock-out that is failed: one juror's fail is enough unless the criterion has its own rule."""
        for criterion in sheet.knock_outs:
            marks = [mark for mark in (card.marks.get(criterion.key) for card in cards) if mark is not None]
            if not marks:
                continue
            values = [self._marks[criterion.key][mark] for mark in marks]
            numerator, divisor = (min(values), 1) if criterion.over_jurors is None else self._over(criterion, values)
            if numerator < UNIT * divisor:
                return Out("failed", self.part.key, criterion.key)
        return None

    def _below(self, sheet: Sheet, columns: Sequence[tuple[Value, int]]) -> Out | None:
        """Return the first minimum that is missed, by the exact value of the jury; a bonus may have one too."""
        for (numerator, divisor), criterion, least in zip(columns, sheet.scored, sheet.minimums, strict=True):
            if least is not None and numerator < least * divisor:
                return Out("below_minimum", self.part.key, criterion.key)
        return None
