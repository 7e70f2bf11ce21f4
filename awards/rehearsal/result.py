"""What a rehearsal comes to, as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from awards.consequences.competition import Outcome, RoundPlayed
from awards.consequences.paying import as_amount
from awards.rehearsal.answering import Tried
from awards.rehearsal.conditions import Trial
from awards.rehearsal.dates import Date
from awards.rehearsal.deciding import Decided
from awards.rehearsal.scenarios import Scenario
from awards.rehearsal.supposing import Assumption, Supposed
from challenges.rules.document import Document
from challenges.rules.findings import Finding


@dataclass(frozen=True)
class Stage:
    """One round as it was rehearsed. `played` is None where its rules name no result, for the reason `stopped`."""

    key: str
    came: int
    played: RoundPlayed | None
    decided: tuple[Decided, ...] = ()
    stopped: str = ""


@dataclass(frozen=True)
class Rehearsal:
    """A competition played through.

    `supposed` is the document with what was assumed. `stages` are its rounds in the order in which they follow one another, none
    where the document has faults that leave nothing to play; `outcome` is None where no rewards could be told. `answers`
    are samples that were tried on the forms.
    """

    supposed: Supposed
    entries: int
    seed: int
    scenario: Scenario
    findings: tuple[Finding, ...] = ()
    trials: tuple[Trial, ...] = ()
    dates: tuple[Date, ...] = ()
    stages: tuple[Stage, ...] = ()
    outcome: Outcome | None = None
    decided: tuple[Decided, ...] = ()
    answers: tuple[Tried, ...] = ()

    @property
    def document(self) -> Document:
        """Return the document that was played, without holes."""
        return self.supposed.document

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Return what was assumed where the rules say nothing yet."""
        return self.supposed.assumptions

    @property
    def decisions(self) -> Iterator[Decided]:
        """Yield all that people were asked, round by round, then about rewards."""
        for stage in self.stages:
            yield from stage.decided
        yield from self.decided

    @property
    def paid(self) -> Mapping[str, Fraction]:
        """Return what is paid, by currency."""
        payments = self.outcome.paid.payments if self.outcome else ()
        sums: dict[str, Fraction] = {}
        for payment in payments:
            if payment.amount is not None and payment.currency is not None:
                sums[payment.currency] = sums.get(payment.currency, Fraction()) + payment.amount
        return sums

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain data, words in the active language."""
        return {
            "entries": self.entries,
            "seed": self.seed,
            "scenario": self.scenario.key,
            "findings": [finding.as_json() for finding in self.findings],
            "assumptions": [vars(assumption) for assumption in self.assumptions],
            "who_may_enter": [trial.as_json() for trial in self.trials],
            "forms": [vars(each) for each in self.answers],
            "calendar": [date.as_json() for date in self.dates],
            "rounds": [_stage(stage) for stage in self.stages],
            "rewards": None if self.outcome is None else self.outcome.rewarded.as_json(),
            "money": None if self.outcome is None else self.outcome.paid.as_json(),
            "paid": {currency: as_amount(amount) for currency, amount in self.paid.items()},
            "people_decide": [_decided(each) for each in self.decisions],
        }


def _stage(stage: Stage) -> dict[str, Any]:
    found: dict[str, Any] = {"key": stage.key, "came": stage.came, "stopped": stage.stopped or None, "scopes": []}
    if stage.played is None:
        return found
    for each in stage.played.played:
        advanced = None if each.advanced is None else each.advanced.as_json()
        found["scopes"].append({"ranking": each.ranking.as_json(), "advanced": advanced})
    found["entries"] = [entry.as_json() for entry in stage.played.entries]
    return found


def _decided(each: Decided) -> dict[str, Any]:
    answer = dict(each.answer) if isinstance(each.answer, Mapping) else each.answer
    return {**each.ask.as_json(), "round": each.round, "answer": list(answer) if isinstance(answer, tuple) else answer}
