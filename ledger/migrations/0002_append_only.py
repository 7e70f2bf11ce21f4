from django.db import migrations

from core.triggers import FreezeTable


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        FreezeTable("ledger_event"),
        FreezeTable("ledger_head"),
    ]
