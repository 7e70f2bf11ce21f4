"""What a challenge still lacks before it can be submitted for approval, each gap with the section where it is mended.

Sections: `words-<language>`, `basics`, `round-<n>` (dates and rules), `questions-<n>`, `criteria-<n>`, and those that other apps
add (`panel`).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from challenges import manuscripts
from core.lifecycle import Gap
from core.translated import in_active_language, language_name

Check = Callable[[Any], Iterable[Gap]]
_further_checks: list[Check] = []


def register(check: Check) -> Check:
    """Add a check of another app, such as the panel's, to every challenge; usable as a decorator."""
    _further_checks.append(check)
    return check


def gaps(challenge: Any) -> list[Gap]:
    """Return every gap of `challenge`: its words, rounds, and what other apps ask."""
    rounds = list(challenge.rounds.prefetch_related("criteria", "questions"))
    found = [*_word_gaps(challenge)]
    if not rounds:
        found.append(Gap(_("Add at least one round."), "basics"))
    for stage in rounds:
        found += [*_date_gaps(stage), *_criterion_gaps(challenge, stage), *_form_gaps(stage), *_rule_gaps(stage)]
    found += _order_gaps(rounds)
    return found + [gap for check in _further_checks for gap in check(challenge)]


def past_deadlines(challenge: Any, now: datetime) -> Iterator[Gap]:
    """Yield a gap for the first round if its deadline is not ahead of `now`."""
    first = challenge.rounds.order_by("number").first()
    if first is not None and first.has_closed(now):
        yield Gap(_("The deadline of round %(number)s has already passed.") % {"number": first.number}, f"round-{first.number}")


def _word_gaps(challenge: Any) -> Iterator[Gap]:
    for language, problems in manuscripts.store().problems(challenge).items():
        for problem in problems:
            words = {"language": language_name(language), "problem": problem}
            yield Gap(_("Words in %(language)s: %(problem)s") % words, f"words-{language}")


def _date_gaps(stage: Any) -> Iterator[Gap]:
    section = f"round-{stage.number}"
    if stage.opens_at is None or stage.closes_at is None:
        yield Gap(_("Round %(number)s needs an opening time and a deadline.") % {"number": stage.number}, section)


def _order_gaps(rounds: list[Any]) -> Iterator[Gap]:
    for before, after in pairwise(rounds):
        if before.closes_at and after.opens_at and after.opens_at <= before.closes_at:
            numbers = {"after": after.number, "before": before.number}
            yield Gap(_("Round %(after)s opens before round %(before)s has closed.") % numbers, f"round-{after.number}")


def _criterion_gaps(challenge: Any, stage: Any) -> Iterator[Gap]:
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
        if not {"0", str(stage.scale_max)} <= set(criterion.anchors):
            words = {"name": in_active_language(criterion.name), "number": stage.number}
            yield Gap(_("“%(name)s” in round %(number)s needs words for its lowest and highest mark.") % words, section)


def _form_gaps(stage: Any) -> Iterator[Gap]:
    if not stage.questions.all():
        yield Gap(_("Round %(number)s has no question.") % {"number": stage.number}, f"questions-{stage.number}")


def _rule_gaps(stage: Any) -> Iterator[Gap]:
    if not stage.advance_limit:
        yield Gap(
            _("Say how many can advance from round %(number)s or win it.") % {"number": stage.number}, f"round-{stage.number}"
        )
