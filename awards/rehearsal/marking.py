"""Marks and ballots by chance, as a scenario wants them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Self

from awards.rehearsal.chance import Chance
from awards.rehearsal.scenarios import Scenario
from challenges.rules.document import Round, Rules
from challenges.rules.judging import Criterion, JudgingPart
from challenges.rules.juries import Jury, Panel, StarsBallot, Vote
from challenges.rules.scales import ChoiceScale, NumbersScale, PassFailScale
from evaluation.methods.entries import Card, Entry

# Where the rules fix no number: jurors of a panel, marks between the lowest and an open end, steps between two marks.
JURORS, LENGTH, STEPS = 5, 10, 10
# A rehearsal makes up no more jurors than this, however many the rules want.
MOST_JURORS = 100
# How much of a mark is the entry's own, and how much the juror's.
OWN = 0.75
PASSES = 0.97
# Words of a scale are chosen somewhat more often from its better end.
BETTER = 0.1
MARK_MISSING, CARD_MISSING = 0.04, 0.08
RECUSED = 1 / 3
ALIKE = 3
BALLOTS = 40
_TOGETHER = frozenset({"agreed", "single"})


@dataclass(frozen=True)
class Marking:
    """The jurors of one round at work."""

    rules: Rules
    stage: Round
    chance: Chance
    scenario: Scenario

    def marked(self, entry: Entry) -> Entry:
        """Return the entry with cards and ballots."""
        parts = self.stage.judging.parts if self.stage.judging else ()
        cards = {part.key: tuple(self._cards(part, entry)) for part in parts if not isinstance(self._jury(part), Vote)}
        ballots = {part.key: self._ballots(jury, part, entry) for part in parts if isinstance(jury := self._jury(part), Vote)}
        return replace(entry, cards=cards, ballots=ballots)

    def _ladder(self, scale: NumbersScale) -> "_Ladder":
        ladder = self._ladders.get(id(scale))
        if ladder is None:
            ladder = self._ladders[id(scale)] = _Ladder.of(scale)
        return ladder

    @cached_property
    def _ladders(self) -> dict[int, "_Ladder"]:
        # By identity: the document keeps its scales alive.
        return {}

    @cached_property
    def _juries(self) -> dict[str, Jury]:
        return {jury.key: jury for jury in self.rules.juries}

    def _jury(self, part: JudgingPart) -> Jury | None:
        return self._juries.get(part.jury)

    def jurors(self, part: JudgingPart) -> list[str]:
        """Return who judges a part: the members of a panel, as many officials as cards are needed, one measurement."""
        jury = self._jury(part)
        count = max(1, part.scorecards_per_entry or 1)
        if isinstance(jury, Panel):
            count = jury.members or max(JURORS, count)
        return [f"J{number}" for number in range(1, min(count, MOST_JURORS) + 1)]

    def who(self, entry: Entry) -> str:
        """Return by what the marks of an entry are drawn: itself, or those it shares all marks with."""
        return f"{int(entry.holder) // ALIKE}" if self.scenario.is_even else entry.holder

    def _cards(self, part: JudgingPart, entry: Entry) -> Iterator[Card]:
        jurors = self.jurors(part)
        for juror in jurors:
            names = (self.stage.key, part.key, juror, entry.holder)
            if self.scenario.has_gaps and self.chance.happens(CARD_MISSING, "card", *names):
                continue
            marks = {each.key: self._mark(part, each, juror, entry) for each in part.criteria}
            is_recused = self.scenario.has_recusal and juror == jurors[0] and self.chance.happens(RECUSED, "recused", *names)
            yield Card(juror, marks, is_recused)

    def _mark(self, part: JudgingPart, criterion: Criterion, juror: str, entry: Entry) -> str | None:
        if self.scenario.has_gaps and self.chance.happens(
            MARK_MISSING, "mark", self.stage.key, part.key, criterion.key, juror, entry.holder
        ):
            return None
        how = criterion.over_jurors or getattr(part.aggregation, "over_jurors", None)
        is_alone = self.scenario.is_even or (how is not None and how.kind in _TOGETHER)
        who = self.who(entry)
        own = self.chance.share(self.stage.key, "entry", who)
        other = self.chance.share(self.stage.key, part.key, criterion.key, who, "" if is_alone else juror)
        return self._on_scale(criterion, OWN * own + (1 - OWN) * other, other)

    def _on_scale(self, criterion: Criterion, share: float, other: float) -> str:
        """Return the mark at a share of the way from the lowest to the highest; at the lowest where there is no hope."""
        scale = criterion.scale
        share = 0.0 if self.scenario.is_hopeless else share
        if isinstance(scale, NumbersScale):
            return self._ladder(scale).mark(share)
        if isinstance(scale, PassFailScale):
            return "fail" if self.scenario.is_hopeless or other > PASSES else "pass"
        if isinstance(scale, ChoiceScale):
            marks = [*scale.points_by_mark]
            # Somewhat more often the better ones.
            return marks[min(int((share + BETTER) * len(marks)), len(marks) - 1)] if share else marks[0]
        raise TypeError(scale)

    def _ballots(self, vote: Vote, part: JudgingPart, entry: Entry) -> dict[str, int]:
        if self.scenario.is_hopeless:
            return {}
        who = self.who(entry)
        names = (self.stage.key, part.key, who, "ballots")
        least = (vote.minimum_ballots or 0) + BALLOTS
        count = 1 + int(least * self.chance.share(*names))
        if not isinstance(vote.ballot, StarsBallot):
            return {"1": count}
        ballots: dict[str, int] = {}
        for number in range(min(count, BALLOTS)):
            stars = str(self.chance.number(vote.ballot.lowest, vote.ballot.highest, *names, number))
            ballots[stars] = ballots.get(stars, 0) + 1
        return ballots


@dataclass(frozen=True)
class _Ladder:
    """The marks of a scale of numbers from the lowest on; an open end is closed after LENGTH."""

    begin: Fraction
    step: Fraction
    steps: int
    _texts: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, scale: NumbersScale) -> Self:
        """Return the marks of a scale. One without a lowest mark counts its steps from 0."""
        lowest = None if scale.lowest is None else Fraction(scale.lowest)
        highest = None if scale.highest is None else Fraction(scale.highest)
        begin = lowest if lowest is not None else Fraction() if highest is None else highest - LENGTH
        end = begin + LENGTH if highest is None else highest
        step = (end - begin) / STEPS if scale.step is None else Fraction(scale.step)
        if step <= 0:
            return cls(begin, Fraction(), 0)
        if lowest is None:
            begin = step * -(-begin // step)
        return cls(begin, step, max(0, int((end - begin) / step)))

    def mark(self, share: float) -> str:
        """Return the mark at a share of the way from the lowest to the highest."""
        place = round(share * self.steps)
        if place not in self._texts:
            self._texts[place] = _text(self.begin + self.step * place)
        return self._texts[place]


def _text(number: Fraction) -> str:
    """Return a number as canonical decimal text, cut after twelve places where it does not end."""
    text = format(Decimal(number.numerator) / Decimal(number.denominator), ".12f").rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
