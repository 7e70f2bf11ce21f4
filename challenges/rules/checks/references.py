"""Every key that is named is there, once."""

from collections.abc import Callable, Iterator
from functools import cache

from django.utils.translation import gettext_lazy as _

from challenges.rules import intake, judging, participation, questions, rewards
from challenges.rules.base import Part
from challenges.rules.checks.inventory import Inventory, Known, known
from challenges.rules.checks.register import check, each, found, is_said
from challenges.rules.document import CallRules, Round
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.names import REFERENCES
from challenges.rules.naming import VALUES
from challenges.rules.walking import Place

declare(
    {
        "ref.unknown": Code(
            BLOCKING,
            _("“%(key)s” is named here, but there is no such key among the %(among)s."),
            _("Name one that exists, or add it there."),
        ),
        "ref.itself": Code(BLOCKING, _("“%(key)s” names itself here."), _("Name another, or none.")),
        "ref.later": Code(
            BLOCKING,
            _("It depends on the question “%(key)s”, which stands later in the form."),
            _("Put that question before this one."),
        ),
        "key.twice": Code(BLOCKING, _("The key “%(key)s” stands twice in one list."), _("Give one of the two another key.")),
        "list.twice": Code(BLOCKING, _("“%(value)s” stands twice in the list."), _("Keep one of the two.")),
        "pool.twice": Code(
            BLOCKING, _("The call has a pool with the key “%(key)s”, too."), _("Give one of the two pools another key.")
        ),
        "window.twice": Code(
            BLOCKING, _("A window of the call that is used here has the key “%(key)s”, too."), _("Give the window another key.")
        ),
        "lots.depth": Code(
            BLOCKING, _("The lot “%(key)s” is itself a part of another lot."), _("Put both lots into the outer one.")
        ),
    }
)

Scope = Callable[[Inventory, Place], Known]


def _among(name: str) -> Scope:
    return lambda inventory, _here: getattr(inventory, name)


def _groups(inventory: Inventory, here: Place) -> Known:
    return inventory.of(here.nearest(judging.JudgingPart).groups)


def _parts(inventory: Inventory, here: Place) -> Known:
    return inventory.of(here.nearest(judging.Judging).parts)


def _form(inventory: Inventory, here: Place) -> Known:
    return inventory.of(here.nearest(intake.Intake).questions)


def _sections(inventory: Inventory, here: Place) -> Known:
    return inventory.of(here.nearest(intake.Intake).sections)


# Among which keys a member may choose that names a part of one of these lists.
SCOPES: dict[str, Scope] = {
    **{name: _among(name) for name in ("rounds", "juries", "lots", "items", "pools", "questions", "criteria")},
    "windows": _among("call_windows"),
    "form_questions": _form,
    "sections": _sections,
    "groups": _groups,
    "parts": _parts,
}
# References that functions of their own check: which list it is hangs on what another member names.
APART = {(questions.OnlyIf, "any_of"), (judging.CriterionTie, "criterion")}
# Members that name another of the list in which their own part stands.
SIBLINGS = {
    (participation.Lot, "within"),
    (judging.CriterionGroup, "within"),
    (Round, "follows"),
    (rewards.RewardItem, "not_with"),
}
VALUES["among"] = {
    "lots": _("lots"),
    "questions": _("questions of the forms"),
    "form_questions": _("questions of this form"),
    "options": _("options of that question"),
    "juries": _("juries"),
    "rounds": _("rounds"),
    "windows": _("windows of the call"),
    "sections": _("sections of this form"),
    "criteria": _("criteria"),
    "groups": _("groups of criteria"),
    "parts": _("parts of this judging"),
    "pools": _("pools"),
    "items": _("rewards"),
}
# What may be chosen where a question is answered by yes or no.
_YES_NO = Known(dict.fromkeys(("yes", "no")))  # type: ignore[arg-type]


@check(Part)
def names_what_exists(part: Part, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Every key that a member holds is there."""
    for member, among, scope, is_sibling in _references_of(type(part)):
        value = getattr(part, member)
        is_list = isinstance(value, tuple)
        for index, key in enumerate(value if is_list else (value,)):
            steps = (member, index) if is_list else (member,)
            if is_said(key) and not scope(inventory, here).may_have(key):
                yield found("ref.unknown", here, *steps, key=key, among=among)
            elif is_said(key) and is_sibling and key == vars(part).get("key"):
                yield found("ref.itself", here, *steps, key=key)


@cache
def _references_of(model: type[Part]) -> tuple[tuple[str, str, Scope, bool], ...]:
    """Return the members of a class that hold keys, among what these are, and whether this is the list it stands in itself."""
    return tuple(
        (member, among, SCOPES[among], (holder, member) in SIBLINGS)
        for (holder, member), among in REFERENCES.items()
        if issubclass(model, holder) and (holder, member) not in APART
    )


@check(questions.OnlyIf)
def depends_on_an_earlier_choice(part: questions.OnlyIf, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A condition on an answer looks back, at options that exist."""
    question, form = here.nearest(questions.Question), here.nearest(intake.Intake)
    position = inventory.of(form.questions).position if form else {}
    if question and position.get(part.question, -1) >= position.get(question.key, len(position)):
        yield found("ref.later", here, "question", key=part.question)
    asked = inventory.questions.parts.get(part.question)
    if isinstance(asked, questions.Question):
        options = _YES_NO if asked.kind in ("yes_no", "declaration") else known(asked.options)
        for index, key in enumerate(each(part.any_of)):
            if not options.may_have(key):
                yield found("ref.unknown", here, "any_of", index, key=key, among="options")


@check(judging.CriterionTie)
def breaks_ties_by_a_criterion(part: judging.CriterionTie, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The criterion that breaks ties is one of its part."""
    of = _parts(inventory, here).parts.get(part.part)
    if isinstance(of, judging.JudgingPart) and is_said(part.criterion) and not inventory.of(of.criteria).may_have(part.criterion):
        yield found("ref.unknown", here, "criterion", key=part.criterion, among="criteria")


@check(participation.Lot)
def is_one_level_deep(part: participation.Lot, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Lots have parts, and these have none."""
    outer = inventory.lots.parts.get(part.within) if isinstance(part.within, str) else None
    if isinstance(outer, participation.Lot) and is_said(outer.within) and outer is not part:
        yield found("lots.depth", here, "within", key=part.within)


@check(Part)
def says_nothing_twice(part: Part, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """No list has a key, or a plain value, twice."""
    for member, values in part.each_member():
        keys = [vars(value).get("key") if isinstance(value, Part) else value for value in each(values)]
        texts = [(index, key) for index, key in enumerate(keys) if isinstance(key, str)]
        seen = set[str]()
        for index, key in texts:
            if key in seen and isinstance(values[index], Part):
                yield found("key.twice", here, member, index, "key", key=key)
            elif key in seen and member != "points":  # several places may be worth the same
                yield found("list.twice", here, member, index, value=key)
            seen.add(key)


@check(CallRules)
def shares_no_key_with_the_challenge(part: CallRules, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Pools of the call and of the challenge are told apart by their keys."""
    own = known(inventory.rewards.pools if inventory.rewards else ())
    for index, pool in enumerate(each(part.pools)):
        if is_said(pool.key) and pool.key in own.parts:
            yield found("pool.twice", here, "pools", index, "key", key=pool.key)


@check(intake.Intake)
def tells_windows_apart(part: intake.Intake, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A window of the round has no key of a window that it shares with the call."""
    shared = set(each(part.call_windows))
    for index, window in enumerate(each(part.windows)):
        if window.key in shared:
            yield found("window.twice", here, "windows", index, "key", key=window.key)
