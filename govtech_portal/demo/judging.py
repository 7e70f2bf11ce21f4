"""From the opening to the final award: officials open and check, jurors score, the secretary decides."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from awards.models import Award
from awards.queries.deciding import basis
from awards.queries.questions import open_questions
from awards.services import answer_question, approve_decision, decide_round, finalise_award, propose_decision
from challenges.models import Round
from evaluation.methods.answering import Answer
from evaluation.methods.asking import Ask
from evaluation.models import Juror, Scorecard
from evaluation.services import (
    appoint_panel,
    assign_scorecards,
    circulate_report,
    declare_interests,
    discharge_panel,
    enter_act,
    save_scorecard,
    show_participants,
    sign_report,
    submit_scorecard,
)
from govtech_portal.demo import writing
from govtech_portal.demo.competition import Competition, closing, entries_to_check
from submissions.models import Entry
from submissions.services import admit_entry, consent_to_opening, reject_entry
from submissions.vault import handed_in_titles

# One of so many entries fails the formal check.
REJECTED_EVERY = 9
# In a competition that is being judged, each juror after the first has this many fewer scorecards done.
BEHIND = 3


def open_and_check(competition: Competition, stage: Round) -> Iterator[datetime]:
    """Let two officials open the round, and the secretary check each entry, turning one of many away."""
    yield closing(stage) + timedelta(hours=2)
    for key in ("secretary", "publisher"):
        consent_to_opening(competition.round(stage.number), by=competition.official(key))
    yield closing(stage) + timedelta(days=1)
    secretary = competition.official("secretary")
    for number, entry in enumerate(list(entries_to_check(stage)), start=1):
        if number % REJECTED_EVERY == 0:
            reject_entry(entry, by=secretary, reason="The file holds only a cover page; the concept itself is missing.")
        else:
            admit_entry(entry, by=secretary)


def judge(competition: Competition, stage: Round) -> Iterator[datetime]:
    """Let jurors declare, be assigned and score; in a competition that is being judged now, some are still at it."""
    begins = competition.judged_from(stage)
    yield begins + timedelta(days=2)
    secretary = competition.official("secretary")
    if stage.number == 1:
        appoint_panel(competition.challenge.panel, by=secretary)
    jurors = competition.jurors()
    for juror in jurors:
        show_participants(juror, by=juror.user, round=stage)
        declare_interests(juror, by=juror.user, round=stage, statement="", conflicts=[])
    assign_scorecards(competition.round(stage.number), by=secretary)
    qualities = _qualities(competition, stage)
    for number, juror in enumerate(jurors):
        yield begins + timedelta(days=3 + number)
        cards = list(_scorecards(juror, stage))
        if competition.stage == "judging":
            cards = cards[: max(1, len(cards) - 1 - BEHIND * number)]
        for card in cards:
            _score(competition, card, juror, qualities[card.entry_id])


def _scorecards(juror: Juror, stage: Round) -> Iterator[Scorecard]:
    cards = Scorecard.objects.filter(juror=juror, entry__round=stage)
    yield from cards.select_related("entry__round__challenge__authority", "juror__user").order_by("entry__work_code")


def _qualities(competition: Competition, stage: Round) -> dict[int, float]:
    """Draw how good each entry is, which all jurors see alike but for their own eye."""
    entries = Entry.objects.filter(round=stage, state=Entry.State.ADMISSIBLE).order_by("work_code")
    return {entry.pk: competition.chance.uniform(2.4, 4.4) for entry in entries}


def _score(competition: Competition, card: Scorecard, juror: Juror, quality: float) -> None:
    keys = [criterion.key for criterion in card.part.criteria]
    given, reasons, comment = writing.marks(competition.chance, quality, keys, juror.user.language)
    saved = save_scorecard(
        card, by=juror.user, marks=given, reasons=reasons, comment=comment, private_note="", revision=card.revision
    )
    submit_scorecard(saved, by=juror.user)


def answer_questions(competition: Competition, stage: Round) -> Iterator[datetime]:
    """Let the secretary enter what the rules leave to people: votes that were counted elsewhere, what the jury agreed."""
    yield competition.judged_from(stage) + timedelta(days=9)
    while asks := competition.round(stage.number).ranking.content["asks"]:
        ranked = competition.round(stage.number)
        enter_act(
            ranked,
            asks[0]["step"],
            _counted(competition, asks[0]),
            by=competition.official("secretary"),
            reason=_GROUNDS[asks[0]["wants"]],
            ranking=ranked.ranking.number,
        )


# Why it was entered as it was, by what the question wants.
_GROUNDS = {
    "number": "Counted by the notary after the vote had closed; the protocol is in the files.",
    "order": "The jury discussed both once more in session and agreed on this order by majority.",
}


def _counted(competition: Competition, ask: dict[str, Any]) -> dict[str, str] | list[str]:
    if ask["wants"] == "number":
        return {code: str(competition.chance.randrange(90, 900)) for code in ask["about"]}
    return sorted(ask["about"])


def decide(competition: Competition, stage: Round, day: datetime) -> Iterator[datetime]:
    """Let the chair circulate the report, all members sign it, and the secretary decide on `day`."""
    jurors = competition.jurors()
    chair = next(juror for juror in jurors if juror.role == Juror.Role.CHAIR)
    yield day - timedelta(days=2)
    remarks = "The jury discussed every entry and found the differences in cost the hardest to compare."
    circulate_report(competition.round(stage.number).report, by=chair.user, remarks=remarks)
    yield day - timedelta(days=1)
    for juror in jurors:
        sign_report(competition.round(stage.number).report, by=juror.user)
    yield day
    _decide_as_proposed(competition, competition.round(stage.number))


def _decide_as_proposed(competition: Competition, stage: Round) -> None:
    """Follow the rules: enter what the jury decided where they leave it to it, propose the decision, and let the head approve it.

    Where several are equal the first work codes are taken, and the reason says so.
    """
    secretary = competition.official("secretary")
    reason = "Equal points: in its session the jury put these first after discussing their costs."
    ranks = {entry.work_code: entry.rank or 0 for entry in basis(stage).ranked}
    while asked := [each for each in open_questions(basis(stage)) if each.is_entered_here]:
        answer_question(stage, by=secretary, question=asked[0].name, answer=_answer(asked[0].ask, ranks), reason=reason)
    if stage.challenge.verdict_binds:
        propose_decision(stage, by=secretary, reasons={})
        approve_decision(stage, by=competition.official("head"))
    else:
        decide_round(stage, by=secretary, reasons={})


def _answer(ask: Ask, ranks: Mapping[str, int]) -> Answer:
    """Return a plain answer: the best ranked, the least number, the same sum for all."""
    if ask.wants == "seed":
        return "2 7 19 31 40 44"
    if ask.wants == "number":
        return str(ask.at_least)
    if ask.is_per_entry:
        return dict.fromkeys(ask.about, "1000" if ask.wants == "sums" else "A")
    best = sorted(ask.about, key=lambda code: (ranks[code], code))
    return best if ask.wants == "order" else best[: ask.at_most]


def finalise(competition: Competition) -> Iterator[datetime]:
    """Let the standstill pass without a complaint, and the jury go."""
    waiting = Award.objects.deciding().filter(state=Award.State.NOTIFIED)
    for award in waiting.filter(decision__entry__round__challenge=competition.challenge):
        yield (award.standstill_ends_at or competition.now) + timedelta(hours=9)
        summary = _idea_behind(competition, award)
        finalise_award(award, by=competition.official("secretary"), public_summary=summary)
    discharge_panel(competition.challenge.panel, by=competition.official("secretary"))


def _idea_behind(competition: Competition, award: Award) -> str:
    """Return what the winner allowed to be told, in the language it was written in."""
    (title,) = handed_in_titles([award.decision.entry]).values()
    solution = next(row for row in competition.facts["solutions"] if title in (row["en"], row["pl"]))
    language = "en" if title == solution["en"] else "pl"
    return f"{title}. {solution[f'idea_{language}']}"
