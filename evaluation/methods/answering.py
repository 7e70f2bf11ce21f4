"""What people answer to what the rules leave to them: read against the question, and put among what was decided before."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from challenges.rules.base import DECIMAL
from evaluation.methods.asking import Ask
from evaluation.methods.entries import Acts
from evaluation.methods.refusals import ActRefused

# As JSON holds it: work codes, a text, or something by work code.
Answer = list[str] | str | dict[str, Any]
_DECIMAL = re.compile(DECIMAL, re.ASCII)
_WHOLE = re.compile("0|[1-9][0-9]{0,14}", re.ASCII)
MOST_CHARACTERS = 200


def questions(asks: Iterable[Ask]) -> list[Ask]:
    """Return what is asked, each address once where one answer serves all: a seed, or who of all meets a condition.

    Of orders each group is a question of its own, though they stand under one address.
    """
    found: dict[tuple[str, tuple[str, ...]], Ask] = {}
    for ask in asks:
        if ask.wants in {"seed", "choice", "number", "marks"}:
            former = found.get((ask.step, ()))
            about = tuple(sorted({*ask.about, *(former.about if former else ())}))
            found[ask.step, ()] = replace(ask, about=about)
        else:
            found[ask.step, ask.about] = ask
    return list(found.values())


def read_answer(ask: Ask, answer: Answer) -> Answer:
    """Return an answer as it is kept.

    Raises:
        ActRefused: it is not among what the rules leave to people.
    """
    if ask.is_per_entry:
        return _by_code(ask, answer)
    if ask.wants in {"order", "choice"}:
        return _codes(ask, answer)
    text = answer.strip() if isinstance(answer, str) else ""
    if not text or len(text) > MOST_CHARACTERS:
        raise ActRefused(_("Say what was drawn.") if ask.wants == "seed" else _("Enter a number."))
    if ask.wants == "number":
        return _whole_number(ask, text)
    return text


def with_answer(acts: Acts, step: str, wants: str, answer: Any) -> Acts:
    """Return the acts with this answer in the place of any before it."""
    if wants in {"order", "choice"}:
        return replace(acts, chosen={**acts.chosen, step: tuple(answer)})
    if wants == "marks":
        return replace(acts, marks={**acts.marks, step: answer})
    if wants == "groups":
        return replace(acts, groups={**acts.groups, step: answer})
    if wants == "sums":
        return replace(acts, sums={**acts.sums, step: answer})
    if wants == "seed":
        return replace(acts, seeds={**acts.seeds, step: answer})
    return acts if isinstance(answer, Mapping) else replace(acts, numbers={**acts.numbers, step: answer})


def together(ask: Ask, former: Answer | None, answer: Answer) -> Answer:
    """Return an answer with what was decided before at its address of other entries: groups of an order, numbers."""
    if isinstance(former, list) and isinstance(answer, list):
        return [*(code for code in former if code not in ask.about), *answer]
    if isinstance(former, dict) and isinstance(answer, dict):
        return {**{code: value for code, value in former.items() if code not in ask.about}, **answer}
    return answer


def _codes(ask: Ask, answer: Answer) -> list[str]:
    codes = list(answer) if isinstance(answer, list) else []
    if len(set(codes)) < len(codes) or not set(codes) <= set(ask.about):
        raise ActRefused(_("Name each entry once, and only those that the question is about."))
    if ask.wants == "order" and not ask.is_partial and len(codes) < len(ask.about):
        raise ActRefused(_("Give every entry a place."))
    if ask.wants == "order" and not codes:
        raise ActRefused(_("Give an entry a place."))
    if len(codes) < ask.at_least:
        raise ActRefused(_("At least %(count)s must be chosen.") % {"count": ask.at_least})
    if ask.at_most is not None and len(codes) > ask.at_most:
        raise ActRefused(_("At most %(count)s can be chosen.") % {"count": ask.at_most})
    return codes


def _by_code(ask: Ask, answer: Answer) -> dict[str, Any]:
    given = dict(answer) if isinstance(answer, dict) else {}
    if set(given) != set(ask.about):
        raise ActRefused(_("Enter something for each entry that the question is about, and for no other."))
    for code, value in given.items():
        if ask.wants in {"number", "sums"} and not (isinstance(value, str) and _DECIMAL.fullmatch(value)):
            raise ActRefused(_("%(code)s: enter a number.") % {"code": code})
        if ask.wants == "groups" and not (isinstance(value, str) and value.strip()):
            raise ActRefused(_("%(code)s: name the group.") % {"code": code})
    return dict(sorted(given.items()))


def _whole_number(ask: Ask, text: str) -> str:
    if not _WHOLE.fullmatch(text):
        raise ActRefused(_("Enter a whole number."))
    if int(text) < ask.at_least or (ask.at_most is not None and int(text) > ask.at_most):
        raise ActRefused(_("The number is outside what the rules allow."))
    return text
