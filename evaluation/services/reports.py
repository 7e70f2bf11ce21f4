"""The jury's report: the chair circulates it, every juror signs it, that of the last blind round reveals who is who."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from challenges.lifecycle import challenge_is_running
from challenges.models import Round
from challenges.services.locking import hold_rounds, lock
from challenges.versioning import digest
from core import clock
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from evaluation import emails
from evaluation.lifecycle import REPORT
from evaluation.models import Juror, Panel, RankingSnapshot, Report, Signature
from evaluation.queries.snapshot import report_content
from evaluation.services.closing import report_under
from evaluation.services.revealing import reveal_rounds
from ledger.services import publish_head, record_event


@transaction.atomic
def circulate_report(report: Report, *, by: User, remarks: str, ranking: int | None = None) -> Report:
    """Freeze the report with the remarks of the jury and ask every juror to sign it.

    `ranking` is the number of the ranking that the remarks were written under, where that may have changed.

    Raises:
        TransitionRefused: somebody else may, it went round, people have still to answer something, or the ranking is newer.
    """
    report = _hold(report)
    if ranking not in {None, report.ranking.number}:
        words = _("There is a newer ranking in the meantime. Look at it first.")
        raise TransitionRefused("circulate", [Gap(words, code="stale")])
    report.state = REPORT.demand(report, "circulate", by=by)
    report.remarks = remarks.strip()
    report.content = report_content(report)
    report.sha256 = digest(report.content)
    report.circulated_at = clock.database_now()
    report.save(update_fields=["state", "remarks", "content", "sha256", "circulated_at"])
    record_event("circulate", report.round.reference, by=by, sha256=report.sha256)
    emails.ask_for_signature(report)
    return report


@transaction.atomic
def sign_report(report: Report, *, by: User) -> Report:
    """Sign the circulated report. With the last signature it is signed; names are told then, unless a blind round is left.

    Source: art. 82 of 2014/24/EU: the report is signed by the jury's members; anonymity lasts until the opinion is reached.
    Raises PermissionDenied, or TransitionRefused when it does not circulate or was signed by this juror before.
    """
    # The challenge's row first, as in every act that may join names with works: of two last signatures the second one reveals.
    hold_rounds(lock(report.round.challenge))
    report = _hold(report)
    demand(by, "evaluation.sign", report)
    juror = next(juror for juror in report.panel.active_jurors if juror.user_id == by.pk)
    if gaps := [*_signing_gaps(report, juror)]:
        raise TransitionRefused("sign", gaps)
    Signature.objects.create(report=report, juror=juror, sha256=report.sha256, signed_at=clock.database_now())
    record_event("sign", report.round.reference, by=by, sha256=report.sha256)
    _complete(report, by=by)
    return report


def begin_report_anew(stage: Round) -> Report:
    """Begin another report under the newest ranking of a round, whose signed one was sent back; the round's row is locked.

    The chair writes and circulates it as the first one. A mark that is corrected meanwhile brings a ranking of its own under it.
    """
    return report_under(RankingSnapshot.objects.get(newest_of=stage))


def complete_if_signed(panel: Panel, *, by: User) -> None:
    """Complete the reports that only waited for somebody who has just left the jury; the challenge's row is locked."""
    for report in Report.objects.filter(newest_of__challenge=panel.challenge_id, state=Report.State.SIGNING):
        _complete(_hold(report), by=by)


def _hold(report: Report) -> Report:
    related = Report.objects.select_related("round__challenge__panel", "round__challenge__published_version", "ranking")
    return related.select_for_update(of=("self",)).get(pk=report.pk)


def _signing_gaps(report: Report, juror: Juror) -> Iterator[Gap]:
    yield from challenge_is_running(report, None)
    if report.newest_of_id is None:
        yield Gap(_("A newer report counts in the place of this one."), code="superseded")
    elif report.state != Report.State.SIGNING:
        yield Gap(_("The report does not wait for signatures."))
    elif report.signatures.filter(juror=juror).exists():
        yield Gap(_("You have signed this report already."))


def _complete(report: Report, *, by: User) -> None:
    """Take the last signature as the report's, and reveal what waited for it."""
    if any(challenge_is_running(report, by)) or any(report.signature_gaps()) or not report.signatures.exists():
        return
    report.state = REPORT["complete"].target
    report.signed_at = clock.database_now()
    report.save(update_fields=["state", "signed_at"])
    reveal_rounds(report.challenge, by)
    publish_head(occasion=f"report {report.round.reference}")
    emails.tell_signed(report)
