"""Points come to whatever the rules make of the marks, not to 100 at most."""

from django.db import migrations, models

from core.triggers import FreezeTable, ThawTable


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_frozen_decisions")]

    operations = [
        ThawTable("awards_decision"),
        migrations.AlterField(
            "decision", "points", models.DecimalField(blank=True, decimal_places=4, max_digits=22, null=True)
        ),
        FreezeTable("awards_decision"),
    ]
