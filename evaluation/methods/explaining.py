"""A ranking in plain words of the active language: where each number comes from, why an entry is out, what broke a tie.

Numbers in words are rounded to be read; what is computed stays exact, and each step carries its exact value.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.rules.aggregation import SharesCombine
from challenges.rules.judging import Criterion, CriterionTie, Judging
from challenges.rules.juries import Jury
from core.wording import localised
from evaluation.methods.hearing import Out, Why
from evaluation.methods.numbers import in_words, in_words_beside
from evaluation.methods.results import Ranking, Standing, Tie
from evaluation.methods.telling import PARTS, Said


def explain(
    judging: Judging, ranking: Ranking, work_code: str, *, juries: Iterable[Jury] = (), with_cards: bool = True
) -> tuple[Said, ...]:
    """Return in words how one entry came to stand where it stands.

    `with_cards`: whether single jurors' marks and totals may be told to who reads.
    """
    standing = ranking.of(work_code)
    names = part_names(judging, juries)
    rules = {part.key: part for part in judging.parts}
    parts = [
        PARTS[rules[each.key].aggregation.kind](rules[each.key], each, names[each.key], with_cards)
        for each in standing.parts
        if each.heard is None or each.number is not None or each.heard.jurors
    ]
    steps = [*parts, *_combined(judging, standing, names)]
    if standing.total is not None:
        words = {"total": in_words(standing.total, ranking.shown)}
        told = _("Total of places: %(total)s.") if ranking.fewer_is_better else _("Total: %(total)s.")
        steps.append(Said("total", "", told % words, standing.total))
    steps.append(_outcome(judging, ranking, standing))
    return tuple(steps)


def part_names(judging: Judging, juries: Iterable[Jury]) -> dict[str, str]:
    """Return what the parts are called: by their jury, with a number where it judges several."""
    titles = {jury.key: localised(jury.title) for jury in juries}
    names = {}
    for number, part in enumerate(judging.parts, start=1):
        told = {"jury": titles.get(part.jury, ""), "number": number}
        judges_others = sum(each.jury == part.jury for each in judging.parts) > 1
        if not told["jury"]:
            names[part.key] = _("Part %(number)s") % told
        else:
            names[part.key] = _("%(jury)s, part %(number)s") % told if judges_others else str(told["jury"])
    return names


def _combined(judging: Judging, standing: Standing, names: Mapping[str, str]) -> Iterable[Said]:
    """Yield what each part adds where several are combined."""
    if judging.combine is None or standing.total is None:
        return
    shares = {each.part: each for each in judging.combine.shares} if isinstance(judging.combine, SharesCombine) else {}
    whole = sum((Fraction(shares[part.key].share) for part in standing.parts if part.key in shares), Fraction())
    for part in standing.parts:
        if part.added is None or part.value is None:
            continue
        told = {"part": names[part.key], "value": in_words(part.value, part.shown), "added": in_words(part.added)}
        words = _("%(part)s: %(value)s is added")
        if part.key in shares:
            share = 100 * Fraction(shares[part.key].share) / whole
            normal = shares[part.key].normalise
            told |= {
                "how": str(type(normal).kinds[normal.kind]),
                "fraction": in_words(part.added / share),
                "share": in_words(share),
            }
            words = _("%(part)s: %(value)s; %(how)s: %(fraction)s × %(share)s = %(added)s")
        yield Said("added", part.key, words % told, part.added)


def _outcome(judging: Judging, ranking: Ranking, standing: Standing) -> Said:
    """Return the rank in words, or why there is none."""
    if standing.out is not None:
        return Said("out", standing.out.about or standing.out.part or "", OUT[standing.out.why](judging, standing, standing.out))
    if standing.rank is None:
        words = _("Judged as it came, without a rank.") if ranking.is_rolling else _("No rank yet: people must decide first.")
        return Said("rank", "", words if ranking.is_judged else _("This round is not judged."))
    told = {"rank": standing.rank, "of": sum(each.rank is not None for each in ranking.standings)}
    words = _("Shares rank %(rank)s of %(of)s.") if standing.is_shared else _("Rank %(rank)s of %(of)s.")
    return Said("rank", "", words % told)


def _criterion(judging: Judging, out: Out) -> Criterion:
    return next(each for part in judging.parts if part.key == out.part for each in part.criteria if each.key == out.about)


def _failed(judging: Judging, _standing: Standing, out: Out) -> str:
    return _("Out: failed in %(criterion)s.") % {"criterion": localised(_criterion(judging, out).title)}


def _below(judging: Judging, standing: Standing, out: Out) -> str:
    criterion = _criterion(judging, out)
    value, least = standing.value_of(out.part or "", criterion.key) or Fraction(), Fraction(str(criterion.minimum))
    told = {"criterion": localised(criterion.title), "value": in_words_beside(value, least), "least": in_words(least)}
    return _("Out: %(criterion)s has %(value)s of at least %(least)s.") % told


def _always(words: str | Promise) -> Callable[[Judging, Standing, Out], str]:
    return lambda _judging, _standing, _out: str(words)


# Why an entry has no rank, in words.
OUT: Mapping[Why, Callable[[Judging, Standing, Out], str]] = {
    "inadmissible": _always(gettext_lazy("Out: not admissible.")),
    "not_conform": _always(gettext_lazy("Out: does not meet the requirements.")),
    "over_limit": _always(gettext_lazy("Out: more than the rules allow.")),
    "not_scored": _always(gettext_lazy("Not scored: there are not enough whole scorecards or ballots.")),
    "not_placed": _always(gettext_lazy("Not named in the order that was agreed.")),
    "failed": _failed,
    "below_minimum": _below,
}


def explain_tie(judging: Judging, tie: Tie) -> Said:
    """Return in words what told equal entries apart, and who still shares a rank."""
    rules = {rule.key: rule for rule in judging.ties}
    titles = {(part.key, each.key): localised(each.title) for part in judging.parts for each in part.criteria}
    below = []
    for split in tie.splits:
        rule = rules[split.rule]
        name = str(type(rule).kinds[rule.kind])
        if isinstance(rule, CriterionTie):
            name = f"{name} ({titles[rule.part, rule.criterion]})"
        order = _(", then ").join(", ".join(group) for group in split.groups)
        below.append(Said("tie_rule", split.rule, _("%(rule)s: %(order)s") % {"rule": name, "order": order}))
    below += [Said("shared", "", _("%(codes)s share a rank") % {"codes": ", ".join(group)}) for group in tie.remaining]
    return Said("tie", "", _("Equal totals: %(codes)s") % {"codes": ", ".join(tie.work_codes)}, None, tuple(below))
