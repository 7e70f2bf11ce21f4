"""Writing an entry: its tasks, its sections, its files."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import perform, person_of
from core.wording import clock_time, localised
from ledger.services import record_refusal
from submissions import services
from submissions.documents import DocumentRefused
from submissions.exports import file_response
from submissions.forms import AnswersForm
from submissions.models import Entry
from submissions.queries.form import Section, sections_of
from submissions.vault import ListedFile, files_of, open_file
from submissions.views.access import Place, context_of, place_view
from submissions.views.presenting import question_tasks, section_title
from submissions.views.reading import entry_context


@place_view
@require_GET
def round_page(request: HttpRequest, place: Place) -> HttpResponse:
    if not place.stage.can_write:
        return render(request, "submissions/handed_in.html", entry_context(request, place))
    sections = sections_of(place.entry, by=request.user)
    context = entry_context(request, place, tasks=question_tasks(place, sections))
    return render(request, "submissions/round.html", context)


@place_view
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, place: Place, key: str) -> HttpResponse:
    sections = sections_of(place.entry, by=request.user)
    position = next((number for number, found in enumerate(sections) if found.key == key), None)
    if position is None:
        raise Http404
    form = _form_of(place, sections[position], request)
    if request.method != "POST":
        return render(request, "submissions/section.html", _section_context(place, sections, position, form))
    outcome = perform(request, lambda: _save(place.entry, request, form), verb="edit", reference=place.entry.reference)
    if outcome.refused or not form.is_valid():
        # What was taken is shown as taken: files that are in the vault now, and the time of the save.
        found = sections_of(outcome.result, by=request.user) if outcome.result else sections
        context = _section_context(place, found, position, form) | {"refusal": outcome.errors}
        return render(request, "submissions/section.html", context, status=outcome.status if outcome.refused else 422)
    if "next" in request.POST and position + 1 < len(sections):
        return redirect("submissions:section", *place.arguments, sections[position + 1].key)
    return redirect("submissions:round", *place.arguments)


@place_view
@require_POST
def autosave(request: HttpRequest, place: Place) -> HttpResponse:
    """Keep what the page sends while somebody writes; answers in JSON, because the page's script asked."""
    questionnaire = place.entry.questionnaire
    form = AnswersForm(questionnaire, list(questionnaire), {}, data=request.POST)
    outcome = perform(
        request,
        lambda: services.save_draft(place.entry, by=person_of(request), answers=form.answers()),
        verb="edit",
        reference=place.entry.reference,
    )
    text = saved_words(outcome.result) if outcome.result else str(outcome.gaps[0].message)
    return JsonResponse({"text": text}, status=outcome.status)


@place_view
@require_POST
def remove_file(request: HttpRequest, place: Place, attachment: int) -> HttpResponse:
    found = _draft_file(request, place, attachment)
    here = next((each.key for each in sections_of(place.entry, by=request.user) if found in each.files), None)
    outcome = perform(
        request,
        lambda: services.remove_file(found.attachment, by=person_of(request)),
        verb="edit",
        reference=place.entry.reference,
    )
    if outcome.refused:
        context = entry_context(request, place, refusal=outcome.errors)
        return render(request, "submissions/handed_in.html", context, status=outcome.status)
    messages.success(request, _("The file was removed from your draft."))
    return redirect("submissions:section", *place.arguments, here) if here else redirect("submissions:round", *place.arguments)


@place_view
@require_GET
def file(request: HttpRequest, place: Place, attachment: int) -> FileResponse:
    return file_response(open_file(_draft_file(request, place, attachment).attachment, by=request.user))


def saved_words(entry: Entry) -> str:
    """Return "Saved at 14:03", or that nothing is saved yet."""
    if entry.draft_saved_at is None:
        return _("Nothing saved yet")
    return _("Saved at %(time)s") % {"time": clock_time(entry.draft_saved_at)}


def _form_of(place: Place, section: Section, request: HttpRequest) -> AnswersForm:
    given = {item.asked.key: item.answer for item in section.items}
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return AnswersForm(place.entry.questionnaire, section.questions, given, data=data, files=files)


def _save(entry: Entry, request: HttpRequest, form: AnswersForm) -> Entry:
    """Keep the answers, then each file. A file that is refused stands in the ledger and at its field; the rest stays saved."""
    saved = services.save_draft(entry, by=person_of(request), answers=form.answers())
    for key, upload in form.uploads():
        try:
            services.attach_file(entry, by=person_of(request), question_key=key, file=upload, name=upload.name or "")
        except DocumentRefused as refusal:
            form.add_error(key, str(refusal.words))
            record_refusal("attach", entry.reference, by=person_of(request), why=[str(refusal.words)])
    return saved


def _section_context(place: Place, sections: list[Section], position: int, form: AnswersForm) -> dict[str, Any]:
    here = sections[position]
    return context_of(
        place,
        section=here,
        section_title=section_title(here),
        lead=localised(here.lead),
        form=form,
        silent=[asked.key for asked in here.questions if asked.is_silent_when_empty],
        upload_limit=settings.UPLOAD_MAX_BYTES if any(asked.takes_files for asked in here.questions) else 0,
        position=position + 1,
        total=len(sections),
        has_next=position + 1 < len(sections),
        saved=saved_words(place.entry),
    )


def _draft_file(request: HttpRequest, place: Place, attachment: int) -> ListedFile:
    for found in files_of(place.entry, by=request.user):
        if found.attachment.pk == attachment:
            return found
    raise Http404
