"""Marks change only until their scorecard is submitted; afterwards the database itself forbids it, recused ones included.

On SQLite a migration that rebuilds evaluation_scorecard must take these triggers off first and put them back after.
"""

from django.db import migrations

from core.triggers import GuardTable

WHY = "marks change only until their scorecard is submitted"
OF_SCORECARD = "(SELECT state FROM evaluation_scorecard WHERE id = {row}.scorecard_id) NOT IN ('assigned', 'draft')"


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_frozen_ranking_and_signatures")]

    operations = [GuardTable("evaluation_score", condition=OF_SCORECARD, why=WHY)]
