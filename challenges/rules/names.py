"""Keys name parts of the same document: which members hold keys, where those parts stand, and what people call them."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.functional import cached_property
from django.utils.translation import gettext

from challenges.rules.advancing import AttendedHurdle, PicksTake
from challenges.rules.aggregation import Share
from challenges.rules.base import Hole, Part, Scoped
from challenges.rules.document import Document, Round
from challenges.rules.intake import Intake, Show
from challenges.rules.judging import Criterion, CriterionGroup, CriterionTie, Judging, JudgingPart, JuryTie
from challenges.rules.participation import JuryNamedGroup, Limit, Lot, SaidCondition, SameAnswerGroup
from challenges.rules.questions import AmountLimit, OnlyIf, Question
from challenges.rules.rewards import DecidedDivision, FollowUp, RewardItem, ToAll, ToChosen, ToDrawn, ToRank
from challenges.rules.walking import Place, places
from core.wording import localised

# For each member that holds a key, or several, the list in which the parts of these keys stand.
REFERENCES: Mapping[tuple[type[Part], str], str] = MappingProxyType(
    {
        (Scoped, "lots"): "lots",
        (Lot, "within"): "lots",
        (Limit, "round"): "rounds",
        (SaidCondition, "question"): "questions",
        (SameAnswerGroup, "question"): "questions",
        (JuryNamedGroup, "jury"): "juries",
        (Round, "follows"): "rounds",
        (Intake, "call_windows"): "windows",
        (Question, "section"): "sections",
        (Question, "criteria"): "criteria",
        (OnlyIf, "question"): "questions",
        (OnlyIf, "any_of"): "options",
        (AmountLimit, "over"): "form_questions",
        (Show, "round"): "rounds",
        (JudgingPart, "jury"): "juries",
        (CriterionGroup, "within"): "groups",
        (Criterion, "group"): "groups",
        (Share, "part"): "parts",
        (CriterionTie, "part"): "parts",
        (CriterionTie, "criterion"): "criteria",
        (JuryTie, "jury"): "juries",
        (AttendedHurdle, "round"): "rounds",
        (PicksTake, "by"): "juries",
        (DecidedDivision, "by"): "juries",
        (ToRank, "round"): "rounds",
        (ToAll, "round"): "rounds",
        (ToChosen, "round"): "rounds",
        (ToChosen, "by"): "juries",
        (ToDrawn, "round"): "rounds",
        (RewardItem, "pool"): "pools",
        (RewardItem, "not_with"): "items",
        (FollowUp, "pool"): "pools",
    }
)


def refers_to(model: type[Part], member: str) -> str:
    """Return the list in which the parts stand that a member names; "" if it names none."""
    return next((REFERENCES[base, member] for base in model.__mro__ if (base, member) in REFERENCES), "")


class Names:
    """The parts of one document by their keys. Whoever has a part of the document can ask what its keys mean."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _places(self) -> Mapping[int, Place]:
        # Parts are asked for by identity: equal ones may stand in several places. The document keeps them alive.
        return {id(place.part): place for place in places(self.document)}

    @cached_property
    def zone(self) -> str:
        """The IANA zone of the rules; "" where a draft has none yet, or one that is none."""
        zone = str((self.document.rules and self.document.rules.zone) or "")
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            return ""
        return zone

    def named(self, part: Part, member: str) -> tuple[Part | None, ...]:
        """Return the parts that a member of `part` names by their keys, None for a key that nothing has."""
        keys = getattr(part, member) or ()
        among = {other.key: other for other in reversed(self.among(part, member))}
        return tuple(among.get(key) for key in ((keys,) if isinstance(keys, str) else keys))

    def titles(self, part: Part, member: str) -> list[str]:
        """Return what people call the parts that a member of `part` names."""
        return [self.title(named) for named in self.named(part, member)]

    def title(self, part: Part | None) -> str:
        """Return what people call a part, "" if they have no word for it; what one jury judges is called after the jury."""
        if part is None:
            return gettext("something that these rules do not have")
        if isinstance(part, JudgingPart):
            return ", ".join(self.titles(part, "jury"))
        return localised(getattr(part, "title", "") or getattr(part, "label", "") or "")

    def weighs_in_percent(self, criterion: Criterion) -> bool:
        """Return whether the weights of the part in which a criterion stands are percentages."""
        part = self._places[id(criterion)].nearest(JudgingPart)
        return part is not None and part.weights == "percentage"

    def among(self, part: Part, member: str) -> list[Any]:
        """Return the parts among which a key in a member of `part` chooses the first that fits; KeyError if it holds no key."""
        place = self._places[id(part)]
        return [other for other in _LISTS[refers_to(type(part), member)](self, place) if isinstance(other, Part)]


def _list(part: Part | Hole | None, member: str) -> Iterable[Any]:
    """Return a list of a part; nothing where the part or the list is a hole or null."""
    return getattr(part, member, None) or ()


def _in_rules(member: str) -> "Among":
    return lambda names, place: _list(names.document.rules, member)


def _in_rewards(member: str) -> "Among":
    return lambda names, place: _list(names.document.rules and names.document.rules.rewards, member)


def _around(model: type[Part], member: str) -> "Among":
    return lambda names, place: _list(place.nearest(model), member)


def _forms(names: Names, place: Place) -> Iterable[Part]:
    """Return the questions that a key may mean: inside a form its own, elsewhere those of the round, then of all rounds."""
    if place.nearest(Intake):
        return _list(place.nearest(Intake), "questions")
    stages = [place.nearest(Round), *_list(names.document.rules, "rounds")]
    return [question for stage in stages if stage for question in _list(stage.intake, "questions")]


def _criteria(names: Names, place: Place) -> Iterable[Part]:
    """Return the criteria of the part that a tie names, or of all parts of the round."""
    stage = place.nearest(Round)
    is_tie = isinstance(place.part, CriterionTie)
    judged = names.named(place.part, "part") if is_tie else _list(stage and stage.judging, "parts")
    return [criterion for part in judged for criterion in _list(part, "criteria")]


def _options(names: Names, place: Place) -> Iterable[Part]:
    return [option for question in names.named(place.part, "question") for option in _list(question, "options")]


def _pools(names: Names, place: Place) -> Iterable[Part]:
    return [*_in_rewards("pools")(names, place), *_list(names.document.call, "pools")]


Among = Callable[[Names, Place], Iterable[Part]]
_LISTS: Mapping[str, Among] = MappingProxyType(
    {
        "lots": _in_rules("lots"),
        "rounds": _in_rules("rounds"),
        "juries": _in_rules("juries"),
        "items": _in_rewards("items"),
        "pools": _pools,
        "windows": lambda names, place: _list(names.document.call, "windows"),
        "questions": _forms,
        "form_questions": _around(Intake, "questions"),
        "options": _options,
        "sections": _around(Intake, "sections"),
        "criteria": _criteria,
        "parts": _around(Judging, "parts"),
        "groups": _around(JudgingPart, "groups"),
    }
)
