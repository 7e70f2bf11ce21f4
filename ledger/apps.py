from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "ledger"

    def ready(self) -> None:
        from ledger import evidence, queries  # noqa: PLC0415 - models may be imported only now

        evidence.register(*queries.EVIDENCE)
