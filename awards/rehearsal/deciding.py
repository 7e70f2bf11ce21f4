"""Made-up people answer what the rules leave to them, and each answer is kept with its question."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from awards.consequences.competition import Outcome
from awards.rehearsal.addressing import keys_of
from awards.rehearsal.chance import Chance
from challenges.rules.document import Document
from challenges.rules.rewards import FixedSum, Pool, RangeSum, RewardItem
from evaluation.methods.asking import Ask
from evaluation.methods.entries import NO_ACTS, Acts
from evaluation.methods.kinds import Kinds
from evaluation.methods.numbers import shown_text
from evaluation.methods.refusals import ActRefused

# After so many answers one after the other nothing further is answered.
MOST_ANSWERS = 12
# Where nothing bounds what one gets, and where a choice has no upper bound.
SUM, CHOSEN = Fraction(1000), 3
# Ballots that are told where nobody can count them, beside those for the entries.
BLANK = 5
# A jury is convinced of so many.
CONVINCED = 0.7
Answer = str | tuple[str, ...] | Mapping[str, str]
Done = TypeVar("Done")


@dataclass(frozen=True)
class Decided:
    """A question that the rules left to people. `answer` is what made-up people said; None where no answer settles it."""

    ask: Ask
    answer: Answer | None = None
    round: str | None = None


@dataclass
class People:
    """Those who decide. `pool_shares` is what one claim on each item can have so that its pool suffices."""

    document: Document
    chance: Chance
    pool_shares: Mapping[str, Fraction] = field(default_factory=dict)
    ballots: int = 0

    def item(self, step: str) -> RewardItem | None:
        """Return the reward that a question is about."""
        key = keys_of(step)[0]
        return next((item for item in self.document.rules.rewards.items if item.key == key), None)


# (question, people) -> their answer; None where they have none.
ANSWERS: Kinds[Callable[[Ask, People], Answer | None]] = Kinds()


@ANSWERS.carries_out("choice")
def choose(ask: Ask, people: People) -> Answer:
    """As many as may be chosen; where that has no bound, a few."""
    order = people.chance.shuffled(ask.about, ask.step)
    if ask.step.startswith("hurdles/") and ask.at_most is None:
        return tuple(code for code in order if people.chance.happens(CONVINCED, ask.step, code, "convinces"))
    if ask.step.startswith("ballots/"):
        return ask.about
    most = len(order) if ask.at_most is None and not ask.step.startswith("rewards/") else ask.at_most
    count = max(ask.at_least, min(len(order), CHOSEN) if most is None else most)
    return tuple(order[:count])


@ANSWERS.carries_out("order")
def put_in_order(ask: Ask, people: People) -> Answer:
    return tuple(people.chance.shuffled(ask.about, ask.step))


@ANSWERS.carries_out("number")
def say_a_number(ask: Ask, people: People) -> Answer:
    if ask.step.startswith("valid/"):
        return str(max(1, people.ballots))
    if ask.step.startswith("blank/"):
        return str(BLANK)
    return str(ask.at_least if ask.at_most is None else people.chance.number(ask.at_least, ask.at_most, ask.step))


@ANSWERS.carries_out("seed")
def draw_a_seed(ask: Ask, people: People) -> Answer:
    return f"{people.chance.seed} {ask.step}"


@ANSWERS.carries_out("groups")
def name_groups(ask: Ask, people: People) -> Answer:
    return {code: people.chance.pick("ABC", ask.step, code) for code in ask.about}


@ANSWERS.carries_out("sums")
def say_sums(ask: Ask, people: People) -> Answer | None:
    """Sums within the bounds of the reward, and so that its pool suffices; None where there are no such sums."""
    item = people.item(ask.step)
    if item is None:
        return None
    if isinstance(item.each, FixedSum):
        return dict.fromkeys(ask.about, "0")
    if not isinstance(item.each, RangeSum):
        return None
    least = Fraction(item.each.at_least.amount) if item.each.at_least else Fraction()
    most = Fraction(item.each.at_most.amount) if item.each.at_most else max(least, SUM)
    share = people.pool_shares.get(item.key)
    if share is not None and share < least:
        return None
    most = most if share is None else min(share, most if item.each.at_most else share)
    return dict.fromkeys(ask.about, shown_text(Fraction(int(most * 100), 100)) or "0")


@ANSWERS.carries_out("marks")
def give_marks(_ask: Ask, _people: People) -> None:
    """Marks are the jurors' own: nobody gives them afterwards."""
    return


def with_answer(acts: Acts, ask: Ask, answer: Answer) -> Acts:
    """Return the acts with one more answer; what was chosen before at the same step stays in front."""
    if isinstance(answer, tuple):
        chosen = tuple(dict.fromkeys((*acts.chosen.get(ask.step, ()), *answer)))
        return replace(acts, chosen={**acts.chosen, ask.step: chosen})
    if isinstance(answer, str):
        if ask.wants == "seed":
            return replace(acts, seeds={**acts.seeds, ask.step: answer})
        return replace(acts, numbers={**acts.numbers, ask.step: answer})
    if ask.wants == "groups":
        return replace(acts, groups={**acts.groups, ask.step: answer})
    return replace(acts, sums={**acts.sums, ask.step: {**acts.sums.get(ask.step, {}), **answer}})


def decide(
    compute: Callable[[Acts], Done], asks_of: Callable[[Done], Iterable[Ask]], people: Callable[[Done], People], key: str | None
) -> tuple[Done, list[Decided]]:
    """Compute again and again until people have answered all that they can, and return the last result with all questions.

    Args:
        compute: the result once people have decided so much.
        asks_of: what a result still asks.
        people: who answers the questions of a result.
        key: of the round that they are about; None of rewards.
    """
    acts, done, answered = NO_ACTS, compute(NO_ACTS), dict[tuple[str, tuple[str, ...]], Decided]()
    for _answer in range(MOST_ANSWERS):
        further = acts
        for ask in asks_of(done):
            answer = None if ask.who == "nobody" else ANSWERS[ask.wants](ask, people(done))
            answered.setdefault((ask.step, ask.about), Decided(ask, answer, key))
            if answer is not None:
                further = with_answer(further, ask, answer)
        if further == acts:
            break
        try:
            done = compute(further)
        except ActRefused:
            break
        acts = further
    open_still = {(ask.step, ask.about) for ask in asks_of(done)}
    return done, [replace(each, answer=None) if place in open_still else each for place, each in answered.items()]


def pool_shares(document: Document, outcome: Outcome) -> dict[str, Fraction]:
    """Return for each item out of a pool what one claim can have: what sums known beforehand leave, in equal parts."""
    items = {item.key: item for item in document.rules.rewards.items}
    pools: dict[str, Pool] = {pool.key: pool for pool in document.rules.rewards.pools}
    pools |= {pool.key: pool for pool in (document.call.pools if document.call else ())}
    shares: dict[str, Fraction] = {}
    for key, pool in pools.items():
        claims = [items[award.item] for award in outcome.rewarded.awards if items[award.item].pool == key]
        fixed = sum((Fraction(item.each.sum.amount) for item in claims if isinstance(item.each, FixedSum)), Fraction())
        unknown = [item for item in claims if isinstance(item.each, RangeSum)]
        for item in unknown:
            shares[item.key] = max(Fraction(), Fraction(pool.total.amount) - fixed) / len(unknown)
    return shares
