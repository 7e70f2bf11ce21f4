"""The reader's organisations, and the two ways to get one: a company's data, or one's own name."""

from collections.abc import Callable
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acting import person_of
from accounts.forms import OrganisationForm, PersonEntryForm
from accounts.models import Organisation
from accounts.queries import invitations_for
from accounts.roles import Role
from accounts.services import create_organisation, enter_as_natural_person


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """List the reader's organisations and the invitations that wait for them."""
    person = person_of(request)
    roles = person.roles_by_organisation
    mine = Organisation.objects.with_role(person)
    rows = [(organisation, [Role(role).label for role in sorted(roles[organisation.pk])]) for organisation in mine]
    return render(request, "accounts/organisations.html", {"rows": rows, "invitations": invitations_for(person)})


@login_required
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Make a supplier; whoever makes it owns it."""
    kind = Organisation.Kind.SUPPLIER
    form = OrganisationForm(request.POST or None, kind=kind)
    made = saved_with(form, lambda: create_organisation(by=person_of(request), kind=kind, **form.cleaned_data))
    if made is not None:
        return _onward(request, made)
    return form_page(
        request,
        form,
        title=_("New organisation"),
        lead=_("You enter these data once; every proposal uses them."),
        submit=_("Create the organisation"),
        back=reverse("accounts:organisations"),
    )


@login_required
def enter_as_person(request: HttpRequest) -> HttpResponse:
    """Let a person take part without a company."""
    form = PersonEntryForm(request.POST or None, initial={"name": person_of(request).name})
    made = saved_with(form, lambda: enter_as_natural_person(by=person_of(request), **form.cleaned_data))
    if made is not None:
        return _onward(request, made)
    return form_page(
        request,
        form,
        title=_("Take part as a person"),
        lead=_("You do not need a company. You enter under your own name, and can invite others to your team."),
        submit=_("Continue"),
        back=reverse("accounts:organisations"),
    )


def saved_with(form: BaseForm, act: Callable[[], Any]) -> Any:
    """Return what a service made of a valid form; None when the form was not sent, or it or the service refused the data."""
    if not form.is_valid():
        return None
    try:
        return act()
    except ValidationError as problem:
        form.add_error(None, problem)
        return None


def form_page(
    request: HttpRequest, form: BaseForm, *, title: str, submit: str, back: str, lead: str = "", caption: str = ""
) -> HttpResponse:
    """Show one form on a page; 422 when it was refused."""
    page = {"form": form, "title": title, "submit": submit, "back": back, "lead": lead, "caption": caption}
    return render(request, "accounts/form.html", page, status=422 if form.is_bound and form.errors else 200)


def _onward(request: HttpRequest, made: Organisation) -> HttpResponse:
    """Go back to where an organisation was missing (`next`, on this site), or to the new one."""
    messages.success(request, _("%(name)s can take part now.") % {"name": made.name})
    return redirect(get_next_redirect_url(request) or reverse("accounts:organisation", args=[made.slug]))
