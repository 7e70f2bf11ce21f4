"""Drafts become documents and rounds become anchors, step one: room for both.

The guards of the old rule tables go here: on SQLite they would stand in the way of every change of the tables they name. The rows
they guarded go in step three; rounds get their new guard there.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.triggers import FreezeTable, ThawTable, UnguardTable


class Migration(migrations.Migration):
    dependencies = [("challenges", "0003_guarded_rules"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        ThawTable("challenges_challengeversion"),
        UnguardTable("challenges_round"),
        UnguardTable("challenges_criterion"),
        UnguardTable("challenges_question"),
        migrations.CreateModel(
            name="DraftRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("part", models.CharField(blank=True, max_length=300)),
                ("saved_at", models.DateTimeField()),
                ("challenge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="draft_revisions", to="challenges.challenge")),
                ("saved_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["challenge", "number"],
                "constraints": [models.UniqueConstraint(fields=("challenge", "number"), name="draft_revision_number_once")],
            },
        ),
        migrations.AddField("challengeversion", "rules_sha256", models.CharField(max_length=64, null=True)),
        migrations.AddField("challengeversion", "figures", models.JSONField(default=dict)),
        migrations.AddField("challengeversion", "draft_number", models.PositiveIntegerField(null=True)),
        migrations.AddField("challengeversion", "words_sha256", models.CharField(max_length=64, null=True)),
        migrations.AddField("round", "round_key", models.CharField(max_length=40, null=True)),
        migrations.AddField("round", "window_key", models.CharField(max_length=40, null=True)),
        migrations.AddField("round", "label", models.CharField(max_length=20, null=True)),
        migrations.AddField(
            "round",
            "set_by_version",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="challenges.challengeversion"),
        ),
        FreezeTable("challenges_challengeversion", columns=("content", "sha256", "challenge_id", "submitted_at")),
    ]
