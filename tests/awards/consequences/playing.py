"""Whole made-up documents played through, with people who answer every question."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from awards.consequences.competition import Outcome, RoundPlayed, coming_to, play_round, settle
from challenges.rules.document import Document, Round, Rules
from challenges.rules.judging import Criterion, JudgingPart
from challenges.rules.rewards import RangeSum
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts, Card, Entry
from evaluation.methods.numbers import shown_text

# What stands for a value that is announced later, by the name of its member.
ANNOUNCED: Mapping[str, Any] = {
    "scale": {"kind": "numbers", "lowest": "0", "highest": "10", "step": "1", "anchors": []},
    "minimum": "1",
    "score": "1",
    "percent": "50",
    "weight": "1",
    "at_least": 1,
    "at_most": 40,
}
MOST_ANSWERS = 12
Answer = Callable[[Ask], Acts]


def decided(data: Any, name: str = "") -> Any:
    """The document with every promise filled in, and without rounds whose entries are judged one by one."""
    if isinstance(data, list):
        return [decided(each, name) for each in data]
    if not isinstance(data, dict):
        return "together" if (name, data) == ("windows", "one_by_one") else data
    if data.get("kind") == "announced_later":
        return ANNOUNCED.get(name, 2)
    return {key: decided(value, key) for key, value in data.items()}


def entries_of(rules: Rules, stage: Round, holders: Mapping[str, tuple[str, ...]], random: Random) -> list[Entry]:
    """One entry for each proposal, with cards and ballots by chance; every third supplier has two proposals."""
    windows = [window.key for window in stage.intake.windows] if stage.intake else []
    return [
        Entry(
            f"{stage.key}-{holder}",
            number,
            f"s{number // 3}",
            holder,
            lots,
            random.choice(windows) if windows else None,
            members=(f"m{number}",),
            attended=frozenset(each.key for each in rules.rounds if random.random() < 0.8),
            cards={part.key: cards_of(part, random) for part in judged(stage)},
            ballots={part.key: {str(random.randint(1, 5)): random.randint(1, 30)} for part in judged(stage)},
        )
        for number, (holder, lots) in enumerate(holders.items())
    ]


def judged(stage: Round) -> Iterable[JudgingPart]:
    return stage.judging.parts if stage.judging else ()


def cards_of(part: JudgingPart, random: Random) -> tuple[Card, ...]:
    """As many cards as the part asks for and at times one more; in half of the entries the jurors agree."""
    one, agree = {each.key: mark_on(each, random) for each in part.criteria}, random.random() < 0.5
    count = (part.scorecards_per_entry or 1) + random.choice([0, 0, 1])
    return tuple(
        Card(f"r{number}", one if agree else {each.key: mark_on(each, random) for each in part.criteria})
        for number in range(count)
    )


def mark_on(criterion: Criterion, random: Random) -> str:
    scale = criterion.scale
    if scale.kind == "numbers":
        lowest, step = Fraction(scale.lowest or 0), Fraction(scale.step or 1)
        steps = int((Fraction(scale.highest or 10) - lowest) / step)
        return shown_text(lowest + step * random.randint(0, steps)) or ""
    return random.choice(["pass", "pass", "pass", "fail"] if scale.kind == "pass_fail" else [*scale.points_by_mark])


def answered(acts: Acts, asks: Iterable[Ask], rules: Rules) -> Acts:
    """The acts with an answer to each question that can be answered, in the first way that comes to mind."""
    for ask in asks:
        about = list(ask.about)
        most = len(about) if ask.at_most is None else min(ask.at_most, len(about))
        if ask.wants in {"choice", "order"}:
            count = len(about) if ask.wants == "order" else max(ask.at_least, min(1, most), most // 2)
            chosen = (*acts.chosen.get(ask.step, ()), *about[:count])
            acts = replace(acts, chosen={**acts.chosen, ask.step: tuple(dict.fromkeys(chosen))})
        elif ask.wants == "number":
            acts = replace(acts, numbers={**acts.numbers, ask.step: str(max(ask.at_least, 1))})
        elif ask.wants == "seed":
            acts = replace(acts, seeds={**acts.seeds, ask.step: "4711"})
        elif ask.wants == "groups":
            acts = replace(acts, groups={**acts.groups, ask.step: {code: code[-1] for code in about}})
        elif ask.wants == "sums":
            sums = {**acts.sums.get(ask.step, {}), **dict.fromkeys(about, least_sum(rules, ask.step))}
            acts = replace(acts, sums={**acts.sums, ask.step: sums})
    return acts


def least_sum(rules: Rules, step: str) -> str:
    """The least that an item may be paid with."""
    key = step.removeprefix("rewards/").split("@")[0].split("#")[0]
    each = next(item.each for item in rules.rewards.items if item.key == key)
    return each.at_least.amount if isinstance(each, RangeSum) and each.at_least else "0"


def played_with_answers(made: Document, stage: Round, entries: list[Entry]) -> RoundPlayed:
    """The round once everything was answered that can be."""
    acts = NO_ACTS
    for _answer in range(MOST_ANSWERS):
        found = play_round(made.rules, stage, entries, call=made.call, acts=acts)
        more = answered(acts, found.asks, made.rules)
        if more == acts:
            break
        acts = more
    return found


def play(made: Document, seed: int, entries: int) -> tuple[dict[str, RoundPlayed], Outcome]:
    """The whole competition with so many entries in each round that is open to everyone."""
    random, played = Random(seed), dict[str, RoundPlayed]()  # noqa: S311 - made-up entries
    lots = tuple(lot.key for lot in made.rules.lots)
    for stage in made.rules.rounds:
        newcomers = {f"p{number}": tuple(lot for lot in lots if random.random() < 0.6) or lots[:1] for number in range(entries)}
        holders = coming_to(made.rules, stage, played) if stage.follows else newcomers
        played[stage.key] = played_with_answers(made, stage, entries_of(made.rules, stage, holders, random))
    acts = NO_ACTS
    for _answer in range(MOST_ANSWERS):
        outcome = settle(made.rules, list(played.values()), call=made.call, acts=acts)
        more = answered(acts, outcome.asks, made.rules)
        if more == acts:
            break
        acts = more
    return played, outcome
