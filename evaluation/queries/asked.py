"""What the newest ranking of a round leaves to people: open questions, and those that were answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from challenges.models import Round
from challenges.rules.judging import Criterion
from core.wording import figure, localised
from evaluation.methods.answering import questions
from evaluation.methods.asking import Ask
from evaluation.methods.draws import drawn
from evaluation.methods.hearing import applies
from evaluation.methods.record import METHOD, Record
from evaluation.methods.reopening import JUDGING, asked_at
from evaluation.methods.scopes import key_of
from evaluation.models import Act
from evaluation.queries.acts import newest_acts
from evaluation.queries.frozen import ByRules, Called, frozen_of
from evaluation.scales import scale_of
from ledger import chain


@dataclass(frozen=True)
class Question:
    """A question of the newest ranking, in words. `criteria` are those to be marked, by work code, where marks are wanted."""

    ask: Ask
    words: str
    is_answered: bool
    criteria: Mapping[str, tuple[Criterion, ...]] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """What names it in forms."""
        return f"q{chain.sha256(chain.canonical([self.ask.step, list(self.ask.about)]))[:10]}"


@dataclass(frozen=True)
class Told:
    """An act in words; `is_superseded`: a newer one stands in its place."""

    act: Act
    answer: str
    is_superseded: bool


def questions_of(stage: Round, called: Called) -> list[Question]:
    """Return what the newest ranking of `stage` asks, the open questions first; what nobody can answer is left out."""
    read = frozen_of(stage, stage.ranking.content)
    if not isinstance(read, ByRules):
        return []
    open_ = [(ask, False) for ask in asks_open(stage)]
    return [
        Question(ask, read.ask_in_words(ask, called), is_answered, _criteria(read, ask))
        for ask, is_answered in [*open_, *((ask, True) for ask in asks_answered(stage))]
        if ask.who != "nobody"
    ]


def acts_told(stage: Round, called: Called) -> list[Told]:
    """Return what was decided about the ranking of `stage`, the newest first."""
    acts = acts_about_ranking(stage.acts.select_related("made_by").order_by("-number"))
    read = frozen_of(stage, stage.ranking.content)
    newest = {act.step: act for act in reversed(acts)}
    return [Told(act, _answer_in_words(act, read, called), newest[act.step] != act) for act in acts]


def _criteria(read: ByRules, ask: Ask) -> dict[str, tuple[Criterion, ...]]:
    """Return by work code the criteria that its entry is marked on."""
    if ask.wants != "marks":
        return {}
    part = next(part for part in read.judging.parts if part.key == key_of(ask.step))
    entries = {entry.work_code: entry for entry in read.record.entries}
    return {code: tuple(each for each in part.criteria if applies(each.only_if, entries[code])) for code in ask.about}


def _answer_in_words(act: Act, read: Any, called: Called) -> str:
    if act.wants == "order":
        return _(", then ").join(called(code) for code in act.answer)
    if act.wants == "choice":
        return ", ".join(called(code) for code in act.answer) or _("None of them.")
    if act.wants == "seed":
        order = _(", then ").join(called(code) for code in drawn(act.answer, act.about))
        return _("Drawn with “%(seed)s”: %(order)s") % {"seed": act.answer, "order": order}
    if isinstance(act.answer, str):
        return figure(act.answer)
    criteria = {criterion.key: criterion for _name, criterion in read.criteria}
    told = []
    for code, given in act.answer.items():
        if isinstance(given, dict):
            marks = (f"{localised(criteria[key].title)} {scale_of(criteria[key]).shown(mark)}" for key, mark in given.items())
            told.append(f"{called(code)}: {', '.join(marks)}")
        else:
            told.append(f"{called(code)}: {figure(given)}")
    return "; ".join(told)


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
