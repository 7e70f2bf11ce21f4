"""Each condition tried from both sides: somebody of whom its words are true, somebody of whom they are not."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.rules.base import says
from challenges.rules.document import Document
from challenges.rules.participation import (
    APPLICANTS,
    AgeCondition,
    AnyCondition,
    ApplicantCondition,
    Condition,
    EarlierWinnerCondition,
    PlaceCondition,
    ProfessionsCondition,
    SaidCondition,
    SizeCondition,
    StaffCondition,
)
from challenges.rules.saying.sentences import word
from challenges.rules.walking import places
from core.wording import localised
from evaluation.methods.kinds import Kinds

# No age is beyond it.
OLDEST = 10_000
# Somebody of whom the words are true, and somebody of whom they are not; "" where there is nobody.
Samples = tuple[str, str]


@dataclass(frozen=True)
class Trial:
    """One made-up applicant before one condition. `path` is the place of the condition in the document."""

    path: str
    key: str
    who: str
    is_met: bool
    may_enter: bool
    checked_at: Literal["entry", "award", "payment"]
    verified_by: Literal["statement", "computed", "official"]
    words: str

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return dict(vars(self))


SAMPLES: Kinds[Callable[[Any], Samples]] = Kinds()


def trials(document: Document) -> Iterator[Trial]:
    """Yield for each condition of taking part, of rewards and of votes who passes and who does not."""
    for place in places(document):
        condition = place.part
        if not isinstance(condition, Condition):
            continue
        true, untrue = SAMPLES[str(dict(condition.each_member())["kind"])](condition)
        for who, holds in ((true, True), (untrue, False)):
            if who:
                yield Trial(
                    place.path,
                    condition.key,
                    who,
                    holds,
                    holds == (condition.effect == "require"),
                    condition.checked_at,
                    condition.verified_by,
                    localised(condition.words),
                )


def nobody_may_enter(conditions: Iterable[AnyCondition]) -> bool:
    """Return whether conditions that hold in every lot shut out everybody: no kind of entrant is left, or no age."""
    kinds, ages = set(APPLICANTS), {"person": (0, OLDEST), "body": (0, OLDEST)}
    for rule in conditions:
        if rule.lots:
            continue
        if isinstance(rule, ApplicantCondition):
            named = set(APPLICANTS) - {"person"} if "body" in rule.any_of else set()
            named |= set(rule.any_of)
            kinds = kinds & named if rule.effect == "require" else kinds - named
        elif isinstance(rule, AgeCondition) and rule.effect == "require":
            least, most = ages[rule.of]
            ages[rule.of] = (max(least, rule.at_least or 0), most if rule.at_most is None else min(most, rule.at_most))
    impossible = {of for of, (least, most) in ages.items() if least > most}
    return not [kind for kind in kinds if ("person" if kind == "person" else "body") not in impossible]


@SAMPLES.carries_out("applicant")
def kind_of_entrant(rule: ApplicantCondition) -> Samples:
    """The first kind that is named, and the first that is not; any legal body stands for every kind of body."""
    named = [key for key in APPLICANTS if key in rule.any_of]
    covered = set(APPLICANTS) - {"person"} if "body" in rule.any_of else set(rule.any_of)
    others = [key for key in APPLICANTS if key not in covered | set(rule.any_of)]
    return (str(APPLICANTS[named[0]]) if named else "", str(APPLICANTS[others[0]]) if others else "")


@SAMPLES.carries_out("place")
def place_of_entrant(rule: PlaceCondition) -> Samples:
    told = {"of": word(rule, "of"), "place": next(iter(rule.any_of), "–")}
    return _("%(of)s: %(place)s") % told, _("%(of)s: another place") % told


@SAMPLES.carries_out("age")
def age_of_entrant(rule: AgeCondition) -> Samples:
    """Just within the bounds, and just outside."""
    within = rule.at_least if rule.at_least is not None else rule.at_most
    if within is None:
        return _years(rule, 1), ""
    outside = rule.at_least - 1 if rule.at_least else rule.at_most + 1 if rule.at_most is not None else None
    return _years(rule, within), "" if outside is None else _years(rule, outside)


def _years(rule: AgeCondition, years: int) -> str:
    told = {"of": word(rule, "of"), "years": years}
    return ngettext("%(of)s: %(years)s year", "%(of)s: %(years)s years", years) % told


@SAMPLES.carries_out("size")
def size_of_organisation(rule: SizeCondition) -> Samples:
    """By headcount where it has a bound, else by class."""
    if rule.headcount_at_most is not None:
        return _people(rule.headcount_at_most), _people(rule.headcount_at_most + 1)
    words = says(SizeCondition.model_fields["classes"]).values
    others = [key for key in words if key not in rule.classes] if rule.classes else []
    first = next((key for key in words if not rule.classes or key in rule.classes), "")
    told = _("an organisation of the class “%(size)s”")
    return told % {"size": words[first]}, told % {"size": words[others[-1]]} if others else ""


def _people(number: int) -> str:
    return ngettext("an organisation of %(number)s person", "an organisation of %(number)s people", number) % {"number": number}


@SAMPLES.carries_out("staff")
def staff_of_organisation(rule: StaffCondition) -> Samples:
    told = {"organisation": localised(rule.of)}
    return _("somebody who works for %(organisation)s") % told, _("somebody who does not work for %(organisation)s") % told


@SAMPLES.carries_out("professions")
def professions_of_team(rule: ProfessionsCondition) -> Samples:
    told = {"all": ", ".join(rule.all_of), "one": rule.all_of[-1] if rule.all_of else ""}
    return _("a team with %(all)s") % told, _("a team without %(one)s") % told if rule.all_of else ""


@SAMPLES.carries_out("earlier_winner")
def earlier_winner(rule: EarlierWinnerCondition) -> Samples:
    told = {"where": word(rule, "of"), "awards": word(rule, "awards")}
    return (
        _("somebody who has won in %(where)s (%(awards)s)") % told,
        _("somebody who has not won in %(where)s (%(awards)s)") % told,
    )


@SAMPLES.carries_out("declared", "invited")
def said(rule: SaidCondition) -> Samples:
    if rule.kind == "invited":
        return _("somebody who was invited"), _("somebody who was not invited")
    return _("somebody who declares it"), _("somebody who does not declare it")
