from django.db import migrations

from core.triggers import freeze


class Migration(migrations.Migration):
    dependencies = [("challenges", "0001_initial")]

    operations = [
        migrations.RunPython(
            *freeze("challenges_challengeversion", columns=("content", "sha256", "challenge_id", "submitted_at")), elidable=False
        ),
    ]
