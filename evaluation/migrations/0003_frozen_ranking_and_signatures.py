"""The ranking and the signatures stay as they were written."""

from django.db import migrations

from core.triggers import FreezeTable


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_seats_and_declarations")]

    operations = [
        FreezeTable("evaluation_rankingsnapshot"),
        FreezeTable("evaluation_signature"),
    ]
