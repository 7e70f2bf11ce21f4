"""Marks by the keys of the rules, step two: what was marked so far. Rules of format 1, read as format 2, have one part: "jury"."""

from importlib import import_module

from django.db import migrations
from django.db.models import OuterRef, Subquery

from core.triggers import GuardTable, UnguardTable

GUARD = import_module("evaluation.migrations.0003_guarded_marks")


def fill(apps, schema_editor):
    scores = apps.get_model("evaluation", "Score").objects.using(schema_editor.connection.alias)
    criteria = apps.get_model("challenges", "Criterion").objects.filter(pk=OuterRef("criterion"))
    scores.update(part_key="jury", criterion_key=Subquery(criteria.values("key")[:1]))
    for mark in scores.exclude(mark=None).order_by("mark").values_list("mark", flat=True).distinct():
        scores.filter(mark=mark).update(value=f"{mark.normalize():f}")


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0004_room_for_keys"), ("challenges", "0003_guarded_rules")]

    operations = [
        # Marks that are handed in do not change: here they are told in other words.
        UnguardTable("evaluation_score"),
        migrations.RunPython(fill),
        GuardTable("evaluation_score", condition=GUARD.OF_SCORECARD, why=GUARD.WHY),
    ]
