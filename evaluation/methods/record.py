"""A ranking as it is published: rules, marks and acts go in, standings come out, as plain JSON that anybody can compute again.

Words are left out: they depend on the language of who reads. `Record.ranking` brings them back (`evaluation.methods.explaining`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, product
from typing import Any, Self

from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from challenges.rules.advancing import ScoreHurdle
from challenges.rules.judging import FactTie, Judging
from challenges.rules.juries import Jury
from evaluation.methods.asking import PART_NUMBER, Ask
from evaluation.methods.entries import Acts, Card, Entry
from evaluation.methods.numbers import exact, shown_text
from evaluation.methods.ranking import rank
from evaluation.methods.refusals import known
from evaluation.methods.results import Ranking, Standing, Tie
from evaluation.methods.scopes import Scope, key_of

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
    `entered` are the keys of the parts whose numbers people enter. `scopes` are those in which entries are compared, that by
    which the round goes on first: the challenge as a whole, or its lots.
    """

    judging: Judging
    juries: tuple[Jury, ...]
    hurdles: tuple[ScoreHurdle, ...]
    entered: tuple[str, ...]
    entries: tuple[Entry, ...]
    acts: Acts
    scopes: tuple[Scope, ...]

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Read what a published ranking states of its rules, marks and acts; what it states of standings is not looked at.

        Raises:
            ValueError, LookupError, TypeError: it is no such ranking.
        """
        rules = content["rules"]
        judging = Judging.model_validate(rules["judging"])
        window = content["window"] if judging.windows == "each" else None
        parents = {lot["key"]: lot["within"] for lot in rules.get("lots", ())}
        scopes = tuple(Scope(lot, window, parents) for lot in rules.get("scopes", (None,)))
        acts = Acts.from_json(content["acts"])
        cards = _cards(content["scorecards"])
        told = _facts_told(judging, acts, scopes)
        return cls(
            judging,
            _JURIES.validate_python(rules["juries"]),
            _HURDLES.validate_python(rules["hurdles"]),
            tuple(rules["entered"]),
            tuple(
                _entry(each, window, cards.get(each["work_code"], {}), told.get(each["work_code"], NO_FACTS))
                for each in content["entries"]
            ),
            acts,
            scopes,
        )

    @cached_property
    def rankings(self) -> tuple[Ranking, ...]:
        """Return the ranking within each scope, with what is left to people."""
        found = []
        for scope in self.scopes:
            ranking = rank(self.judging, self.entries, juries=self.juries, scope=scope, acts=self.acts, entered=self.entered)
            found.append(replace(ranking, asks=(*ranking.asks, *self._asks_of_facts(ranking, scope))))
        return tuple(found)

    @property
    def ranking(self) -> Ranking:
        """Return the ranking of the first scope: the only one where there are no lots."""
        return self.rankings[0]

    @property
    def scope(self) -> Scope:
        """Return the first scope."""
        return self.scopes[0]

    @property
    def has_lots(self) -> bool:
        """Return whether entries are in lots, be they compared within them or not."""
        return any(entry.lots for entry in self.entries)

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """Return all that is left to people, each question once: what a part comes to is the same in every scope."""
        asks = tuple(dict.fromkeys(ask for ranking in self.rankings for ask in ranking.asks))
        return tuple(ask for ask in asks if not any(_contains(other, ask) for other in asks))

    def ranking_of(self, entry: Entry) -> Ranking:
        """Return the ranking in which an entry is told of: by which the round goes on, else the narrowest that has it.

        Raises:
            LookupError: it is in none.
        """
        here = [ranking for scope, ranking in zip(self.scopes, self.rankings, strict=True) if scope.has(entry)]
        if self.scope.lot is None:
            return here[0]
        return next((ranking for ranking in here if ranking.lot in entry.lots), here[0])

    def as_json(self) -> dict[str, Any]:
        """Return what follows, as published: numbers as text, shown and exact."""
        first = self.ranking
        main = {entry.work_code: self.ranking_of(entry) for entry in self.entries}
        standings = [
            self._standing(each, ranking)
            for ranking in self.rankings
            for each in ranking.standings
            if main[each.work_code] is ranking
        ]
        content = {
            "methods": list(dict.fromkeys(chain.from_iterable(ranking.methods for ranking in self.rankings))),
            "most": exact(first.most),
            "fewer_is_better": first.fewer_is_better,
            "is_rolling": first.is_rolling,
            "entries": standings,
            "ties": [self._tie(tie, ranking) for ranking in self.rankings for tie in ranking.ties],
            "asks": [{key: value for key, value in ask.as_json().items() if key != "why"} for ask in self.asks],
            "nobody_passed": not any(each["meets_thresholds"] for each in standings),
        }
        if self.has_lots:
            content["scopes"] = [
                {"lot": ranking.lot, "entries": [self._standing(each, ranking) for each in ranking.standings]}
                for ranking in self.rankings
            ]
        return content

    def missed(self, standing: Standing) -> list[str]:
        """Return the criteria that an entry failed or whose minimum it missed, by name, then POINTS if its total is too small."""
        names = [self.name_of(key, criterion) for key, criterion in self._criteria_missed(standing)]
        return names if self._clears_hurdles(standing) else [*names, POINTS]

    def name_of(self, part: str, criterion: str) -> str:
        """Return the name of a criterion among those of all parts: its key, behind that of its part where there are several."""
        return criterion if len(self.judging.parts) == 1 else f"{part}/{criterion}"

    def _standing(self, standing: Standing, ranking: Ranking) -> dict[str, Any]:
        entry = self._given[standing.work_code]
        missed, out = self.missed(standing), standing.out
        return {
            "work_code": entry.work_code,
            "arrival": entry.arrival,
            "answers": {question: list(chosen) for question, chosen in sorted(entry.answers.items())},
            "by_act": dict(entry.by_act),
            "rank": standing.rank,
            "is_shared": standing.is_shared,
            "points": shown_text(standing.total, ranking.shown),
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
            **({"lot": ranking.lot, "lots": list(entry.lots)} if self.has_lots else {}),
        }

    @cached_property
    def _given(self) -> dict[str, Entry]:
        return {entry.work_code: entry for entry in self.entries}

    def _tie(self, tie: Tie, ranking: Ranking) -> dict[str, Any]:
        stated = tie.as_json()
        broken_by = [split["rule"] for split in stated["splits"]]
        found = {**stated, "broken_by": broken_by, "remains": bool(tie.remaining)}
        return {**found, "lot": ranking.lot} if self.has_lots else found

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
        """Return whether the exact total reaches every least total that holds where it stands.

        A total of places has none, and one that is still to be announced binds none.
        """
        if standing.total is None or self.ranking.fewer_is_better:
            return True
        scope = next(each for each in self.scopes if each.lot == standing.lot)
        entry = self._given[standing.work_code]
        scores = [each.score for each in self.hurdles if scope.holds(each, entry)]
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

    def _asks_of_facts(self, ranking: Ranking, scope: Scope) -> Iterator[Ask]:
        """Yield a question for each tie that a condition of the entrants breaks: which of them meets it, an official tells."""
        for index, rule in enumerate(self.judging.ties):
            step = scope.address("ties", rule.key)
            if not isinstance(rule, FactTie) or step in self.acts.chosen:
                continue
            later = {each.key for each in self.judging.ties[index:]}
            for tie in ranking.ties:
                if tie.remaining or any(split.rule in later for split in tie.splits):
                    yield Ask(step, "official", tie.work_codes, _("Who of them meets the condition?"), "choice")


def _contains(whole: Ask, ask: Ask) -> bool:
    """Return whether an answer to one question about a part of the judging also answers another one."""
    if not whole.step.startswith(PART_NUMBER) or whole.step == ask.step or not ask.step.startswith(PART_NUMBER):
        return False
    wider, narrower = set(whole.about), set(ask.about)
    is_wider = wider > narrower or (wider == narrower and whole.step < ask.step)
    return is_wider and key_of(whole.step) == key_of(ask.step)


def _cards(scorecards: list[dict[str, Any]]) -> dict[str, dict[str, tuple[Card, ...]]]:
    """Return the cards that count by work code and part."""
    found: dict[str, dict[str, tuple[Card, ...]]] = {}
    for card in scorecards:
        if card["state"] in COUNTING:
            of_entry = found.setdefault(card["work_code"], {})
            of_entry[card["part"]] = (*of_entry.get(card["part"], ()), Card(card["juror"], card["marks"]))
    return found


def _facts_told(judging: Judging, acts: Acts, scopes: Iterable[Scope]) -> dict[str, frozenset[str]]:
    """Return by work code the conditions of tie-breaks that an act says are met."""
    met: dict[str, frozenset[str]] = {}
    for scope, rule in product(scopes, judging.ties):
        if isinstance(rule, FactTie):
            for code in acts.chosen.get(scope.address("ties", rule.key), ()):
                met[code] = met.get(code, frozenset()) | {rule.condition.key}
    return met


def _entry(stated: Mapping[str, Any], window: str | None, cards: Mapping[str, tuple[Card, ...]], facts: frozenset[str]) -> Entry:
    answers = {question: tuple(chosen) for question, chosen in stated["answers"].items()}
    code, arrival, by_act = stated["work_code"], stated["arrival"], stated["by_act"]
    lots = tuple(stated.get("lots", ()))
    return Entry(code, arrival, lots=lots, window=window, answers=answers, cards=cards, by_act=by_act, facts=facts)
