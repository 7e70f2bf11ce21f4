"""What the portal adds to allauth's pages: one door, the way to a second factor and back, and the demonstration's sign-in."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

from accounts.models import User
from accounts.queries import demo_people
from accounts.second_factor import is_set_up_by, is_used_in

GOING_TO = "second_factor_next"


class OneDoor(RedirectView):
    """Send whoever comes to a sign-in page of a library to allauth's, with the query string; a posted password is not read."""

    query_string = True


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Lead a person to a second factor and, once this session has one, on to where they were going (`next`)."""
    if wanted := get_next_redirect_url(request):
        request.session[GOING_TO] = wanted
    if is_used_in(request):
        return redirect(request.session.pop(GOING_TO, None) or reverse("accounts:inbox"))
    if is_set_up_by(request.user):
        here = urlencode({"next": reverse("accounts:second_factor")})
        return redirect(f"{reverse('mfa_reauthenticate')}?{here}")
    return render(request, "accounts/second_factor.html")


class _FirstFactorCounts:
    """Setting up the first factor proves it, so the session need not ask for it again.

    A further one proves nothing: whoever adds it must have shown one of the others.
    """

    request: HttpRequest

    def form_valid(self, form: BaseForm) -> HttpResponse:
        had_none = not is_set_up_by(self.request.user)
        response = super().form_valid(form)  # type: ignore[misc]
        if had_none:
            factor = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).get(user=self.request.user)
            record_authentication(self.request, self.request.user, "mfa", id=factor.pk, type=factor.type)
        return response


class ActivateApp(_FirstFactorCounts, ActivateTOTPView):
    """allauth's page that sets up an authenticator app."""


class AddPasskey(_FirstFactorCounts, AddWebAuthnView):
    """allauth's page that adds a passkey."""


@require_POST
def demo_sign_in(request: HttpRequest, ledger_name: str) -> HttpResponse:
    """Sign in as one of the demonstration's people, second factor included; 404 where this is no demonstration."""
    if not settings.DEMO_SIGN_IN:
        raise Http404
    person: User = get_object_or_404(demo_people(), ledger_name=ledger_name)
    get_adapter(request).login(request, person)
    record_authentication(request, person, "mfa", type="demonstration")
    return redirect(get_next_redirect_url(request) or reverse("accounts:inbox"))
