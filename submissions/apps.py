from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "submissions"
    verbose_name = _("Entries")

    def ready(self) -> None:
        """Tell the inbox, the desk and the navigation what entries add to them."""
        from challenges import amending, cancelling, desk  # noqa: PLC0415 - models may be imported only now
        from core import worklist  # noqa: PLC0415
        from core.navigation import footer_navigation, service_navigation  # noqa: PLC0415
        from ledger import evidence  # noqa: PLC0415
        from submissions import emails, navigation  # noqa: PLC0415
        from submissions.queries import amended, waiting  # noqa: PLC0415
        from submissions.queries.evidence import EVIDENCE  # noqa: PLC0415

        for provider in (waiting.entries_to_finish, waiting.rounds_to_open, waiting.entries_to_check):
            worklist.register(provider)
        amending.count(amended.entries_known)
        amending.tell(emails.tell_amended)
        desk.register(waiting.desk_tasks)
        cancelling.tell(emails.people_taking_part, path=emails.public_path)
        evidence.register(*EVIDENCE)
        service_navigation.register(navigation.supplier_links)
        footer_navigation.register(navigation.verification_link)
