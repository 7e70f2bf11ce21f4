from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        from awards.queries.confirming import waiting_to_be_confirmed  # noqa: PLC0415 - models may be imported only now
        from awards.queries.desk import desk_tasks, waiting_work  # noqa: PLC0415
        from awards.queries.evidence import EVIDENCE  # noqa: PLC0415
        from awards.queries.evidence_of_rehearsals import EVIDENCE as OF_REHEARSALS  # noqa: PLC0415
        from awards.queries.letters import outcome_parts  # noqa: PLC0415
        from awards.queries.rehearsals import rehearsal_remarks  # noqa: PLC0415
        from awards.queries.standing import open_award_gaps, standing_award_gaps  # noqa: PLC0415
        from challenges import approving, cancelling, desk, ending  # noqa: PLC0415
        from core import worklist  # noqa: PLC0415
        from ledger import evidence  # noqa: PLC0415
        from submissions import outcomes  # noqa: PLC0415

        approving.register(rehearsal_remarks)
        cancelling.refuse_while(standing_award_gaps)
        desk.register(desk_tasks)
        ending.refuse_while(open_award_gaps)
        evidence.register(*EVIDENCE, *OF_REHEARSALS)
        worklist.register(waiting_work)
        worklist.register(waiting_to_be_confirmed)
        outcomes.register(outcome_parts)
