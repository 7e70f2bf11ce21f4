"""The order of acts in a competition."""

from datetime import timedelta

from challenges.services import submit_challenge
from govtech_portal.demo.competition import FIRST_DECISION, PUBLISHED, SUBMITTED, Competition
from govtech_portal.demo.entering import enter
from govtech_portal.demo.judging import answer_questions, decide, finalise, judge, open_and_check
from govtech_portal.demo.preparing import draft, publish
from govtech_portal.demo.schedule import Story

# Of a round of richer rules: from its deadline, or from the meeting, to its decision.
JUDGED_FOR = timedelta(days=14)


def story(competition: Competition) -> Story:
    """Tell one competition from its draft on, as far as its stage goes; yields the moment of each next act."""
    draft(competition)
    yield competition.day(SUBMITTED)
    submit_challenge(competition.challenge, by=competition.official("author"))
    if competition.stage == "draft":
        return
    yield competition.day(PUBLISHED)
    publish(competition)
    yield from (_by_richer_rules if "rules" in competition.facts else _two_rounds)(competition)
    if competition.stage == "awarded":
        yield from finalise(competition)


def _two_rounds(competition: Competition) -> Story:
    yield from enter(competition, competition.round(1), competition.suppliers)
    if competition.stage == "open":
        return
    yield from open_and_check(competition, competition.round(1))
    yield from judge(competition, competition.round(1))
    if competition.stage == "judging":
        return
    yield from decide(competition, competition.round(1), competition.day(FIRST_DECISION))
    yield from enter(competition, competition.round(2), competition.advanced())
    yield from open_and_check(competition, competition.round(2))
    yield from judge(competition, competition.round(2))
    yield from decide(competition, competition.round(2), competition.last_decision)


def _by_richer_rules(competition: Competition) -> Story:
    """Play each round, and each window of it, one after the other: what follows a round is there once it was decided."""
    rounds = list(competition.challenge.rounds.order_by("number"))
    for index, stage in enumerate(rounds):
        if stage.closes_at is not None:
            # Each window has entrants of its own.
            windows = sum(other.round_key == stage.round_key for other in rounds)
            yield from enter(competition, stage, competition.suppliers[index % windows :: windows])
            yield from open_and_check(competition, stage)
        # A round in which nothing is handed in was opened by the decision before it.
        stage = competition.round(stage.number)  # noqa: PLW2901 - the same row, as it is now
        yield from judge(competition, stage)
        yield from answer_questions(competition, stage)
        yield from decide(competition, stage, competition.judged_from(stage) + JUDGED_FOR)
