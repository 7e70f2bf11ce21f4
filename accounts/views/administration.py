"""The administrators' desk: people and organisations. Nothing here leads to a proposal or an entry."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.acting import perform, person_of
from accounts.forms import GrantForm, MembershipForm, OrganisationFilterForm, OrganisationForm, PeopleFilterForm
from accounts.models import Organisation, User
from accounts.queries import organisations, people, roles_of
from accounts.roles import Role
from accounts.services import create_organisation, deactivate_person, grant_role, reactivate_person, revoke_role
from accounts.views.organisations import form_page, saved_with
from core.permissions import demand, may

PER_PAGE = 50
View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    """Answer others with the page that says they may not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        demand(request.user, "accounts.administer")
        return view(request, *args, **kwargs)

    return login_required(guarded)


@administrators_only
def people_list(request: HttpRequest) -> HttpResponse:
    """List and search people."""
    form = PeopleFilterForm(request.GET)
    page = _page(request, people(form.cleaned_data["q"] if form.is_valid() else ""))
    found = ngettext("%(count)s person", "%(count)s people", page.paginator.count) % {"count": page.paginator.count}
    return render(request, "accounts/desk/people.html", {"filter": form, "page": page, "found": found})


@administrators_only
def organisation_list(request: HttpRequest) -> HttpResponse:
    """List and search organisations."""
    form = OrganisationFilterForm(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {"q": "", "kind": "", "unverified": False}
    listed = organisations(asked["q"], kind=asked["kind"], unverified=asked["unverified"])
    page = _page(request, listed)
    count = page.paginator.count
    found = ngettext("%(count)s organisation", "%(count)s organisations", count) % {"count": count}
    return render(request, "accounts/desk/organisations.html", {"filter": form, "page": page, "found": found})


@administrators_only
def new_authority(request: HttpRequest) -> HttpResponse:
    """Make an authority; its people are invited on its page."""
    kind = Organisation.Kind.AUTHORITY
    form = OrganisationForm(request.POST or None, kind=kind, initial={"legal_form": Organisation.LegalForm.PUBLIC_BODY})
    made = saved_with(form, lambda: create_organisation(by=person_of(request), kind=kind, **form.cleaned_data))
    if made is not None:
        messages.success(request, _("The authority was made. Invite its people now."))
        return redirect("accounts:desk_organisation", made.slug)
    title, submit, back = _("New authority"), _("Create the authority"), reverse("accounts:desk_organisations")
    return form_page(request, form, title=title, submit=submit, back=back)


@administrators_only
def person(request: HttpRequest, ledger_name: str) -> HttpResponse:
    """Show one person: roles, and whether they can sign in."""
    return _person_page(request, _person(ledger_name))


@require_POST
@administrators_only
def grant(request: HttpRequest, ledger_name: str) -> HttpResponse:
    """Give a person a role in an authority."""
    found, form = _person(ledger_name), GrantForm(request.POST)
    if not form.is_valid():
        return _person_page(request, found, form=form, status=422)
    authority, role = form.cleaned_data["organisation"], Role(form.cleaned_data["role"])
    act = lambda: grant_role(authority, by=person_of(request), user=found, role=role)  # noqa: E731 - one call, run by perform
    return _act(request, found, act, verb="grant", done=_("The role was given."))


@require_POST
@administrators_only
def revoke(request: HttpRequest, ledger_name: str) -> HttpResponse:
    """Take a role in an authority away from a person."""
    found, form = _person(ledger_name), MembershipForm(request.POST)
    if not form.is_valid():
        return _person_page(request, found, status=422)
    authority, role = form.cleaned_data["organisation"], Role(form.cleaned_data["role"])
    act = lambda: revoke_role(authority, by=person_of(request), user=found, role=role)  # noqa: E731 - as above
    return _act(request, found, act, verb="revoke", done=_("The role was taken away."))


@require_POST
@administrators_only
def deactivate(request: HttpRequest, ledger_name: str) -> HttpResponse:
    """Let a person sign in no more."""
    found = _person(ledger_name)
    done = _("This person can no longer sign in.")
    return _act(request, found, lambda: deactivate_person(found, by=person_of(request)), verb="deactivate", done=done)


@require_POST
@administrators_only
def reactivate(request: HttpRequest, ledger_name: str) -> HttpResponse:
    """Let a person sign in again."""
    found = _person(ledger_name)
    done = _("This person can sign in again.")
    return _act(request, found, lambda: reactivate_person(found, by=person_of(request)), verb="reactivate", done=done)


def _person(ledger_name: str) -> User:
    return get_object_or_404(User, ledger_name=ledger_name)


def _page(request: HttpRequest, rows: QuerySet[Any]) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def _act(request: HttpRequest, found: User, service: Callable[[], object], *, verb: str, done: str) -> HttpResponse:
    outcome = perform(request, service, verb=verb, reference=found.ledger_name)
    if outcome.refused:
        return _person_page(request, found, refusal=outcome.errors, status=outcome.status)
    messages.success(request, done)
    return redirect("accounts:person", found.ledger_name)


def _person_page(
    request: HttpRequest, found: User, *, form: GrantForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "person": found,
        "memberships": roles_of(found),
        "form": form or GrantForm(),
        "can_deactivate": may(request.user, "accounts.deactivate", found),
        **more,
    }
    return render(request, "accounts/desk/person.html", context, status=status)
