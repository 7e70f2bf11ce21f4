"""One rehearsal, from the document to what is to be said of it."""

from dataclasses import dataclass

from awards.rehearsal.answering import Tried, tried
from awards.rehearsal.chance import Chance
from awards.rehearsal.conditions import Trial, trials
from awards.rehearsal.dates import Date, dates
from awards.rehearsal.noticing import noticed, said_of, stands_in_the_way
from awards.rehearsal.result import Rehearsal
from awards.rehearsal.running import Run
from awards.rehearsal.scenarios import SCENARIOS
from awards.rehearsal.supposing import Supposed, suppose
from challenges.rules.document import Document
from challenges.rules.findings import BLOCKING, Finding
from challenges.rules.reading import Reading

ENTRIES, SEED = 40, 7


@dataclass(frozen=True)
class Prepared:
    """All that is told of a document in whatever course: ready to be played several times."""

    supposed: Supposed
    said: tuple[Finding, ...]
    trials: tuple[Trial, ...] = ()
    dates: tuple[Date, ...] = ()
    answers: tuple[Tried, ...] = ()

    @property
    def can_be_played(self) -> bool:
        """Return whether there is anything to play."""
        return not any(stands_in_the_way(finding) for finding in self.said)


def unreadable(reading: Reading) -> tuple[Finding, ...]:
    """Return why what was read cannot be played: it is no document, or parts of it have no proper shape."""
    return tuple(each for each in reading.of(BLOCKING) if reading.document is None or each.code.startswith("shape."))


def prepare(document: Document) -> Prepared:
    """Return a document ready to be rehearsed; its words are in the active language."""
    supposed = suppose(document)
    prepared = Prepared(supposed, said_of(document, supposed.data))
    if not prepared.can_be_played:
        return prepared
    made = supposed.document
    return Prepared(supposed, prepared.said, tuple(trials(made)), dates(made, supposed.data), tuple(tried(made)))


def rehearse(document: Document, entries: int = ENTRIES, seed: int = SEED, scenario: str = "ordinary") -> Rehearsal:
    """Return how the competition would run. Nothing is written, and the same arguments give the same rehearsal.

    Args:
        document: the rules, which may have holes: what is assumed in their place is told.
        entries: how many proposals enter each round that is open to everyone.
        seed: of all chance.
        scenario: key of one of SCENARIOS.

    Raises:
        KeyError: there is no such scenario.
    """
    return play(prepare(document), entries, seed, scenario)


def play(prepared: Prepared, entries: int = ENTRIES, seed: int = SEED, scenario: str = "ordinary") -> Rehearsal:
    """Return one course of a prepared document, as `rehearse`."""
    course, supposed = SCENARIOS[scenario], prepared.supposed
    if not prepared.can_be_played:
        return Rehearsal(supposed, entries, seed, course, prepared.said)
    run = Run(supposed.document, entries, Chance(seed), course)
    run.play()
    found = Rehearsal(
        supposed,
        entries,
        seed,
        course,
        prepared.said,
        prepared.trials,
        prepared.dates,
        tuple(run.stages),
        run.outcome,
        tuple(run.decided),
        prepared.answers,
    )
    return noticed(found, run.stopped)
