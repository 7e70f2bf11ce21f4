"""The ranking and the signatures stay as they were written."""

from django.db import migrations

from core.triggers import freeze


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_seats_and_declarations")]

    operations = [
        migrations.RunPython(*freeze("evaluation_rankingsnapshot"), elidable=False),
        migrations.RunPython(*freeze("evaluation_signature"), elidable=False),
    ]
