"""One round as it was played, in words: who came, the ranking with its arithmetic, who goes on by which rule."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.consequences.explaining import explain_advance
from awards.consequences.rewarding import Played
from awards.rehearsal.result import Rehearsal, Stage
from awards.rehearsal.telling.lines import Line, line_of
from challenges.rules.document import Round
from challenges.rules.names import Names
from core.wording import localised
from evaluation.methods.explaining import explain, explain_tie
from evaluation.methods.numbers import in_words
from evaluation.methods.results import Standing

# The arithmetic of so many entries is told, and so many of those who do not go on are named.
EXPLAINED, NAMED = 3, 5


def round_lines(found: Rehearsal, stage: Stage, names: Names) -> Iterator[Line]:
    """Yield what happened in a round, lot by lot and window by window."""
    rule = found.document.rules.round(stage.key)
    words = ngettext("%(count)s entry comes in.", "%(count)s entries come in.", stage.came)
    yield Line(words % {"count": stage.came})
    if stage.played is None:
        yield Line(_("The round has no result: %(why)s") % {"why": stage.stopped})
        return
    several = len(stage.played.played) > 1
    for each in stage.played.played:
        lines = tuple(_scope(found, rule, each, names))
        if several:
            yield Line(_where(found, each), lines)
        else:
            yield from lines


def _where(found: Rehearsal, played: Played) -> str:
    titles = {lot.key: localised(lot.title) for lot in found.document.rules.lots}
    lot, window = played.scope.lot, played.scope.window
    words = _("The challenge as a whole") if lot is None else _("Lot: %(lot)s") % {"lot": titles[lot]}
    return _("%(where)s (window %(window)s)") % {"where": words, "window": window} if window else words


def _scope(found: Rehearsal, rule: Round, played: Played, names: Names) -> Iterator[Line]:
    ranking = played.ranking
    if rule.judging is None or not ranking.is_judged:
        yield Line(_("The round is not judged."))
    else:
        yield from _ranking(found, rule, played)
    outs = [standing for standing in ranking.standings if standing.out is not None]
    if outs and rule.judging is not None:
        told = ngettext("%(count)s entry is out.", "%(count)s entries are out.", len(outs)) % {"count": len(outs)}
        reasons = [explain(rule.judging, ranking, each.work_code)[-1].words for each in outs]
        yield Line(told, tuple(_counted(reasons)))
    yield from _advanced(rule, played, names)


def _counted(reasons: list[str]) -> Iterator[Line]:
    for reason in dict.fromkeys(reasons):
        yield Line(f"{reason} ({reasons.count(reason)})" if reasons.count(reason) > 1 else reason)


def _ranking(found: Rehearsal, rule: Round, played: Played) -> Iterator[Line]:
    judging, ranking = rule.judging, played.ranking
    if judging is None:
        return
    ranked = [standing for standing in ranking.standings if standing.is_in and standing.total is not None]
    told = ngettext("%(count)s entry is compared.", "%(count)s entries are compared.", len(ranked)) % {"count": len(ranked)}
    rows = []
    for number, standing in enumerate(ranked):
        steps = explain(judging, ranking, standing.work_code, juries=found.document.rules.juries) if number < EXPLAINED else ()
        total = in_words(standing.total or Fraction(), ranking.shown)
        rows.append(Line(_row(standing, total), tuple(map(line_of, steps))))
    yield Line(told, tuple(rows))
    for tie in ranking.ties:
        yield line_of(explain_tie(judging, tie))


def _row(standing: Standing, total: str) -> str:
    told = {"rank": standing.rank, "entry": standing.work_code, "total": total}
    if standing.rank is None:
        return _("Entry %(entry)s: %(total)s") % told
    if standing.is_shared:
        return _("Place %(rank)s, shared: entry %(entry)s with %(total)s") % told
    return _("Place %(rank)s: entry %(entry)s with %(total)s") % told


def _advanced(rule: Round, played: Played, names: Names) -> Iterator[Line]:
    """Yield who goes on by which rule, and why some of the others do not."""
    advanced = played.advanced
    if rule.advancing is None or advanced is None:
        yield Line(_("Nobody goes on from here: the rules say nothing follows."))
        return
    count = len(advanced.taken)
    told = ngettext("%(count)s entry goes on.", "%(count)s entries go on.", count) % {"count": count}
    by_rule: dict[str, list[str]] = {}
    keys = {take.key for take in rule.advancing.takes}
    for each in advanced.taken:
        if each.take in keys:
            words = explain_advance(rule.advancing, played.ranking, advanced, each.work_code, names).words
            by_rule.setdefault(words, []).append(each.work_code)
    below = [Line(f"{words} {', '.join(codes)}") for words, codes in by_rule.items()]
    for missed in advanced.not_taken[:NAMED]:
        said = line_of(explain_advance(rule.advancing, played.ranking, advanced, missed.work_code, names))
        below.append(Line(f"{missed.work_code}: {said.words}", said.below))
    yield Line(told, tuple(below))
