"""What is frozen: the ranking of a round, complete enough for a third party to recompute it, and the report under it."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from challenges.models import ChallengeVersion, Round
from evaluation import ranking
from evaluation.lifecycle import HANDED_IN, ScorecardState
from evaluation.methods.refusals import UndefinedError
from evaluation.models import Report, Scorecard
from evaluation.scoring import is_weighted_mean
from submissions.lifecycle import EntryState


def frozen_rules(stage: Round) -> dict[str, Any]:
    """Return the rules of `stage` as published, without the form."""
    rules = next(part for part in _version(stage).outline["rounds"] if part.get("key", stage.round_key) == stage.round_key)
    return {key: value for key, value in rules.items() if key != "questions"}


def snapshot_content(stage: Round) -> dict[str, Any]:
    """Return rules, scorecards and ranking of `stage` as canonical plain data: texts, whole numbers, lists and mappings.

    The format of the version under which the round is judged says how it is ranked.

    Raises:
        UndefinedError: no method here ranks by these rules.
    """
    return _BY_FORMAT[_version(stage).content.get("format", 1)](stage)


def _of_format_2(stage: Round) -> dict[str, Any]:
    """Return the content for rules that format 1 could have stated: they name the same ranking."""
    if not is_weighted_mean(stage.rules.judging):
        raise UndefinedError(_("No method ranks by the rules of this round yet."))
    return _weighted_mean(stage)


def _weighted_mean(stage: Round) -> dict[str, Any]:
    content = {
        "challenge": stage.challenge.reference,
        "round": stage.number,
        "version_sha256": _version(stage).sha256,
        "method": ranking.METHOD,
        "rounding": f"half to even, {ranking.PLACES} places, for display only",
        "rules": frozen_rules(stage),
        "scorecards": _scorecards(stage),
        "entries": _entries(stage),
    }
    return {**content, **ranking.recompute(content)}


_BY_FORMAT = {1: _weighted_mean, 2: _of_format_2}


def _version(stage: Round) -> ChallengeVersion:
    """Return the version under which the round is judged: that in force when its deadline passed."""
    return stage.version


def _entries(stage: Round) -> list[dict[str, Any]]:
    """Return the admitted entries with their place in the order of arrival: the tie-break needs the order, not the time."""
    admitted = stage.entries.filter(state=EntryState.ADMISSIBLE).annotate(arrived_at=Max("deposits__received_at"))
    rows = list(admitted.order_by("work_code").values_list("work_code", "arrived_at"))
    moments = sorted({arrived_at for _code, arrived_at in rows})
    return [{"work_code": code, "arrival": moments.index(arrived_at) + 1} for code, arrived_at in rows]


def _scorecards(stage: Round) -> list[dict[str, Any]]:
    """Return the cards that count, and recused ones without marks; jurors are numbered in an order that tells nothing."""
    cards = Scorecard.objects.filter(
        entry__round=stage, entry__state=EntryState.ADMISSIBLE, state__in=(*HANDED_IN, ScorecardState.RECUSED)
    )
    cards = cards.select_related("juror__user", "entry").prefetch_related("scores")
    names = sorted({card.juror.user.ledger_name for card in cards})
    label = {name: f"J{number}" for number, name in enumerate(names, start=1)}
    rows = [
        {
            "juror": label[card.juror.user.ledger_name],
            "work_code": card.entry.work_code,
            "state": card.state,
            "marks": {} if card.state == ScorecardState.RECUSED else _marks(card),
        }
        for card in cards
    ]
    return sorted(rows, key=lambda row: (row["work_code"], row["juror"]))


def _marks(card: Scorecard) -> dict[str, str | None]:
    return {score.criterion_key: score.value or None for score in card.scores.all()}


def report_content(report: Report) -> dict[str, Any]:
    """Return what the jurors sign: the ranking and its hash, their remarks, and who they are."""
    snapshot = report.round.ranking
    shown = ("work_code", "rank", "points", "criteria", "scorecards", "is_scored", "meets_thresholds", "missed")
    return {
        "challenge": snapshot.content["challenge"],
        "round": snapshot.content["round"],
        "ranking_sha256": snapshot.sha256,
        "ranking": [{key: entry[key] for key in shown} for entry in snapshot.content["entries"]],
        "ties": snapshot.content["ties"],
        "nobody_passed": snapshot.content["nobody_passed"],
        "remarks": report.remarks,
        "jurors": [
            {"name": str(juror.user), "role": juror.role, "qualification": juror.qualification}
            for juror in report.panel.active_jurors
        ],
    }
