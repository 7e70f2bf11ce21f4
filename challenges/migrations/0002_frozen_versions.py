from django.db import migrations

from core.triggers import FreezeTable


class Migration(migrations.Migration):
    dependencies = [("challenges", "0001_initial")]

    operations = [
        FreezeTable("challenges_challengeversion", columns=("content", "sha256", "challenge_id", "submitted_at")),
    ]
