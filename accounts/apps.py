from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and organisations")

    def ready(self) -> None:
        from accounts.navigation import administration_link  # noqa: PLC0415 - models may be imported only now
        from accounts.queries import waiting_for_person  # noqa: PLC0415
        from core import worklist  # noqa: PLC0415
        from core.navigation import service_navigation  # noqa: PLC0415

        worklist.register(waiting_for_person)
        service_navigation.register(administration_link)
