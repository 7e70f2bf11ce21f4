"""Home, challenges, winners: pages for everybody, without an account."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from challenges.models import Challenge
from core import clock
from core.components import Button
from ledger.chain import canonical
from pages.forms import ChallengeFilter
from pages.queries.challenge import public_challenge, published_content
from pages.queries.home import key_figures, opening_words
from pages.queries.listing import cards, found_challenges, open_challenges
from pages.queries.structured import structured_challenge
from pages.queries.winners import standing_awards, winners

PER_PAGE = 12
ON_THE_HOME_PAGE = 4


def home(request: HttpRequest) -> HttpResponse:
    """What this is, what is open, how it works, who won."""
    now, language = clock.now(), get_language() or settings.LANGUAGE_CODE
    context = {
        "page": opening_words(language),
        "hero_actions": [
            Button(text=_("See all challenges"), href=reverse("pages:challenges"), variant="inverse"),
            Button(text=_("How it works"), href="#how", variant="quiet"),
        ],
        "open_cards": cards(open_challenges(now)[:ON_THE_HOME_PAGE], now),
        "winners": winners(standing_awards()[:2], now),
        "figures": key_figures(now),
        "now": now,
    }
    return render(request, "pages/home.html", context)


def challenge_list(request: HttpRequest) -> HttpResponse:
    """All public challenges, searched and filtered by what stands in the address."""
    now, form = clock.now(), ChallengeFilter(request.GET)
    page = Paginator(found_challenges(now, **form.criteria), PER_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    context = {
        "form": form,
        "page_of_challenges": page,
        "cards": cards(page, now),
        "now": now,
        "result_text": ngettext("%d challenge", "%d challenges", count) % count,
        "clear_href": reverse("pages:challenges"),
    }
    return render(request, "pages/challenges.html", context)


def challenge(request: HttpRequest, reference: str) -> HttpResponse:
    """One challenge: its frozen words and rules, its course, its results."""
    language = get_language() or settings.LANGUAGE_CODE
    try:
        public = public_challenge(reference, language=language, now=clock.now())
    except Challenge.DoesNotExist as unknown:
        raise Http404 from unknown
    return render(request, "pages/challenge.html", {"public": public, "structured": structured_challenge(public)})


def challenge_version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The canonical JSON of a published version: exactly the bytes whose SHA-256 is shown."""
    content = published_content(reference, number)
    if content is None:
        raise Http404
    response = HttpResponse(canonical(content), content_type="application/json")
    response["Content-Disposition"] = f'inline; filename="{reference}-v{number}.json"'
    return response


def winner_list(request: HttpRequest) -> HttpResponse:
    """Who won what: problem, solution, prize, and whether it is final."""
    now = clock.now()
    page = Paginator(standing_awards(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/winners.html", {"page_of_awards": page, "winners": winners(page, now), "now": now})
