"""How one award is shown on the desk: its facts, and each act on it with its form or the reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.forms import ConfirmForm, FinaliseForm, ReasonForm
from awards.models import Award
from awards.queries.desk import AwardOnDesk
from core import clock
from core.components import SummaryRow, Tag
from core.forms import Form
from core.wording import end_of_day, localised, money, when
from submissions.models import Entry

_COLOURS: Mapping[str, Any] = {
    "notified": "yellow",
    "suspended": "orange",
    "final": "green",
    "contracted": "green",
    "overturned": "red",
}
_OPEN_TO_ACTS = {Award.State.NOTIFIED, Award.State.FINAL}


@dataclass(frozen=True)
class Act:
    """One thing to do with an award: where it is posted, its form, and why it cannot be done ("" when it can)."""

    title: str
    url: str
    form: Form
    refusal: str
    variant: str
    is_open: bool


@dataclass(frozen=True)
class AwardRow:
    """One award as the page shows it."""

    award: Award
    holder: str
    tag: Tag
    facts: list[SummaryRow]
    in_standstill: bool
    standstill_words: str
    suspended_words: str
    acts: list[Act]


def award_row(shown: AwardOnDesk, refused: Mapping[str, Form]) -> AwardRow:
    """Return an award for the page; `refused` holds forms that were filled in and refused, by verb."""
    award = shown.award
    code = award.reference
    finalise = FinaliseForm(prefix=code, initial={"public_summary": award.public_summary})
    held = ("resume", _("Lift the suspension"), shown.resume_refusal, "primary")
    free = ("suspend", _("Suspend the award"), shown.suspend_refusal, "secondary")
    acts = [("finalise", _("Make the award final"), shown.finalise_refusal, "primary"), held if award.suspension else free]
    acts.append(("contract", _("Note that the contract was signed"), shown.contract_refusal, "secondary"))
    if not award.decides_the_contest:
        # It was final at once, and leads to no contract.
        acts = []
    acts += _overturning_acts(shown)
    reasons = {verb: ReasonForm(prefix=f"{code}-{verb}") for verb, *_rest in acts if verb != "finalise"}
    plain = {"confirm": ConfirmForm(prefix=code), "contract": ConfirmForm(prefix=f"{code}-contract")}
    forms = {**reasons, "finalise": finalise, **plain, **refused}
    suspension = award.suspension
    return AwardRow(
        award=award,
        holder=shown.holder,
        tag=Tag(text=str(award.holding.label), colour=_COLOURS[award.holding]),
        facts=_facts(award, shown.solution),
        in_standstill=award.in_standstill(clock.now()),
        standstill_words=_("That is the %(moment)s.") % {"moment": end_of_day(award.standstill_ends_at)}
        if award.standstill_ends_at
        else "",
        suspended_words=_("Suspended: %(reason)s") % {"reason": suspension.reason} if suspension else "",
        acts=[_act(award, forms[act[0]], *act) for act in acts] if award.state in _OPEN_TO_ACTS else [],
    )


def _overturning_acts(shown: AwardOnDesk) -> list[tuple[str, str, str, str]]:
    """Return the acts that take an award back: to propose it, or what another person does with the proposal."""
    if shown.award.proposed_overturning is None:
        return [("overturn", _("Propose to overturn the award"), shown.propose_refusal, "warning")]
    confirm = ("confirm", _("Confirm that the award is overturned"), shown.confirm_refusal, "warning")
    return [confirm, ("drop", _("Let the proposal rest"), shown.drop_refusal, "secondary")]


def reserve_act(entry: Entry, name: str, form: Form | None) -> Act:
    """Return the act that lets a reserve move up; `name` is what its supplier is called, `form` what was refused."""
    url = reverse("awards:promote", args=[entry.challenge.reference, entry.work_code])
    title = _("Let %(name)s move up") % {"name": name}
    return Act(title, url, form or ReasonForm(prefix=entry.work_code), "", "primary", is_open=form is not None)


def _act(award: Award, form: Form, *act: str) -> Act:
    verb, title, refusal, variant = act
    url = reverse(f"awards:{verb}", args=[award.challenge.reference, award.reference])
    return Act(title, url, form, refusal, variant, is_open=form.is_bound or (verb == "finalise" and not refusal))


def _given(award: Award) -> str:
    """Return what is given, in words: what the rules call it, and its sum."""
    sum_ = "" if award.amount is None else money(award.amount, award.currency)
    return ": ".join(part for part in (localised(award.title) if award.title else "", sum_) if part)


def _facts(award: Award, solution: str) -> list[SummaryRow]:
    """Return what is known of an award, in the order in which it happened."""
    proposed = award.proposed_overturning
    rows: list[tuple[Any, Any]] = [
        (_("Reference"), award.reference),
        (_("Solution"), solution),
        (_("Moved up"), award.moved_up and _("It was a reserve before another award was overturned.")),
        (str(award.get_kind_display()), _given(award)),
        (_("Why"), localised(award.because) if award.because else ""),
        (_("Announced"), award.notified_at and when(award.notified_at)),
        (_("Standstill ends"), end_of_day(award.standstill_ends_at)),
        (_("Final since"), award.finalised_at and when(award.finalised_at)),
        (_("What the public reads"), award.public_summary),
        (_("Proposed to be overturned"), proposed and f"{proposed.proposed_by}: {proposed.reason}"),
        (_("Overturned"), award.overturned_at and when(award.overturned_at)),
        (_("Reason for overturning it"), award.overturning_reason),
    ]
    lifted = [held for held in award.suspensions.all() if held.lifted_at]
    rows += [(_("Was suspended"), f"{held.reason} {held.lifting_reason}") for held in lifted]
    return [SummaryRow(key=key, value=value) for key, value in rows if value]
