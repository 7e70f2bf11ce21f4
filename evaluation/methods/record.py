"""A ranking as it is published: rules, marks and acts go in, standings come out, as plain JSON that anybody can compute again.

Words are left out: they depend on the language of who reads. `Record.ranking` brings them back (`evaluation.methods.explaining`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, Self

from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from challenges.rules.advancing import ScoreHurdle
from challenges.rules.judging import FactTie, Judging
from challenges.rules.juries import Jury
from evaluation.methods.asking import Ask
from evaluation.methods.entries import Acts, Card, Entry
from evaluation.methods.numbers import exact, shown_text
from evaluation.methods.ranking import rank
from evaluation.methods.refusals import known
from evaluation.methods.results import Ranking, Standing, Tie
from evaluation.methods.scopes import Scope

METHOD = "rules-2"
# States in which a card's marks count.
COUNTING = frozenset({"submitted", "locked"})
# What an entry misses when its total is below what the round asks for.
POINTS = "points"
NO_FACTS: frozenset[str] = frozenset()

_JURIES: TypeAdapter[tuple[Jury, ...]] = TypeAdapter(tuple[Jury, ...])
_HURDLES: TypeAdapter[tuple[ScoreHurdle, ...]] = TypeAdapter(tuple[ScoreHurdle, ...])


def recompute(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what follows from the rules, marks and acts that a published ranking states, to compare with what it states."""
    return Record.from_json(content).as_json()


