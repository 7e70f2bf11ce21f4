"""Where people decide, in words: who is asked what, by which rule, and what made-up people said."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards.rehearsal.addressing import path_of
from awards.rehearsal.deciding import Decided
from awards.rehearsal.result import Rehearsal
from awards.rehearsal.telling.lines import Line
from challenges.rules import naming
from challenges.rules.facts import fact
from challenges.rules.names import Names
from core.wording import localised

WHO = {
    "jury": gettext_lazy("The jury"),
    "authority": gettext_lazy("The authority"),
    "official": gettext_lazy("An official"),
    "entrant": gettext_lazy("The entrant"),
    "draw": gettext_lazy("A draw"),
    "nobody": gettext_lazy("Nobody"),
}
# So many entries are named.
NAMED = 8


def decided_lines(found: Rehearsal, names: Names) -> Iterator[Line]:
    """Yield each question with its answer, then who may depart from the rules."""
    juries = {jury.key: localised(jury.title) for jury in found.document.rules.juries}
    for each in found.decisions:
        who = juries.get(each.ask.jury or "") or str(WHO[each.ask.who])
        place = naming.in_words(path_of(found.document, each.ask.step, each.round), found.supposed.data)
        yield Line(f"{who}: {each.ask.why}", tuple(_below(each, place)))
    for number, stage in enumerate(found.document.rules.rounds, start=1):
        if stage.advancing is not None and stage.advancing.may_depart is not None:
            words = _("Round %(number)s: the rule of who goes on may be left.") % {"number": number}
            yield Line(words, (Line(fact(stage.advancing.may_depart, names).value or "", ()),))


def _below(each: Decided, place: str) -> Iterator[Line]:
    yield Line(place)
    about = each.ask.about
    if about:
        words = ngettext("About %(count)s entry: %(codes)s", "About %(count)s entries: %(codes)s", len(about))
        yield Line(words % {"count": len(about), "codes": _codes(about)})
    yield Line(_answer(each))


def _codes(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:NAMED]) + (" …" if len(codes) > NAMED else "")


def _answer(each: Decided) -> str:
    if each.answer is None:
        return _("No answer settles it.")
    if isinstance(each.answer, str):
        return _("In this rehearsal: %(answer)s") % {"answer": each.answer}
    if isinstance(each.answer, Mapping):
        told = ", ".join(f"{code}: {value}" for code, value in list(each.answer.items())[:NAMED])
        return _("In this rehearsal: %(answer)s") % {"answer": told}
    return _("In this rehearsal: %(answer)s") % {"answer": _codes(each.answer) or _("none of them")}
