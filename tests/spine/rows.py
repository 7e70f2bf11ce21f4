"""Rows of the portal as plain JSON, by table and column: taken out of one database, put into another.

Values are neutral of the database: moments are ISO 8601, decimals are text, JSON is JSON. What is left out: manuscripts and
who may edit them, whose tables are Wagtail's; the outbox, whose letters were sent; sessions and sign-in.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

# From the top, so that rows are put in before those that they point at: the guards of rules ask for the state of the challenge,
# and would refuse criteria of one that is not a draft any more. The database checks references at the end of the transaction.
APPS = ("awards", "evaluation", "submissions", "challenges", "accounts", "ledger", "core")
LEFT_OUT = ("core_outgoingmail", "core_maildelivery", "accounts_user_groups", "accounts_user_user_permissions")


def take_out() -> Iterator[dict[str, Any]]:
    """Yield each table with its columns and rows."""
    for app in APPS:
        for model in reversed(list(apps.get_app_config(app).get_models(include_auto_created=True))):
            if model._meta.db_table not in LEFT_OUT:
                fields = model._meta.local_concrete_fields
                rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
                yield {"table": model._meta.db_table, "columns": [field.column for field in fields], "rows": list(rows)}


def write(path: Path, facts: dict[str, Any], tables: Iterable[dict[str, Any]]) -> None:
    """Write facts and tables as JSON, a row per line, so that a change of it can be read."""
    parts = [f"{_json(name)}: {_json(fact)}" for name, fact in facts.items()]
    for table in tables:
        rows = ",\n".join(_json(row) for row in table["rows"])
        head = f'"table": {_json(table["table"])}, "columns": {_json(table["columns"])}'
        parts.append(f'{{{head}, "rows": [\n{rows}\n]}}')
    count = len(facts)
    text = ",\n".join(parts[:count]) + ',\n"tables": [\n' + ",\n".join(parts[count:]) + "\n]"
    path.write_text(f"{{\n{text}\n}}\n", encoding="utf-8")


def put_in(tables: Iterable[dict[str, Any]], historical: Apps) -> None:
    """Insert all rows, through models as they were when the rows were taken out, and let new rows be numbered after them."""
    by_table = {model._meta.db_table: model for model in historical.get_models(include_auto_created=True)}
    with transaction.atomic():
        for table in tables:
            model = by_table[table["table"]]
            model._base_manager.bulk_create([_instance(model, table["columns"], row) for row in table["rows"]])
    filled = [by_table[table["table"]] for table in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)


def _instance(model: type[models.Model], columns: Iterable[str], row: Iterable[Any]) -> models.Model:
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    return model(**{fields[column].attname: fields[column].to_python(value) for column, value in zip(columns, row, strict=True)})


def _json(value: Any) -> str:
    return json.dumps(value, default=_text, ensure_ascii=False, separators=(",", ":"))


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))
