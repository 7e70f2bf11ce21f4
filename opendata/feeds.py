"""Challenges as an Atom feed and deadlines as a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from awards.models import Award
from challenges.models import Challenge
from core import clock
from core.public_answers import open_data
from core.wording import localised
from opendata.queries.challenges import HEAVY, page_url, public_challenges, upcoming_deadlines

ENTRIES = 50
# Deadlines stay in the calendar for this long after they passed.
PAST = timedelta(days=90)


@dataclass(frozen=True)
class Told:
    """One entry of the feed: a challenge, or what became of an award of it. `key` never changes and names it for ever."""

    key: str
    title: str
    text: str
    link: str
    author: str
    published: datetime
    updated: datetime


class ChallengeFeed(Feed[Told, None]):
    """The newest challenges, updated with each version, and awards: announced, overturned, a reserve that moved up."""

    feed_type = Atom1Feed
    link = "/challenges/"

    def title(self) -> str:
        return _("%(portal)s: challenges") % {"portal": settings.PORTAL_NAME}

    def subtitle(self) -> str:
        return _("Challenges of public authorities and their awards, the newest first.")

    def items(self) -> list[Told]:
        found = [*_challenges(clock.now()), *_awards()]
        return sorted(found, key=lambda told: (told.published, told.key), reverse=True)[:ENTRIES]

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.text)

    def item_link(self, item: Told) -> str:
        return item.link

    def item_guid(self, item: Told) -> str:
        return item.key

    def item_author_name(self, item: Told) -> str:
        return item.author

    def item_pubdate(self, item: Told) -> datetime:
        return item.published

    def item_updateddate(self, item: Told) -> datetime:
        return item.updated


def _challenges(now: datetime) -> Iterator[Told]:
    for challenge in public_challenges(now).order_by("-published_at", "-reference")[:ENTRIES]:
        version, page = challenge.published_version, page_url(challenge.reference)
        if version is not None and challenge.published_at is not None:
            yield Told(
                key=page,
                title=f"{challenge.reference}: {localised(version.titles)}",
                text=localised(version.summaries),
                link=page,
                author=challenge.authority.name,
                published=challenge.published_at,
                updated=version.published_at or challenge.published_at,
            )


def _awards() -> Iterator[Told]:
    """Yield what became of the awards that were announced; what was told once stays, also when another thing holds now."""
    about = "decision__entry__proposal__challenge__"
    found = Award.objects.announced().select_related(f"{about}authority", f"{about}published_version", "award_list")
    newest = Greatest("notified_at", Coalesce("overturned_at", "notified_at"))
    for award in found.defer(*(f"{about}{heavy}" for heavy in HEAVY)).order_by(newest.desc(), "-reference")[:ENTRIES]:
        announced = _("A reserve moves up and is awarded") if award.moved_up else _("Awarded")
        yield from _happening(award, "announced", announced, award.notified_at, "")
        yield from _happening(award, "overturned", _("Award overturned"), award.overturned_at, award.overturning_reason)


def _happening(award: Award, name: str, what: str, at: datetime | None, why: str) -> Iterator[Told]:
    challenge = award.challenge
    if at is None or challenge.published_version is None:
        return
    page, words = page_url(challenge.reference), {"supplier": award.published_supplier["name"], "why": why}
    yield Told(
        key=f"{page}#{award.reference}-{name}",
        title=f"{challenge.reference}: {what}: {localised(challenge.published_version.titles)}",
        text=_("%(supplier)s. %(why)s") % words if why else str(words["supplier"]),
        link=f"{page}#results",
        author=challenge.authority.name,
        published=at,
        updated=at,
    )


challenges_atom = require_safe(open_data(ChallengeFeed()))


@require_safe
@open_data
def challenges_ics(_request: HttpRequest) -> HttpResponse:
    """Give the deadlines of all rounds as a calendar, in UTC; an event keeps its UID, SEQUENCE is the version's number."""
    now = clock.now()
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PORTAL_NAME}//challenges//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", settings.PORTAL_NAME)
    found = public_challenges(now).filter(source_url="", rounds__closes_at__gte=now - PAST).distinct()
    for challenge, stage in upcoming_deadlines(found.order_by("reference")):
        calendar.add_component(_deadline(challenge, stage))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _deadline(challenge: Any, stage: Any) -> Event:
    version = challenge.published_version
    words = {"reference": challenge.reference, "title": localised(version.titles), "number": stage.number}
    event = Event()
    event.add("uid", f"{challenge.reference}-round-{stage.number}@{settings.PORTAL_BASE_URL.partition('://')[2]}")
    event.add("sequence", version.number - 1)
    event.add("dtstamp", (version.published_at or challenge.published_at).astimezone(UTC))
    event.add("dtstart", stage.closes_at.astimezone(UTC))
    event.add("dtend", stage.closes_at.astimezone(UTC))
    event.add("summary", _("%(reference)s, round %(number)s closes: %(title)s") % words)
    event.add("url", page_url(challenge.reference))
    event.add("status", "CANCELLED" if challenge.state == Challenge.State.CANCELLED else "CONFIRMED")
    return event
