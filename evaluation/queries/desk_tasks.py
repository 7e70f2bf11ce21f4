"""The tasks that the judging puts on the desk page of a challenge."""

from collections.abc import Iterator

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Visitor
from challenges.desk import DeskTask
from challenges.lifecycle import ChallengeState
from challenges.models import Challenge, Round
from core.permissions import may
from evaluation.completeness import panel_gaps
from evaluation.models import Panel, Report
from evaluation.queries.progress import entry_progress


def judging_tasks(challenge: Challenge, user: Visitor) -> Iterator[DeskTask]:
    """Yield the jury, and for each round of a public challenge its judging and its report."""
    if challenge.source_url:
        return
    yield _panel_task(challenge)
    if challenge.published_at is None:
        return
    for stage in challenge.rounds.select_related("report").order_by("number"):
        follows = may(user, "evaluation.follow_judging", stage)
        yield _judging_task(stage, follows=follows)
        yield _report_task(stage, follows=follows)


def _panel_task(challenge: Challenge) -> DeskTask:
    url = reverse("evaluation:panel", args=[challenge.reference])
    appointed = _panel_state(challenge) not in {None, Panel.State.FORMING}
    named = not any(panel_gaps(challenge))
    status = _("Appointed") if appointed else _("Named") if named else _("To do")
    is_done = appointed or (named and challenge.state == ChallengeState.DRAFT)
    return DeskTask(_("Jury"), status, "prepare", 60, is_done=is_done, url=url)


def _panel_state(challenge: Challenge) -> str | None:
    try:
        return str(challenge.panel.state)
    except ObjectDoesNotExist:
        return None


def _judging_task(stage: Round, *, follows: bool) -> DeskTask:
    url = reverse("evaluation:judging", args=[stage.challenge.reference, stage.number]) if follows else ""
    section, title = f"round-{stage.number}", _("Judging")
    if stage.ranked_at is not None:
        return DeskTask(title, _("Done"), section, 70, is_done=True, url=url)
    if stage.opened_at is None:
        return DeskTask(title, _("Not yet"), section, 70, hint=_("After the opening."))
    entries = entry_progress(stage)
    expected, there = sum(entry.expected for entry in entries), sum(entry.handed_in for entry in entries)
    if not expected:
        return DeskTask(title, _("To do"), section, 70, url=url)
    return DeskTask(title, _("%(there)s of %(expected)s") % {"there": there, "expected": expected}, section, 70, url=url)


def _report_task(stage: Round, *, follows: bool) -> DeskTask:
    report = getattr(stage, "report", None)
    section, title = f"round-{stage.number}", _("Report of the jury")
    if report is None:
        return DeskTask(title, _("Not yet"), section, 80, hint=_("After the last scorecard."))
    url = reverse("evaluation:desk_report", args=[stage.challenge.reference, stage.number]) if follows else ""
    return DeskTask(title, report.get_state_display(), section, 80, is_done=report.state == Report.State.SIGNED, url=url)
