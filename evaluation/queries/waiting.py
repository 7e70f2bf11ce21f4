"""What waits for jurors and for the secretaries who serve them; the inbox asks here."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import Organisation, OrganisationQuerySet, Visitor
from accounts.roles import Role
from challenges.lifecycle import ChallengeState
from challenges.models import Round
from core.wording import Words, localised
from core.worklist import WorkItem
from evaluation.models import Juror, Panel, Scorecard
from evaluation.queries.progress import judging_gaps
from evaluation.queries.queue import Seat, Stage, seats_of
from evaluation.scoring import scored_part
from submissions.lifecycle import EntryState
from submissions.models import Entry


def waiting_for_juror(user: Visitor) -> Iterator[WorkItem]:
    """Yield seats to answer, declarations, scorecards and reports that wait for a juror."""
    for seat in seats_of(user):
        if seat.waits_for_answer:
            yield _item(seat, _("Answer the invitation to the jury"), reverse("evaluation:seat", args=[seat.challenge.reference]))
        for stage in seat.stages:
            yield from _of_stage(seat, stage)


def _of_stage(seat: Seat, stage: Stage) -> Iterator[WorkItem]:
    address = [seat.challenge.reference, stage.round.number]
    waiting = len(stage.cards) - stage.handed_in
    if stage.needs_declaration:
        yield _item(seat, _("Declare your interests"), reverse("evaluation:declaration", args=address))
    elif waiting and stage.is_running:
        words = ngettext_lazy("Score %(count)d entry", "Score %(count)d entries", waiting) % {"count": waiting}
        yield _item(seat, words, reverse("evaluation:queue"))
    elif stage.waits_for_report:
        yield _item(seat, _("Write the report of the jury"), reverse("evaluation:report", args=address))
    elif stage.waits_for_signature:
        yield _item(seat, _("Sign the report of the jury"), reverse("evaluation:report", args=address))


def _item(seat: Seat, title: Words, url: str) -> WorkItem:
    return WorkItem(title=title, url=url, context=f"{seat.challenge.reference} {localised(seat.title)}")


def waiting_for_secretary(user: Visitor) -> Iterator[WorkItem]:
    """Yield juries that can be appointed, and opened rounds whose scorecards can be given out or only wait to be ranked."""
    served = Organisation.objects.with_role(user, Role.SECRETARY)
    for panel in _panels_to_appoint(served):
        challenge = panel.challenge
        url = reverse("evaluation:panel", args=[challenge.reference])
        yield WorkItem(title=_("Appoint the jury"), url=url, context=f"{challenge.reference} {challenge.working_title}")
    for title, stages in (
        (_("Give out the scorecards of round %(number)s"), _rounds_to_assign(served)),
        (_("Make the ranking of round %(number)s"), _rounds_to_rank(served)),
    ):
        for stage in stages:
            challenge = stage.challenge
            url = reverse("evaluation:judging", args=[challenge.reference, stage.number])
            context = f"{challenge.reference} {challenge.working_title}"
            yield WorkItem(title=title % {"number": stage.number}, url=url, context=context)


def _panels_to_appoint(served: OrganisationQuerySet) -> list[Panel]:
    """Return the juries of running challenges with enough jurors who accepted, a chair among them."""
    sitting = Q(jurors__accepted_at__isnull=False, jurors__recused_at__isnull=True) & ~Q(jurors__role=Juror.Role.DEPUTY)
    forming = Panel.objects.filter(
        challenge__authority__in=served, challenge__state=ChallengeState.PUBLISHED, state=Panel.State.FORMING
    )
    counted = forming.annotate(
        sitting_count=Count("jurors", filter=sitting),
        chair_count=Count("jurors", filter=sitting & Q(jurors__role=Juror.Role.CHAIR)),
    )
    panels = counted.filter(chair_count__gt=0).select_related("challenge")
    return [panel for panel in panels if panel.sitting_count >= panel.challenge.profile.minimum_jurors]


def _rounds_to_assign(served: OrganisationQuerySet) -> list[Round]:
    """Return the rounds being judged in which an admitted entry has no scorecard."""
    rounds = _rounds_in_judging(served).filter(Exists(_admitted().exclude(pk__in=Scorecard.objects.values("entry"))))
    return [stage for stage in rounds if scored_part(stage.rules.judging)]


def _rounds_to_rank(served: OrganisationQuerySet) -> list[Round]:
    """Return the rounds being judged to which nothing is missing: the last entry that waited for marks was rejected.

    Rejecting ranks nothing by itself, since a ranking cannot be undone, and a rejection can.
    """
    waiting = Scorecard.objects.waiting().filter(entry__round=OuterRef("pk"), entry__state=EntryState.ADMISSIBLE)
    unscored = _admitted().exclude(pk__in=Scorecard.objects.values("entry"))
    rounds = _rounds_in_judging(served).exclude(Exists(waiting)).annotate(is_unscored=Exists(unscored))
    ready = [stage for stage in rounds if not stage.is_unscored or _has_no_cards(stage)]
    return [stage for stage in ready if not any(judging_gaps(stage))]


def _has_no_cards(stage: Round) -> bool:
    """Return whether nothing in a round is judged by scorecards: people enter what it comes to once there is a ranking."""
    return stage.rules.judging is not None and scored_part(stage.rules.judging) is None


def _admitted() -> Any:
    return Entry.objects.filter(round=OuterRef("pk"), state=EntryState.ADMISSIBLE)


def _rounds_in_judging(served: OrganisationQuerySet) -> Any:
    """Return the opened rounds of running challenges with an appointed jury and every entry checked, before their ranking."""
    unchecked = Entry.objects.filter(round=OuterRef("pk"), state=EntryState.SUBMITTED)
    return Round.objects.filter(
        ~Exists(unchecked),
        challenge__authority__in=served,
        challenge__state=ChallengeState.PUBLISHED,
        challenge__panel__state=Panel.State.APPOINTED,
        opened_at__isnull=False,
        ranked_at__isnull=True,
    ).select_related("challenge")
