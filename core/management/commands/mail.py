"""Look into the outbox, and let a letter that failed go once more."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import OuterRef, Subquery

from core import sending
from core.models import MailDelivery, OutgoingMail


class Command(BaseCommand):
    help = (
        "Lists the letters that wait or failed, one a line: key, recipient, subject, tries, moment of the next try or of the "
        "writing, and the mail server's last words. `mail resend KEY` lets one that failed be tried anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("waiting", help="letters that are tried until they are taken")
        acts.add_parser("failed", help="letters that the portal tries no more: refused, or not taken for three days")
        resend = acts.add_parser("resend", help="try a letter that failed anew")
        resend.add_argument("key")
        resend.add_argument("--to", default="", metavar="ADDRESS", help="another address to send it to")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "resend":
            self._resend(options["key"], options["to"])
        else:
            self._list(OutgoingMail.State(options["act"]))

    def _list(self, state: OutgoingMail.State) -> None:
        last = MailDelivery.objects.filter(mail=OuterRef("pk")).order_by("-pk").values("error")[:1]
        for mail in OutgoingMail.objects.filter(state=state).annotate(last_error=Subquery(last)).order_by("created_at", "pk"):
            moment = mail.next_try_at if state == OutgoingMail.State.WAITING else mail.created_at
            facts = (mail.key, mail.recipient, mail.subject, mail.attempts, moment.isoformat(), mail.last_error or "-")
            self.stdout.write("\t".join(str(fact) for fact in facts))

    def _resend(self, key: str, to: str) -> None:
        try:
            sending.resend(key, to=to)
        except OutgoingMail.DoesNotExist as unknown:
            msg = f"No letter with the key {key} failed."
            raise CommandError(msg) from unknown
        except ValidationError as problem:
            raise CommandError(problem.messages) from problem
        self.stdout.write("It is tried within a minute.")
