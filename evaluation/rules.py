"""Who may judge, and who may see the judging. Predicates take (user, thing); each thing knows its panel or challenge."""

from typing import Any

import rules

from accounts.roles import Role
from core.permissions import add_permission


@rules.predicate
def is_own_scorecard(user: Any, scorecard: Any) -> bool:
    return user.is_authenticated and scorecard.juror.user_id == user.pk and scorecard.juror.is_active


@rules.predicate
def is_secretary(user: Any, thing: Any) -> bool:
    return user.is_authenticated and user.holds(thing.challenge.authority_id, Role.SECRETARY)


@rules.predicate
def forms_panels(user: Any, thing: Any) -> bool:
    return user.is_authenticated and user.holds(thing.challenge.authority_id, Role.AUTHOR, Role.SECRETARY, Role.PUBLISHER)


@rules.predicate
def is_panel_member(user: Any, thing: Any) -> bool:
    return user.is_authenticated and thing.panel.has_member(user)


@rules.predicate
def is_chair(user: Any, thing: Any) -> bool:
    return user.is_authenticated and thing.panel.is_chaired_by(user)


@rules.predicate
def reads_judging(user: Any, thing: Any) -> bool:
    """Officials who follow the judging; an auditor only of what the public knows of."""
    if not user.is_authenticated:
        return False
    authority = thing.challenge.authority_id
    return user.holds(authority, Role.SECRETARY, Role.PUBLISHER) or (
        thing.challenge.published_at is not None and user.holds(authority, Role.AUDITOR)
    )


@rules.predicate
def is_ranked(_user: Any, thing: Any) -> bool:
    """All scorecards of the round are in and locked: until then nobody sees a ranking, or another's marks, by this door."""
    return thing.round.ranked_at is not None


add_permission("evaluation.form_panel", forms_panels)
add_permission("evaluation.view_panel", forms_panels | reads_judging | is_panel_member)
add_permission("evaluation.appoint", is_secretary)
add_permission("evaluation.assign", is_secretary)
add_permission("evaluation.score", is_own_scorecard)
add_permission("evaluation.recuse", is_own_scorecard | is_secretary)
add_permission("evaluation.rank", is_panel_member | is_secretary)
add_permission("evaluation.view_scorecard", is_own_scorecard | ((is_panel_member | reads_judging) & is_ranked))
add_permission("evaluation.view_ranking", (is_panel_member | reads_judging) & is_ranked)
add_permission("evaluation.circulate", is_chair)
add_permission("evaluation.sign", is_panel_member)
add_permission("evaluation.view_report", is_panel_member | reads_judging)
