"""Who enters a rehearsed round, with what answers: made-up suppliers, teams, lots, windows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from awards.rehearsal.chance import Chance
from awards.rehearsal.marking import Marking
from awards.rehearsal.scenarios import Scenario
from challenges.rules.document import Document, Round
from challenges.rules.judging import FactTie
from challenges.rules.participation import AnyCondition, EntryAsGroup
from challenges.rules.promised import leaves
from challenges.rules.questions import Question
from evaluation.methods.entries import Entry

# One entry in so many is found inadmissible, one supplier in so many hands in two.
INADMISSIBLE, HANDS_IN_TWO = 20, 8
# So many of those who are asked come to a meeting.
COME = {"mandatory": 0.95, "optional": 0.75}
CONDITION_HOLDS = 0.6
# A rehearsal makes up no larger groups than this.
MOST_MEMBERS = 100
_OPTIONS_OF_OTHERS = {"yes_no": ("yes", "no"), "declaration": ("yes",)}

Lots = Mapping[str, tuple[str, ...]]


@dataclass
class Entering:
    """The suppliers of one rehearsal. What a proposal answered, and what is true of who made it, stays so in later rounds."""

    document: Document
    chance: Chance
    scenario: Scenario
    _answers: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def newcomers(self, count: int) -> dict[str, tuple[str, ...]]:
        """Return so many proposals, each with the lots it is for."""
        return {f"{number:03d}": self._lots(f"{number:03d}") for number in range(1, count + 1)}

    def entries(self, stage: Round, proposals: Lots) -> tuple[Entry, ...]:
        """Return what these proposals hand in to a round, marked."""
        number = 1 + [each.key for each in self.document.rules.rounds].index(stage.key)
        windows = self._windows(stage)
        marking = Marking(self.document.rules, stage, self.chance, self.scenario)
        arrivals = {proposal: place for place, proposal in enumerate(self.chance.shuffled(list(proposals), stage.key, "arrival"))}
        return tuple(
            marking.marked(
                Entry(
                    f"{number}-{proposal}",
                    arrivals[proposal],
                    self.supplier(proposal),
                    proposal,
                    lots,
                    self.chance.pick(windows, stage.key, proposal, "window") if windows else None,
                    self._members(proposal),
                    frozenset(self._facts(proposal)),
                    self._answered(stage, proposal),
                    frozenset(self._attended(proposal)),
                    self._barred(stage, proposal),
                )
            )
            for proposal, lots in proposals.items()
        )

    def supplier(self, proposal: str) -> str:
        """Return who made a proposal; now and then the same supplier made the one before it, too."""
        number = int(proposal)
        return f"S{number - 1 if number % HANDS_IN_TWO == 0 else number:03d}"

    def _lots(self, proposal: str) -> tuple[str, ...]:
        lots = [lot.key for lot in leaves(self.document.rules)]
        some = tuple(lot for lot in lots if self.chance.happens(0.5, proposal, lot))
        return some or tuple(lots[int(proposal) % len(lots) :][:1] if lots else ())

    def _windows(self, stage: Round) -> list[str]:
        if stage.intake is None:
            return []
        return [*(window.key for window in stage.intake.windows), *stage.intake.call_windows]

    def _members(self, proposal: str) -> tuple[str, ...]:
        groups = [way for way in self.document.rules.participation.entry_as if isinstance(way, EntryAsGroup)]
        if not groups:
            return ()
        least = min(groups[0].members_at_least or 1, MOST_MEMBERS)
        most = min(groups[0].members_at_most or least + 2, MOST_MEMBERS)
        count = self.chance.number(least, max(least, most), proposal, "members")
        return tuple(f"{self.supplier(proposal)}.{number}" for number in range(1, count + 1))

    def _facts(self, proposal: str) -> Iterator[str]:
        """Yield the conditions whose words are true of the supplier: it may enter, and further ones hold by chance."""
        yield from self._to_enter
        for key in self._further:
            if self.chance.happens(CONDITION_HOLDS, self.supplier(proposal), key):
                yield key

    @cached_property
    def _to_enter(self) -> tuple[str, ...]:
        return tuple(rule.key for rule in self.document.rules.participation.who if rule.effect == "require")

    @cached_property
    def _further(self) -> frozenset[str]:
        """The conditions of rewards and of ties that are none of entering."""
        further = {rule.key for rule in further_conditions(self.document)}
        return frozenset(further - {rule.key for rule in self.document.rules.participation.who})

    def _answered(self, stage: Round, proposal: str) -> Mapping[str, tuple[str, ...]]:
        answers = self._answers.setdefault(proposal, {})
        for question in stage.intake.questions if stage.intake else ():
            chosen = self._chosen(question, proposal)
            if chosen:
                answers[question.key] = chosen
        return dict(answers)

    def _chosen(self, question: Question, proposal: str) -> tuple[str, ...]:
        options: Sequence[str] = _OPTIONS_OF_OTHERS.get(question.kind) or [option.key for option in question.options]
        if question.kind not in {"one_of", "many_of", *_OPTIONS_OF_OTHERS} or not options:
            return ()
        if question.kind == "many_of":
            some = tuple(option for option in options if self.chance.happens(0.5, proposal, question.key, option))
            return some or (options[0],)
        return (self.chance.pick(options, proposal, question.key),)

    def _attended(self, proposal: str) -> Iterator[str]:
        for stage in self.document.rules.rounds:
            if stage.meeting is not None and self.chance.happens(COME[stage.meeting.attendance], proposal, stage.key, "came"):
                yield stage.key

    def _barred(self, stage: Round, proposal: str) -> str | None:
        is_first = not stage.follows and self.scenario.entries is None
        return "inadmissible" if is_first and int(proposal) % INADMISSIBLE == 0 else None


def further_conditions(document: Document) -> Iterator[AnyCondition]:
    """Yield the conditions that are no conditions of entering: of rewards and of ties."""
    for item in document.rules.rewards.items:
        yield from item.who
    for stage in document.rules.rounds:
        for tie in stage.judging.ties if stage.judging else ():
            if isinstance(tie, FactTie):
                yield tie.condition
