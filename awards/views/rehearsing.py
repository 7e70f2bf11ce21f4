"""A draft played through on its desk page: the scenario, the number of entries and the seed stand in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.forms import RehearsalForm
from awards.rehearsal import rehearse
from awards.rehearsal.rehearsing import ENTRIES, SEED
from awards.rehearsal.telling import Chapter, chapters
from challenges import versioning
from challenges.models import Challenge
from challenges.rules.reading import read
from challenges.views.access import with_challenge
from core.permissions import may


@require_safe
@with_challenge
def rehearsal(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Play the rules through as they are being written or amended, or else as they were published; nothing is stored."""
    chosen = {"scenario": "ordinary", "entries": str(ENTRIES), "seed": str(SEED)}
    form = RehearsalForm(chosen | {name: value for name, value in request.GET.items() if name in chosen})
    told: tuple[Chapter, ...] = ()
    if form.is_valid():
        version = challenge.published_version
        amends = version and challenge.amendment and may(request.user, "challenges.follow_amendment", challenge)
        document = read(version.content if version and not amends else versioning.content_of(challenge)).document
        if document is not None:
            told = chapters(rehearse(document, **form.cleaned_data))
    context = {"challenge": challenge, "form": form, "chapters": told}
    return render(request, "awards/rehearsal.html", context, status=200 if form.is_valid() else 422)
