from django.db import migrations

from core.triggers import freeze


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunPython(*freeze("ledger_event"), elidable=False),
        migrations.RunPython(*freeze("ledger_head"), elidable=False),
    ]
