"""What is frozen: the ranking of a round, complete enough for a third party to recompute it, and the report under it."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from challenges.models import ChallengeVersion, Round
from challenges.rules.judging import Judging, JuryTie
from evaluation import ranking
from evaluation.lifecycle import HANDED_IN, ScorecardState
from evaluation.methods import record
from evaluation.methods.entries import Entry
from evaluation.methods.refusals import UndefinedError
from evaluation.methods.reopening import is_outdated
from evaluation.methods.scopes import Scope, lots_that_count
from evaluation.models import Act, Report, Scorecard
from evaluation.queries.acts import folded, newest_acts, numbers_entered
from evaluation.queries.asked import acts_about_ranking
from evaluation.scoring import scored_part
from submissions import vault
from submissions.lifecycle import EntryState
from submissions.queries.known import known_of


def frozen_rules(stage: Round) -> dict[str, Any]:
    """Return the rules of `stage` as published, without the form."""
    rules = next(part for part in _version(stage).outline["rounds"] if part.get("key", stage.round_key) == stage.round_key)
    return {key: value for key, value in rules.items() if key != "questions"}


def snapshot_content(stage: Round) -> dict[str, Any]:
    """Return rules, scorecards and ranking of `stage` as canonical plain data: texts, whole numbers, lists and mappings.

    The format of the version under which the round is judged says how it is ranked: rules of format 1 by `evaluation.ranking` for
    ever, those of format 2 by `evaluation.methods`.

    Raises:
        StillOpenError: the rules promise a value that has not been announced.
        UndefinedError: the rules name no result.
    """
    return _BY_FORMAT[_version(stage).content.get("format", 1)](stage)


def _of_format_2(stage: Round) -> dict[str, Any]:
    """Return the content for rules of format 2: what they say of the judging as it was frozen, and what follows."""
    version = _version(stage)
    number, frozen = next(
        (number, part)
        for number, part in enumerate(version.content["rules"]["rounds"], start=1)
        if part["key"] == stage.round_key
    )
    judging = stage.rules.judging
    if judging is None:
        raise UndefinedError(_("Nobody judges this round."))
    _demand_one_window(stage, judging)
    rules = stage.document.rules
    entries = _entries(stage)
    lots = _lots(stage, entries)
    content = {
        "challenge": stage.challenge.reference,
        "round": stage.number,
        "window": stage.window_key,
        "version_sha256": version.sha256,
        "method": record.METHOD,
        "rules": {
            "key": frozen["key"],
            "number": number,
            "title": frozen["title"],
            "judging": frozen["judging"],
            "juries": _juries(version.content["rules"]["juries"], judging),
            "hurdles": [each for each in _hurdles(frozen) if each["kind"] == "minimum_score"],
            "entered": _parts_entered(judging),
            **({"lots": [{"key": lot.key, "within": lot.within} for lot in rules.lots], "scopes": lots} if lots else {}),
        },
        "scorecards": _scorecards(stage, part=True),
        "entries": _answered(stage, judging, entries),
    }
    content = _with_acts(content, acts_about_ranking(newest_acts(stage)))
    return {**content, **record.recompute(content)}


def _with_acts(content: dict[str, Any], acts: list[Act]) -> dict[str, Any]:
    """Return the content with what people decided; without what no longer answers the question as it stands."""
    numbers = numbers_entered(acts)
    entries = [{**entry, "by_act": numbers.get(entry["work_code"], {})} for entry in content["entries"]]
    full = {**content, "acts": folded(acts).as_json(), "entries": entries}
    for act in acts:
        if is_outdated(full, act.step, frozenset(act.about)):
            return _with_acts(content, [each for each in acts if each != act])
    return full


def _lots(stage: Round, entries: list[dict[str, Any]]) -> list[str | None]:
    """Return within what the entries are compared, where the rules have lots: what counts, and the lots of all others.

    Nothing where no entry names a lot.

    Raises:
        UndefinedError: some entries name a lot and others do not.
    """
    if not any(entry.get("lots") for entry in entries):
        return []
    if not all(entry.get("lots") for entry in entries):
        raise UndefinedError(_("Some entries are in a lot and others in none."))
    rules = stage.document.rules
    counting = lots_that_count(rules, rules.round(stage.round_key))
    scopes = [Scope.of(rules.lots, lot) for lot in counting]
    seen = {lot for lot in _own_lots(entries) if any(scope.has(Entry("", lots=(lot,))) for scope in scopes)}
    return [*counting, *(lot for lot in _own_lots(entries) if lot not in seen)]


def _own_lots(entries: list[dict[str, Any]]) -> list[str]:
    return sorted({lot for entry in entries for lot in entry["lots"]})


def _demand_one_window(stage: Round, judging: Judging) -> None:
    """Raise UndefinedError where entries of several windows are judged together: each window has a ranking of its own here."""
    windows = Round.objects.filter(challenge=stage.challenge_id, round_key=stage.round_key)
    if judging.windows == "together" and windows.count() > 1:
        raise UndefinedError(_("Entries of several windows are judged together, and each window is ranked apart here."))


def _juries(juries: list[dict[str, Any]], judging: Judging) -> list[dict[str, Any]]:
    """Return the juries that judge a part, or that a tie is left to."""
    needed = {part.jury for part in judging.parts} | {tie.jury for tie in judging.ties if isinstance(tie, JuryTie)}
    return [jury for jury in juries if jury["key"] in needed]


def _hurdles(frozen: dict[str, Any]) -> list[dict[str, Any]]:
    advancing = frozen["advancing"]
    return list(advancing["hurdles"]) if advancing else []


def _parts_entered(judging: Judging) -> list[str]:
    """Return the keys of the parts for which nobody fills in scorecards here: what they come to, people enter."""
    scored = scored_part(judging)
    return [part.key for part in judging.parts if part != scored and part.aggregation.kind != "order"]


def _answered(stage: Round, judging: Judging, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the admitted entries with the answers that a criterion depends on."""
    criteria = [criterion for part in judging.parts for criterion in part.criteria]
    questions = {criterion.only_if.question for criterion in criteria if criterion.only_if}
    admitted = list(stage.entries.filter(state=EntryState.ADMISSIBLE).select_related("round")) if questions else []
    chosen = vault.options_chosen(admitted, questions)
    return [
        {**entry, "answers": {key: list(options) for key, options in chosen.get(entry["work_code"], {}).items()}}
        for entry in entries
    ]


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
    """Return the admitted entries with their place in the order of arrival, and with their lot where they are in one.

    The tie-break needs the order, not the time.
    """
    admitted = stage.entries.filter(state=EntryState.ADMISSIBLE).annotate(arrived_at=Max("deposits__received_at"))
    rows = list(admitted.order_by("work_code").values_list("work_code", "arrived_at", "proposal__lot_key"))
    moments = {code: arrived_at for code, arrived_at, _lot in rows}
    if stage.rules.intake is None:
        # Where nothing is handed in, entries arrived when they were handed in to the round before.
        known = known_of(stage)
        moments = {code: known[code].arrival for code in moments}
    order = sorted(set(moments.values()))
    return [
        {"work_code": code, "arrival": order.index(moments[code]) + 1, **({"lots": [lot]} if lot else {})}
        for code, _arrived_at, lot in rows
    ]


