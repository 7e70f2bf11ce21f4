"""What a rehearsal finds beside what the checks say: gaps that only a course of events shows."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from awards.consequences.paying import as_amount
from awards.rehearsal.addressing import path_of, round_path
from awards.rehearsal.conditions import nobody_may_enter
from awards.rehearsal.deciding import Decided
from awards.rehearsal.result import Rehearsal, Stage
from challenges.rules import checks
from challenges.rules.document import Document
from challenges.rules.findings import ADVISING, BLOCKING, OPEN, Code, Finding, declare
from challenges.rules.promised import most_promised
from challenges.rules.shapes import Json

declare(
    {
        "rehearsal.tie": Code(
            BLOCKING,
            _("Nobody can decide a tie at place %(place)s."),
            _("Let ties end in a jury, a lot or a shared rank, and say who is in at the line."),
        ),
        "rehearsal.nobody_decides": Code(
            BLOCKING, _("Nobody can decide: %(question)s"), _("Say in the rules who decides, or by what.")
        ),
        "rehearsal.undefined": Code(
            BLOCKING, _("The rules name no result: %(why)s"), _("Change the rule, so that it has a result in every course.")
        ),
        "rehearsal.nobody_enters": Code(
            BLOCKING, _("Nobody can enter: the conditions shut out everybody."), _("Change the conditions of taking part.")
        ),
        "rehearsal.unanswerable": Code(
            ADVISING,
            _("No sample answer keeps to all limits of this question: %(why)s"),
            _("See whether its limits contradict one another."),
        ),
        "rehearsal.unsettled": Code(
            ADVISING,
            _("Nothing that people may answer settles this: %(question)s"),
            _("Say what follows then, or take the rule out that leads here."),
        ),
        "rehearsal.unscored": Code(
            ADVISING,
            _("%(entries)s entries of this round are not scored: they have too few whole scorecards."),
            _("Ask for fewer scorecards, or name substitutes who give the missing ones."),
        ),
        "rehearsal.nobody_goes_on": Code(
            ADVISING,
            _("Nobody goes on from this round, so that the rounds after it have no entries."),
            _("Make sure that this is meant, or lower what must be reached."),
        ),
        "rehearsal.cancelled": Code(
            ADVISING,
            _("The rules cancel the competition: %(counted)s are counted, and at least %(at_least)s must be."),
            _("Make sure that this is meant."),
        ),
        "rehearsal.shared_costs": Code(
            ADVISING,
            _("Ranks are shared, which costs %(excess)s more than the rewards come to."),
            _("Let those who share a rank share the sums of their places, or decide ties by a jury or a lot."),
        ),
        "rehearsal.over_stated": Code(
            ADVISING,
            _("%(excess)s more is paid than is stated."),
            _("State the most that can be paid, or let those who share a rank share its sum."),
        ),
        "rehearsal.over_budget": Code(
            ADVISING,
            _("%(excess)s more is paid than the budget holds."),
            _("Lower the prizes, or let those who share a rank share its sum."),
        ),
    }
)
# With such faults there is nothing to play: parts that do not exist, or that nobody can tell apart.
_IN_THE_WAY = (
    "neighbour",
    "ref.",
    "key.",
    "list.twice",
    "pool.twice",
    "window.twice",
    "rounds.",
    "lots.",
    "range.",
    "scale.step",
    "law.value",
    "time.zone",
)


def said_of(document: Document, data: Json) -> tuple[Finding, ...]:
    """Return what the checks say of a document, the weightiest first; `data` gives the words of the places."""
    neighbour = checks.neighbour(document)
    found = [neighbour] if neighbour else list(checks.findings(document))
    return _weighed([replace(finding, within=data) for finding in found])


def stands_in_the_way(finding: Finding) -> bool:
    """Return whether nothing can be played because of a finding."""
    return finding.severity is BLOCKING and finding.code.startswith(_IN_THE_WAY)


def noticed(found: Rehearsal, stopped: str) -> Rehearsal:
    """Return the rehearsal with all its findings, the weightiest first; `stopped` says why no rewards could be told."""
    more = list(_of_all(found, stopped))
    for stage in found.stages:
        more += _of_stage(found, stage)
    within = [replace(finding, within=found.supposed.data) for finding in dict.fromkeys(more)]
    return replace(found, findings=_weighed([*found.findings, *within]))


def _weighed(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: [BLOCKING, OPEN, ADVISING].index(finding.severity)))


def _of_all(found: Rehearsal, stopped: str) -> Iterator[Finding]:
    if nobody_may_enter(found.document.rules.participation.who):
        yield Finding("rehearsal.nobody_enters", "rules.participation.who")
    if stopped:
        yield Finding("rehearsal.undefined", "rules.rewards", {"why": stopped})
    for answer in found.answers:
        if answer.problem:
            yield Finding("rehearsal.unanswerable", answer.path, {"why": answer.problem})
    for each in found.decided:
        yield from _of_question(found, each, None)
    yield from _of_money(found)


def _of_stage(found: Rehearsal, stage: Stage) -> Iterator[Finding]:
    path = round_path(found.document, stage.key)
    if stage.stopped:
        yield Finding("rehearsal.undefined", path, {"why": stage.stopped})
    for each in stage.decided:
        yield from _of_question(found, each, stage)
    if stage.played is None:
        return
    for short in (short for admission in stage.played.admissions for short in admission.shortfalls):
        if short.then == "cancelled":
            limit = path_of(found.document, f"limits/{short.limit}", stage.key)
            yield Finding("rehearsal.cancelled", limit, {"counted": short.counted, "at_least": short.at_least})
    unscored = {
        standing.work_code
        for each in stage.played.played
        for standing in each.ranking.standings
        if standing.out is not None and standing.out.why == "not_scored"
    }
    if unscored:
        yield Finding("rehearsal.unscored", path, {"entries": len(unscored)})
    advanced = [each.advanced for each in stage.played.played if each.advanced is not None]
    is_followed = any(stage.key in other.follows for other in found.document.rules.rounds)
    if stage.came and is_followed and advanced and not any(each.taken for each in advanced):
        yield Finding("rehearsal.nobody_goes_on", f"{path}.advancing")


def _of_question(found: Rehearsal, each: Decided, stage: Stage | None) -> Iterator[Finding]:
    """Yield what is wrong with a question that nobody could settle."""
    if each.answer is not None:
        return
    path, why = path_of(found.document, each.ask.step, each.round), str(each.ask.why)
    if each.ask.who != "nobody":
        yield Finding("rehearsal.unsettled", path, {"question": why})
        return
    place = _place(each, stage)
    if place is None:
        yield Finding("rehearsal.nobody_decides", path, {"question": why})
    else:
        yield Finding("rehearsal.tie", path, {"place": place})


def _place(each: Decided, stage: Stage | None) -> int | None:
    """Return the best place of those whom a question is about."""
    played = stage.played.played if stage is not None and stage.played is not None else ()
    about = set(each.ask.about)
    ranks = [
        standing.rank
        for scope in played
        for standing in scope.ranking.standings
        if standing.work_code in about and standing.rank is not None
    ]
    return min(ranks, default=None)


def _of_money(found: Rehearsal) -> Iterator[Finding]:
    """Yield where more is paid than the notice claims or the budget holds."""
    stated, budget = found.document.rules.rewards.stated_total, found.document.notice.budget
    for code, path, most in (
        ("rehearsal.over_stated", "rules.rewards.stated_total", stated),
        ("rehearsal.over_budget", "notice.budget", budget),
    ):
        excess = found.paid.get(most.currency, Fraction()) - Fraction(most.amount) if most is not None else Fraction()
        if most is not None and excess > 0:
            yield Finding(code, path, {"excess": _sum(excess, most.currency)})
    for currency, paid in found.paid.items():
        promised = most_promised(found.document, currency)
        if promised.is_whole and paid > promised.amount:
            yield Finding("rehearsal.shared_costs", "rules.rewards", {"excess": _sum(paid - promised.amount, currency)})


def _sum(amount: Fraction, currency: str) -> Json:
    return {"amount": as_amount(amount), "currency": currency}
