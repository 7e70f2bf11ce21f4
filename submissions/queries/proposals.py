"""A supplier's proposals: where each round stands for them, and what they do next."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from accounts.models import Visitor
from challenges.models import Challenge, Round
from challenges.queries.documents import read_documents
from core.components import Tag
from submissions.models import Entry, Proposal
from submissions.queries.amended import Behind, behind

_TAGS: dict[str, tuple[Any, Any]] = {
    "draft": (_("Draft"), "yellow"),
    "submitted": (_("Submitted"), "green"),
    "incomplete": (_("Incomplete"), "red"),
    "withdrawn": (_("Withdrawn"), "grey"),
    "admissible": (_("Admitted"), "blue"),
    "inadmissible": (_("Not admitted"), "red"),
    "advanced": (_("Advanced"), "green"),
    "not_advanced": (_("Did not advance"), "grey"),
    "winner": (_("Winner"), "green"),
    "reserve": (_("Reserve"), "blue"),
    "overturned": (_("Award overturned"), "red"),
    "ready": (_("You can start"), "yellow"),
    "later": (_("A further window"), "grey"),
    "unsubmitted": (_("Not submitted"), "grey"),
    "unentered": (_("Not entered"), "grey"),
    "waiting": (_("Not yet your turn"), "grey"),
    "nothing": (_("Nothing to hand in here"), "grey"),
    "cancelled": (_("Cancelled"), "grey"),
}


def state_tag(standing: str) -> Tag:
    """Return the state of an entry, or why there is none, as a tag."""
    words, colour = _TAGS[standing]
    return Tag(text=words, colour=colour)


def desk_tag(state: str) -> Tag:
    """Return the state of an opened entry as officials see it: what is submitted waits for their check."""
    return Tag(text=str(_("To be checked")), colour="yellow") if state == Entry.State.SUBMITTED else state_tag(state)


@dataclass(frozen=True)
class Stage:
    """One round as the supplier of a proposal sees it. `standing` is the entry's state, or why there is none."""

    round: Round
    entry: Entry | None
    standing: str
    phase: Round.Phase
    can_write: bool
    # What was amended since the entry was handed in.
    behind: Behind | None = None
    # Which of the windows of its round this is, and how many there are.
    window: int = 1
    windows: int = 1

    @property
    def tag(self) -> Tag:
        return state_tag(self.standing)

    @property
    def next_act(self) -> Any:
        """What the supplier can do here now, in the imperative; "" when they wait for others."""
        if not self.can_write:
            return ""
        if self.entry is None:
            return _("Start your entry")
        if self.standing == "incomplete":
            return _("Complete your entry")
        if self.asks_confirmation:
            return _("Read what was amended and confirm your entry")
        return _("Change your entry") if self.standing == "submitted" else _("Finish and submit your entry")

    @property
    def is_alive(self) -> bool:
        """Whether there is an entry that can still come to something."""
        return self.standing in {"draft", "submitted", "incomplete", "admissible", "advanced", "winner", "reserve"}

    @property
    def may_be_followed(self) -> bool:
        """Whether this is the last window of its round, and the rules let further ones be announced."""
        intake = self.round.rules.intake
        return intake is not None and intake.more_later and self.window == self.windows

    @property
    def waits_for_supplier(self) -> bool:
        """Whether nothing counts yet, or what counts lacks something or is to be confirmed, and the supplier can still do it."""
        return self.can_write and (self.standing in {"draft", "ready", "incomplete"} or self.asks_confirmation)

    @property
    def asks_confirmation(self) -> bool:
        """Whether the rules that the entry was made for were amended, and it lacks nothing under them."""
        return self.behind is not None and self.standing == "submitted" and self.behind.asks_confirmation


@dataclass(frozen=True)
class ProposalRow:
    """A proposal with its rounds in order. `address` stands in the URLs of this proposal."""

    proposal: Proposal
    address: str
    stages: list[Stage]

    @property
    def current(self) -> Stage:
        """The round that matters now: the last that the supplier takes part in or can start."""
        reached = [stage for stage in self.stages if stage.entry is not None or (stage.can_write and stage.standing != "later")]
        return reached[-1] if reached else self.stages[0]

    @property
    def concerning(self) -> list[Stage]:
        """The rounds that this proposal can still come to or is in: not those which entries of another window come to."""
        own = {stage.round.window_key for stage in self.stages if stage.entry is not None}
        return [each for each in self.stages if each.standing != "waiting" or each.windows == 1 or each.round.window_key in own]

    def stage(self, number: int) -> Stage | None:
        return next((stage for stage in self.stages if stage.round.number == number), None)


