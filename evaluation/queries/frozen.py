"""A frozen ranking of either format, read alike: its columns, and its words in the active language."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.models import ChallengeVersion, Round
from challenges.rules import document as rules
from challenges.rules.base import Text
from challenges.rules.facts import fact
from challenges.rules.judging import Criterion, Judging
from challenges.rules.names import Names
from challenges.rules.outline import TIE_BREAKS, outline
from challenges.rules.upgrades.format_1_rounds import upgraded_round
from core.wording import grouped, localised
from evaluation.methods.asking import Ask, Who
from evaluation.methods.explaining import explain, explain_tie, part_names
from evaluation.methods.marks import highest
from evaluation.methods.numbers import UNIT, exact, in_words, rounded
from evaluation.methods.record import METHOD, POINTS, Record
from evaluation.methods.results import Split, Tie
from evaluation.methods.scopes import lot_of
from evaluation.methods.telling import Said

# Points and values have no more places on pages; the data file has all of them, and the exact fraction.
PLACES = 2
# Points of format 1 are a share of 100.
HUNDRED = "100"
Content = Mapping[str, Any]
# What a code is called to who reads.
Called = Callable[[str], str]

WHO: Mapping[Who, Any] = {
    "jury": gettext_lazy("The jury decides."),
    "authority": gettext_lazy("The authority decides."),
    "official": gettext_lazy("An official enters it."),
    "entrant": gettext_lazy("The entrant says."),
    "draw": gettext_lazy("It is drawn by lot."),
    "nobody": gettext_lazy("The rules name nobody who decides."),
}


@dataclass(frozen=True)
class FrozenRanking(ABC):
    """The content of a ranking snapshot. `judging` are the rules that it was made by, in the newest format."""

    content: Content
    judging: Judging

    @property
    @abstractmethod
    def most(self) -> str | None:
        """The greatest total without a bonus, exact; None where there is no such number."""

    @property
    @abstractmethod
    def thresholds(self) -> list[str]:
        """The least totals that the round asks for."""

    @property
    def fewer_is_better(self) -> bool:
        """Whether totals are places."""
        return counts_places(self.content)

    @property
    def head(self) -> str:
        """What the totals are, for the head of a column."""
        if self.fewer_is_better:
            return _("Total of places")
        return _("Points of %(most)s") % {"most": in_words(Fraction(self.most))} if self.most else _("Points")

    @property
    def criteria(self) -> list[tuple[str, Criterion]]:
        """The criteria of all parts, each with the name under which entries hold the jury's value."""
        several = len(self.judging.parts) > 1
        return [
            (f"{part.key}/{each.key}" if several else each.key, each) for part in self.judging.parts for each in part.criteria
        ]

    @property
    def titles(self) -> dict[str, Text | str]:
        """What an entry may miss, in words, by name."""
        return {POINTS: _("points"), **{name: criterion.title for name, criterion in self.criteria if criterion.title}}

    @property
    def part_names(self) -> dict[str, str]:
        """What the parts are called."""
        return part_names(self.judging, ())

    @abstractmethod
    def ties(self, called: Called) -> list[str]:
        """Return the ties in words."""

    @property
    def explains(self) -> bool:
        """Whether `explained` tells anything."""
        return False

    def undecided(self, _called: Called) -> list[str]:
        """Return what is left to people, and who decides, in words."""
        return []

    def explained(self, _work_code: str, *, with_cards: bool) -> tuple[Said, ...]:
        """Return how an entry came to stand where it stands; `with_cards`: whether single jurors' marks may be told."""
        return ()


class WeightedMean(FrozenRanking):
    """A ranking of format 1. The rules that are frozen with it are those of then."""

    @property
    def most(self) -> str | None:
        return HUNDRED

    @property
    def thresholds(self) -> list[str]:
        least = self.content["rules"]["threshold"]
        return [least] if Decimal(least or 0) else []

    def ties(self, called: Called) -> list[str]:
        return [_tie_in_words(tie, called) for tie in self.content["ties"]]


@dataclass(frozen=True)
class ByRules(FrozenRanking):
    """A ranking of format 2. `record` computes again what it states, to bring its words back.

    `lots` are the titles of the lots by key, where they are known.
    """

    record: Record
    lots: Mapping[str, Text] = field(default_factory=dict)

    @property
    def most(self) -> str | None:
        most: str | None = self.content["most"]
        return most

    @property
    def thresholds(self) -> list[str]:
        return [each.score for each in self.record.hurdles if isinstance(each.score, str) and not each.lots]

    @property
    def part_names(self) -> dict[str, str]:
        return part_names(self.judging, self.record.juries)

    def ties(self, called: Called) -> list[str]:
        found = [tie for ranking in self.record.rankings for tie in ranking.ties] if self.content["ties"] else ()
        return [_told(explain_tie(self.judging, _renamed(tie, called))) for tie in found]

    @property
    def explains(self) -> bool:
        return True

    def undecided(self, called: Called) -> list[str]:
        asks = self.record.asks if self.content["asks"] else ()
        return [self.ask_in_words(ask, called) for ask in asks]

    def explained(self, work_code: str, *, with_cards: bool) -> tuple[Said, ...]:
        found = self.record.ranking_of(next(each for each in self.record.entries if each.work_code == work_code))
        return explain(self.judging, found, work_code, juries=self.record.juries, with_cards=with_cards)

    def ask_in_words(self, ask: Ask, called: Called) -> str:
        """Return a question, and who answers it, in words."""
        everybody = len(ask.about) == len(self.record.entries)
        codes = _("All entries") if everybody else ", ".join(called(code) for code in ask.about)
        jury = next((localised(jury.title) for jury in self.record.juries if jury.key == ask.jury), "")
        who = f"{WHO[ask.who]} ({jury})" if jury else WHO[ask.who]
        told = _("%(codes)s: %(why)s %(who)s") % {"codes": codes, "why": ask.why, "who": who}
        lot = self.lots.get(lot_of(ask.step) or "")
        return f"{localised(lot)}: {told}" if lot else told


