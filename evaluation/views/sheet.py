"""The scoring sheet and what belongs to it: check, submit, conflict, files."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import Outcome, perform, person_of
from core.components import Button, ErrorLink
from core.forms.renderer import PortalBoundField
from core.lifecycle import Gap
from core.wording import clock_time
from evaluation import services
from evaluation.forms import ReasonForm, ScorecardForm
from evaluation.lifecycle import SCORECARD, ScorecardState
from evaluation.models import Scorecard
from evaluation.queries import sheet as reading
from evaluation.queries.queue import next_open_card, place_in_queue
from evaluation.views import lookups
from submissions import vault


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, work_code: str) -> HttpResponse:
    """The entry beside its scorecard; a POST saves the marks as a draft."""
    card = lookups.own_card(request.user, work_code)
    if card.state == ScorecardState.RECUSED or any(card.conflict_gaps()):
        return render(request, "evaluation/stepped_back.html", {"card": card})
    if any(card.declaration_gaps()):
        return redirect("evaluation:declaration", card.challenge.reference, card.round.number)
    if request.method == "POST":
        return _save(request, card)
    kept = reading.sheet_of(card)
    return _sheet_page(request, kept, ScorecardForm(sheet=kept) if card.is_open else None)


@require_GET
def check(request: HttpRequest, work_code: str) -> HttpResponse:
    """Read the marks once more before handing them in."""
    card = lookups.own_card(request.user, work_code)
    return _check_page(request, card, SCORECARD.refusals(card, "submit", by=request.user))


@require_POST
def submit(request: HttpRequest, work_code: str) -> HttpResponse:
    """Hand in the marks as saved."""
    card = lookups.own_card(request.user, work_code)
    outcome = perform(
        request,
        lambda: services.submit_scorecard(card, by=person_of(request)),
        verb="submit_scorecard",
        reference=card.entry.reference,
    )
    if outcome.refused:
        return _check_page(request, card, outcome.gaps, status=outcome.status)
    messages.success(request, _("Your marks for %(code)s are in.") % {"code": work_code})
    following = next_open_card(card)
    return redirect("evaluation:sheet", following.entry.work_code) if following else redirect("evaluation:queue")


@require_http_methods(["GET", "POST"])
def conflict(request: HttpRequest, work_code: str) -> HttpResponse:
    """Step back from one entry."""
    card = lookups.own_card(request.user, work_code)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        return render(request, "evaluation/conflict.html", {"card": card, "form": form}, status=422 if form.is_bound else 200)
    reason = form.cleaned_data["reason"]
    outcome = perform(
        request,
        lambda: services.recuse_juror(card.juror, by=person_of(request), reason=reason, entry=card.entry),
        verb="recuse",
        reference=card.entry.reference,
    )
    if outcome.refused:
        page = {"card": card, "form": form, "refusal": outcome.errors}
        return render(request, "evaluation/conflict.html", page, status=outcome.status)
    messages.success(request, _("You stepped back from %(code)s. Your marks for it do not count.") % {"code": work_code})
    return redirect("evaluation:queue")


@require_GET
def attachment(request: HttpRequest, work_code: str, number: int) -> FileResponse:
    """Stream the jury copy of a file: no metadata, a name that tells nothing."""
    card = lookups.own_card(request.user, work_code)
    try:
        file = next(file for file in vault.files_of(card.entry, by=request.user) if file.number == number)
        opened = vault.open_file(file.attachment, by=request.user)
    except (PermissionDenied, StopIteration) as unreadable:
        raise Http404 from unreadable
    response = FileResponse(opened.stream, filename=opened.name, content_type=opened.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _save(request: HttpRequest, card: Scorecard) -> HttpResponse:
    form = ScorecardForm(request.POST, sheet=reading.sheet_of(card))
    if not form.is_valid():
        return _answer(
            request, card, form, Outcome(gaps=[Gap(_("Not saved: something on the sheet cannot be read."))]), status=422
        )
    outcome = perform(
        request,
        lambda: services.save_scorecard(
            card,
            by=person_of(request),
            marks=form.marks(),
            reasons=form.reasons(),
            comment=form.cleaned_data["comment"],
            private_note=form.cleaned_data["private_note"],
            revision=form.cleaned_data["revision"],
        ),
        verb="score",
        reference=card.entry.reference,
    )
    return _answer(request, card, form, outcome, status=outcome.status)


def _answer(
    request: HttpRequest, card: Scorecard, form: ScorecardForm, outcome: Outcome[Scorecard], *, status: int
) -> HttpResponse:
    """Answer a saving: to the script in JSON, to people with a page."""
    if "X-Portal-Autosave" in request.headers:
        return _to_script(outcome, status=status)
    if outcome.refused or outcome.result is None:
        return _refused_page(request, card, outcome, status=status)
    following = next_open_card(card) if request.POST.get("then") == "next" else None
    if request.POST.get("then") == "check":
        return redirect("evaluation:check", card.entry.work_code)
    return redirect("evaluation:sheet", (following or card).entry.work_code)


def _refused_page(request: HttpRequest, card: Scorecard, outcome: Outcome[Scorecard], *, status: int) -> HttpResponse:
    """Show what was typed, beside what is stored now, under the newest revision."""
    card.refresh_from_db(fields=["revision", "state", "saved_at"])
    kept = reading.sheet_of(card)
    typed = request.POST.copy()
    typed["revision"] = str(card.revision)
    form = ScorecardForm(typed, sheet=kept)
    refusal = outcome.errors if form.is_valid() else []
    return _sheet_page(request, kept, form, status=status, refusal=refusal, stored=kept.rows, saved=_("Not saved"))


def _to_script(outcome: Outcome[Scorecard], *, status: int) -> JsonResponse:
    if outcome.refused or outcome.result is None:
        return JsonResponse({"message": " ".join(str(gap.message) for gap in outcome.gaps)}, status=status)
    card = outcome.result
    words = reading.sheet_of(card).sum_words
    return JsonResponse({"revision": card.revision, "message": saved_words(card), "sum": words})


def saved_words(card: Scorecard) -> str:
    """Return the state of the sheet in words: "Saved 14:03"."""
    return _("Saved %(time)s") % {"time": clock_time(card.saved_at)} if card.saved_at else _("Not saved yet")


def _sheet_page(
    request: HttpRequest, kept: reading.Sheet, form: ScorecardForm | None, *, status: int = 200, **context: Any
) -> HttpResponse:
    card = kept.card
    answers = reading.answers(card, by=request.user)
    page = {
        "card": card,
        "answers": answers,
        "form": form,
        "criteria": [
            {
                "marked": row,
                "fields": ScorecardForm.names_of(row.key),
                "answers": [answer for answer in answers if row.key in answer.question.criteria],
            }
            for row in kept.rows
        ],
        "sheet": kept,
        "saved": saved_words(card),
        "colleagues": [] if card.is_open else reading.colleagues(card, by=person_of(request)),
        "can_correct": card.can_be_corrected,
        "place": place_in_queue(card),
        "buttons": _buttons(),
        **context,
    }
    return render(request, "evaluation/sheet.html", page, status=status)


def _buttons() -> list[Button]:
    return [
        Button(text=_("Check and submit"), name="then", value="check"),
        Button(text=_("Save and next"), name="then", value="next", variant="secondary"),
        Button(text=_("Save"), name="then", value="stay", variant="secondary"),
    ]


def _check_page(request: HttpRequest, card: Scorecard, gaps: list[Gap], *, status: int = 200) -> HttpResponse:
    kept = reading.sheet_of(card)
    page = {
        "card": card,
        "rows": kept.rows,
        "sheet": kept,
        "refusal": [ErrorLink(text=str(gap.message), href=_where(kept, gap)) for gap in gaps],
        "saved": saved_words(card),
    }
    return render(request, "evaluation/check.html", page, status=status)


def _where(kept: reading.Sheet, gap: Gap) -> str:
    """Return the address of the field on the sheet where the gap is closed; "" for gaps that no field closes."""
    form = ScorecardForm(sheet=kept)
    if gap.section not in form.keys:
        return ""
    mark, reason = form.names_of(gap.section)
    has_mark = any(row.key == gap.section and row.mark for row in kept.rows)
    field = cast(PortalBoundField, form[reason if has_mark else mark])
    return f"{reverse('evaluation:sheet', args=[kept.card.entry.work_code])}#{field.error_target}"
