"""What the law of the profile asks. A provision that was read in the statute blocks; one known at second hand advises."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.register import check, each, found, is_said, kind_of, number, text
from challenges.rules.document import Round, Rules
from challenges.rules.findings import ADVISING, BLOCKING, Code, Finding, declare
from challenges.rules.intake import Intake
from challenges.rules.judging import Judging
from challenges.rules.juries import Panel
from challenges.rules.law import Law, LawValue
from challenges.rules.participation import ApplicantCondition, Participation, PlaceCondition, SaidCondition
from challenges.rules.questions import Question
from challenges.rules.walking import Place
from core.folding import folded

declare(
    {
        "law.jurors": Code(
            BLOCKING,
            _("The law asks for at least %(minimum)s jurors (%(source)s); here there may be %(members)s."),
            _("Appoint as many, and let the least be as many."),
        ),
        "law.jurors_advised": Code(
            ADVISING,
            _("The profile asks for at least %(minimum)s jurors (%(source)s); here there may be %(members)s."),
            _("Appoint as many, or give the reason for the departure."),
        ),
        "law.scorecards": Code(
            BLOCKING,
            _("The law asks for at least %(minimum)s jurors (%(source)s); here %(scorecards)s of them judge an entry."),
            _("Let as many judge each entry."),
        ),
        "law.value": Code(BLOCKING, _("“%(value)s” is not a number."), _("Write the number of the provision in digits.")),
        "law.rounds": Code(
            BLOCKING, _("A design contest has one or two rounds (Pzp 329); here there are %(number)s."), _("Join the rounds.")
        ),
        "law.not_blind": Code(
            BLOCKING,
            _("Those who judge see the names, though they may not before their verdict (2014/24/EU, art. 82(4); Pzp 328, 329)."),
            _("Hide the names in every round until the report of the last one is signed."),
        ),
        "law.anonymous_meeting": Code(
            BLOCKING,
            _("The jury would meet the entrants before its verdict, and know whose works they are (2014/24/EU, art. 82(4)-(6))."),
            _("Let it put questions in writing, which are recorded, or let people meet after the report."),
        ),
        "law.anonymous_question": Code(
            BLOCKING,
            _("The answer says who the entrant is, and the jury reads it with the work (2014/24/EU, art. 82(4); Pzp 63)."),
            _("Put the question into the identity envelope."),
        ),
        "law.anonymous_label": Code(
            ADVISING,
            _("The question seems to ask who the entrant is, and the jury reads the answer with the work."),
            _("Put it into the identity envelope, or ask so that nobody names himself."),
        ),
        "law.natural_persons": Code(
            ADVISING,
            _("Natural persons cannot enter, though the law lets them (2014/24/EU, art. 80(2))."),
            _("Let them enter, or see a lawyer."),
        ),
        "law.place": Code(
            ADVISING,
            _("Where somebody is from decides who may enter, which the law does not allow (2014/24/EU, art. 80(2))."),
            _("Take the condition out, or see a lawyer."),
        ),
    }
)

DESIGN_CONTESTS = {"pl-design-contest", "pl-design-contest-below", "eu-design-contest"}
OF_POLAND = {"pl-design-contest", "pl-design-contest-below"}
MOST_ROUNDS = 2
MEETINGS = {"interview", "pitch", "negotiation"}
# Values whose provision was read in the statute: Pzp 335 for the jury.
READ = {(profile, "minimum_jurors") for profile in OF_POLAND}
COUNTED = {"minimum_jurors", "standstill_days"}
# Words of a label that ask for somebody's identity, folded.
_IDENTITY = re.compile(
    r"\b(your name|first name|surname|name of (the |your )?(company|team|firm|organisation|author)|(company|team) name|authors?"
    r"|e-?mail|telephone|phone|tax number|imie|nazwisk\w+|nazwa (firmy|zespolu|organizacji|przedsiebiorstwa)|autor\w*|telefon\w*"
    r"|nip|regon)\b"
)


def profile_of(inventory: Inventory) -> str:
    """Return the law profile; "" where it is not said."""
    law = inventory.rules and inventory.rules.law
    return law.profile if isinstance(law, Law) and law.profile else ""


def value_of(law: Law, key: str) -> LawValue | None:
    """Return a value of the law that holds here, whatever the departures from it."""
    return next((value for value in each(law.values) if value.key == key), None)


@check(Rules)
def has_the_jurors_that_the_law_asks_for(part: Rules, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A panel has at least as many members as the law asks for, on paper and at the least."""
    value = value_of(part.law, "minimum_jurors") if isinstance(part.law, Law) else None
    minimum = number(value.value) if value and str(value.value).isdecimal() else None
    if value is None or minimum is None:
        return
    is_read = (part.law.profile, "minimum_jurors") in READ
    departs = any(override.key == "minimum_jurors" for override in each(part.law.overrides))
    if departs and not is_read:
        return
    for index, jury in enumerate(each(part.juries)):
        for member in ("members", "minimum"):
            asked = number(getattr(jury, member)) if isinstance(jury, Panel) else None
            if asked is not None and asked < minimum:
                params = {"minimum": text(minimum), "members": text(asked), "source": str(value.source)}
                yield found("law.jurors" if is_read else "law.jurors_advised", here, "juries", index, member, **params)


