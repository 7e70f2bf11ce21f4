from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = _("Judging")

    def ready(self) -> None:
        from accounts import second_factor  # noqa: PLC0415 - models may be imported only now
        from challenges import amending, cancelling, completeness, desk, ending, people  # noqa: PLC0415
        from core import worklist  # noqa: PLC0415
        from core.navigation import service_navigation  # noqa: PLC0415
        from evaluation import emails  # noqa: PLC0415
        from evaluation.completeness import panel_gaps  # noqa: PLC0415
        from evaluation.navigation import jury_link  # noqa: PLC0415
        from evaluation.queries.amended import marks_known  # noqa: PLC0415
        from evaluation.queries.desk_tasks import judging_tasks  # noqa: PLC0415
        from evaluation.queries.evidence import EVIDENCE  # noqa: PLC0415
        from evaluation.queries.jurors import people_with_seats  # noqa: PLC0415
        from evaluation.queries.queue import was_offered_a_seat  # noqa: PLC0415
        from evaluation.queries.readers import reads_as_juror  # noqa: PLC0415
        from evaluation.queries.waiting import waiting_for_juror, waiting_for_secretary  # noqa: PLC0415
        from evaluation.services.revealing import reveal_rounds  # noqa: PLC0415
        from ledger import evidence  # noqa: PLC0415
        from submissions import vault  # noqa: PLC0415

        amending.count(marks_known)
        amending.tell(emails.tell_amended)
        cancelling.tell(emails.jurors_of, path=emails.queue_path)
        completeness.register(panel_gaps)
        desk.register(judging_tasks)
        ending.register(reveal_rounds)
        evidence.register(*EVIDENCE)
        people.register(people_with_seats)
        second_factor.needed_by(was_offered_a_seat)
        service_navigation.register(jury_link)
        vault.admit_readers(reads_as_juror)
        worklist.register(waiting_for_juror)
        worklist.register(waiting_for_secretary)
