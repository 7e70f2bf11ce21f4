"""What waits for suppliers and officials, for the inbox and for the desk of a challenge."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationQuerySet, Visitor
from accounts.roles import Role
from challenges.desk import DeskTask
from challenges.models import Challenge, Round
from core import clock
from core.permissions import may
from core.translated import in_active_language
from core.worklist import WorkItem
from submissions.models import Entry, OpeningConsent
from submissions.queries.attending import asks_who_came
from submissions.queries.entries import EntryCounts, counts_of
from submissions.queries.proposals import proposals_of


def entries_to_finish(user: Visitor) -> Iterator[WorkItem]:
    """Yield the entries that a supplier can still hand in, with their deadlines."""
    if not user.is_authenticated or not user.roles_by_organisation:
        return
    for row in proposals_of(user, now=clock.now()):
        for stage in row.stages:
            if stage.waits_for_supplier:
                name = "submissions:round" if stage.entry else "submissions:proposal"
                arguments = [row.address, stage.round.number] if stage.entry else [row.address]
                version = row.proposal.challenge.published_version
                context = f"{row.proposal.challenge.reference} {in_active_language(version.titles if version else {})}"
                yield WorkItem(stage.next_act, reverse(name, args=arguments), context, stage.round.closes_at)


def rounds_to_open(user: Visitor) -> Iterator[WorkItem]:
    """Yield the rounds that are over and lack this official's consent to be opened."""
    mine = Organisation.objects.with_role(user, Role.SECRETARY, Role.PUBLISHER)
    consented = OpeningConsent.objects.filter(round=OuterRef("pk"), given_by=user.pk)
    waiting = _running_rounds(mine).filter(opened_at=None, closes_at__lt=clock.now()).exclude(Exists(consented))
    for stage in waiting:
        yield _item(_("Open the entries of round %(number)s"), "submissions:opening", stage)


def entries_to_check(user: Visitor) -> Iterator[WorkItem]:
    """Yield the opened rounds with entries that wait for the secretary's check."""
    mine = Organisation.objects.with_role(user, Role.SECRETARY)
    unchecked = Entry.objects.filter(round=OuterRef("pk"), state=Entry.State.SUBMITTED)
    for stage in _running_rounds(mine).filter(Exists(unchecked), opened_at__isnull=False):
        yield _item(_("Check the entries of round %(number)s"), "submissions:entries", stage)


def desk_tasks(challenge: Challenge, user: Visitor) -> Iterator[DeskTask]:
    """Yield, for each round of a published challenge, its opening and the check of its entries."""
    if not challenge.is_public or not may(user, "challenges.view_desk", challenge):
        return
    now = clock.now()
    for stage in challenge.rounds.all():
        stage.challenge = challenge
        if stage.rules.intake is None:
            if asks_who_came(stage):
                yield _attendance_task(stage)
            continue
        yield _opening_task(stage, has_closed=stage.has_closed(now))
        yield _check_task(stage, counts_of(stage) if stage.opened_at else None)


def _running_rounds(authorities: OrganisationQuerySet) -> Any:
    running = Round.objects.filter(challenge__authority__in=authorities, challenge__state=Challenge.State.PUBLISHED)
    return running.select_related("challenge").order_by("closes_at")


def _item(words: str, name: str, stage: Round) -> WorkItem:
    address = reverse(name, args=[stage.challenge.reference, stage.number])
    return WorkItem(words % {"number": stage.number}, address, f"{stage.challenge.reference} {stage.challenge.working_title}")


def _opening_task(stage: Round, *, has_closed: bool) -> DeskTask:
    address = reverse("submissions:opening", args=[stage.challenge.reference, stage.number])
    status = _("Opened") if stage.opened_at else _("To do") if has_closed else _("Sealed until the deadline")
    return DeskTask(_("Open the entries"), status, f"round-{stage.number}", 50, is_done=stage.opened_at is not None, url=address)


def _attendance_task(stage: Round) -> DeskTask:
    title, section = _("Note who came"), f"round-{stage.number}"
    if stage.opened_at is None:
        return DeskTask(title, _("Not yet"), section, 60, hint=_("Once somebody advances to this round."))
    missing = Entry.objects.handed_in().filter(round=stage, attendances=None).count()
    address = reverse("submissions:entries", args=[stage.challenge.reference, stage.number])
    status = _("%(number)s to note") % {"number": missing} if missing else _("Done")
    return DeskTask(title, status, section, 60, is_done=not missing, url=address)


def _check_task(stage: Round, counts: EntryCounts | None) -> DeskTask:
    title, section = _("Check the entries"), f"round-{stage.number}"
    if counts is None:
        return DeskTask(title, _("Not yet"), section, 60, hint=_("After the opening."))
    address = reverse("submissions:entries", args=[stage.challenge.reference, stage.number])
    status = _("%(number)s to check") % {"number": counts.unchecked} if counts.unchecked else _("Done")
    return DeskTask(title, status, section, 60, is_done=not counts.unchecked, url=address)
