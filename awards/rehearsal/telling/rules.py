"""What holds in every course, in words: who may enter, forms, calendar, what becomes public."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards.rehearsal.answering import Tried
from awards.rehearsal.conditions import Trial
from awards.rehearsal.result import Rehearsal
from awards.rehearsal.telling.lines import Line
from challenges.rules.base import Part
from challenges.rules.document import Round
from challenges.rules.facts import facts, in_one_line, member_fact
from challenges.rules.names import Names
from core.wording import localised
from evaluation.methods.explaining import part_names
from submissions.answers import Questionnaire
from submissions.answers.asked import Asked

# What becomes of somebody who does not meet a condition, by when it is checked.
REFUSED = {
    "entry": gettext_lazy("%(who)s: may not enter"),
    "award": gettext_lazy("%(who)s: may enter, but gets no award"),
    "payment": gettext_lazy("%(who)s: may win, but is not paid"),
}
ALLOWED = gettext_lazy("%(who)s: passes")


def trial_lines(found: Rehearsal) -> Iterator[Line]:
    """Yield each condition with those who were tried on it, and how it is checked."""
    for _path, trials in groupby(found.trials, key=lambda trial: trial.path):
        those = list(trials)
        yield Line(those[0].words, tuple(_tried(trial) for trial in those))


def _tried(trial: Trial) -> Line:
    words = ALLOWED if trial.may_enter else REFUSED[trial.checked_at]
    return Line(capfirst(str(words) % {"who": trial.who}))


def form_lines(found: Rehearsal, names: Names) -> Iterator[Line]:
    """Yield for each round its form, then the scorecard of each jury."""
    for number, stage in enumerate(found.document.rules.rounds, start=1):
        told = {"number": number, "title": localised(stage.title)}
        below = [*_form(found, stage), *_sheets(found, stage, names)]
        yield Line(_("Round %(number)s: %(title)s") % told, tuple(below))


def _form(found: Rehearsal, stage: Round) -> Iterator[Line]:
    form = Questionnaire(found.document, stage.key)
    asked = list(form)
    if stage.intake is None:
        yield Line(_("Nothing is handed in."))
        return
    words = ngettext("The form asks %(count)s question.", "The form asks %(count)s questions.", len(asked))
    answers = {each.question: each for each in found.answers if each.round == stage.key}
    yield Line(words % {"count": len(asked)}, tuple(_question(form, each, answers[each.key]) for each in asked))


def _question(form: Questionnaire, asked: Asked, answer: Tried) -> Line:
    must = _("must be answered") if asked.question.required else _("may be left empty")
    words = f"{asked.label} ({asked.question.kinds[asked.question.kind]}; {must})"
    below = [form.condition_of(asked), *form.limits_of(asked), *_samples(answer)]
    return Line(words, tuple(Line(text) for text in below if text))


def _samples(answer: Tried) -> Iterator[str]:
    if answer.sample and not answer.problem:
        yield _("Accepted, for example: %(answer)s") % {"answer": answer.sample}
    if answer.refused:
        yield _("Refused, for example: %(why)s") % {"why": answer.refused}


def _sheets(found: Rehearsal, stage: Round, names: Names) -> Iterator[Line]:
    if stage.judging is None:
        yield Line(_("The round is not judged."))
        return
    titles = part_names(stage.judging, found.document.rules.juries)
    for part in stage.judging.parts:
        criteria = [
            Line(f"{localised(each.title)}: {in_one_line(member_fact(each, 'scale', names))}", tuple(_weight(each, names)))
            for each in part.criteria
        ]
        how = in_one_line(member_fact(part, "aggregation", names))
        words = _("Scorecard of %(jury)s: %(how)s") if criteria else _("%(jury)s: %(how)s")
        yield Line(words % {"jury": titles[part.key], "how": how}, tuple(criteria))


def _weight(criterion: Part, names: Names) -> Iterator[Line]:
    for member in ("weight", "minimum"):
        if getattr(criterion, member) is not None:
            fact = member_fact(criterion, member, names)
            yield Line(f"{fact.label}: {fact.value}")


def date_lines(found: Rehearsal) -> Iterator[Line]:
    """Yield every date in its order, with what people should know of it."""
    for date in found.dates:
        yield Line(f"{date.when}: {date.what}", tuple(Line(note) for note in date.notes))


def public_lines(found: Rehearsal, names: Names) -> Iterator[Line]:
    """Yield for each round who sees entries, names and marks, and from when on."""
    for number, stage in enumerate(found.document.rules.rounds, start=1):
        told = {"number": number, "title": localised(stage.title)}
        yield Line(_("Round %(number)s: %(title)s") % told, tuple(_seen(stage, names)))


def _seen(stage: Round, names: Names) -> Iterator[Line]:
    if stage.intake is not None:
        yield from _members(stage.intake, ("openers", "anonymity", "public"), names)
    if stage.judging is not None:
        yield from _members(stage.judging, ("scores_shown_to",), names)
        for part in stage.judging.parts:
            yield from _members(part, ("others_visible",), names)
    for show in stage.shows:
        yield from (Line(fact.value) for fact in facts(show, names))


def _members(part: Part, members: Iterable[str], names: Names) -> Iterator[Line]:
    for member in members:
        fact = member_fact(part, member, names)
        yield Line(f"{fact.label}: {in_one_line(fact)}")
