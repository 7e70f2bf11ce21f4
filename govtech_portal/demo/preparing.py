"""The first acts: an author drafts, names the jury and submits; somebody else publishes."""

from datetime import datetime, timedelta
from decimal import Decimal

from challenges.models import Round
from challenges.services import (
    create_challenge,
    edit_basics,
    edit_round,
    publish_challenge,
    set_criteria,
    set_questions,
)
from evaluation.services import accept_seat, form_panel, invite_juror
from govtech_portal.demo import writing
from govtech_portal.demo.competition import FIRST_DECISION, PUBLISHED, SECOND_DECISION, SECOND_ROUND_LASTS, Competition
from pages.services.manuscripts import write_words

ADVANCE = 3


def draft(competition: Competition) -> None:
    """Start the challenge, write its words in both languages, set its rules and invite the jury."""
    author, facts = competition.official("author"), competition.facts
    challenge = create_challenge(
        competition.cast.authorities[facts["authority"]],
        by=author,
        titles=facts["titles"],
        law_profile=facts["law_profile"],
        topic=facts["topic"],
        currency=facts["currency"],
        working_title=facts["working_title"],
    )
    competition.challenge = edit_basics(
        challenge,
        by=author,
        budget=Decimal(facts["budget"]),
        place=facts["place"],
        cpv_codes=facts["cpv_codes"],
        contact_email="challenges@example.org",
    )
    for language, words in facts["words"].items():
        write_words(
            competition.challenge,
            by=author,
            language=language,
            title=facts["titles"][language],
            summary=words["summary"],
            brief=writing.brief(words, language),
        )
    for stage in competition.challenge.rounds.all():
        _set_rules(competition, stage)
    _invite_jury(competition)


def _dates(competition: Competition, number: int) -> tuple[datetime, datetime, datetime]:
    """Return opening, deadline and planned decision of a round."""
    if number == 1:
        opens, closes, decision = competition.day(PUBLISHED, 12), competition.first_deadline, FIRST_DECISION
    else:
        opens = competition.second_opening
        closes, decision = opens + SECOND_ROUND_LASTS, SECOND_DECISION
    return opens, closes, max(competition.day(decision), closes + timedelta(days=14))


def _set_rules(competition: Competition, stage: Round) -> None:
    author = competition.official("author")
    kind = "concept" if stage.number == 1 else "prototype"
    opens, closes, decision = _dates(competition, stage.number)
    edit_round(
        stage,
        by=author,
        opens_at=opens,
        closes_at=closes,
        decision_due_on=decision.date(),
        advance_limit=ADVANCE if stage.number == 1 else 1,
        prize_each=Decimal(competition.facts["prizes"][kind]),
        is_blind=stage.number == 1,
        threshold=Decimal(50),
        tie_break=[Round.TieBreak.HEAVIEST_CRITERION, Round.TieBreak.EARLIER_SUBMISSION],
    )
    set_criteria(stage, by=author, criteria=writing.criteria(kind, competition.facts["first_criterion"]))
    set_questions(stage, by=author, questions=writing.questions(kind))


def _invite_jury(competition: Competition) -> None:
    author = competition.official("author")
    panel = form_panel(competition.challenge, by=author)
    for member in competition.cast.jurors:
        invite_juror(
            panel,
            by=author,
            email=member.user.email,
            name=member.user.name,
            role=member.role,
            qualification=member.qualification,
        )


def publish(competition: Competition) -> None:
    """Publish the candidate by its hash; the jurors take their seats."""
    competition.challenge.refresh_from_db()
    candidate = competition.challenge.versions.latest("submitted_at")
    publish_challenge(competition.challenge, by=competition.official("publisher"), sha256=candidate.sha256)
    for juror in competition.jurors():
        accept_seat(juror, by=juror.user)
