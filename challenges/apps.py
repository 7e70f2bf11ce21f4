from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChallengesConfig(AppConfig):
    name = "challenges"
    verbose_name = _("Challenges")

    def ready(self) -> None:
        from challenges import desk  # noqa: PLC0415 - models may be imported only now
        from challenges.navigation import desk_link  # noqa: PLC0415
        from challenges.queries.evidence import EVIDENCE  # noqa: PLC0415
        from challenges.queries.task_list import own_tasks  # noqa: PLC0415
        from challenges.queries.waiting import waiting_challenges  # noqa: PLC0415
        from core import worklist  # noqa: PLC0415
        from core.navigation import service_navigation  # noqa: PLC0415
        from ledger import evidence  # noqa: PLC0415

        desk.register(own_tasks)
        evidence.register(*EVIDENCE)
        worklist.register(waiting_challenges)
        service_navigation.register(desk_link)
