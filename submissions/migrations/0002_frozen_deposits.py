from django.db import migrations

from core.triggers import FreezeTable


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]

    operations = [
        FreezeTable("submissions_deposit"),
        FreezeTable("submissions_receipt"),
    ]
