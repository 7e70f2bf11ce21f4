"""Marks that are corrected beside the old ones."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from core.triggers import FreezeTable, GuardTable

ASKED = ("id", "round_id", "number", "scorecard_id", "criterion_key", "former", "value", "reason", "asked_at")
SETTLED = "OLD.recorded_at IS NOT NULL OR OLD.dropped_at IS NOT NULL"
PERSON = {
    "blank": True,
    "null": True,
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
}


def paired(verb: str) -> models.CheckConstraint:
    at, by = f"{verb}_at__isnull", f"{verb}_by__isnull"
    condition = Q((at, True), (by, True)) | Q((at, False), (by, False))
    return models.CheckConstraint(condition=condition, name=f"correction_{verb}_at_and_by")


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0010_acts_say_what_they_answer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("criterion_key", models.CharField(max_length=40)),
                ("former", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=40)),
                ("reason", models.TextField(verbose_name="Reason")),
                ("asked_at", models.DateTimeField()),
                ("session", models.TextField(blank=True, verbose_name="What the jury found in its session")),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_by", models.ForeignKey(**PERSON)),
                ("recorded_by", models.ForeignKey(**PERSON)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="challenges.round"
                    ),
                ),
                (
                    "scorecard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="evaluation.scorecard"
                    ),
                ),
            ],
            options={
                "ordering": ["round", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="correction_number_once"),
                    models.UniqueConstraint(
                        fields=("scorecard", "criterion_key"),
                        condition=Q(("dropped_at__isnull", True), ("recorded_at__isnull", True)),
                        name="correction_open_once",
                    ),
                    paired("recorded"),
                    paired("dropped"),
                    models.CheckConstraint(
                        condition=Q(("recorded_at__isnull", True), ("dropped_at__isnull", True), _connector="OR"),
                        name="correction_recorded_or_dropped",
                    ),
                ],
            },
        ),
        FreezeTable("evaluation_correction", columns=ASKED),
        GuardTable("evaluation_correction", condition={"UPDATE": SETTLED}, why="a correction is settled once"),
    ]
