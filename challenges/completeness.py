"""What a challenge still lacks before it can be submitted for approval, each gap with the section where it is mended.

Sections: `words-<language>`, `basics`, `round-<n>` (dates and rules), `questions-<n>`, `criteria-<n>`, and those that other apps
add (`panel`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from challenges import manuscripts
from challenges.profiles import LawProfile
from core import clock
from core.lifecycle import Gap
from core.translated import in_active_language, language_name
from core.wording import Words


class Draft(Protocol):
    """A challenge that is being written, as far as its gaps go; its rounds are those of the database."""

    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def contact_email(self) -> str: ...
    @property
    def profile(self) -> LawProfile: ...
    @property
    def rounds(self) -> Any: ...


class DraftRound(Protocol):
    """A round of it."""

    @property
    def number(self) -> int: ...
    @property
    def title(self) -> Mapping[str, str]: ...
    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...
    @property
    def decision_due_on(self) -> date | None: ...
    @property
    def minimum_scorecards(self) -> int: ...
    @property
    def advance_limit(self) -> int | None: ...
    @property
    def tie_break(self) -> Sequence[str]: ...
    @property
    def scale_max(self) -> int: ...
    @property
    def criteria(self) -> Any: ...
    @property
    def questions(self) -> Any: ...


Check = Callable[[Any], Iterable[Gap]]
_further_checks: list[Check] = []


def register(check: Check) -> Check:
    """Add a check of another app, such as the panel's, to every challenge; usable as a decorator."""
    _further_checks.append(check)
    return check


def gaps(challenge: Draft) -> list[Gap]:
    """Return every gap of `challenge`: its words, facts, rounds, and what other apps ask."""
    rounds = list(challenge.rounds.prefetch_related("criteria", "questions"))
    found = [*_word_gaps(challenge), *_fact_gaps(challenge, rounds)]
    for stage in rounds:
        found += [*_date_gaps(stage), *_rule_gaps(challenge, stage)]
        found += [*_criterion_gaps(challenge, stage), *_question_gaps(challenge, stage)]
    found += [*_order_gaps(rounds), *past_deadlines(challenge, clock.now())]
    return found + [gap for check in _further_checks for gap in check(challenge)]


def past_deadlines(challenge: Draft, now: datetime) -> Iterator[Gap]:
    """Yield a gap for the first round if its deadline is not ahead of `now`."""
    first = challenge.rounds.order_by("number").first()
    if first is not None and first.has_closed(now):
        yield Gap(_("The deadline of round %(number)s has already passed.") % {"number": first.number}, f"round-{first.number}")


def _word_gaps(challenge: Draft) -> Iterator[Gap]:
    for language, problems in manuscripts.store().problems(challenge).items():
        for problem in problems:
            words = {"language": language_name(language), "problem": problem}
            yield Gap(_("Words in %(language)s: %(problem)s") % words, f"words-{language}")


def _fact_gaps(challenge: Draft, rounds: Sequence[DraftRound]) -> Iterator[Gap]:
    if not rounds:
        yield Gap(_("Add at least one round."), "basics")
    if not challenge.languages:
        yield Gap(_("Choose at least one language."), "basics")
    if not challenge.contact_email:
        yield Gap(_("Say at which e-mail address suppliers can ask."), "basics")


def _date_gaps(stage: DraftRound) -> Iterator[Gap]:
    section = f"round-{stage.number}"
    if stage.opens_at is None or stage.closes_at is None:
        yield Gap(_("Round %(number)s needs an opening time and a deadline.") % {"number": stage.number}, section)
    elif stage.decision_due_on and stage.decision_due_on < stage.closes_at.date():
        yield Gap(_("The decision of round %(number)s is planned before its deadline.") % {"number": stage.number}, section)


def _order_gaps(rounds: Sequence[DraftRound]) -> Iterator[Gap]:
    for before, after in pairwise(rounds):
        if before.closes_at and after.opens_at and after.opens_at <= before.closes_at:
            numbers = {"after": after.number, "before": before.number}
            yield Gap(_("Round %(after)s opens before round %(before)s has closed.") % numbers, f"round-{after.number}")


def _rule_gaps(challenge: Draft, stage: DraftRound) -> Iterator[Gap]:
    section, words = f"round-{stage.number}", {"number": stage.number}
    if not stage.advance_limit:
        yield Gap(_("Say how many can advance from round %(number)s or win it.") % words, section)
    if stage.minimum_scorecards < challenge.profile.minimum_jurors:
        numbers = words | {"asked": challenge.profile.minimum_jurors}
        yield Gap(
            _("Round %(number)s needs at least %(asked)s scorecards per entry: the law profile asks for it.") % numbers, section
        )
    if not stage.tie_break:
        yield Gap(_("Say how ties are broken in round %(number)s.") % words, section)
    yield from _untranslated(challenge, stage.title, _("The title of round %(number)s") % words, section)


def _criterion_gaps(challenge: Draft, stage: DraftRound) -> Iterator[Gap]:
    section = f"criteria-{stage.number}"
    criteria = list(stage.criteria.all())
    if not criteria:
        yield Gap(_("Round %(number)s has no criterion.") % {"number": stage.number}, section)
        return
    total, asked = sum(criterion.weight for criterion in criteria), challenge.profile.weights_total
    if total != asked:
        words = {"number": stage.number, "total": f"{total.normalize():f}", "asked": asked}
        yield Gap(_("The weights of round %(number)s add up to %(total)s, not to %(asked)s.") % words, section)
    for criterion in criteria:
        names = {"name": in_active_language(criterion.name), "number": stage.number}
        what = _("Criterion “%(name)s” of round %(number)s") % names
        yield from _untranslated(challenge, criterion.name, what, section)
        if criterion.threshold > stage.scale_max:
            yield Gap(_("“%(name)s” in round %(number)s needs a mark above the highest one.") % names, section)
        if not {"0", str(stage.scale_max)} <= set(criterion.anchors):
            yield Gap(_("“%(name)s” in round %(number)s needs words for its lowest and highest mark.") % names, section)
        for mark, anchor in criterion.anchors.items():
            anchor_name = _("%(what)s, words for mark %(mark)s") % {"what": what, "mark": mark}
            yield from _untranslated(challenge, anchor, anchor_name, section)


def _question_gaps(challenge: Draft, stage: DraftRound) -> Iterator[Gap]:
    section = f"questions-{stage.number}"
    questions = list(stage.questions.all())
    if not questions:
        yield Gap(_("Round %(number)s has no question.") % {"number": stage.number}, section)
    for question in questions:
        names = {"label": in_active_language(question.label), "number": stage.number}
        what = _("Question “%(label)s” of round %(number)s") % names
        yield from _untranslated(challenge, question.label, what, section)
        for option in question.options:
            yield from _untranslated(challenge, option["label"], _("%(what)s, an option") % {"what": what}, section)
        if question.kind == question.Kind.LONG_TEXT and not question.word_limit:
            yield Gap(_("%(what)s needs a word limit.") % {"what": what}, section)


def _untranslated(challenge: Draft, texts: Mapping[str, str], what: Words, section: str) -> Iterator[Gap]:
    missing = [language_name(language) for language in challenge.languages if not texts.get(language)]
    if missing:
        yield Gap(_("%(what)s is missing in: %(languages)s.") % {"what": what, "languages": ", ".join(missing)}, section)
