"""From what stands in an address to the thing, or 404: who may not know of it learns nothing."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Visitor
from challenges.models import Challenge, Round
from core.permissions import may
from evaluation.models import Juror, Panel, Report, Scorecard
from evaluation.queries.progress import JUDGED

# Of a version: rules are read once per process, the rest is for searching.
LARGE = ("content", "search_text")


def own_card(user: Visitor, work_code: str) -> Scorecard:
    """Return the person's own scorecard for the entry with this code."""
    version = "entry__round__challenge__published_version"
    related = ("juror__user", "juror__panel__challenge", version, "entry__proposal__challenge")
    cards = Scorecard.objects.of_juror(user).filter(entry__state__in=JUDGED).select_related(*related)
    cards = cards.defer(*(f"{version}__{field}" for field in LARGE))
    return get_object_or_404(cards, entry__work_code=work_code)


def own_seat(user: Visitor, reference: str) -> Juror:
    """Return the seat that the person was offered, or has, on the jury of this challenge."""
    seats = Juror.objects.offered_to(user).select_related(
        "user", "panel__challenge__authority", "panel__challenge__published_version"
    )
    return get_object_or_404(seats, panel__challenge__reference=reference)


def round_of_seat(seat: Juror, number: int) -> Round:
    """Return an opened round of the seat's challenge, from a seat that judges."""
    if not seat.is_active:
        raise Http404
    rounds = Round.objects.filter(opened_at__isnull=False).select_related("challenge__panel")
    return get_object_or_404(rounds, challenge=seat.panel.challenge_id, number=number)


def challenge_on_desk(user: Visitor, reference: str) -> Challenge:
    """Return a challenge whose desk the person may see."""
    return get_object_or_404(
        Challenge.objects.on_desk_of(user).select_related("authority", "published_version"), reference=reference
    )


def round_on_desk(user: Visitor, reference: str, number: int) -> Round:
    """Return a round whose judging the person follows."""
    version = "challenge__published_version"
    related = Round.objects.select_related("challenge__authority", version).defer(*(f"{version}__{field}" for field in LARGE))
    stage = get_object_or_404(
        related, challenge__in=Challenge.objects.on_desk_of(user), challenge__reference=reference, number=number
    )
    if not may(user, "evaluation.follow_judging", stage):
        raise Http404
    return stage


def panel_on_desk(user: Visitor, reference: str) -> Panel | None:
    """Return the jury of a challenge on the person's desk; None if nobody was invited yet."""
    challenge = challenge_on_desk(user, reference)
    try:
        panel: Panel = challenge.panel
    except ObjectDoesNotExist:
        return None
    panel.challenge = challenge
    return panel


def seat_on_desk(user: Visitor, reference: str, code: str) -> Juror:
    """Return a seat by its code, to who forms the jury."""
    seat = get_object_or_404(
        Juror.objects.select_related("user", "panel__challenge"), panel__challenge__reference=reference, code=code
    )
    if not may(user, "evaluation.form_panel", seat):
        raise Http404
    return seat


def report_of(user: Visitor, reference: str, number: int) -> Report:
    """Return the report of a ranked round that counts, to the jury and to the officials who follow it."""
    version = "round__challenge__published_version"
    reports = Report.objects.visible_to(user).select_related(
        "round__challenge__authority", version, "round__ranking", "round__challenge__panel"
    )
    reports = reports.defer(*(f"{version}__{field}" for field in LARGE))
    return get_object_or_404(reports, newest_of__challenge__reference=reference, newest_of__number=number)


def seat_under(user: Visitor, report: Report) -> Juror | None:
    """Return the seat on the jury from which somebody reads a ranking or its report; None for officials."""
    return next((juror for juror in report.panel.active_jurors if juror.user_id == user.pk), None)
