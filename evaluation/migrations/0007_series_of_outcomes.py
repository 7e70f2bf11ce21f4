"""Rankings and reports become numbered series, step one: room for numbers and pointers; and the acts of people.

The rows that are there get their numbers by default. They stay frozen in all but the pointer.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.triggers import FreezeTable, ThawTable

# A ranking is frozen in all but the pointer of the newest, which is taken off when it is superseded.
FROZEN = ("id", "round_id", "number", "cause", "content", "sha256", "made_at")
ROUND = "challenges.round"


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0007_amendments"),
        ("evaluation", "0006_marks_by_key"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="acts", to=ROUND),
                ),
                ("number", models.PositiveIntegerField()),
                ("step", models.CharField(max_length=140)),
                ("wants", models.CharField(max_length=10)),
                ("answer", models.JSONField()),
                ("reason", models.TextField(verbose_name="Reason")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["round", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="act_number_once"),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="act_has_a_reason"),
                ],
            },
        ),
        FreezeTable("evaluation_act"),
        ThawTable("evaluation_rankingsnapshot"),
        migrations.AlterModelOptions("rankingsnapshot", options={"ordering": ["round", "number"]}),
        migrations.AlterModelOptions("report", options={"ordering": ["round", "number"]}),
        migrations.AlterField(
            "rankingsnapshot",
            "round",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rankings", to=ROUND),
        ),
        migrations.AlterField(
            "report",
            "round",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reports", to=ROUND),
        ),
        migrations.AddField(
            "rankingsnapshot",
            "cause",
            models.CharField(
                choices=[
                    ("judged", "All scorecards are in."),
                    ("act", "People decided what the rules leave to them."),
                    ("corrected", "A mark was corrected."),
                ],
                default="judged",
                max_length=20,
                verbose_name="Cause",
            ),
        ),
        migrations.AddField("rankingsnapshot", "number", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "rankingsnapshot",
            "newest_of",
            models.OneToOneField(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="ranking", to=ROUND
            ),
        ),
        migrations.AddField("report", "number", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "report",
            "newest_of",
            models.OneToOneField(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="report", to=ROUND
            ),
        ),
        migrations.AddField(
            "report",
            "ranking",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="evaluation.rankingsnapshot",
            ),
        ),
        FreezeTable("evaluation_rankingsnapshot", columns=FROZEN),
    ]
