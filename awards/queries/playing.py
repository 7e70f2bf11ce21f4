"""A judged round played on by its rules: its frozen ranking, its entries and what people have decided go through the pipeline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from itertools import chain
from typing import Any

from awards.consequences.competition import Outcome, lots_that_count, play_on, settle_items
from awards.consequences.explaining import explain_advance, explain_award, explain_missed, in_sentences
from awards.consequences.outcomes import (
    Told,
    as_decided,
    is_by_decision,
    items_given,
    outcome_of,
    questions_left,
    seen_from,
)
from awards.consequences.paying import Payment
from awards.consequences.rewarding import Played
from awards.models import Decision
from challenges.models import Round
from challenges.rules.document import Document
from challenges.rules.document import Round as RoundRules
from challenges.rules.names import Names
from challenges.rules.participation import SameAnswerGroup
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts, Entry
from evaluation.methods.explaining import OUT
from evaluation.methods.ranking import rank
from evaluation.methods.record import METHOD, Record
from evaluation.methods.refusals import ActRefused, MarkRefused, StillOpenError, UndefinedError
from evaluation.methods.results import Ranking
from evaluation.methods.scopes import Scope
from evaluation.models import RankingSnapshot
from evaluation.queries.acts import acts_of
from submissions import vault
from submissions.models import Entry as HandedIn

# Why rules may name no outcome, in words for people.
NO_OUTCOME = (ActRefused, MarkRefused, StillOpenError, UndefinedError)


@dataclass(frozen=True)
class Course:
    """What follows from the ranking of one round, and from those decided before it.

    `played` is the round within each scope that counts; `outcome` are the rewards that can be given now, of this round and of
    those before it; `asks` is what people must answer before anything is decided.
    """

    stage: Round
    document: Document
    acts: Acts
    played: tuple[Played, ...]
    outcome: Outcome
    asks: tuple[Ask, ...]

    @property
    def rules(self) -> RoundRules:
        return self.document.rules.round(self.stage.round_key)

    @property
    def work_codes(self) -> tuple[str, ...]:
        """The ranked entries, lot by lot, the best first."""
        per_lot = sorted(self.played, key=lambda each: (each.scope.lot is not None) != self._per_lot)
        return tuple(dict.fromkeys(standing.work_code for each in per_lot for standing in each.ranking.standings))

    @property
    def _per_lot(self) -> bool:
        """Whether it is counted in each lot who goes on; where nobody does, a lot has its own winners."""
        return bool(self.document.rules.lots) and (self.rules.advancing is None or self.rules.advancing.per == "lot")

    def seen_from(self, work_code: str) -> Played:
        """Return the scope in which an entry is told of."""
        return seen_from(work_code, self.played, per_lot=self._per_lot)

    def told_of(self, work_code: str, *, is_last: bool) -> Told:
        """Return what the rules say of an entry."""
        kinds = {item.key: item for item in self.document.rules.rewards.items}
        won = {
            award.work_code
            for award in self.outcome.rewarded.awards
            if kinds[award.item].kind != "refund" and kinds[award.item].to.kind != "entered"
        }
        return outcome_of(work_code, self.seen_from(work_code), won, is_last=is_last)

    def payments_of(self, work_code: str) -> list[Payment]:
        """Return what an entry is given by now."""
        return [payment for payment in self.outcome.paid.payments if payment.award.work_code == work_code]

    def explained(self, work_code: str, *, is_last: bool, tells_rank: bool = True) -> str:
        """Return in words of the active language why an entry goes on or does not, and what it is rewarded for.

        What is refunded is left out: it is no reason of anything, and nobody else's business.
        """
        here, names, rule = self.seen_from(work_code), Names(self.document), self.rules.advancing
        standing, rewards = here.ranking.of(work_code), self.document.rules.rewards
        told: list[str] = []
        refunds = {item.key for item in rewards.items if item.kind == "refund"}
        given = [payment for payment in self.payments_of(work_code) if payment.award.item not in refunds]
        wins_by_reward = is_last and bool(given) and here.advanced is not None and work_code not in here.advanced.work_codes
        if rule is not None and here.advanced is not None and not (wins_by_reward or is_by_decision(work_code, here.advanced)):
            options = {"is_last": is_last, "tells_rank": tells_rank}
            told.append(in_sentences(explain_advance(rule, here.ranking, here.advanced, work_code, names, **options)))
        if standing.out is not None and self.rules.judging is not None:
            told.append(OUT[standing.out.why](self.rules.judging, standing, standing.out))
        told += [in_sentences(explain_award(rewards, payment)) for payment in given]
        missed = [each for each in self.outcome.rewarded.missed if each.work_code == work_code and each.item not in refunds]
        told += [in_sentences(explain_missed(rewards, each, names)) for each in missed]
        return " ".join(told)


def plays_by_rules(content: Mapping[str, Any]) -> bool:
    """Return whether what follows from a frozen ranking is told by rules of format 2."""
    return bool(content["method"] == METHOD)


def course_of(stage: Round, snapshot: RankingSnapshot, outcomes: Mapping[str, str] | None = None) -> Course:
    """Return what follows from the ranking of `stage`.

    Args:
        stage: ranked by rules of format 2.
        snapshot: its newest ranking.
        outcomes: by work code, where a person departs from what the rules propose; rewards follow from them.

    Raises:
        StillOpenError, UndefinedError, MarkRefused, ActRefused: the rules name no outcome.
    """
    stages = list(Round.objects.filter(challenge=stage.challenge_id).select_related("set_by_version").order_by("number"))
    decided = {each.pk for each in stages if each.decided_at is not None} | {stage.pk}
    records = _records([each for each in stages if each.pk in decided], snapshot)
    # Of this round the row at hand, whose challenge has been read.
    known = [stage if each.pk == stage.pk else each for each in stages if each.pk in records]
    entries = _entries(known, records)
    ruled = _outcomes_decided(known) | ({stage.pk: outcomes} if outcomes else {})
    acts = {each.pk: acts_of(each) for each in known}
    played = {each.pk: _played(each, records[each.pk], entries[each.pk], acts[each.pk], ruled.get(each.pk)) for each in known}
    document, rules = stage.document, stage.document.rules
    items = items_given(rules, [each.round_key for each in stages], [each.round_key for each in stages if each.pk in decided])
    every_act = reduce(_joined, acts.values(), NO_ACTS)
    every_played = list(chain.from_iterable(played.values()))
    outcome = settle_items(rules, items, every_played, call=document.call, acts=every_act)
    asks = [*questions_left(rules, items, stage.round_key, played[stage.pk], acts[stage.pk]), *outcome.asks]
    return Course(stage, document, acts[stage.pk], played[stage.pk], outcome, tuple(dict.fromkeys(asks)))


def _records(stages: Sequence[Round], snapshot: RankingSnapshot) -> dict[int, Record]:
    """Return the newest rankings by rules of format 2, by round; `snapshot` is at hand."""
    contents = {snapshot.round_id: snapshot.content}
    if others := [stage for stage in stages if stage.pk != snapshot.round_id]:
        contents |= dict(RankingSnapshot.objects.filter(newest_of__in=others).values_list("round", "content"))
    return {pk: Record.from_json(content) for pk, content in contents.items() if plays_by_rules(content)}


def _outcomes_decided(stages: Sequence[Round]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    decided = [stage for stage in stages if stage.decided_at is not None]
    if not decided:
        return found
    rows = Decision.objects.filter(entry__round__in=decided).values_list("entry__round", "entry__work_code", "outcome")
    for pk, code, outcome in rows:
        found.setdefault(pk, {})[code] = outcome
    return found


def _entries(stages: Sequence[Round], records: Mapping[int, Record]) -> dict[int, tuple[Entry, ...]]:
    """Return the ranked entries of rounds as the pipeline knows them: with who holds them, their lot and what limits look at."""
    rows = HandedIn.objects.handed_in().filter(round__in=stages).select_related("proposal", "round")
    by_code = {row.work_code: row for row in rows}
    questions = {
        limit.of.question
        for stage in stages
        for limit in stage.document.rules.participation.limits
        if isinstance(limit.of, SameAnswerGroup)
    }
    answers = vault.options_chosen(list(by_code.values()), questions) if questions else {}
    return {
        stage.pk: tuple(
            _entry(each, by_code[each.work_code], stage, answers.get(each.work_code, {}))
            for each in records[stage.pk].entries
            if each.work_code in by_code
        )
        for stage in stages
    }


def _entry(ranked: Entry, row: HandedIn, stage: Round, answers: Mapping[str, tuple[str, ...]]) -> Entry:
    return replace(
        ranked,
        supplier=str(row.proposal.supplier_id),
        proposal=str(row.proposal_id),
        lots=(row.proposal.lot_key,) if row.proposal.lot_key else (),
        window=stage.window_key or None,
        answers={**ranked.answers, **answers},
    )


def _played(
    stage: Round, record: Record, entries: Sequence[Entry], acts: Acts, outcomes: Mapping[str, str] | None
) -> tuple[Played, ...]:
    """Return a round within each scope that counts; where it was decided already, or is decided otherwise, by these outcomes."""
    rules, rule = stage.document.rules, stage.document.rules.round(stage.round_key)
    told = tuple(_with_facts(entry, acts) for entry in entries)
    ranked = list(_rankings(stage, rule, record, told))
    played = play_on(rules, rule, told, ranked, call=stage.document.call, acts=acts)
    return tuple(as_decided(each, outcomes) for each in played) if outcomes else played


def _rankings(stage: Round, rule: RoundRules, record: Record, entries: Sequence[Entry]) -> Iterator[tuple[Scope, Ranking]]:
    """Yield the frozen ranking, or what it comes to within each lot that counts."""
    rules, window = stage.document.rules, record.scope.window
    frozen = {scope.lot: (scope, ranking) for scope, ranking in zip(record.scopes, record.rankings, strict=True)}
    for lot in lots_that_count(rules, rule):
        if lot in frozen:
            yield frozen[lot]
        else:
            scope = Scope.of(rules.lots, lot, window)
            entered, juries = record.entered, record.juries
            yield scope, rank(record.judging, entries, juries=juries, scope=scope, acts=record.acts, entered=entered)


def _with_facts(entry: Entry, acts: Acts) -> Entry:
    """Return an entry with what officials told of it: the conditions that it meets, the meetings that it attended."""

    def told(step: str) -> frozenset[str]:
        return frozenset(
            address.removeprefix(f"{step}/")
            for address, codes in acts.chosen.items()
            if address.startswith(f"{step}/") and entry.work_code in codes
        )

    return replace(entry, facts=entry.facts | told("conditions"), attended=entry.attended | told("attended"))


def _joined(first: Acts, second: Acts) -> Acts:
    """Return the acts about two rounds together; their steps name different rewards."""
    answers = {
        each.name: {**getattr(first, each.name), **getattr(second, each.name)} for each in fields(Acts) if each.name != "withheld"
    }
    return replace(first, **answers, withheld=first.withheld | second.withheld)
