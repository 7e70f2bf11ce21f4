"""The first acts: an author drafts, names the jury and submits; somebody else publishes."""

from datetime import datetime, timedelta
from decimal import Decimal

from challenges.rules import building, plain_round
from challenges.rules.building import criterion_tie
from challenges.rules.editing import Plain, with_value
from challenges.services import create_challenge, publish_challenge, set_part
from evaluation.services import accept_seat, form_panel, invite_juror
from govtech_portal.demo import writing
from govtech_portal.demo.competition import FIRST_DECISION, PUBLISHED, SECOND_DECISION, SECOND_ROUND_LASTS, Competition
from govtech_portal.demo.richer import DOCUMENTS
from pages.services.manuscripts import write_words

ADVANCE = 3


def draft(competition: Competition) -> None:
    """Start the challenge, write its words in both languages, set its rules and invite the jury."""
    author, facts = competition.official("author"), competition.facts
    competition.challenge = create_challenge(
        competition.cast.authorities[facts["authority"]],
        by=author,
        titles=facts["titles"],
        law_profile=facts["law_profile"],
        topic=facts["topic"],
        working_title=facts["working_title"],
        budget=building.money(str(facts["budget"]), facts["currency"]),
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
    document = competition.challenge.plain
    if richer := competition.facts.get("rules"):
        document |= DOCUMENTS[richer](competition.day)
    else:
        for number, key in enumerate(("concept", "prototype"), start=1):
            document = _with_rules(competition, document, key, number)
    set_part(competition.challenge, by=author, path="", value=document)
    _invite_jury(competition)


def _dates(competition: Competition, number: int) -> tuple[datetime, datetime, datetime]:
    """Return opening, deadline and planned decision of a round."""
    if number == 1:
        opens, closes, decision = competition.day(PUBLISHED, 12), competition.first_deadline, FIRST_DECISION
    else:
        opens = competition.second_opening
        closes, decision = opens + SECOND_ROUND_LASTS, SECOND_DECISION
    return opens, closes, max(competition.day(decision), closes + timedelta(days=14))


def _with_rules(competition: Competition, document: Plain, key: str, number: int) -> Plain:
    """Return the draft with the form, the criteria, the dates and the money of a round."""
    opens, closes, decision = _dates(competition, number)
    criteria = writing.criteria(key, competition.facts["first_criterion"])
    path = f"rules/rounds/{key}"
    document = with_value(document, f"{path}/intake/questions", writing.questions(key))
    document = with_value(document, f"{path}/judging/parts/jury/criteria", criteria)
    document = with_value(
        document, f"{path}/judging/ties", [criterion_tie(criteria[0]["key"]), *plain_round.TIE_ENDS["earlier"]()]
    )
    return plain_round.changed(
        document,
        key,
        currency=competition.facts["currency"],
        opens_at=opens,
        closes_at=closes,
        decision_due_on=decision.date(),
        advance_limit=ADVANCE if number == 1 else 1,
        prize_each=Decimal(competition.facts["prizes"][key]),
        threshold=Decimal(50),
    )


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
