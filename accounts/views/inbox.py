"""Where people land after they signed in: what waits for them."""

from typing import Literal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.queries import grouped_by_urgency
from core import clock
from core.components import InboxGroup, InboxItem
from core.wording import legal_time
from core.worklist import WorkItem, waiting_for


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader: late, today, this week, later."""
    now = clock.now()
    end_of_day = legal_time(now).replace(hour=23, minute=59, second=59)
    work = grouped_by_urgency(waiting_for(request.user), now=now, end_of_day=end_of_day)
    groups = [
        _group(_("Late"), "late", work.late),
        _group(_("Today"), "today", work.today),
        _group(_("This week"), "week", work.week),
        _group(_("Later"), "later", work.later),
    ]
    waiting = sum(len(group.items) for group in groups)
    return render(request, "accounts/inbox.html", {"groups": groups, "waiting": waiting, "now": now})


def _group(title: str, urgency: Literal["late", "today", "week", "later"], items: list[WorkItem]) -> InboxGroup:
    return InboxGroup(
        title=title,
        urgency=urgency,
        items=[InboxItem(title=str(item.title), href=item.url, meta=str(item.context), due_at=item.due_at) for item in items],
    )
