"""Marks on each kind of scale: how one is asked for, read and shown. Pure: nothing here knows whose mark it is.

A mark is kept as text, so that it means the same in every table, file and language: a canonical decimal ("4.5") on a scale of
numbers, else the key of what was chosen ("yes", "fail"). "" is no mark, which is never 0. A new kind of scale is a class here,
named in `_KINDS`; sheet, tables and checks walk these.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from challenges.rules.judging import Criterion
from challenges.rules.saying.judging import marks_of
from challenges.rules.scales import LevelsScale, NumbersScale, PassFailScale, YesNoScale
from challenges.rules.values import AnnouncedLater
from core.forms import BoxesField, MarkField, plain
from core.wording import figure, grouped, localised

Words = Any


class MarkScale(ABC):
    """What jurors do with one kind of scale."""

    # False: nobody can mark on it yet; `words` says why.
    takes_marks: ClassVar[bool] = True
    # Whether there may be a lowest or a highest mark, which asks for a reason.
    has_extremes: ClassVar[bool] = False

    @property
    @abstractmethod
    def words(self) -> str:
        """Which marks there are, as a sentence of the active language."""

    @property
    def brief(self) -> str:
        """The same for the head of a column: "0–5"."""
        return self.words.removesuffix(".")

    @abstractmethod
    def field(self, **options: Any) -> forms.Field | None:
        """Return the field of the scoring sheet, whose value is what `read` takes or None; None while nobody can mark."""

    @abstractmethod
    def read(self, given: str | Decimal) -> str:
        """Return a mark as it is kept. Raises ValidationError, in words for people, when it is not on the scale."""

    def typed(self, mark: str) -> Any:
        """Return what the field shows for a kept mark."""
        return mark

    @abstractmethod
    def shown(self, mark: str) -> str:
        """Return a kept mark as people read it in the active language."""

    def told(self, value: Decimal) -> str:
        """Return what the jury as a whole gave, a number, as people read it."""
        return grouped(value, max(0, -int(value.as_tuple().exponent)))

    def is_extreme(self, mark: str) -> bool:
        """Return whether a kept mark is the lowest or the highest there is."""
        return False


@dataclass(frozen=True)
class NumberMarks(MarkScale):
    """Numbers: equal boxes with their anchors where they fit in a row, else a number to type."""

    has_extremes = True
    rule: NumbersScale

    @property
    def words(self) -> str:
        return marks_of(self.rule)

    @property
    def _ends(self) -> tuple[str | None, ...]:
        return self.rule.lowest, self.rule.highest, self.rule.step

    @property
    def brief(self) -> str:
        if self.rule.lowest is None or self.rule.highest is None:
            return super().brief
        return f"{figure(self.rule.lowest)}–{figure(self.rule.highest)}"

    def field(self, **options: Any) -> MarkField:
        lowest, highest, step = (None if end is None else Decimal(end) for end in self._ends)
        field = MarkField(
            minimum=lowest,
            maximum=highest,
            step=step,
            anchors={anchor.at: localised(anchor.label) for anchor in self.rule.anchors},
            error_messages={"off_scale": _("Give a mark on the scale. %(scale)s") % {"scale": self.words}},
            required=False,
            **options,
        )
        if field.is_typed:
            field.help_text = f"{field.help_text} {self.words}".strip()
        return field

    def read(self, given: str | Decimal) -> str:
        field = self.field()
        try:
            mark = field.clean(Decimal(given))
        except InvalidOperation as unreadable:
            raise ValidationError(field.error_messages["off_scale"]) from unreadable
        return plain(mark)

    def typed(self, mark: str) -> Decimal | None:
        return Decimal(mark) if mark else None

    def shown(self, mark: str) -> str:
        return figure(mark)

    def is_extreme(self, mark: str) -> bool:
        return mark in {self.rule.lowest, self.rule.highest}


class ChoiceMarks(MarkScale):
    """One of few words, as boxes. `anchors` are what follows from one, by key."""

    @property
    @abstractmethod
    def choices(self) -> Mapping[str, Words]:
        """The marks with their words, in the order of the boxes."""

    @property
    def anchors(self) -> dict[str, str]:
        return {}

    def field(self, **options: Any) -> BoxesField:
        return BoxesField(choices=list(self.choices.items()), anchors=self.anchors, required=False, **options)

    def read(self, given: str | Decimal) -> str:
        if given not in self.choices:
            raise ValidationError(_("Give a mark on the scale. %(scale)s") % {"scale": self.words})
        return str(given)

    def shown(self, mark: str) -> str:
        return str(self.choices[mark])


@dataclass(frozen=True)
class YesNoMarks(ChoiceMarks):
    """All points or none."""

    rule: YesNoScale

    @property
    def choices(self) -> Mapping[str, Words]:
        return {"yes": _("Yes"), "no": _("No")}

    @property
    def words(self) -> str:
        return _("Yes or no.")

    @property
    def anchors(self) -> dict[str, str]:
        return {"yes": _("Points: %(points)s") % {"points": figure(self.rule.points)}}


@dataclass(frozen=True)
class PassFailMarks(ChoiceMarks):
    """A knock-out without points."""

    rule: PassFailScale

    @property
    def choices(self) -> Mapping[str, Words]:
        return {"pass": _("Pass"), "fail": _("Fail")}

    @property
    def words(self) -> str:
        return _("Pass or fail.")

    def told(self, value: Decimal) -> str:
        return self.shown("pass" if value else "fail")

    @property
    def anchors(self) -> dict[str, str]:
        return {"fail": _("The entry is out, whatever its other marks.")}


@dataclass(frozen=True)
class LevelMarks(ChoiceMarks):
    """Levels in words."""

    has_extremes = True
    rule: LevelsScale

    @property
    def choices(self) -> Mapping[str, Words]:
        return {level.key: localised(level.label) for level in self.rule.levels}

    @property
    def words(self) -> str:
        return _("One of the levels.")

    @property
    def anchors(self) -> dict[str, str]:
        return {level.key: _("Points: %(points)s") % {"points": figure(level.points)} for level in self.rule.levels}

    def is_extreme(self, mark: str) -> bool:
        points = {key: Decimal(worth) for key, worth in self.rule.points_by_mark.items()}
        return points[mark] in {min(points.values()), max(points.values())}


@dataclass(frozen=True)
class LaterMarks(MarkScale):
    """A scale that is still to be announced: no mark can be given."""

    takes_marks = False
    rule: AnnouncedLater

    @property
    def words(self) -> str:
        if self.rule.by is None:
            return _("Marks cannot be given yet: the scale is announced before the judging.")
        return _("Marks cannot be given yet: the scale is announced later (%(when)s).") % {"when": self.rule.by.words}

    def field(self, **options: Any) -> None:
        return None

    def read(self, given: str | Decimal) -> str:
        raise ValidationError(self.words)

    def shown(self, mark: str) -> str:
        return mark


_KINDS: dict[str, Any] = {
    "numbers": NumberMarks,
    "yes_no": YesNoMarks,
    "pass_fail": PassFailMarks,
    "levels": LevelMarks,
    "announced_later": LaterMarks,
}


def scale_of(criterion: Criterion) -> MarkScale:
    """Return how a criterion is marked."""
    scale: MarkScale = _KINDS[criterion.scale.kind](criterion.scale)
    return scale
