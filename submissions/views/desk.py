"""The officials' part: opening a round, the list of its entries, one entry and its check."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import perform, person_of
from challenges.models import Challenge, Round
from core.components import Figure, SummaryRow
from core.permissions import may
from core.wording import moment_words
from submissions import exports, identity, services, vault
from submissions.forms import CheckForm, EntryFilterForm
from submissions.lifecycle import ENTRY
from submissions.models import Admissibility, Entry
from submissions.participation import titles_of_lots
from submissions.queries.amended import behind
from submissions.queries.entries import checks_of, counts_of, entries_of
from submissions.queries.form import sections_of
from submissions.queries.opening import opening as opening_of
from submissions.queries.proposals import desk_tag
from submissions.views.presenting import answer_rows

PAGE_LENGTH = 50


def _round_or_404(request: HttpRequest, reference: str, number: int) -> Round:
    """Return a round of a published challenge on this person's desk."""
    challenges = Challenge.objects.on_desk_of(request.user).filter(published_at__isnull=False)
    rounds = Round.objects.select_related("challenge__authority")
    stage: Round = get_object_or_404(rounds, challenge__in=challenges, challenge__reference=reference, number=number)
    return stage


def _entry_or_404(request: HttpRequest, reference: str, number: int, work_code: str) -> Entry:
    """Return an opened entry; before the opening there is none, for anybody on the desk."""
    stage = _round_or_404(request, reference, number)
    visible = entries_of(stage, by=request.user).prefetch_related("deposits__attachments", "deposits__version")
    entry: Entry = get_object_or_404(visible, work_code=work_code)
    return entry


