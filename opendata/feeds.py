"""Challenges as an Atom feed and deadlines as a calendar."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from challenges.models import Challenge
from core import clock
from core.public_answers import open_data
from core.wording import localised
from opendata.queries.challenges import page_url, public_challenges, upcoming_deadlines

ENTRIES = 50
# Deadlines stay in the calendar for this long after they passed.
PAST = timedelta(days=90)


class ChallengeFeed(Feed[Challenge, None]):
    """The newest public challenges; an entry is updated when a new version is published."""

    feed_type = Atom1Feed
    link = "/challenges/"

    def title(self) -> str:
        return _("%(portal)s: challenges") % {"portal": settings.PORTAL_NAME}

    def subtitle(self) -> str:
        return _("Challenges of public authorities, the newest first.")

    def items(self) -> list[Challenge]:
        return list(public_challenges(clock.now()).order_by("-published_at", "-reference")[:ENTRIES])

    def item_title(self, item: Any) -> str:
        return f"{item.reference}: {localised(item.published_version.titles)}"

    def item_description(self, item: Any) -> str:
        return localised(item.published_version.summaries)

    def item_link(self, item: Challenge) -> str:
        return page_url(item.reference)

    def item_guid(self, item: Challenge) -> str:
        return page_url(item.reference)

    def item_author_name(self, item: Challenge) -> str:
        return item.authority.name

    def item_pubdate(self, item: Challenge) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Any) -> datetime | None:
        return item.published_version.published_at or item.published_at


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
