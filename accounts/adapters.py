"""Where allauth asks the portal: what a new person is, where people land, and how its mails are written."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override

from accounts.models import User
from accounts.second_factor import is_needed_by, is_set_up_by
from core.folding import one_line
from ledger.services import record_event


class AccountAdapter(DefaultAccountAdapter):
    """The portal's answers. Sign-up is open to everybody; what a person may do comes from roles."""

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Store a person who signed up: with the name they gave and in the language of the page."""
        user.name = one_line(form.cleaned_data["name"])
        user.language = get_language() or user.language
        super().save_user(request, user, form, commit=commit)
        if commit:
            record_event("sign_up", user.ledger_name, by=user)
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send people to what waits for them; those whose role needs a second factor set it up first."""
        if is_needed_by(request.user) and not is_set_up_by(request.user):
            return reverse("accounts:second_factor")
        return reverse("accounts:inbox")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """A new person lands where everybody does."""
        return self.get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the recipient's language.

        These mails bypass the outbox: it keeps what it sent, and a sign-in code must not be kept anywhere but in the mailbox.
        """
        recipient = User.objects.filter(email=email.lower()).first()
        with override(recipient.language if recipient else get_language()):
            super().send_mail(template_prefix, email, {**context, "recipient": recipient})

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Make the HTML part from the plain text, as core.mail does."""
        mail = super().render_mail(template_prefix, email, context, headers)
        if isinstance(mail, EmailMultiAlternatives):
            paragraphs = str(mail.body).strip().split("\n\n")
            html = render_to_string("emails/base.html", {"subject": mail.subject, "paragraphs": paragraphs}, self.request)
            mail.attach_alternative(html, "text/html")
        return mail
