"""The ranking and the signatures stay as they were written."""

from django.db import migrations

from core.triggers import FreezeTable


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial")]

    operations = [
        FreezeTable("evaluation_rankingsnapshot"),
        FreezeTable("evaluation_signature"),
    ]
