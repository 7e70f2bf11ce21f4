"""Marks by the keys of the rules, step one: room for the keys of part and criterion, and for the mark as text."""

from importlib import import_module

from django.db import migrations, models

from core.triggers import GuardTable, UnguardTable

# SQLite rebuilds the table for the new columns, and would lose its guard without a word.
GUARD = import_module("evaluation.migrations.0003_guarded_marks")


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0003_guarded_marks")]

    operations = [
        UnguardTable("evaluation_score"),
        *(
            migrations.AddField("score", name, models.CharField(max_length=40, blank=True, db_default=""))
            for name in ("part_key", "criterion_key", "value")
        ),
        GuardTable("evaluation_score", condition=GUARD.OF_SCORECARD, why=GUARD.WHY),
    ]
