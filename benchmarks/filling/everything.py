"""The order in which the database is filled."""

import time

from django.db import connection, transaction

from benchmarks.filling.competitions import make_challenges
from benchmarks.filling.entries import make_entries
from benchmarks.filling.judging import judge
from benchmarks.filling.people import make_people
from benchmarks.filling.record import record
from benchmarks.filling.world import Stage, World, plans
from evaluation.models import Scorecard

SUPPLIERS_AT_LEAST = 150


def fill(entries: int) -> World:
    """Fill an empty, migrated database with competitions that have `entries` entries in their first rounds."""
    started = time.monotonic()
    planned = plans(entries)
    with transaction.atomic():
        people = make_people(suppliers=max(SUPPLIERS_AT_LEAST, entries // 8))
        challenges = make_challenges(planned, people)
        record(make_entries(planned, challenges, people), challenges, people)
    judge(challenges, [plan.stage for plan in planned], people)
    _gather_statistics()
    first = {plan.stage: plan.reference for plan in reversed(planned)}
    card = Scorecard.objects.filter(juror__user=people.jurors[0], state=Scorecard.State.DRAFT).select_related("entry").first()
    if card is None:
        message = f"No scorecard was made for {first[Stage.JUDGING]}."
        raise RuntimeError(message)
    return World(people, first, card.entry.work_code, entries, round(time.monotonic() - started, 1))


def _gather_statistics() -> None:
    """Let the planner know the tables, as a running installation's autovacuum would."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
