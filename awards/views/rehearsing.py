"""Words and rules played through on the desk: the scenario, the number of entries and the seed stand in the address."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.acting import perform, person_of
from awards.forms import KeepingForm, RehearsalForm
from awards.lifecycle import REHEARSAL
from awards.models import KeptRehearsal
from awards.queries import rehearsals
from awards.rehearsal import rehearse, unreadable
from awards.rehearsal.keeping import findings_of, main_lines
from awards.rehearsal.rehearsing import ENTRIES, SEED
from awards.rehearsal.telling import Chapter, chapters
from awards.rehearsal.telling.findings import lines_of
from awards.services import keep_rehearsals
from challenges.models import Challenge
from challenges.rules.reading import read
from challenges.views.access import with_challenge
from core.components import ErrorLink


@require_safe
@with_challenge
def rehearsal(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Play the rules through as they are being written, amended or approved, or else as they were published."""
    usual = {"scenario": "ordinary", "entries": str(ENTRIES), "seed": str(SEED)}
    chosen = {name: request.GET.get(name, value) for name, value in usual.items()}
    text = rehearsals.to_rehearse(challenge, request.user)
    keeping = KeepingForm(initial={**chosen, "scenarios": [chosen["scenario"]], "sha256": text.sha256})
    return _page(request, text, challenge=challenge, form=RehearsalForm(chosen), keeping=keeping)


@require_POST
@with_challenge
def keep(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Keep what was rehearsed, in one or several courses, for whoever approves it."""
    keeping, refusal, status = KeepingForm(request.POST), list[ErrorLink](), 422
    if keeping.is_valid():
        call = lambda: keep_rehearsals(challenge, by=person_of(request), **keeping.cleaned_data)  # noqa: E731 (the service)
        outcome = perform(request, call, verb="keep_rehearsal", reference=challenge.reference)
        if outcome.result is not None:
            messages.success(request, _kept_words(len(outcome.result)))
            return redirect("awards:rehearsal", challenge.reference)
        refusal, status = outcome.errors, outcome.status
    chosen = {name: request.POST.get(name, "") for name in ("entries", "seed")}
    form = RehearsalForm({"scenario": next(iter(request.POST.getlist("scenarios")), "ordinary"), **chosen})
    text = rehearsals.to_rehearse(challenge, request.user)
    return _page(request, text, status=status, challenge=challenge, form=form, keeping=keeping, refusal=refusal)


@require_safe
@with_challenge
def kept(request: HttpRequest, challenge: Challenge, number: int) -> HttpResponse:
    """Show what was kept of a rehearsal, and play the same once more."""
    mine = KeptRehearsal.objects.visible_to(request.user).filter(challenge=challenge).select_related("kept_by", "challenge")
    row = get_object_or_404(mine, number=number)
    text = rehearsals.what_was_rehearsed(row)
    plain = None if text is None else text.plain
    document = None if plain is None else read(plain).document
    again = None if document is None else rehearse(document, row.entries, row.seed, row.scenario)
    context = {
        "challenge": challenge,
        "told": rehearsals.told(row),
        "findings": rehearsals.sentences(findings_of(row.content, plain)),
        "main": list(rehearsals.main_sentences(row, plain)),
        "is_same": again is not None and main_lines(again)["result_sha256"] == row.content["result_sha256"],
        "chapters": () if again is None else chapters(again),
    }
    return render(request, "awards/kept_rehearsal.html", context)


def _page(
    request: HttpRequest,
    text: rehearsals.Rehearsable,
    *,
    challenge: Challenge,
    form: RehearsalForm,
    keeping: KeepingForm,
    refusal: Iterable[ErrorLink] = (),
    status: int = 200,
) -> HttpResponse:
    told = _told(text, form) if form.is_valid() else ()
    can_keep = not REHEARSAL.refusals(KeptRehearsal(challenge=challenge), "keep_rehearsal", by=request.user)
    context = {
        "challenge": challenge,
        "form": form,
        "chapters": told,
        "keeping": keeping if can_keep and told else None,
        "kept": [
            (rehearsals.told(each), rehearsals.address(each), each.sha256 == text.sha256)
            for each in rehearsals.kept_rehearsals(challenge, request.user)
        ],
        "refusal": refusal,
    }
    return render(request, "awards/rehearsal.html", context, status=status if form.is_valid() else 422)


def _told(text: rehearsals.Rehearsable, form: RehearsalForm) -> tuple[Chapter, ...]:
    """Return all that a rehearsal says, or why there is none."""
    reading = read(text.plain)
    why = unreadable(reading)
    if reading.document is None or why:
        return (Chapter("findings", _("Why this cannot be rehearsed"), tuple(lines_of(why))),)
    return chapters(rehearse(reading.document, **form.cleaned_data))


def _kept_words(count: int) -> str:
    if not count:
        return _("This was kept already.")
    return ngettext("%(count)s rehearsal is kept.", "%(count)s rehearsals are kept.", count) % {"count": count}