def proposals_of(user: Visitor, *, now: datetime, reference: str = "") -> list[ProposalRow]:
    """Return the proposals of the suppliers for which `user` acts (in one challenge: `reference`), the newest first."""
    rounds_with_versions = Round.objects.select_related("set_by_version").defer(
        "set_by_version__content", "set_by_version__search_text"
    )
    entries = Prefetch("entries", Entry.objects.with_version().order_by("round__number"))
    found = (
        Proposal.objects.visible_to(user)
        .select_related("challenge__authority", "challenge__published_version", "supplier")
        .defer("challenge__published_version__content", "challenge__published_version__search_text")
        .prefetch_related(Prefetch("challenge__rounds", rounds_with_versions), entries)
        .order_by("-created_at", "-pk")
    )
    proposals = list(found.filter(challenge__reference=reference) if reference else found)
    rounds = [stage for proposal in proposals for stage in proposal.challenge.rounds.all()]
    read_documents([proposal.challenge for proposal in proposals], rounds)
    times = Counter((proposal.challenge_id, proposal.lot_key) for proposal in proposals)
    pairs = [(proposal, _paired(proposal)) for proposal in proposals]
    late = behind(entry for _proposal, stages in pairs for _stage, entry in stages if entry)
    return [ProposalRow(proposal, _address(proposal, times), _stages(stages, late, now)) for proposal, stages in pairs]


def full_address(proposal: Proposal) -> str:
    """Return how an address names a proposal and no other, whoever reads it: challenge, lot if there are any, supplier."""
    return f"{_of_lot(proposal)}@{proposal.supplier.slug}"


def _address(proposal: Proposal, times: Counter[tuple[int, str]]) -> str:
    """Leave the supplier out, except for people who act for two suppliers in one challenge or lot."""
    is_only = times[proposal.challenge_id, proposal.lot_key] == 1
    return _of_lot(proposal) if is_only else full_address(proposal)


def _of_lot(proposal: Proposal) -> str:
    reference = proposal.challenge.reference
    return f"{reference}~{proposal.lot_key}" if proposal.lot_key else reference


def _paired(proposal: Proposal) -> list[tuple[Round, Entry | None]]:
    """Return the rounds with the entries of a proposal in them."""
    entries = {entry.round_id: entry for entry in proposal.entries.all()}
    by_key = {entry.pk: entry for entry in entries.values()}
    for each in by_key.values():
        if each.carried_from_id:
            each.carried_from = by_key[each.carried_from_id]
    stages = list(proposal.challenge.rounds.all())
    for stage in stages:
        stage.challenge = proposal.challenge
        if entry := entries.get(stage.pk):
            entry.round, entry.proposal = stage, proposal
    return [(stage, entries.get(stage.pk)) for stage in stages]


def _stages(pairs: list[tuple[Round, Entry | None]], late: dict[int, Behind], now: datetime) -> list[Stage]:
    advanced = {stage.key for stage, entry in pairs if entry and entry.state == Entry.State.ADVANCED}
    found = [
        _stage(stage, entry, late.get(entry.pk) if entry else None, now, has_reached=stage.rules.is_reached_from(advanced))
        for stage, entry in pairs
    ]
    return _by_window(found)


def _by_window(stages: list[Stage]) -> list[Stage]:
    """Return the stages as windows of their rounds: one of them is to be entered, the others can be, where the rules allow it."""
    entered = {stage.round.key for stage in stages if stage.is_alive}
    count = Counter(stage.round.key for stage in stages)
    seen: Counter[str] = Counter()
    found = []
    for stage in stages:
        key = stage.round.key
        seen[key] += 1
        is_further = stage.standing == "ready" and key in entered
        if stage.standing == "ready":
            entered.add(key)
        standing = "later" if is_further else stage.standing
        found.append(replace(stage, standing=standing, window=seen[key], windows=count[key]))
    return found


def _stage(stage: Round, entry: Entry | None, late: Behind | None, now: datetime, *, has_reached: bool) -> Stage:
    intake = stage.rules.intake
    takes_entries = intake is not None and intake.is_through_portal
    running = stage.challenge.state == Challenge.State.PUBLISHED and not stage.has_closed(now)
    can_write = running and takes_entries and (entry is not None or has_reached)
    standing = _entry_standing(stage, entry, late, now) if entry else _standing(stage, now, has_reached, takes_entries)
    if stage.challenge.state == Challenge.State.CANCELLED:
        standing = "cancelled"
    return Stage(stage, entry, standing, stage.phase(now), can_write, late)


def _entry_standing(stage: Round, entry: Entry, late: Behind | None, now: datetime) -> str:
    if late and late.is_incomplete and entry.state == Entry.State.SUBMITTED:
        return "incomplete"
    return "unsubmitted" if entry.state == Entry.State.DRAFT and stage.has_closed(now) else str(entry.state)


def _standing(stage: Round, now: datetime, has_reached: bool, takes_entries: bool) -> str:
    """Return why there is no entry."""
    if not has_reached:
        return "waiting"
    if not takes_entries:
        return "nothing"
    return "unentered" if stage.has_closed(now) else "ready"
