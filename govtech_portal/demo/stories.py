"""The order of acts in a competition."""

from challenges.services import submit_challenge
from govtech_portal.demo.competition import FIRST_DECISION, PUBLISHED, SUBMITTED, Competition
from govtech_portal.demo.entering import enter
from govtech_portal.demo.judging import decide, finalise, judge, open_and_check
from govtech_portal.demo.preparing import draft, publish
from govtech_portal.demo.schedule import Story


def story(competition: Competition) -> Story:
    """Tell one competition from its draft on, as far as its stage goes; yields the moment of each next act."""
    draft(competition)
    yield competition.day(SUBMITTED)
    submit_challenge(competition.challenge, by=competition.official("author"))
    if competition.stage == "draft":
        return
    yield competition.day(PUBLISHED)
    publish(competition)
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
    if competition.stage == "awarded":
        yield from finalise(competition)
