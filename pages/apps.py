from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from accounts import membership_changes  # noqa: PLC0415 - models may be imported only now
        from challenges import manuscripts  # noqa: PLC0415
        from core.navigation import footer_navigation, service_navigation  # noqa: PLC0415
        from pages import navigation  # noqa: PLC0415
        from pages.services import WagtailManuscripts, sync_authority  # noqa: PLC0415

        manuscripts.register(WagtailManuscripts())
        membership_changes.register(sync_authority)
        service_navigation.register(navigation.public_sections)
        service_navigation.register(navigation.editor)
        footer_navigation.register(navigation.information)
