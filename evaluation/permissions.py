"""Who may judge, and who may see the judging. Predicates take (user, thing); each thing knows its panel or challenge."""

from typing import Any

from accounts.models import Visitor
from accounts.roles import OBSERVING_ROLES, Role
from challenges.lifecycle import OfCompetition, OfRound
from core.permissions import Actor, add_permission, predicate
from evaluation.lifecycle import HANDED_IN, Marking, OfJury, ScorecardState, Seat


@predicate
def is_own_seat(user: Visitor, thing: Seat | Marking) -> bool:
    """A seat, or a card of it, from which the person scores; a deputy's only after stepping in."""
    juror: Any = getattr(thing, "juror", thing)
    return user.is_authenticated and juror.user_id == user.pk and juror.is_active


@predicate
def is_invited(user: Visitor, juror: Seat) -> bool:
    return user.is_authenticated and juror.user_id == user.pk


@predicate
def is_secretary(user: Visitor, thing: OfCompetition) -> bool:
    return user.is_authenticated and user.holds(thing.challenge.authority_id, Role.SECRETARY)


@predicate
def forms_panels(user: Visitor, thing: OfCompetition) -> bool:
    return user.is_authenticated and user.holds(thing.challenge.authority_id, Role.AUTHOR, Role.SECRETARY, Role.PUBLISHER)


@predicate
def is_panel_member(user: Visitor, thing: OfJury) -> bool:
    return user.is_authenticated and thing.panel.has_member(user)


@predicate
def is_chair(user: Visitor, thing: OfJury) -> bool:
    return user.is_authenticated and thing.panel.is_chaired_by(user)


@predicate
def reads_judging(user: Visitor, thing: OfCompetition) -> bool:
    """Officials who follow the judging; auditors and the head only of what the public knows of."""
    if not user.is_authenticated:
        return False
    authority = thing.challenge.authority_id
    return user.holds(authority, Role.SECRETARY, Role.PUBLISHER) or (
        thing.challenge.published_at is not None and user.holds(authority, *OBSERVING_ROLES)
    )


@predicate
def is_ranked(_user: Actor, thing: OfRound) -> bool:
    """All scorecards of the round are in and locked: until then nobody sees a ranking, or another's marks, by this door."""
    return thing.round.ranked_at is not None


@predicate
def is_handed_in(_user: Actor, scorecard: Marking) -> bool:
    return scorecard.state in HANDED_IN


@predicate
def has_submitted_own(user: Visitor, scorecard: Marking) -> bool:
    """The round lets a juror see the others' cards for an entry after handing in their own."""
    if scorecard.others_visible != "after_own":
        return False
    own = scorecard.entry.scorecards.filter(juror__user=user, juror__panel=scorecard.panel, state__in=HANDED_IN)
    return own.filter(juror__recused_at__isnull=True).exists()


@predicate
def shows_others(_user: Actor, scorecard: Marking) -> bool:
    """The rules let jurors see the others' cards at some time."""
    return scorecard.others_visible != "never"


@predicate
def names_nobody(_user: Actor, scorecard: Marking) -> bool:
    """A recused card joins an entry with a conflict, so with a name: in a blind round it waits for the signed report."""
    is_open_about_names = not scorecard.is_blind or scorecard.round.revealed_at is not None
    return scorecard.state != ScorecardState.RECUSED or is_open_about_names


add_permission("evaluation.form_panel", forms_panels)
add_permission("evaluation.view_panel", forms_panels | reads_judging | is_panel_member)
add_permission("evaluation.answer_invitation", is_invited)
add_permission("evaluation.appoint", is_secretary)
add_permission("evaluation.declare", is_own_seat)
add_permission("evaluation.assign", is_secretary)
add_permission("evaluation.score", is_own_seat)
add_permission("evaluation.recuse", is_own_seat | is_secretary)
add_permission("evaluation.rank", is_panel_member | is_secretary)
add_permission(
    "evaluation.view_scorecard",
    is_own_seat
    | (is_panel_member & is_handed_in & ((is_ranked & shows_others) | has_submitted_own))
    | (reads_judging & is_ranked & names_nobody),
)
add_permission("evaluation.enter_act", is_secretary)
add_permission("evaluation.follow_judging", reads_judging)
add_permission("evaluation.view_ranking", (is_panel_member | reads_judging) & is_ranked)
add_permission("evaluation.circulate", is_chair)
add_permission("evaluation.sign", is_panel_member)
add_permission("evaluation.view_report", is_panel_member | reads_judging)
