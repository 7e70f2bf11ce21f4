from django.db import migrations

from core.triggers import freeze


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]

    operations = [
        migrations.RunPython(*freeze("submissions_deposit"), elidable=False),
        migrations.RunPython(*freeze("submissions_receipt"), elidable=False),
    ]
