from django.db import migrations, models

from core.triggers import FreezeTable, ThawTable

# On SQLite a new column rebuilds the table and loses its triggers: they come off first and are put back after.
TABLE = "challenges_challengeversion"
FROZEN = ("content", "sha256", "challenge_id", "submitted_at")


class Migration(migrations.Migration):
    dependencies = [("challenges", "0002_frozen_versions")]

    operations = [
        ThawTable(TABLE, columns=FROZEN),
        migrations.AddField(
            model_name="challengeversion",
            name="search_text",
            field=models.TextField(default="", editable=False),
        ),
        FreezeTable(TABLE, columns=FROZEN),
        migrations.AlterField(
            model_name="challenge",
            name="cpv_codes",
            field=models.JSONField(blank=True, default=list, verbose_name="CPV codes"),
        ),
        migrations.AlterField(
            model_name="round",
            name="tie_break",
            field=models.JSONField(blank=True, default=list, verbose_name="Ties are broken by"),
        ),
        migrations.AlterField(
            model_name="challenge",
            name="law_profile",
            field=models.CharField(
                choices=[
                    ("pl-design-contest", "Poland: design contest"),
                    ("eu-design-contest", "European Union: design contest"),
                    ("archive", "Imported from an archive: the rules of its first publisher held"),
                ],
                max_length=40,
                verbose_name="Law profile",
            ),
        ),
    ]
