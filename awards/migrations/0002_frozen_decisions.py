"""Decisions, letters and records of rounds stay as they were written: what was announced cannot be changed afterwards."""

from django.db import migrations

from core.triggers import FreezeTable


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]

    operations = [
        FreezeTable("awards_decision"),
        FreezeTable("awards_notice"),
        FreezeTable("awards_roundrecord"),
    ]
