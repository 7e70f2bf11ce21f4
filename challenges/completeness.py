"""What a challenge still lacks before it can be submitted for approval, each gap with the section where it is mended.

Sections: `words-<language>`, `basics`, `round-<key>` (dates and rules), `questions-<key>`, `criteria-<key>`, `rules` for all
else, and those that other apps add (`panel`). What the rules themselves lack is said by challenges.rules.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from challenges import manuscripts, versioning
from challenges.rules.building import Plain
from challenges.rules.document import Rules
from challenges.rules.findings import Finding, Severity
from challenges.rules.reading import read
from challenges.rules.upgrades import upgraded
from challenges.rules.values import InstantMoment
from core import clock
from core.lifecycle import Gap
from core.translated import in_active_language, language_name

Check = Callable[[Any], Iterable[Gap]]
_further_checks: list[Check] = []
_ROUND = re.compile(r"rules\.rounds\[(\d+)\](.*)")
_CRITERIA = re.compile(r"\.judging\.parts\[\d+\]\.criteria")


class Written(versioning.Written, Protocol):
    """A challenge that is being written, with its rules as they are read; `challenges.models.Challenge` is one."""

    @property
    def rules(self) -> Rules: ...


def register(check: Check) -> Check:
    """Add a check of another app, such as the panel's, to every challenge; usable as a decorator."""
    _further_checks.append(check)
    return check


def gaps(challenge: Written) -> list[Gap]:
    """Return every gap of `challenge`: its words, its notice and rules, and what other apps ask."""
    document = versioning.content_of(challenge, words={})
    found = [*_word_gaps(challenge), *_of_rules(document), *past_deadlines(challenge, clock.now())]
    return found + [gap for check in _further_checks for gap in check(challenge)]


def new_gaps(challenge: Written, in_force: Plain) -> list[Gap]:
    """Return the gaps of what is being amended that the version in force does not have already.

    An amendment changes one thing; it need not mend what was good enough to be published.
    """
    known = {str(gap.message) for gap in _of_rules({**upgraded(in_force), "words": {}})}
    found = _of_rules(versioning.content_of(challenge, words={}))
    return [*_word_gaps(challenge), *(gap for gap in found if str(gap.message) not in known)]


def _of_rules(document: Plain) -> list[Gap]:
    return [*_rule_gaps(document), *_portal_gaps(document)]


def findings(document: Plain) -> list[Finding]:
    """Return what stands in the rules against submitting them: what is wrong, and what is not filled in yet."""
    return [finding for finding in read(document).findings if finding.severity != Severity.ADVISING]


def past_deadlines(challenge: Written, now: datetime) -> Iterator[Gap]:
    """Yield a gap for each round that anybody may enter and whose last deadline is not ahead of `now`."""
    for stage in challenge.rules.rounds or ():
        ends = [window.closes for window in stage.intake.windows or ()] if stage.intake and not stage.follows else []
        moments = [datetime.fromisoformat(end.at) for end in ends if isinstance(end, InstantMoment)]
        if moments and max(moments) < now:
            title = in_active_language(stage.title)
            yield Gap(
                _("The deadline of the round “%(title)s” has already passed.") % {"title": title},
                f"round-{stage.key}",
                "deadline_passed",
            )


def _word_gaps(challenge: Written) -> Iterator[Gap]:
    for language, problems in manuscripts.store().problems(challenge).items():
        for problem in problems:
            words = {"language": language_name(language), "problem": problem}
            yield Gap(_("Words in %(language)s: %(problem)s") % words, f"words-{language}", "words")


def _rule_gaps(document: Plain) -> Iterator[Gap]:
    for finding in findings(document):
        if not finding.path.startswith("words"):
            words = {"place": finding.place, "reason": finding.reason}
            yield Gap(_("%(place)s: %(reason)s") % words, section(document, finding.path), finding.code)


def section(document: Plain, path: str) -> str:
    """Return the section in which the part at `path` is mended."""
    inside = _ROUND.match(path)
    if inside is None:
        return "basics" if path.startswith("notice") or path in ("rules.languages", "rules.law.profile") else "rules"
    key, rest = document["rules"]["rounds"][int(inside[1])].get("key", ""), inside[2]
    if rest.startswith(".intake.questions"):
        return f"questions-{key}"
    return f"criteria-{key}" if _CRITERIA.match(rest) else f"round-{key}"


def _portal_gaps(document: Plain) -> Iterator[Gap]:
    """Yield what this portal asks beyond the rules' own sense: whom to ask, something to answer, words for the ends of scales."""
    if not document["notice"].get("contact_email"):
        yield Gap(_("Say at which e-mail address suppliers can ask."), "basics", "contact")
    if not document["rules"].get("rounds"):
        yield Gap(_("Add at least one round."), "rules", "no_round")
    for stage in document["rules"].get("rounds", []):
        words = {"title": in_active_language(stage.get("title", {}))}
        if stage.get("intake") and not stage["intake"].get("questions"):
            yield Gap(_("The round “%(title)s” has no question.") % words, f"questions-{stage['key']}", "no_question")
        for part in (stage.get("judging") or {}).get("parts", []):
            yield from _criterion_gaps(stage, part)


def _criterion_gaps(stage: Plain, part: Plain) -> Iterator[Gap]:
    section = f"criteria-{stage['key']}"
    if not part.get("criteria") and part.get("aggregation", {}).get("kind") not in ("order", "votes", "mean_of_stars"):
        words = {"title": in_active_language(stage.get("title", {}))}
        yield Gap(_("The round “%(title)s” has no criterion.") % words, section, "no_criterion")
    for criterion in part.get("criteria", []):
        scale = criterion.get("scale", {})
        ends = {scale.get("lowest"), scale.get("highest")} - {None} if scale.get("kind") == "numbers" else set()
        if not ends <= {anchor["at"] for anchor in scale.get("anchors", [])}:
            names = {"name": in_active_language(criterion.get("title", {})), "title": in_active_language(stage.get("title", {}))}
            yield Gap(
                _("“%(name)s” in the round “%(title)s” needs words for its lowest and highest mark.") % names,
                section,
                "no_anchor",
            )
