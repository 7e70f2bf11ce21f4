"""The page of a challenge as everybody would read it, while it is being written or amended."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from challenges.models import Challenge
from challenges.views.access import with_challenge
from core import clock
from core.permissions import may
from pages.queries.challenge import previewed_challenge


@require_safe
@with_challenge
def preview(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Show what would be public if words and rules were frozen now; where nothing is being written, go to what is public."""
    writes = challenge.amendment is not None and may(request.user, "challenges.follow_amendment", challenge)
    if challenge.published_at is not None and not writes:
        return redirect("pages:challenge", challenge.reference)
    public = previewed_challenge(challenge, language=get_language() or settings.LANGUAGE_CODE, now=clock.now())
    return render(request, "pages/preview.html", {"public": public, "challenge": challenge})
