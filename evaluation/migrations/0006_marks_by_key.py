"""Marks by the keys of the rules, step three: the rows of criteria are let go, and the mark as a number."""

from importlib import import_module

from django.db import migrations, models

from core.triggers import GuardTable, UnguardTable

GUARD = import_module("evaluation.migrations.0003_guarded_marks")


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0005_fill_keys")]

    operations = [
        UnguardTable("evaluation_score"),
        migrations.RemoveConstraint("score", "score_once_per_criterion"),
        migrations.RemoveConstraint("score", "score_mark_not_negative"),
        migrations.RemoveField("score", "criterion"),
        migrations.RemoveField("score", "mark"),
        migrations.AlterField("score", "part_key", models.CharField(max_length=40)),
        migrations.AlterField("score", "criterion_key", models.CharField(max_length=40)),
        migrations.AlterField("score", "value", models.CharField(blank=True, max_length=40, verbose_name="Mark")),
        migrations.AddConstraint(
            "score",
            models.UniqueConstraint(fields=("scorecard", "part_key", "criterion_key"), name="score_once_per_criterion"),
        ),
        GuardTable("evaluation_score", condition=GUARD.OF_SCORECARD, why=GUARD.WHY),
    ]
