"""Declaring interests against the list of who takes part, before any access to entries (art. 24 of 2014/24/EU; Pzp art. 56)."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.lifecycle import challenge_is_running
from challenges.models import Round
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from evaluation.lifecycle import SCORECARD
from evaluation.models import Declaration, Juror, Panel, Scorecard
from evaluation.models.panel import conflicting_proposals
from ledger.services import record_event
from submissions import identity
from submissions.models import Proposal


@transaction.atomic
def show_participants(juror: Juror, *, by: User, round: Round) -> Declaration:  # noqa: A002 - the domain's own word
    """Note in the ledger that the juror is shown who takes part in `round`, once; which work is whose stays unknown.

    Raises PermissionDenied, or TransitionRefused before the opening and before the jury is appointed.
    """
    demand(by, "evaluation.declare", juror)
    gaps = [*_list_gaps(juror, round)]
    if gaps:
        raise TransitionRefused("show_participants", gaps)
    declaration, created = Declaration.objects.get_or_create(
        juror=juror, round=round, defaults={"list_shown_at": clock.database_now()}
    )
    if created:
        record_event("show_participants", round.reference, by=by)
    return declaration


@transaction.atomic
def declare_interests(
    juror: Juror,
    *,
    by: User,
    round: Round,  # noqa: A002
    statement: str,
    conflicts: Iterable[Proposal],
) -> Declaration:
    """Sign the juror's declaration for `round`; scorecards for entries in conflict are recused at once.

    A declaration is made once: declaring again, with the entries in view, would tell which work vanishes and so whose it is.

    Raises:
        PermissionDenied: not the juror's own seat.
        TransitionRefused: too early, made before, a conflict without words, or with somebody who does not take part.
    """
    declaration = show_participants(juror, by=by, round=round)
    declaration.refresh_from_db(from_queryset=Declaration.objects.select_for_update())
    conflicts = list(conflicts)
    gaps = [*_declaration_gaps(declaration, statement, conflicts)]
    if gaps:
        raise TransitionRefused("declare", gaps)
    declaration.declared_at = clock.database_now()
    declaration.statement = statement.strip()
    declaration.save(update_fields=["declared_at", "statement"])
    declaration.conflicts.set(conflicts)
    _recuse_from_conflicts(juror, round, by=by)
    record_event("declare", round.reference, by=by, conflicts=len(conflicts))
    return declaration


def _list_gaps(juror: Juror, stage: Round) -> Iterator[Gap]:
    yield from challenge_is_running(stage, None)
    if stage.challenge_id != juror.panel.challenge_id or stage.opened_at is None:
        yield Gap(_("The round has not been opened yet."))
    if juror.panel.state != Panel.State.APPOINTED:
        yield Gap(_("The jury has not been appointed yet."))


def _declaration_gaps(declaration: Declaration, statement: str, conflicts: list[Proposal]) -> Iterator[Gap]:
    if declaration.declared_at is not None:
        yield Gap(_("You have declared your interests for this round already."))
    if conflicts and not statement.strip():
        yield Gap(_("Say what connects you with those you ticked."), "statement")
    participating = {supplier.pk for supplier in identity.participants(declaration.round)}
    if any(proposal.supplier_id not in participating for proposal in conflicts):
        yield Gap(_("Choose among those who take part in this round."), "conflicts")


def _recuse_from_conflicts(juror: Juror, stage: Round, *, by: User) -> None:
    in_conflict = conflicting_proposals([juror.pk]).values("pk")
    for scorecard in Scorecard.objects.waiting().filter(juror=juror, entry__round=stage, entry__proposal__in=in_conflict):
        scorecard.state = SCORECARD.demand(scorecard, "recuse", by=by)
        scorecard.save(update_fields=["state"])