def frozen(content: Content) -> FrozenRanking:
    """Return the content of a ranking snapshot as it is read."""
    if content["method"] == METHOD:
        record = Record.from_json(content)
        return ByRules(content, record.judging, record)
    stage = {**content["rules"], "questions": []}
    judging = rules.Round.model_validate(upgraded_round(stage, [stage], sorted(stage["title"]))).judging
    if judging is None:
        raise LookupError("A round was ranked that nobody judged.")
    return WeightedMean(content, judging)


def frozen_of(stage: Round, content: Content) -> FrozenRanking:
    """Return the content of a ranking snapshot of `stage` as it is read, with what its lots are called."""
    read = frozen(content)
    if not isinstance(read, ByRules) or not read.record.has_lots:
        return read
    document = _document_of(stage, content["version_sha256"])
    return replace(read, lots={lot.key: lot.title for lot in document.rules.lots})


def method_of(stage: Round, read: FrozenRanking) -> list[str]:
    """Return how the totals of a ranking of `stage` came about, in sentences."""
    content, judging = read.content, read.judging
    document = stage.document
    if content["method"] == METHOD:
        # Rules name each other within the document that they stand in.
        document = _document_of(stage, content["version_sha256"])
        judging = document.rules.round(content["rules"]["key"]).judging or judging
    names = Names(document)
    told = [fact(part.aggregation, names).value for part in judging.parts]
    if len(told) > 1:
        told = [f"{name}: {words}" for name, words in zip(read.part_names.values(), told, strict=True)]
    return [*told, *([fact(judging.combine, names).value] if judging.combine else [])]


def most_of(content: Content) -> str | None:
    """Return the greatest total without a bonus that points can come to, exact; None where there is no such number."""
    most: str | None = content["most"] if content["method"] == METHOD else HUNDRED
    return most


def counts_places(content: Content) -> bool:
    """Return whether points are totals of places, of which fewer are better."""
    return bool(content.get("fewer_is_better"))


def outline_of(stage: Round, content: Content) -> dict[str, Any]:
    """Return the few figures of the rules by which a ranking of `stage` was made: those that decisions and letters name."""
    if content["method"] != METHOD:
        found: dict[str, Any] = content["rules"]
        return found
    document = _document_of(stage, content["version_sha256"])
    return next(part for part in outline(document)["rounds"] if part["key"] == content["rules"]["key"])


def _document_of(stage: Round, sha256: str) -> rules.Document:
    """Return the document of the version with this hash: mostly the one whose rules hold for the round, which is at hand."""
    if stage.version.sha256 == sha256:
        return stage.document
    return ChallengeVersion.objects.get(challenge=stage.challenge_id, sha256=sha256, number__isnull=False).document


def criteria_told(content: Content) -> Iterator[dict[str, Any]]:
    """Yield for each criterion what a letter tells of it: numbers as text, None where there is none."""
    read = frozen(content)
    for name, criterion in read.criteria:
        top = None if criterion.scale.kind in {"pass_fail", "announced_later"} else highest(criterion)
        yield {
            "key": name,
            "name": dict(criterion.title or {}),
            "weight": criterion.weight if isinstance(criterion.weight, str) else None,
            "threshold": criterion.minimum if isinstance(criterion.minimum, str) else "0",
            "scale": criterion.scale.kind,
            "highest": None if top is None else exact(Fraction(top, UNIT)),
        }


def shown_number(text: str) -> Decimal:
    """Return points, or the jury's value, as the rules print them, with no more than PLACES places."""
    number = Decimal(text)
    return rounded(Fraction(text), PLACES, "half_even") if -int(number.as_tuple().exponent) > PLACES else number


def shown_points(text: str | None) -> str:
    """Return points as pages show them; "" for none."""
    if text is None:
        return ""
    number = shown_number(text)
    return grouped(number, max(0, -int(number.as_tuple().exponent)))


def _renamed(tie: Tie, called: Called) -> Tie:
    def those(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(called(code) for code in codes)

    splits = tuple(Split(each.rule, each.kind, tuple(map(those, each.groups))) for each in tie.splits)
    return replace(tie, work_codes=those(tie.work_codes), splits=splits, remaining=tuple(map(those, tie.remaining)))


def _told(said: Said) -> str:
    """Return a step and those it is made of, each as a sentence."""
    return " ".join(f"{capfirst(each.words)}." for each in (said, *said.below))


def _tie_in_words(tie: Content, called: Called) -> str:
    codes = ", ".join(called(code) for code in tie["work_codes"])
    by = "; ".join(str(TIE_BREAKS[rule]) for rule in tie["broken_by"])
    told = {"codes": codes, "by": by}
    if tie["remains"] and by:
        return _("%(codes)s have equal points. The rule “%(by)s” told some of them apart; the rest share a rank.") % told
    if tie["remains"]:
        return _("%(codes)s have equal points and share a rank: no published rule tells them apart.") % told
    return _("%(codes)s have equal points. The published rule tells them apart: %(by)s.") % told
