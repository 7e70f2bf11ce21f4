"""The rounds played one after the other, then rewards and money; made-up people decide what the rules leave to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from awards.consequences.competition import Outcome, RoundPlayed, coming_to, play_round, settle
from awards.rehearsal.chance import Chance
from awards.rehearsal.deciding import Decided, People, decide, pool_shares
from awards.rehearsal.entering import Entering
from awards.rehearsal.result import Stage
from awards.rehearsal.scenarios import Scenario
from challenges.rules.document import Document, Round
from evaluation.methods.entries import Entry
from evaluation.methods.refusals import ActRefused, MarkRefused, StillOpenError, UndefinedError

STOPS = (UndefinedError, StillOpenError, MarkRefused, ActRefused)


@dataclass
class Run:
    """One run through a competition."""

    document: Document
    entries: int
    chance: Chance
    scenario: Scenario
    stages: list[Stage] = field(default_factory=list)
    outcome: Outcome | None = None
    decided: list[Decided] = field(default_factory=list)
    stopped: str = ""

    def play(self) -> None:
        """Play every round that can be played, then settle what follows."""
        entering = Entering(self.document, self.chance, self.scenario)
        newcomers = entering.newcomers(self.scenario.count(self.entries))
        played: dict[str, RoundPlayed] = {}
        for stage in in_order(self.document):
            if not set(stage.follows) <= played.keys():
                continue
            proposals = coming_to(self.document.rules, stage, played) if stage.follows else newcomers
            done = self._round(stage, entering.entries(stage, proposals))
            self.stages.append(done)
            if done.played is not None:
                played[stage.key] = done.played
        if len(played) == len(self.document.rules.rounds):
            self._settle(list(played.values()))

    def _round(self, stage: Round, entries: tuple[Entry, ...]) -> Stage:
        rules, call = self.document.rules, self.document.call
        cast = sum(sum(counts.values()) for entry in entries for counts in entry.ballots.values())
        people = People(self.document, self.chance, ballots=cast)
        try:
            played, decided = decide(
                lambda acts: play_round(rules, stage, entries, call=call, acts=acts),
                lambda done: done.asks,
                lambda _done: people,
                stage.key,
            )
        except STOPS as stop:
            return Stage(stage.key, len(entries), None, stopped=str(stop))
        return Stage(stage.key, len(entries), played, tuple(decided))

    def _settle(self, played: list[RoundPlayed]) -> None:
        rules, call = self.document.rules, self.document.call

        def people(done: Outcome) -> People:
            return People(self.document, self.chance, pool_shares(self.document, done))

        try:
            outcome, decided = decide(
                lambda acts: settle(rules, played, call=call, acts=acts), lambda done: done.asks, people, None
            )
        except STOPS as stop:
            self.stopped = str(stop)
        else:
            self.outcome, self.decided = outcome, decided


def in_order(document: Document) -> Iterator[Round]:
    """Yield the rounds so that each comes after those that it follows; who follows in a circle never comes."""
    waiting, gone = list(document.rules.rounds), set[str]()
    while ready := [stage for stage in waiting if set(stage.follows) <= gone]:
        yield from ready
        gone |= {stage.key for stage in ready}
        waiting = [stage for stage in waiting if stage.key not in gone]
