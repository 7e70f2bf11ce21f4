"""What a part of the rules says, in words of the active language: the one way in which pages, letters, sheets and data tell it.

Pure, and without HTML. Keys are never shown: what names another part is told by that part's title.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from challenges.rules.aggregation import Share
from challenges.rules.base import HOLE, FrozenTexts, Keyed, Part, Scoped, says
from challenges.rules.document import AuthorityName, Notice, Round, WordsOfLanguage
from challenges.rules.intake import Intake
from challenges.rules.judging import Criterion, FactTie, JudgingPart, StatedPoints
from challenges.rules.law import LawValue, Override
from challenges.rules.names import Names, refers_to
from challenges.rules.participation import Condition
from challenges.rules.rewards import Instalment, RewardItem
from challenges.rules.saying import advancing, forms, judging, rewards  # noqa: F401 - they register how parts are told
from challenges.rules.saying.scalars import Scalar, scalar
from challenges.rules.saying.sentences import sentence, word
from challenges.rules.saying.values import percent
from core.translated import language_name
from core.wording import localised

# Where nothing stands in a draft or an import.
NOT_SAID = _("not said yet")
# Members that are no facts of the rules: addresses of the portal, and what pages show in their own way.
UNTOLD = {(AuthorityName, "slug"), (Notice, "topic"), (WordsOfLanguage, "brief")}
# The member whose text stands for a part, where it is neither `title` nor `label`.
HEADS: dict[type[Part], str] = {
    AuthorityName: "name",
    Condition: "words",
    Instalment: "share",
    JudgingPart: "jury",
    LawValue: "key",
    Override: "key",
    Share: "part",
    StatedPoints: "points",
}
# Where it says a lot that there is none.
TELLING_NONE = {
    (Intake, "openers"),
    (Intake, "anonymity"),
    (Round, "intake"),
    (Round, "judging"),
    (Round, "advancing"),
    (RewardItem, "each"),
}


# What a member may hold beside a part and null.
Value = Scalar | tuple[Any, ...] | dict[str, Any]


@dataclass(frozen=True)
class Fact:
    """A label and what is said under it, either of which may be empty, and the facts below it.

    `is_silent`: it only says that there is none, or that nothing is said; who reads the rules as a whole can do without.
    """

    label: str
    value: str = ""
    children: tuple["Fact", ...] = ()
    is_silent: bool = field(default=False, compare=False)


def facts(part: Part, names: Names) -> tuple[Fact, ...]:
    """Return what a part says, in the order of its members; `names` are those of its document."""
    if sentence(part, names):
        return (fact(part, names),)
    return tuple(member_facts(part, names))


def fact(part: Part, names: Names, label: str = "") -> Fact:
    """Return a part as one fact: its sentence, else what people call it or its kind, with the rest of what it says below."""
    told = sentence(part, names)
    if told:
        below = (fact(part.condition, names),) if isinstance(part, FactTie) else ()
        return Fact(label, told, below)
    head = _head(part)
    kind = word(part, "kind") if part.kinds and part.kind is not HOLE else ""  # type: ignore[attr-defined]
    text = member_fact(part, head, names).value if head else ""
    if not text:
        return Fact(label, kind, tuple(member_facts(part, names, without=("kind", head))))
    if not label:
        return Fact(capfirst(kind), text, tuple(member_facts(part, names, without=("kind", head))))
    return Fact(label, text, tuple(member_facts(part, names, without=(head,))))


def _head(part: Part) -> str:
    found = (member for base, member in HEADS.items() if isinstance(part, base))
    return next(found, "") or next((member for member in ("title", "label") if member in type(part).model_fields), "")


def member_facts(part: Part, names: Names, without: tuple[str, ...] = ()) -> Iterator[Fact]:
    """Yield a fact for each member that says something."""
    for member in type(part).model_fields:
        if member not in without and not _goes_untold(part, member):
            told = member_fact(part, member, names)
            if isinstance(part, Criterion) and member == "weight":
                told = replace(told, value=weight_in_words(part, names))
            yield told


def weight_in_words(criterion: Criterion, names: Names) -> str:
    """Return the weight of a criterion, as a percentage where its part weighs in percent."""
    if isinstance(criterion.weight, str) and names.weighs_in_percent(criterion):
        return percent(criterion.weight)
    return member_fact(criterion, "weight", names).value


def _goes_untold(part: Part, member: str) -> bool:
    is_key = member == "key" and isinstance(part, Keyed)
    is_everywhere = member == "lots" and isinstance(part, Scoped) and part.lots == ()
    return is_key or is_everywhere or (type(part), member) in UNTOLD


def member_fact(part: Part, member: str, names: Names) -> Fact:
    """Return one member of a part as a fact, whether or not it usually goes untold."""
    value = getattr(part, member)
    if member == "kind":
        return Fact(gettext("Kind"), word(part, "kind"))
    said = says(type(part).model_fields[member])
    label = str(said.label) or gettext("Only in")
    if isinstance(value, Part):
        return fact(value, names, label)
    if value is HOLE:
        return Fact(label, str(NOT_SAID), is_silent=True)
    if value is None or value == ():
        return Fact(label, str(said.none) or gettext("none"), is_silent=(type(part), member) not in TELLING_NONE)
    children = _children(value, names)
    return Fact(label, "" if children else _text(part, member, value, names), children)


def _children(value: Value, names: Names) -> tuple[Fact, ...]:
    """Return a fact for each part of a list, or for each language; nothing for other values."""
    if isinstance(value, tuple) and isinstance(value[0], Part):
        return tuple(fact(item, names) for item in value)
    if isinstance(value, dict) and not isinstance(value, FrozenTexts):
        return tuple(Fact(language_name(key), children=facts(item, names)) for key, item in value.items())
    return ()


def _text(part: Part, member: str, value: Value, names: Names) -> str:
    if refers_to(type(part), member):
        return ", ".join(_called(named, names) for named in names.named(part, member))
    if isinstance(value, FrozenTexts):
        return localised(value)
    items: tuple[Any, ...] = value if isinstance(value, tuple) else (value,)
    return ", ".join(scalar(part, member, item) for item in items)


def _called(part: Part | None, names: Names) -> str:
    return names.title(part) or (sentence(part, names) if part else "")


def in_one_line(fact: Fact) -> str:
    """Return what a fact says, without its label and without a full stop at its end."""
    below = "; ".join(text for child in fact.children if (text := _labelled(child)))
    return ": ".join(text for text in (fact.value, below) if text).removesuffix(".") or gettext("nothing")


def _labelled(fact: Fact) -> str:
    said = in_one_line(fact)
    return f"{fact.label}: {said}" if fact.label else said
