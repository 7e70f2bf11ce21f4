"""What the newest ranking of a round leaves to people: open questions, and those that were answered."""

from collections.abc import Iterable

from challenges.models import Round
from evaluation.methods.answering import questions
from evaluation.methods.asking import Ask
from evaluation.methods.record import METHOD, Record
from evaluation.methods.reopening import JUDGING, asked_at
from evaluation.models import Act
from evaluation.queries.acts import newest_acts


def asks_open(stage: Round) -> list[Ask]:
    """Return the questions of the newest ranking that nobody has answered."""
    content = stage.ranking.content
    return questions(Record.from_json(content).asks) if content["method"] == METHOD and content["asks"] else []


def asks_standing(stage: Round) -> list[Ask]:
    """Return the questions of the newest ranking, whether they are answered or not: an answer can be given anew."""
    return [*asks_open(stage), *asks_answered(stage)]


def asks_answered(stage: Round) -> list[Ask]:
    """Return the questions that acts have answered, as they stand in the newest ranking."""
    content = stage.ranking.content
    if content["method"] != METHOD:
        return []
    still_open = {(ask.step, ask.about) for ask in asks_open(stage)}
    found = [ask for act in acts_about_ranking(newest_acts(stage)) for ask in asked_at(content, act.step)]
    return [ask for ask in found if (ask.step, ask.about) not in still_open]


def acts_about_ranking(acts: Iterable[Act]) -> list[Act]:
    """Return those acts that the ranking follows from."""
    return [act for act in acts if act.step.startswith(JUDGING)]
