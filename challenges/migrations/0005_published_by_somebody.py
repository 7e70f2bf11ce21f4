from django.db import migrations, models

from core.triggers import FreezeTable, ThawTable

# On SQLite a new constraint rebuilds the table and loses its triggers: they come off first and are put back after.
TABLE = "challenges_challengeversion"
FROZEN = ("content", "sha256", "challenge_id", "submitted_at")


class Migration(migrations.Migration):
    dependencies = [("challenges", "0004_guarded_rules")]

    operations = [
        ThawTable(TABLE, columns=FROZEN),
        migrations.AddConstraint(
            model_name="challengeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(published_at__isnull=False, published_by__isnull=False)
                | models.Q(published_at__isnull=True, published_by__isnull=True),
                name="version_published_at_and_by",
            ),
        ),
        FreezeTable(TABLE, columns=FROZEN),
    ]
