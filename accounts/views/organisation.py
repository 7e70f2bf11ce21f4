"""One organisation: its data and who acts for it. Members come by /organisations/, administrators by /desk/organisations/."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts.acting import perform, person_of
from accounts.forms import InvitationForm, OrganisationForm, country_choices
from accounts.models import Organisation, User
from accounts.queries import Colleague, open_invitations, team
from accounts.roles import Role
from accounts.services import edit_organisation, invite_member, revoke_role, verify_organisation
from accounts.views.organisations import form_page, saved_with
from core.components import ErrorLink, Tag
from core.permissions import demand, may
from ledger.services import record_refusal


class OrganisationDoor(LoginRequiredMixin, View):
    """Finds the organisation and answers with its page. `desk`: the administrators' door, which needs a second factor."""

    desk = False
    organisation: Organisation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 for an organisation that this door does not show to the reader."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if self.desk:
            demand(request.user, "accounts.administer")
        shown = Organisation.objects.all() if self.desk else Organisation.objects.with_role(request.user)
        self.organisation = get_object_or_404(shown.select_related("verified_by"), slug=kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def address(self, name: str, *args: str) -> str:
        """Return the address of another act on this organisation, by the same door."""
        return reverse(f"accounts:{'desk_' if self.desk else ''}{name}", args=[self.organisation.slug, *args])

    def page(self, *, form: InvitationForm | None = None, refusal: Sequence[ErrorLink] = (), status: int = 200) -> HttpResponse:
        """Show the organisation."""
        organisation, user = self.organisation, self.request.user
        verified = [Tag(text=_("Verified"), colour="green")] if organisation.verified_at else []
        context = {
            "organisation": organisation,
            "country": dict(country_choices()).get(organisation.country, organisation.country),
            "tags": verified,
            "door": self,
            "team": [self.colleague(row) for row in team(organisation)],
            "invitations": open_invitations(organisation),
            "form": form or InvitationForm(organisation=organisation),
            "can_edit": may(user, "accounts.edit_organisation", organisation),
            "can_invite": may(user, "accounts.invite", organisation),
            "can_revoke": may(user, "accounts.revoke", organisation),
            "can_verify": self.desk and may(user, "accounts.verify_organisation", organisation),
            "addresses": {name: self.address(name) for name in ("edit", "invite", *(["verify"] if self.desk else []))},
            "refusal": refusal,
        }
        return render(self.request, "accounts/organisation.html", context, status=status)

    def colleague(self, row: Colleague) -> tuple[User, list[tuple[Role, str]]]:
        """Return a person and their roles, each with the address at which it is taken away."""
        return row.person, [(role, self.address("revoke", row.person.ledger_name, role)) for role in row.roles]

    def act(self, service: Callable[[], object], *, verb: str, done: str, form: InvitationForm | None = None) -> HttpResponse:
        """Run a service on the organisation: back to its page, or the page with what stood against it."""
        outcome = perform(self.request, service, verb=verb, reference=self.organisation.ledger_reference)
        if outcome.refused:
            return self.page(form=form, refusal=outcome.errors, status=outcome.status)
        messages.success(self.request, done)
        return redirect(self.address("organisation"))


class ShowOrganisation(OrganisationDoor):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.page()


class EditOrganisation(OrganisationDoor):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(OrganisationForm(instance=self.organisation, kind=self.organisation.kind))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if not may(request.user, "accounts.edit_organisation", self.organisation):
            record_refusal("edit", self.organisation.ledger_reference, by=person_of(request), why=["role"])
            raise PermissionDenied
        form = OrganisationForm(request.POST, instance=self.organisation, kind=self.organisation.kind)
        saved = saved_with(form, lambda: edit_organisation(self.organisation, by=person_of(request), **form.cleaned_data))
        if saved is None:
            return self.show(form)
        messages.success(request, _("The data were saved."))
        return redirect(self.address("organisation"))

    def show(self, form: OrganisationForm) -> HttpResponse:
        demand(self.request.user, "accounts.edit_organisation", self.organisation)
        title, submit = _("Change the data"), _("Save")
        return form_page(self.request, form, title=title, submit=submit, back=self.address("organisation"))


class InviteMember(OrganisationDoor):
    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = InvitationForm(request.POST, organisation=self.organisation)
        if not form.is_valid():
            return self.page(form=form, status=422)
        return self.act(
            lambda: invite_member(self.organisation, by=person_of(request), **form.cleaned_data),
            verb="invite",
            done=_("The invitation was sent to %(email)s.") % form.cleaned_data,
            form=form,
        )


class RevokeRole(OrganisationDoor):
    def post(self, request: HttpRequest, slug: str, ledger_name: str, role: str) -> HttpResponse:
        colleague = get_object_or_404(
            User, ledger_name=ledger_name, memberships__organisation=self.organisation, memberships__role=role
        )
        return self.act(
            lambda: revoke_role(self.organisation, by=person_of(request), user=colleague, role=Role(role)),
            verb="revoke",
            done=_("The role was taken away."),
        )


class VerifyOrganisation(OrganisationDoor):
    desk = True

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.act(
            lambda: verify_organisation(self.organisation, by=person_of(request)),
            verb="verify",
            done=_("The organisation is now marked as verified."),
        )
