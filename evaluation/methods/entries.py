"""What is known of the entries of a round, and what people have decided: all that the pipeline is given beside the rules.

Plain values without a name of a person: jurors and suppliers are opaque texts. `as_json` and `from_json` are each other's
reverse, so that who has the published input can compute again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Card:
    """One juror's marks for one entry, by criterion: canonical decimals, yes or no, pass or fail; None is not marked."""

    juror: str
    marks: Mapping[str, str | None]
    is_recused: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry of a round.

    `arrival` is its place in the order of arrival, shared where the moments are equal. `proposal` is the same for its entries of
    all rounds, "" where the work code is. `facts` are the keys of the conditions whose words are true of the entrant. `answers`
    are the keys of the chosen options by question. `barred` is "inadmissible" or "not_conform" where an official or the jury
    found it so. `cards` and `ballots` are by part of the judging: of ballots how often each number of stars was given, of votes
    how many there are under "1". `by_act` holds a part's number where it was entered by an act: a measurement, a share of a vote
    counted elsewhere.
    """

    work_code: str
    arrival: int = 0
    supplier: str = ""
    proposal: str = ""
    lots: tuple[str, ...] = ()
    window: str | None = None
    members: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attended: frozenset[str] = frozenset()
    barred: str | None = None
    cards: Mapping[str, tuple[Card, ...]] = field(default_factory=dict)
    ballots: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    by_act: Texts = field(default_factory=dict)

    @property
    def holder(self) -> str:
        """Return what holds rewards, of whatever round."""
        return self.proposal or self.work_code

    def counting(self, part: str) -> list[Card]:
        """Return the cards of one part without those of recused jurors."""
        return [card for card in self.cards.get(part, ()) if not card.is_recused]

    def as_json(self) -> dict[str, Any]:
        """Return the entry as plain data."""
        return {
            "work_code": self.work_code,
            "arrival": self.arrival,
            "supplier": self.supplier,
            "proposal": self.proposal,
            "lots": list(self.lots),
            "window": self.window,
            "members": list(self.members),
            "facts": sorted(self.facts),
            "answers": {question: list(chosen) for question, chosen in self.answers.items()},
            "attended": sorted(self.attended),
            "barred": self.barred,
            "cards": {part: [vars(card) | {"marks": dict(card.marks)} for card in cards] for part, cards in self.cards.items()},
            "ballots": {part: dict(counts) for part, counts in self.ballots.items()},
            "by_act": dict(self.by_act),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the entry that `as_json` gave."""
        return cls(
            **{
                **data,
                "lots": tuple(data["lots"]),
                "members": tuple(data["members"]),
                "facts": frozenset(data["facts"]),
                "answers": {question: tuple(chosen) for question, chosen in data["answers"].items()},
                "attended": frozenset(data["attended"]),
                "cards": {part: tuple(Card(**card) for card in cards) for part, cards in data["cards"].items()},
            }
        )


@dataclass(frozen=True)
class Acts:
    """What people and draws have decided, by the step of the `Ask` that it answers.

    chosen: work codes; an order where an order is asked. numbers: texts of numbers. seeds: of draws. sums: amounts by work code.
    groups: names of groups by work code. used: of a limit, how much of it each group has used up elsewhere, by the limit's key.
    withheld: steps of rewards that the authority withholds. marks: what the jury agreed in session, by criterion of each entry.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Texts = field(default_factory=dict)
    seeds: Texts = field(default_factory=dict)
    sums: Mapping[str, Texts] = field(default_factory=dict)
    groups: Mapping[str, Texts] = field(default_factory=dict)
    used: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    marks: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the acts as plain data."""
        return {
            "chosen": {step: list(codes) for step, codes in self.chosen.items()},
            "numbers": dict(self.numbers),
            "seeds": dict(self.seeds),
            "sums": {step: dict(sums) for step, sums in self.sums.items()},
            "groups": {step: dict(groups) for step, groups in self.groups.items()},
            "used": {limit: dict(groups) for limit, groups in self.used.items()},
            "withheld": sorted(self.withheld),
            # A member that came later: acts that were published without it keep their bytes.
            **(
                {"marks": {step: {code: dict(each) for code, each in by.items()} for step, by in self.marks.items()}}
                if self.marks
                else {}
            ),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the acts that `as_json` gave."""
        chosen = {step: tuple(codes) for step, codes in data["chosen"].items()}
        return cls(**{**data, "chosen": chosen, "withheld": frozenset(data["withheld"])})


NO_ACTS = Acts()