@check(Rules)
def lets_as_many_judge_each_entry(part: Rules, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Where the law was read, no entry of a panel gets fewer scorecards than the law asks for jurors."""
    value = value_of(part.law, "minimum_jurors") if isinstance(part.law, Law) else None
    minimum = number(value.value) if value and str(value.value).isdecimal() else None
    if value is None or minimum is None or (part.law.profile, "minimum_jurors") not in READ:
        return
    for index, stage in enumerate(each(part.rounds)):
        judged = stage.judging.parts if isinstance(stage.judging, Judging) else None
        for place, judging_part in enumerate(each(judged)):
            cards = number(judging_part.scorecards_per_entry)
            if cards is not None and cards < minimum:
                params = {"minimum": text(minimum), "scorecards": text(cards), "source": str(value.source)}
                yield found("law.scorecards", here, "rounds", index, "judging", "parts", place, "scorecards_per_entry", **params)


@check(Law)
def counts_in_numbers(part: Law, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Values that are counted with are numbers."""
    for member in ("values", "overrides"):
        for index, value in enumerate(each(getattr(part, member))):
            if value.key in COUNTED and is_said(value.value) and not value.value.isdecimal():
                yield found("law.value", here, member, index, "value", value=value.value)


@check(Rules)
def has_one_or_two_rounds(part: Rules, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A Polish design contest has at most two rounds in which works are handed in (Pzp 329)."""
    works = [stage for stage in each(part.rounds) if isinstance(stage.intake, Intake)]
    if profile_of(inventory) in OF_POLAND and len(works) > MOST_ROUNDS:
        yield found("law.rounds", here, "rounds", number=len(works))


@check(Round)
def hides_names_until_the_verdict(part: Round, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Works that are judged are blind in every round, and the jury meets nobody."""
    if profile_of(inventory) not in DESIGN_CONTESTS or not isinstance(part.judging, Judging):
        return
    if isinstance(part.intake, Intake) and part.intake.anonymity is None:
        yield found("law.not_blind", here, "intake", "anonymity")
    if kind_of(part.meeting) in MEETINGS:
        yield found("law.anonymous_meeting", here, "meeting")


@check(Question)
def asks_nothing_that_names_the_entrant(part: Question, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """What says who the entrant is stands in the identity envelope, where works are blind."""
    form = here.nearest(Intake)
    if part.envelope != "content" or not form.anonymity or profile_of(inventory) not in DESIGN_CONTESTS:
        return
    participation = inventory.rules and inventory.rules.participation
    conditions = each(participation.who) if isinstance(participation, Participation) else ()
    if any(isinstance(condition, SaidCondition) and condition.question == part.key for condition in conditions):
        yield found("law.anonymous_question", here, "envelope")
    elif part.kind != "declaration" and any(_IDENTITY.search(folded(label)) for label in (part.label or {}).values()):
        yield found("law.anonymous_label", here, "label")


@check(Participation)
def lets_everybody_in(part: Participation, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A design contest shuts out neither natural persons nor entrants from elsewhere."""
    if profile_of(inventory) not in DESIGN_CONTESTS:
        return
    for index, condition in enumerate(each(part.who)):
        if isinstance(condition, ApplicantCondition) and _shuts_out_persons(condition):
            yield found("law.natural_persons", here, "who", index)
        if isinstance(condition, PlaceCondition) and condition.effect == "require" and not each(condition.lots):
            yield found("law.place", here, "who", index)


def _shuts_out_persons(condition: ApplicantCondition) -> bool:
    if silent(condition.any_of) or not is_said(condition.effect):
        return False
    return ("person" in condition.any_of) != (condition.effect == "require")