def _scorecards(stage: Round, *, part: bool = False) -> list[dict[str, Any]]:
    """Return the cards that count, and recused ones without marks; jurors are numbered in an order that tells nothing.

    `part`: whether each names the part of the judging that it was filled in for.
    """
    scored = scored_part(stage.rules.judging)
    named = {"part": scored.key} if part and scored else {}
    cards = Scorecard.objects.filter(
        entry__round=stage, entry__state=EntryState.ADMISSIBLE, state__in=(*HANDED_IN, ScorecardState.RECUSED)
    )
    cards = cards.select_related("juror__user", "entry").prefetch_related("scores", "corrections")
    names = sorted({card.juror.user.ledger_name for card in cards})
    label = {name: f"J{number}" for number, name in enumerate(names, start=1)}
    rows = [
        {
            "juror": label[card.juror.user.ledger_name],
            "work_code": card.entry.work_code,
            "state": card.state,
            **named,
            "marks": {} if card.state == ScorecardState.RECUSED else card.counting_marks,
        }
        for card in cards
    ]
    return sorted(rows, key=lambda row: (row["work_code"], row["juror"]))


def report_content(report: Report) -> dict[str, Any]:
    """Return what the jurors sign: the ranking and its hash, their remarks, and who they are."""
    snapshot = report.ranking
    shown = ("work_code", "lot", "rank", "points", "criteria", "scorecards", "is_scored", "meets_thresholds", "missed")
    return {
        "challenge": snapshot.content["challenge"],
        "round": snapshot.content["round"],
        "ranking_sha256": snapshot.sha256,
        "ranking": [{key: entry[key] for key in shown if key in entry} for entry in snapshot.content["entries"]],
        "ties": snapshot.content["ties"],
        **{key: snapshot.content[key] for key in ("most", "asks") if key in snapshot.content},
        "nobody_passed": snapshot.content["nobody_passed"],
        "remarks": report.remarks,
        "jurors": [
            {"name": str(juror.user), "role": juror.role, "qualification": juror.qualification}
            for juror in report.panel.active_jurors
        ],
    }
