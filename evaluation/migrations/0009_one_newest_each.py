"""Rankings and reports become numbered series, step three: one of each number, and a pointer that is only ever taken off."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from core.triggers import FreezeTable, GuardTable, ThawTable

SERIES = import_module("evaluation.migrations.0007_series_of_outcomes")
WHY = "a ranking that was superseded does not count again"


def points_at_its_own_round(name: str) -> models.CheckConstraint:
    condition = models.Q(("newest_of__isnull", True), ("newest_of", models.F("round")), _connector="OR")
    return models.CheckConstraint(condition=condition, name=name)


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0008_point_to_the_newest")]

    operations = [
        ThawTable("evaluation_rankingsnapshot"),
        migrations.AddConstraint(
            "rankingsnapshot", models.UniqueConstraint(fields=("round", "number"), name="ranking_number_once")
        ),
        migrations.AddConstraint("rankingsnapshot", points_at_its_own_round("ranking_newest_of_its_own_round")),
        migrations.AlterField(
            "report",
            "ranking",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="evaluation.rankingsnapshot"
            ),
        ),
        migrations.AddConstraint(
            "report", models.UniqueConstraint(fields=("round", "number"), name="report_number_once")
        ),
        migrations.AddConstraint("report", points_at_its_own_round("report_newest_of_its_own_round")),
        FreezeTable("evaluation_rankingsnapshot", columns=SERIES.FROZEN),
        GuardTable(
            "evaluation_rankingsnapshot",
            condition={"UPDATE": "NEW.newest_of_id IS NOT NULL"},
            why=WHY,
            columns=("newest_of_id",),
        ),
    ]
