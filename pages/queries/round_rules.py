"""The rules of one round in words, from the frozen version alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.rules.outline import KINDS, TIE_BREAKS, points_needed
from core.components import SummaryRow
from core.wording import localised, money, percent, when, when_until


@dataclass(frozen=True)
class Anchor:
    """What a mark means, in words."""

    mark: int
    words: str


@dataclass(frozen=True)
class CriterionRules:
    """One criterion as published."""

    name: str
    description: str
    weight: str
    threshold: str
    anchors: list[Anchor]


@dataclass(frozen=True)
class RoundRules:
    """One round as published; `questions` are (label, kind, limit in words, whether it must be answered)."""

    number: int
    title: str
    rows: list[SummaryRow]
    criteria: list[CriterionRules]
    questions: list[tuple[str, str, str]]
    prize: str


def round_rules(stage: Mapping[str, Any], currency: str) -> RoundRules:
    """Return the rules of a round as frozen in `ChallengeVersion.content["rounds"]`, amounts in `currency`."""
    return RoundRules(
        number=stage["number"],
        title=localised(stage["title"]),
        rows=[SummaryRow(key=key, value=value) for key, value in _rows(stage, currency)],
        criteria=[_criterion(criterion, stage["scale_max"]) for criterion in stage["criteria"]],
        questions=[_question(question) for question in stage["questions"]],
        prize=money(stage["prize_each"], currency) if Decimal(stage["prize_each"] or 0) else "",
    )


def _rows(stage: Mapping[str, Any], currency: str) -> Iterator[tuple[str, Any]]:
    if stage["opens_at"] and stage["closes_at"]:
        opens, closes = datetime.fromisoformat(stage["opens_at"]), datetime.fromisoformat(stage["closes_at"])
        yield _("Entries"), when_until(opens, closes)
    if stage["decision_due_on"]:
        yield _("Decision planned by"), when(date.fromisoformat(stage["decision_due_on"]))
    if stage["advance_limit"]:
        yield _("Places"), ngettext("at most %d entry", "at most %d entries", stage["advance_limit"]) % stage["advance_limit"]
    if Decimal(stage["prize_each"] or 0):
        yield _("Prize for each of them"), money(stage["prize_each"], currency)
    yield from _judging_rows(stage)


def _judging_rows(stage: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if not stage["criteria"]:
        return
    blind = _("Yes: the jury reads entries under a code, without names, until its report of the last blind round is signed.")
    yield _("Anonymous"), blind if stage["is_blind"] else _("No: the jury knows whose entry it reads.")
    people = ngettext("%d official", "%d officials", stage["openers_required"]) % stage["openers_required"]
    yield _("Sealed"), _("Yes: nobody reads an entry before the deadline; %(people)s open them together.") % {"people": people}
    jurors = ngettext("at least %d juror", "at least %d jurors", stage["minimum_scorecards"]) % stage["minimum_scorecards"]
    words = {"jurors": jurors, "maximum": stage["scale_max"]}
    yield _("Marks"), _("0 to %(maximum)s for each criterion, by %(jurors)s for each entry") % words
    if Decimal(stage["threshold"] or 0):
        yield _("Points needed"), points_needed(stage)
    if stage["tie_break"]:
        order = [str(TIE_BREAKS[rule]) for rule in stage["tie_break"]]
        yield _("Ties are broken by"), "; ".join([*order, _("then the rank is shared")])


def _criterion(criterion: Mapping[str, Any], maximum: int) -> CriterionRules:
    threshold = Decimal(criterion["threshold"] or 0)
    words = {"mark": criterion["threshold"], "maximum": maximum}
    return CriterionRules(
        name=localised(criterion["name"]),
        description=localised(criterion["description"]),
        weight=percent(criterion["weight"]),
        threshold=_("at least %(mark)s of %(maximum)s") % words if threshold else "",
        anchors=[Anchor(int(mark), localised(text)) for mark, text in sorted(criterion["anchors"].items(), key=_mark)],
    )


def _mark(item: tuple[str, Any]) -> int:
    return int(item[0])


def _question(question: Mapping[str, Any]) -> tuple[str, str, str]:
    kind = str(KINDS[question["kind"]])
    if question["word_limit"]:
        kind = ngettext("up to %d word", "up to %d words", question["word_limit"]) % question["word_limit"]
    required = _("must be answered") if question["is_required"] else _("optional")
    return localised(question["label"]), kind, required
