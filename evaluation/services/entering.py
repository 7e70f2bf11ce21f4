"""What people decided about a ranking: entered by the secretary, for the jury what it decided in session."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.lifecycle import challenge_is_running
from challenges.models import Round
from challenges.services.locking import lock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from evaluation.lifecycle import RankingCause
from evaluation.methods.answering import Answer
from evaluation.methods.asking import Ask
from evaluation.models import Act
from evaluation.queries.asked import asks_standing
from evaluation.services.closing import NO_RESULT, freeze_ranking
from evaluation.services.keeping import keep_act


@transaction.atomic
def enter_act(stage: Round, step: str, answer: Answer, *, by: User, reason: str, ranking: int) -> Act:
    """Enter the answer to a question that the newest ranking of `stage` leaves to people, or another one in its place.

    It makes the next ranking, and where the report went round for signatures the next report.

    Args:
        stage: ranked, and not decided.
        step: the address of the question.
        answer: as the question wants it (`evaluation.methods.answering.read_answer`).
        by: a secretary of the authority. Where a jury is asked they record what it decided in session.
        reason: of substance. Jury and officials read it.
        ranking: the number of the ranking that the question was read in.

    Raises:
        PermissionDenied: no secretary.
        TransitionRefused: there is a newer ranking, the question does not stand, or this is no answer to it.
    """
    # The challenge's row first: a signature that reveals names holds it too.
    lock(stage.challenge)
    stage = Round.objects.select_for_update(of=("self",)).select_related("challenge__published_version").get(pk=stage.pk)
    demand(by, "evaluation.enter_act", stage)
    if gaps := [*unsettling_gaps(stage, ranking)]:
        raise TransitionRefused("enter_act", gaps)
    act = keep_act(stage, _question(stage, step, answer), answer, by=by, reason=reason)
    try:
        freeze_ranking(stage, by=by, cause=RankingCause.ACT)
    except NO_RESULT as why:
        raise TransitionRefused("enter_act", [Gap(str(why), "answer", "no_result")]) from why
    return act


def unsettling_gaps(stage: Round, ranking: int) -> Iterator[Gap]:
    """Yield what stands against a new ranking in the place of number `ranking`; the row of `stage` is locked."""
    yield from challenge_is_running(stage, None)
    if stage.ranked_at is None:
        yield Gap(_("The round is not ranked yet."), code="not_ranked")
    elif stage.decided_at is not None:
        yield Gap(_("The round is decided: its ranking does not change any more."), code="decided")
    elif stage.is_blind and stage.revealed_at is not None:
        yield Gap(_("Names and works are joined: the ranking does not change any more."), code="revealed")
    elif stage.ranking.number != ranking:
        yield Gap(_("There is a newer ranking in the meantime. Look at it first."), code="stale")


def _question(stage: Round, step: str, answer: Answer) -> Ask:
    """Return the question at an address; of several groups in an order the one whose entries are named."""
    asks = [ask for ask in asks_standing(stage) if ask.step == step and ask.who != "nobody"]
    if not asks:
        raise TransitionRefused("enter_act", [Gap(_("The ranking does not ask this."), code="not_asked")])
    return next((ask for ask in asks if set(answer) == set(ask.about)), asks[0])