@dataclass(frozen=True)
class Record:
    """All that a ranking follows from.

    `hurdles` are the least totals that the round asks for: below one an entry keeps its rank and goes no further.
    `entered` are the keys of the parts whose numbers people enter.
    """

    judging: Judging
    juries: tuple[Jury, ...]
    hurdles: tuple[ScoreHurdle, ...]
    entered: tuple[str, ...]
    entries: tuple[Entry, ...]
    acts: Acts
    scope: Scope

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Read what a published ranking states of its rules, marks and acts; what it states of standings is not looked at.

        Raises:
            ValueError, LookupError, TypeError: it is no such ranking.
        """
        rules = content["rules"]
        judging = Judging.model_validate(rules["judging"])
        scope = Scope(window=content["window"] if judging.windows == "each" else None)
        acts = Acts.from_json(content["acts"])
        cards = _cards(content["scorecards"])
        told = _facts_told(judging, acts, scope)
        return cls(
            judging,
            _JURIES.validate_python(rules["juries"]),
            _HURDLES.validate_python(rules["hurdles"]),
            tuple(rules["entered"]),
            tuple(
                _entry(each, scope.window, cards.get(each["work_code"], {}), told.get(each["work_code"], NO_FACTS))
                for each in content["entries"]
            ),
            acts,
            scope,
        )

    @cached_property
    def ranking(self) -> Ranking:
        """Return the ranking, with what is left to people."""
        found = rank(self.judging, self.entries, juries=self.juries, scope=self.scope, acts=self.acts, entered=self.entered)
        return replace(found, asks=(*found.asks, *self._asks_of_facts(found)))

    def as_json(self) -> dict[str, Any]:
        """Return what follows, as published: numbers as text, shown and exact."""
        ranking = self.ranking
        given = {entry.work_code: entry for entry in self.entries}
        standings = [self._standing(given[each.work_code], each) for each in ranking.standings]
        return {
            "methods": list(ranking.methods),
            "most": exact(ranking.most),
            "fewer_is_better": ranking.fewer_is_better,
            "is_rolling": ranking.is_rolling,
            "entries": standings,
            "ties": [_tie(tie) for tie in ranking.ties],
            "asks": [{key: value for key, value in ask.as_json().items() if key != "why"} for ask in ranking.asks],
            "nobody_passed": not any(each["meets_thresholds"] for each in standings),
        }

    def missed(self, standing: Standing) -> list[str]:
        """Return the criteria that an entry failed or whose minimum it missed, by name, then POINTS if its total is too small."""
        names = [self.name_of(key, criterion) for key, criterion in self._criteria_missed(standing)]
        return names if self._clears_hurdles(standing) else [*names, POINTS]

    def name_of(self, part: str, criterion: str) -> str:
        """Return the name of a criterion among those of all parts: its key, behind that of its part where there are several."""
        return criterion if len(self.judging.parts) == 1 else f"{part}/{criterion}"

    def _standing(self, entry: Entry, standing: Standing) -> dict[str, Any]:
        missed, out = self.missed(standing), standing.out
        return {
            "work_code": entry.work_code,
            "arrival": entry.arrival,
            "answers": {question: list(chosen) for question, chosen in sorted(entry.answers.items())},
            "by_act": dict(entry.by_act),
            "rank": standing.rank,
            "is_shared": standing.is_shared,
            "points": shown_text(standing.total, self.ranking.shown),
            "points_exact": exact(standing.total),
            "criteria": {
                **{
                    self.name_of(part.key, key): shown_text(value)
                    for part in standing.parts
                    for key, value in part.criteria.items()
                },
                **dict(self._knock_outs(standing)),
            },
            "scorecards": max((len(entry.counting(part.key)) for part in self.judging.parts), default=0),
            "is_scored": standing.total is not None or (out is not None and out.why in {"failed", "below_minimum"}),
            "meets_thresholds": standing.is_in and standing.total is not None and not missed,
            "missed": missed,
            "parts": [part.as_json() for part in standing.parts],
            "out": None if out is None else out.as_json(),
        }

    def _criteria_missed(self, standing: Standing) -> Iterator[tuple[str, str]]:
        if standing.out is not None and standing.out.why == "failed":
            yield standing.out.part or "", standing.out.about or ""
        criteria = {(part.key, each.key): each for part in self.judging.parts for each in part.criteria}
        for part in standing.parts:
            for key, value in part.criteria.items():
                least = criteria[part.key, key].minimum
                if least is not None and value < Fraction(known(least, key)):
                    yield part.key, key

    def _clears_hurdles(self, standing: Standing) -> bool:
        """Return whether the exact total reaches every least total of the whole challenge.

        A total of places has none, and one that is still to be announced binds none.
        """
        if standing.total is None or self.ranking.fewer_is_better:
            return True
        scores = [each.score for each in self.hurdles if not each.lots]
        return all(standing.total >= Fraction(score) for score in scores if isinstance(score, str))

    def _knock_outs(self, standing: Standing) -> Iterator[tuple[str, str]]:
        """Yield for each knock-out that was judged 1 for passed or 0; after one that is failed nothing is known of the others."""
        failed = standing.out if standing.out is not None and standing.out.why == "failed" else None
        for part in standing.parts:
            for criterion in part.heard.sheet.knock_outs if part.heard is not None and part.heard.jurors else ():
                is_failed = failed is not None and (failed.part, failed.about) == (part.key, criterion.key)
                yield self.name_of(part.key, criterion.key), "0" if is_failed else "1"
                if is_failed:
                    return

    def _asks_of_facts(self, ranking: Ranking) -> Iterator[Ask]:
        """Yield a question for each tie that a condition of the entrants breaks: which of them meets it, an official tells."""
        for index, rule in enumerate(self.judging.ties):
            step = self.scope.address("ties", rule.key)
            if not isinstance(rule, FactTie) or step in self.acts.chosen:
                continue
            later = {each.key for each in self.judging.ties[index:]}
            for tie in ranking.ties:
                if tie.remaining or any(split.rule in later for split in tie.splits):
                    yield Ask(step, "official", tie.work_codes, _("Who of them meets the condition?"), "choice")


def _cards(scorecards: list[dict[str, Any]]) -> dict[str, dict[str, tuple[Card, ...]]]:
    """Return the cards that count by work code and part."""
    found: dict[str, dict[str, tuple[Card, ...]]] = {}
    for card in scorecards:
        if card["state"] in COUNTING:
            of_entry = found.setdefault(card["work_code"], {})
            of_entry[card["part"]] = (*of_entry.get(card["part"], ()), Card(card["juror"], card["marks"]))
    return found


def _facts_told(judging: Judging, acts: Acts, scope: Scope) -> dict[str, frozenset[str]]:
    """Return by work code the conditions of tie-breaks that an act says are met."""
    met: dict[str, frozenset[str]] = {}
    for rule in judging.ties:
        if isinstance(rule, FactTie):
            for code in acts.chosen.get(scope.address("ties", rule.key), ()):
                met[code] = met.get(code, frozenset()) | {rule.condition.key}
    return met


def _entry(stated: Mapping[str, Any], window: str | None, cards: Mapping[str, tuple[Card, ...]], facts: frozenset[str]) -> Entry:
    answers = {question: tuple(chosen) for question, chosen in stated["answers"].items()}
    code, arrival, by_act = stated["work_code"], stated["arrival"], stated["by_act"]
    return Entry(code, arrival, window=window, answers=answers, cards=cards, by_act=by_act, facts=facts)


def _tie(tie: Tie) -> dict[str, Any]:
    stated = tie.as_json()
    broken_by = [split["rule"] for split in stated["splits"]]
    return {**stated, "broken_by": broken_by, "remains": bool(tie.remaining)}
