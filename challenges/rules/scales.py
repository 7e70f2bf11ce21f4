"""Scales of marks, and how the marks of several jurors become one value."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import Dec, Keyed, Number, Part, Text, by_kind, member
from challenges.rules.values import AnnouncedLater


class Anchor(Part):
    """Words at one mark of a scale."""

    at: Dec = member(_("Mark"), "the mark that the words describe")
    label: Text = member(_("Words"), "what an entry with this mark is like")


class NumbersScale(Part):
    """Numbers from lowest to highest in steps."""

    kinds = {"numbers": _("numbers")}
    kind: Literal["numbers"]
    lowest: Dec | None = member(_("Lowest mark"), "lowest mark; null = open below", none=_("open"))
    highest: Dec | None = member(_("Highest mark"), "highest mark; null = open above", none=_("open"))
    step: Dec | None = member(_("Step"), "marks are lowest + n x step; null = any number", none=_("any number"))
    anchors: tuple[Anchor, ...] = member(_("Worded marks"), "words at some marks; empty: none")


class ChoiceScale(Part):
    """A mark is one of few words, each worth points."""

    @property
    def points_by_mark(self) -> Mapping[str, Dec]:
        """What each mark is worth, by the text that is kept of it, the worst first; a hole where the rules do not say it yet."""
        raise NotImplementedError


class YesNoScale(ChoiceScale):
    """All points or none."""

    kinds = {"yes_no": _("yes or no, with points for yes")}
    kind: Literal["yes_no"]
    points: Dec = member(_("Points for yes"), "points that a yes gives; a no gives none", unit="points")

    @property
    def points_by_mark(self) -> Mapping[str, Dec]:
        return {"no": "0", "yes": self.points}


class PassFailScale(ChoiceScale):
    """A knock-out without points: who fails is out."""

    kinds = {"pass_fail": _("pass or fail")}
    kind: Literal["pass_fail"]

    @property
    def points_by_mark(self) -> Mapping[str, Dec]:
        return {"fail": "0", "pass": "1"}


class Level(Keyed):
    """One level of a scale in words."""

    label: Text = member(_("Words"), "what an entry of this level is like")
    points: Dec = member(_("Points"), "what the level is worth", unit="points")


class LevelsScale(ChoiceScale):
    """Levels in words, each worth points of its own: unsatisfactory 0, fair 4, good 7, excellent 10."""

    kinds = {"levels": _("levels in words")}
    kind: Literal["levels"]
    levels: tuple[Level, ...] = member(_("Levels"), "the levels, the lowest first")

    @property
    def points_by_mark(self) -> Mapping[str, Dec]:
        return {level.key: level.points for level in self.levels or () if level}


Scale = Annotated[NumbersScale | YesNoScale | PassFailScale | LevelsScale | AnnouncedLater, by_kind]


# The kinds of scale on which a mark is a word.
CHOICES = tuple(kind for scale in get_args(get_args(Scale)[0]) if issubclass(scale, ChoiceScale) for kind in scale.kinds)


class PlainOverJurors(Part):
    """How several jurors' values become one.

    mean: arithmetic mean. majority: the highest value if strictly more than half of the cards that count are above zero, else 0.
    agreed: the jury agrees one value. single: one value is expected.
    """

    kinds = {
        "mean": _("mean of the jurors"),
        "majority": _("majority of the jurors"),
        "agreed": _("one value agreed by the jury"),
        "single": _("one value"),
    }
    kind: Literal["mean", "majority", "agreed", "single"]


class TrimmedMean(Part):
    """The mean without the most generous and the strictest."""

    kinds = {"trimmed_mean": _("mean without extremes")}
    kind: Literal["trimmed_mean"]
    drop_highest: Number = member(_("Dropped from the top"), "so many highest values are left out", unit="values")
    drop_lowest: Number = member(_("Dropped from the bottom"), "so many lowest values are left out", unit="values")


OverJurors = Annotated[PlainOverJurors | TrimmedMean, by_kind]
