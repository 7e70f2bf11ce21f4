"""Outcome letters as their suppliers may read them."""

from collections.abc import Iterator

from django.db.models import QuerySet

from accounts.models import Visitor
from awards.models import ChangeNotice, Notice
from submissions.models import Entry
from submissions.outcomes import Part


def letters_of_round(reference: str, number: int, *, user: Visitor) -> "QuerySet[Notice]":
    """Return the letters about a round to the suppliers for whom `user` acts."""
    about = {"decision__entry__round__challenge__reference": reference, "decision__entry__round__number": number}
    found: QuerySet[Notice] = Notice.objects.visible_to(user).filter(**about)
    return found.select_related("decision__entry__proposal__supplier").order_by("decision__entry__work_code")


def change_letters(reference: str, number: int, *, user: Visitor) -> "QuerySet[ChangeNotice]":
    """Return the letters about changes of the awards of a round to the suppliers for whom `user` acts, the newest first."""
    about = {"award_list__round__challenge__reference": reference, "award_list__round__number": number}
    mine = Notice.objects.visible_to(user).values("decision")
    found: QuerySet[ChangeNotice] = ChangeNotice.objects.filter(decision__in=mine, **about)
    return found.select_related("decision__entry__proposal__supplier").order_by(
        "-award_list__number", "decision__entry__work_code"
    )


def outcome_parts(entry: Entry, user: Visitor) -> Iterator[Part]:
    """Yield the outcome for the supplier's page about `entry`, once the round is decided."""
    notice = Notice.objects.visible_to(user).filter(decision__entry=entry).select_related("decision").first()
    if notice is not None:
        changed = ChangeNotice.objects.filter(decision=notice.decision_id).order_by("-award_list__number").first()
        holds = changed.content["holds"] if changed else notice.decision.outcome
        yield Part("awards/_outcome.html", {"holds": holds, "content": notice.content})
