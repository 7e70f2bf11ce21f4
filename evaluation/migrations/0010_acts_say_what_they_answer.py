"""An act says which entries its question was about, and who was to answer it."""

from django.db import migrations, models

from core.triggers import FreezeTable, ThawTable


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0009_one_newest_each")]

    operations = [
        ThawTable("evaluation_act"),
        migrations.AddField("act", "who", models.CharField(default="", max_length=10)),
        migrations.AddField("act", "about", models.JSONField(default=list)),
        FreezeTable("evaluation_act"),
    ]
