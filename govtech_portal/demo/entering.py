"""Suppliers start, write and hand in."""

from collections.abc import Iterator
from datetime import datetime

from django.core.files.base import ContentFile

from challenges.models import Round
from govtech_portal.demo import writing
from govtech_portal.demo.cast import SupplierInCast
from govtech_portal.demo.competition import Competition, closing
from submissions.models import Entry
from submissions.services import attach_file, save_draft, start_entry, start_proposal, submit_entry

# While a call is open, every so many entries are still being written.
UNFINISHED_EVERY = 4


def enter(competition: Competition, stage: Round, entrants: list[SupplierInCast]) -> Iterator[datetime]:
    """Let everybody enter, spread over the time until the deadline or until now."""
    opens = competition.day(0) if stage.opens_at is None else stage.opens_at
    step = (min(closing(stage), competition.now) - opens) / (len(entrants) + 1)
    for number, supplier in enumerate(entrants, start=1):
        yield opens + step * number
        is_finished = competition.stage != "open" or number % UNFINISHED_EVERY != 0
        _hand_in(competition, stage, supplier, is_finished=is_finished)


def _hand_in(competition: Competition, stage: Round, supplier: SupplierInCast, *, is_finished: bool) -> None:
    solutions, language = competition.facts["solutions"], competition.facts.get("entries_in", supplier.owner.language)
    solution = solutions[competition.suppliers.index(supplier) % len(solutions)]
    cost = competition.chance.randrange(40, 160) * 500
    entry = _entry(competition, stage, supplier, title=solution[language])
    kind = "prototype" if stage.rules.follows else "concept"
    save_draft(entry, by=supplier.owner, answers=writing.answers(kind, solution, language=language, cost=cost))
    if not is_finished:
        return
    paper = writing.paper(solution, language=language, cost=cost, currency=competition.challenge.currency)
    intake = stage.rules.intake
    question = next(question for question in (intake.questions if intake else ()) if question.kind == "file")
    attach_file(entry, by=supplier.owner, question_key=question.key, file=ContentFile(paper), name=f"{question.key}.pdf")
    submit_entry(entry, by=supplier.owner)


def _entry(competition: Competition, stage: Round, supplier: SupplierInCast, *, title: str) -> Entry:
    if not stage.rules.follows:
        lots = [lot.key for lot in competition.challenge.rules.lots] or [""]
        lot = lots[competition.suppliers.index(supplier) % len(lots)]
        proposal = start_proposal(competition.challenge, by=supplier.owner, supplier=supplier.organisation, title=title, lot=lot)
        first: Entry = proposal.entries.get(round=stage)
        return first
    return start_entry(competition.challenge.proposals.get(supplier=supplier.organisation), by=supplier.owner, round=stage)
