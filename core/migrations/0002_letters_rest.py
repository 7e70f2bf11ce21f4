"""Letters rest between tries; those that wait already may be tried at once."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="outgoingmail",
            name="next_try_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="outgoingmail", name="core_outgoi_state_7e8b4b_idx"),
        migrations.AddIndex(model_name="outgoingmail", index=models.Index(fields=["state", "next_try_at"], name="core_outgoi_state_779cd4_idx")),
    ]
