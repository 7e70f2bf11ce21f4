"""A person's own name and language."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acting import person_of
from accounts.forms import ProfileForm
from accounts.services import edit_profile
from accounts.views.organisations import form_page, saved_with


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's own data."""
    person = person_of(request)
    form = ProfileForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if saved_with(form, lambda: edit_profile(person, by=person, **form.cleaned_data)) is not None:
        messages.success(request, _("Your data were saved."))
        return redirect("accounts:profile")
    title, submit, back = _("Your name and language"), _("Save"), reverse("accounts:inbox")
    return form_page(request, form, title=title, submit=submit, back=back, caption=person.email)