@login_required
@require_GET
def opening(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    stage = _round_or_404(request, reference, number)
    return render(request, "submissions/desk/opening.html", _opening_context(request, stage))


@login_required
@require_POST
def consent(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    stage = _round_or_404(request, reference, number)
    outcome = perform(
        request, lambda: services.consent_to_opening(stage, by=person_of(request)), verb="open", reference=stage.reference
    )
    if outcome.result is None:
        context = _opening_context(request, stage) | {"refusal": outcome.errors}
        return render(request, "submissions/desk/opening.html", context, status=outcome.status)
    if outcome.result.opened_at:
        messages.success(request, _("The round is open. Check each entry now."))
        return redirect("submissions:entries", reference, number)
    messages.success(request, _("Your consent is recorded. Another official must consent before the round opens."))
    return redirect("submissions:opening", reference, number)


@login_required
@require_GET
def entries(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    stage = _round_or_404(request, reference, number)
    if stage.opened_at is None:
        raise Http404
    form = EntryFilterForm(titles_of_lots(stage.document.rules), request.GET)
    found = entries_of(stage, by=request.user, **form.cleaned_data) if form.is_valid() else Entry.objects.none()
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    return render(request, "submissions/desk/entries.html", _entries_context(request, stage, form, page))


@login_required
@require_GET
def entry(request: HttpRequest, reference: str, number: int, work_code: str) -> HttpResponse:
    found = _entry_or_404(request, reference, number, work_code)
    return render(request, "submissions/desk/entry.html", _entry_context(request, found, CheckForm()))


@login_required
@require_POST
def admit(request: HttpRequest, reference: str, number: int, work_code: str) -> HttpResponse:
    return _check(request, _entry_or_404(request, reference, number, work_code), "admit")


@login_required
@require_POST
def reject(request: HttpRequest, reference: str, number: int, work_code: str) -> HttpResponse:
    return _check(request, _entry_or_404(request, reference, number, work_code), "reject")


@login_required
@require_GET
def file(request: HttpRequest, reference: str, number: int, work_code: str, number_in_entry: int) -> FileResponse:
    deposit = vault.newest_deposit(_entry_or_404(request, reference, number, work_code))
    files = vault.files_of(deposit, by=request.user) if deposit else []
    if not 1 <= number_in_entry <= len(files):
        raise Http404
    return exports.file_response(vault.open_file(files[number_in_entry - 1].attachment, by=request.user), inline=True)


_ACTS = {"admit": services.admit_entry, "reject": services.reject_entry}


def _check(request: HttpRequest, found: Entry, verb: str) -> HttpResponse:
    form = CheckForm(request.POST)
    if not form.is_valid():
        return render(request, "submissions/desk/entry.html", _entry_context(request, found, form), status=422)
    reason = form.cleaned_data["reason"]
    outcome = perform(
        request, lambda: _ACTS[verb](found, by=person_of(request), reason=reason), verb=verb, reference=found.reference
    )
    if outcome.refused:
        context = _entry_context(request, found, form) | {"refusal": outcome.errors}
        return render(request, "submissions/desk/entry.html", context, status=outcome.status)
    messages.success(request, _("%(code)s: the check is recorded.") % {"code": found.work_code})
    return redirect("submissions:entries", found.round.challenge.reference, found.round.number)


def _context(stage: Round) -> dict[str, Any]:
    desk_url = reverse("challenges:challenge", args=[stage.challenge.reference])
    return {"challenge": stage.challenge, "round": stage, "desk_url": desk_url}


def _opening_context(request: HttpRequest, stage: Round) -> dict[str, Any]:
    found = opening_of(stage, by=request.user)
    return {
        **_context(stage),
        "opening": found,
        "consents_head": [_("Official"), _("When")],
        "consents": [[str(consent.given_by), moment_words(consent.given_at)] for consent in found.consents],
        "consent_reason": str(found.gaps[0].message) if found.gaps else "",
    }


def _entries_context(request: HttpRequest, stage: Round, form: EntryFilterForm, page: Page[Entry]) -> dict[str, Any]:
    counts = counts_of(stage)
    names = identity.names_by_work_code(page.object_list, by=request.user)
    is_named = any(name != code for code, name in names.items())
    has_lots = bool(stage.document.rules.lots)
    rows = [
        [
            _entry_link(found),
            *([found.lot_title] if has_lots else []),
            *([names[found.work_code]] if is_named else []),
            desk_tag(found.state),
        ]
        for found in page
    ]
    number = page.paginator.count
    return {
        **_context(stage),
        "form": form,
        "page": page,
        "figures": [
            Figure(value=str(counts.total), label=_("handed in")),
            Figure(value=str(counts.unchecked), label=_("still to be checked")),
            Figure(value=str(counts.admitted), label=_("admitted")),
            Figure(value=str(counts.rejected), label=_("not admitted")),
        ],
        "is_named": is_named,
        "head": [
            _("Work code"),
            *([_("Lot")] if has_lots else []),
            *([_("Supplier")] if is_named else []),
            _("State"),
        ],
        "rows": rows,
        "result_text": ngettext("%(number)d entry", "%(number)d entries", number) % {"number": number},
    }


def _entry_context(request: HttpRequest, found: Entry, form: CheckForm) -> dict[str, Any]:
    admit, reject = (ENTRY.refusals(found, verb, by=request.user) for verb in _ACTS)
    return {
        **_context(found.round),
        "entry": found,
        "tags": [desk_tag(found.state)],
        "supplier": identity.known_supplier(found, request.user),
        "rows": _deposit_rows(request, found),
        "deposit": vault.newest_deposit(found),
        "behind": behind([found]).get(found.pk),
        "checks_head": [_("Outcome"), _("Reason"), _("By"), _("When")],
        "checks": [_check_row(check) for check in checks_of(found)],
        "form": form,
        "may_check": may(request.user, "submissions.check", found),
        "admit_reason": str(admit[0].message) if admit else "",
        "reject_reason": str(reject[0].message) if reject else "",
    }


def _check_row(check: Admissibility) -> list[str]:
    outcome = _("Admitted") if check.is_admissible else _("Not admitted")
    return [outcome, check.reason, str(check.checked_by), moment_words(check.checked_at)]


def _deposit_rows(request: HttpRequest, found: Entry) -> list[SummaryRow]:
    """Return what counts of an opened entry as rows, as this official may see it."""
    deposit = vault.newest_deposit(found)
    if deposit is None:
        return []
    deposit.entry = found
    base = [found.round.challenge.reference, found.round.number, found.work_code]

    def file_address(file: vault.ListedFile) -> str:
        return reverse("submissions:desk_file", args=[*base, file.number])

    return answer_rows(sections_of(deposit, by=request.user), file_address=file_address)


def _entry_link(found: Entry) -> str:
    address = reverse("submissions:entry", args=[found.round.challenge.reference, found.round.number, found.work_code])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, found.work_code)
