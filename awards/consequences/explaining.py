"""What followed from a ranking, in plain words of the active language: hurdles, takes, rewards, money."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext as _

from awards.consequences.advancing import Advanced, NotTaken
from awards.consequences.advancing import Why as WhyNotTaken
from awards.consequences.paying import Payment, as_amount
from awards.consequences.recipients import How
from awards.consequences.rewarding import Award, Missed
from awards.consequences.rewarding import Why as WhyMissed
from challenges.rules.advancing import Advancing, Hurdle, ScoreHurdle
from challenges.rules.names import Names
from challenges.rules.rewards import RewardItem, Rewards
from challenges.rules.saying import advancing as _advancing  # noqa: F401 - it registers how hurdles and takes are told
from challenges.rules.saying.sentences import sentence
from challenges.rules.values import AnnouncedLater
from core.wording import localised, money
from evaluation.methods.numbers import in_words_beside
from evaluation.methods.results import Ranking, Standing
from evaluation.methods.telling import Said


def explain_advance(
    rule: Advancing,
    ranking: Ranking,
    advanced: Advanced,
    work_code: str,
    names: Names,
    *,
    is_last: bool = False,
    tells_rank: bool = True,
) -> Said:
    """Return in words why one entry goes on, or does not; in the last round, why it wins.

    Args:
        rule: of the round.
        ranking: of the round.
        advanced: what followed from it.
        work_code: of the entry.
        names: those of the document.
        is_last: whether no round follows.
        tells_rank: whether who reads may know the rank of an entry that others came before.
    """
    standing = ranking.of(work_code)
    for each in advanced.taken:
        if each.work_code == work_code:
            take = next(take for take in rule.takes if take.key == each.take)
            words = _("Wins. %(rule)s") if is_last else _("Goes on. %(rule)s")
            return Said("take", take.key, words % {"rule": sentence(take, names)})
    missed = next(each for each in advanced.not_taken if each.work_code == work_code)
    below = tuple(_hurdle(hurdle, standing, ranking, names) for hurdle in rule.hurdles if hurdle.key in missed.about)
    words = (NOT_WINNING if is_last else NOT_TAKEN)[missed.why](standing if tells_rank else replace(standing, rank=None), missed)
    if work_code in advanced.reserves:
        told = {"words": words, "place": advanced.reserves.index(work_code) + 1}
        words = _("%(words)s Waits as a reserve, place %(place)s.") % told
    return Said("not_taken", missed.why, words, None, below)


def in_sentences(said: Said) -> str:
    """Return a step and those it is made of as one text."""
    below = [in_sentences(each) for each in said.below]
    if said.words.endswith("."):
        return " ".join([said.words, *below])
    return f"{said.words} ({'; '.join(each.rstrip('.') for each in below)})." if below else f"{said.words}."


def _hurdle(hurdle: Hurdle, standing: Standing, ranking: Ranking, names: Names) -> Said:
    """Return a hurdle that is missed, with the total that misses it."""
    words = sentence(hurdle, names)
    if isinstance(hurdle, ScoreHurdle) and not isinstance(hurdle.score, AnnouncedLater) and standing.total is not None:
        total = in_words_beside(standing.total, Fraction(hurdle.score), ranking.shown)
        words = _("%(rule)s It is %(total)s.") % {"rule": words, "total": total}
    return Said("hurdle", hurdle.key, words, standing.total)


def _behind(standing: Standing, _missed: NotTaken) -> str:
    if standing.rank is None:
        return _("Does not go on: others were taken.")
    return _("Does not go on: others were taken, and its rank is %(rank)s.") % {"rank": standing.rank}


def _behind_winners(standing: Standing, _missed: NotTaken) -> str:
    if standing.rank is None:
        return _("Does not win: others were taken.")
    return _("Does not win: others were taken, and its rank is %(rank)s.") % {"rank": standing.rank}


# Why an entry does not go on, in words.
NOT_TAKEN: Mapping[WhyNotTaken, Callable[[Standing, NotTaken], str]] = {
    "out": lambda _standing, _missed: _("Does not go on: it is out."),
    "hurdle": lambda _standing, _missed: _("Does not go on: it is below a hurdle."),
    "limit": lambda _standing, _missed: _("Does not go on: a limit is used up."),
    "waiting": lambda _standing, _missed: _("It is not known yet whether it goes on: people must decide first."),
    "not_taken": _behind,
}

# Why an entry does not win, in words.
NOT_WINNING: Mapping[WhyNotTaken, Callable[[Standing, NotTaken], str]] = {
    "out": lambda _standing, _missed: _("Does not win: it is out."),
    "hurdle": lambda _standing, _missed: _("Does not win: it is below a hurdle."),
    "limit": lambda _standing, _missed: _("Does not win: a limit is used up."),
    "waiting": lambda _standing, _missed: _("It is not known yet whether it wins: people must decide first."),
    "not_taken": _behind_winners,
}

# How an entry came to a reward, in words.
HOW: Mapping[How, Callable[[Award], str]] = {
    "rank": lambda award: _("for rank %(rank)s") % {"rank": award.rank},
    "moved_up": lambda award: _("for a place that was freed, with rank %(rank)s") % {"rank": award.rank},
    "advanced": lambda _award: _("for going on"),
    "entered": lambda _award: _("for taking part"),
    "chosen": lambda _award: _("as chosen"),
    "drawn": lambda _award: _("as drawn"),
}


def explain_award(rewards: Rewards, payment: Payment) -> Said:
    """Return in words for what an entry gets a reward, and how its sum came about."""
    award = payment.award
    told = {"reward": _title(rewards, award.item), "how": HOW[award.how](award)}
    below = []
    if payment.amount is not None:
        words = {"sum": money(as_amount(payment.amount), payment.currency or ""), "because": payment.because}
        below.append(Said("money", award.item, _("%(sum)s: %(because)s") % words, payment.amount))
    elif payment.worth is not None:
        worth = money(as_amount(payment.worth), payment.currency or "")
        below.append(Said("worth", award.item, _("worth %(sum)s") % {"sum": worth}, payment.worth))
    return Said("award", award.item, _("%(reward)s, %(how)s") % told, payment.amount, tuple(below))


def explain_missed(rewards: Rewards, missed: Missed, names: Names) -> Said:
    """Return in words what stands between an entry and a reward that was meant for it."""
    item = next(each for each in rewards.items if each.key == missed.item)
    told = {"reward": localised(item.title), "why": MISSED[missed.why](rewards, item, missed, names)}
    return Said("missed", missed.item, _("%(reward)s: %(why)s") % told)


def _bar(_rewards: Rewards, item: RewardItem, missed: Missed, names: Names) -> str:
    rules = " ".join(sentence(bar, names) for bar in item.bars if bar.key in missed.about)
    return _("ranked, but below what it takes to be paid. %(rules)s") % {"rules": rules}


def _condition(_rewards: Rewards, item: RewardItem, missed: Missed, _names: Names) -> str:
    words = "; ".join(localised(each.words) for each in item.who if each.key in missed.about)
    return _("a condition is not met: %(words)s") % {"words": words} if words else _("it is for other lots")


def _not_with(rewards: Rewards, _item: RewardItem, missed: Missed, _names: Names) -> str:
    others = ", ".join(_title(rewards, key) for key in missed.about)
    return _("cannot be held together with %(others)s") % {"others": others}


# What stands in the way of a reward, in words.
MISSED: Mapping[WhyMissed, Callable[[Rewards, RewardItem, Missed, Names], str]] = {
    "bar": _bar,
    "condition": _condition,
    "not_with": _not_with,
    "limit": lambda _rewards, _item, _missed, _names: _("a limit of wins is used up"),
    "moved_up": lambda _rewards, _item, _missed, _names: _("it moved up to a better place"),
}


def _title(rewards: Rewards, item: str) -> str:
    return next(localised(each.title) for each in rewards.items if each.key == item)
