"""What the jury and its secretary are told by mail: what to do, and one link. Never a mark, never a supplier's name."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from challenges.models import Amendment, Challenge, Round
from core import clock
from core.mail import queue_mail
from core.permissions import may
from evaluation.models import Correction, Juror, Report

# The members of a round that its jury goes by.
JUDGED_BY = ("judging", "advancing", "shows")
# The site path of a mail's link; a function is asked in the recipient's language.
Path = str | Callable[[], str]


def invite(juror: Juror, *, is_new: bool) -> None:
    """Offer a seat; `is_new` people learn how to choose a password."""
    key = f"jury-invitation:{juror.pk}:{juror.invited_at.isoformat()}"
    path = lambda: reverse("evaluation:seat", args=[juror.challenge.reference])  # noqa: E731 - asked in the reader's language
    _send(juror.user, "invitation", key, juror.challenge, path, juror=juror, is_new=is_new)


def tell_answer(juror: Juror) -> None:
    """Tell the secretaries that somebody took or refused a seat."""
    path = lambda: reverse("evaluation:panel", args=[juror.challenge.reference])  # noqa: E731
    for person in secretaries(juror.challenge):
        key = f"jury-answered:{juror.pk}:{juror.invited_at.isoformat()}:{person.pk}"
        _send(person, "answered", key, juror.challenge, path, juror=juror)


def tell_assigned(jurors: Iterable[Juror], stage: Round) -> None:
    """Tell jurors that entries wait for their marks."""
    for juror in jurors:
        _send(juror.user, "assigned", f"jury-assigned:{stage.pk}:{juror.pk}", stage.challenge, _queue, round=stage)


def tell_stepped_in(juror: Juror) -> None:
    """Tell a deputy that they judge from now on."""
    _send(juror.user, "stepped_in", f"jury-stepped-in:{juror.pk}", juror.challenge, _queue, juror=juror)


def tell_stepped_down(juror: Juror, deputy: Juror | None, *, by: User) -> None:
    """Tell the secretaries that a juror left the jury, and which deputy took the seat; not the one who did it."""
    path = lambda: reverse("evaluation:panel", args=[juror.challenge.reference])  # noqa: E731
    for person in secretaries(juror.challenge):
        if person.pk != by.pk:
            key = f"jury-stepped-down:{juror.pk}:{person.pk}"
            _send(person, "stepped_down", key, juror.challenge, path, juror=juror, deputy=deputy)


def jurors_of(challenge: Challenge) -> list[User]:
    """Return everybody who has a seat on the jury, or was offered one and has not answered."""
    seats = Juror.objects.filter(panel__challenge=challenge, declined_at__isnull=True, recused_at__isnull=True)
    return list(User.objects.filter(is_active=True, pk__in=seats.values("user")).order_by("pk"))


def queue_path(_challenge: Challenge) -> str:
    """Return the site path of a juror's queue, in the active language."""
    return reverse("evaluation:queue")


def remind(juror: Juror, path: Path) -> None:
    """Remind a juror, at most once a day, that something waits for them."""
    _send(juror.user, "reminder", f"jury-reminder:{juror.pk}:{clock.now().date()}", juror.challenge, path)


def tell_ranked(report: Report) -> None:
    """Tell the chair to write the report, and the secretaries that all scorecards are in, or why there is a new ranking."""
    ranking = report.ranking
    chair = [juror.user for juror in report.panel.active_jurors if juror.role == Juror.Role.CHAIR]
    for person in [*chair, *secretaries(report.challenge)]:
        key = f"jury-ranked:{ranking.pk}:{person.pk}"
        told = {"round": report.round, "ranking": ranking, "writes": person in chair}
        _send(person, "ranked", key, report.challenge, _report(report), **told)


def tell_superseded(report: Report, former: Report) -> None:
    """Tell every juror that the report they were asked to sign counts no more, and why."""
    told = {"round": report.round, "ranking": report.ranking}
    for juror in report.panel.active_jurors:
        key = f"jury-superseded:{former.pk}:{juror.pk}"
        _send(juror.user, "superseded", key, report.challenge, _report(report), **told)


def ask_to_record(correction: Correction) -> None:
    """Ask those who may record the jury's session to do so."""
    panel = correction.panel
    people = [*(juror.user for juror in panel.active_jurors), *secretaries(correction.challenge)]
    for person in people:
        if may(person, "evaluation.record_correction", correction):
            key = f"jury-correction-asked:{correction.pk}:{person.pk}"
            _send(person, "correction_asked", key, correction.challenge, _undecided(correction), round=correction.round)


def tell_correction(correction: Correction) -> None:
    """Tell the juror what became of the mark."""
    key = f"jury-correction-settled:{correction.pk}"
    told = {"round": correction.round, "code": correction.scorecard.entry.work_code, "correction": correction}
    path = lambda: reverse("evaluation:sheet", args=[correction.scorecard.entry.work_code])  # noqa: E731
    _send(correction.juror.user, "correction_settled", key, correction.challenge, path, **told)


def ask_for_signature(report: Report) -> None:
    """Ask every juror to read and sign the report."""
    for juror in report.panel.active_jurors:
        key = f"jury-to-sign:{report.pk}:{juror.pk}"
        _send(juror.user, "to_sign", key, report.challenge, _report(report), round=report.round)


def tell_signed(report: Report) -> None:
    """Tell the secretaries that the decision can be taken."""
    for person in secretaries(report.challenge):
        key = f"jury-signed:{report.pk}:{person.pk}"
        _send(person, "signed", key, report.challenge, _report(report), round=report.round)


def tell_amended(amendment: Amendment) -> None:
    """Tell the jury of an amendment that changes what they judge by, in rounds whose deadline had not passed."""
    rounds = amendment.challenge.rounds.filter(set_by_version=amendment.candidate_id, decided_at__isnull=True)
    judged = tuple(f"rules.rounds[{key}].{member}" for key in rounds.values_list("round_key", flat=True) for member in JUDGED_BY)
    changes = [change for change in amendment.changes if change.path.startswith(("rules.juries", *judged))]
    if not changes or not judged:
        return
    path = lambda: reverse("evaluation:seat", args=[amendment.challenge.reference])  # noqa: E731 - asked in the reader's language
    for person in jurors_of(amendment.challenge):
        key = f"jury-amended:{amendment.pk}:{person.pk}"
        _send(person, "amended", key, amendment.challenge, path, amendment=amendment, changes=changes)


def secretaries(challenge: Challenge) -> list[User]:
    """Return the people who serve the jury of a challenge."""
    held = {"memberships__organisation": challenge.authority_id, "memberships__role": Role.SECRETARY}
    return list(User.objects.filter(is_active=True, **held))


def _send(person: User, about: str, key: str, challenge: Challenge, path: Path, **context: Any) -> None:
    version = challenge.published_version
    titles = version.titles if version else challenge.working_title
    full = {"challenge": challenge, "titles": titles, "path": path, **context}
    queue_mail(key=key, to=person, template=f"jury_{about}", context=full)


def _queue() -> str:
    return reverse("evaluation:queue")


def _undecided(correction: Correction) -> Path:
    return lambda: reverse("evaluation:undecided", args=[correction.challenge.reference, correction.round.number])


def _report(report: Report) -> Path:
    return lambda: reverse("evaluation:report", args=[report.challenge.reference, report.round.number])
