"""A proposal is for the challenge, or for one lot of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0004_overturned")]

    operations = [
        migrations.AddField("proposal", "lot_key", models.CharField(blank=True, default="", max_length=40)),
        migrations.RemoveConstraint("proposal", "proposal_once_per_supplier"),
        migrations.AddConstraint(
            "proposal",
            models.UniqueConstraint(
                fields=("challenge", "supplier", "lot_key"), name="proposal_once_per_supplier_and_lot"
            ),
        ),
    ]
