"""Rankings and reports become numbered series, step two: the one of each round that there was is the newest."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, OuterRef, Subquery


def point(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    rankings, reports = (apps.get_model("evaluation", name).objects for name in ("RankingSnapshot", "Report"))
    rankings.update(newest_of=F("round"))
    own = rankings.filter(round=OuterRef("round")).values("pk")
    reports.update(newest_of=F("round"), ranking=Subquery(own))


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0007_series_of_outcomes")]

    operations = [migrations.RunPython(point, migrations.RunPython.noop)]
