"""Limits of answers and of entries, conditions on answers, and what a jury sees, as sentences."""

from django.utils.translation import gettext, pgettext

from challenges.rules.intake import Anonymity, Show
from challenges.rules.names import Names
from challenges.rules.participation import JuryNamedGroup, Limit, PlainGroup, SameAnswerGroup
from challenges.rules.questions import AmountLimit, AnyOfLimit, OnlyIf, PatternLimit, SumLimit, ValueLimit, WordedLimit
from challenges.rules.saying.sentences import joined, labelled, names_of, sentence, tells, word
from challenges.rules.saying.values import bounds
from core.wording import localised


@tells
def only_if(part: OnlyIf, names: Names) -> str:
    """Return the answers that are asked for."""
    told = gettext("“%(question)s” is answered: %(options)s")
    return told % {"question": names_of(part, "question", names), "options": _answers(part, names)}


def _answers(part: OnlyIf, names: Names) -> str:
    """Return the options that were chosen; a question of yes or no, and a declaration, have theirs without naming them."""
    implied = {"yes": gettext("Yes"), "no": gettext("No")}
    named = zip(part.any_of, names.named(part, "any_of"), strict=True)
    titles = [implied[key] if option is None and key in implied else names.title(option) for key, option in named]
    return ", ".join(titles)


@tells
def anonymity(part: Anonymity, names: Names) -> str:
    """Return until when names are hidden."""
    told = gettext("Those who judge read entries under a code, without names, until %(until)s.") % {"until": word(part, "until")}
    return joined(told, gettext("A chosen name may be used.") if part.pseudonym_allowed else "")


@tells
def show(part: Show, names: Names) -> str:
    """Return what is shown of which round."""
    return gettext("“%(round)s”: %(what)s") % {"round": names_of(part, "round", names), "what": word(part, "kind")}


# --- Answers -----------------------------------------------------------------------------------------------------------


def _bounded(part: AmountLimit | ValueLimit | SumLimit, names: Names, unit: str = "") -> str:
    told = bounds(part.at_least, part.at_most, names) or gettext("no bound")
    return _ruled(part, f"{told} {unit}".strip())


def _ruled(part: AmountLimit | ValueLimit | SumLimit | AnyOfLimit | PatternLimit | WordedLimit, rule: str) -> str:
    return gettext("%(label)s: %(words)s.") % {"label": word(part, "kind"), "words": rule.removesuffix(".")}


@tells
def amount(part: AmountLimit, names: Names) -> str:
    """Return how much there may be of an answer."""
    together = not_counted = ""
    if part.over:
        together = gettext("Counted together with: %(questions)s.") % {"questions": names_of(part, "over", names)}
    if part.not_counted:
        not_counted = gettext("Not counted: %(words)s") % {"words": localised(part.not_counted)}
    return joined(_bounded(part, names), together, not_counted)


@tells
def value(part: ValueLimit, names: Names) -> str:
    """Return the bounds of a number."""
    return _bounded(part, names, part.unit or "")


@tells
def sum_of_money(part: SumLimit, names: Names) -> str:
    """Return the bounds of a sum."""
    return _bounded(part, names)


@tells
def any_of(part: AnyOfLimit, names: Names) -> str:
    """Return the types of file, or what a link leads to."""
    targets = {
        "page": pgettext("target of a link", "page"),
        "video": pgettext("target of a link", "video"),
        "product": pgettext("target of a link", "product"),
        "repository": pgettext("target of a link", "repository"),
    }
    words = [targets.get(text, text) for text in part.any_of] if part.kind == "target" else part.any_of
    return _ruled(part, ", ".join(words))


@tells
def pattern(part: PatternLimit, names: Names) -> str:
    """Return the form that an answer has."""
    return _ruled(part, part.pattern)


@tells
def worded(part: WordedLimit, names: Names) -> str:
    """Return what people check."""
    return _ruled(part, localised(part.words))


# --- Entries -----------------------------------------------------------------------------------------------------------


@tells
def plain_group(part: PlainGroup, names: Names) -> str:
    """Return per whom a limit counts."""
    return word(part, "kind")


@tells
def same_answer(part: SameAnswerGroup, names: Names) -> str:
    """Return the question whose answer makes a group."""
    return gettext("entries with the same answer to “%(question)s”") % {"question": names_of(part, "question", names)}


@tells
def named_by_jury(part: JuryNamedGroup, names: Names) -> str:
    """Return the jury that names the groups."""
    return gettext("groups named by “%(jury)s”") % {"jury": names_of(part, "jury", names)}


@tells
def limit(part: Limit, names: Names) -> str:
    """Return what is counted, for whom, within what, and what happens beyond the bounds."""
    within = names_of(part, "round", names) if part.round else word(part, "per")
    unlimited = word(part, "at_most") if part.at_most is None else ""
    told = gettext("%(counts)s, %(of)s, within %(within)s: %(bounds)s.") % {
        "counts": word(part, "counts"),
        "of": sentence(part.of, names),
        "within": gettext("“%(round)s”") % {"round": within} if part.round else within,
        "bounds": ", ".join(bound for bound in (bounds(part.at_least, part.at_most, names), unlimited) if bound),
    }
    return joined(told[:1].upper() + told[1:], labelled(part, "excess"), labelled(part, "shortfall"))
