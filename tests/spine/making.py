"""How spine.json was made: `python -m tests.spine.making`, once, by the code of the first release of the portal.

The file shows how that release kept competitions: as rows of its tables. It is not made anew when the tables change, for a later
release must take over what an installation of the first one holds. Migrated forward, it must verify as it did then.
"""

import sys
from io import StringIO
from pathlib import Path

import django

FILE = Path(__file__).with_name("spine.json")
NOTE = "Rows of the first release of the portal, a competition at each stage; see making.py."


def make() -> None:
    """Migrate an empty database, make the competitions in it, verify them, and write everything to FILE."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    from ledger import signing  # noqa: PLC0415
    from tests.source import APPS  # noqa: PLC0415
    from tests.spine import competitions, rows  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    competitions.make_competitions()
    verified = StringIO()
    call_command("verify_ledger", stdout=verified)
    leaves = dict(MigrationLoader(connection).graph.leaf_nodes())
    facts = {
        "note": NOTE,
        "migrations": {app: leaves[app] for app in APPS if app in leaves},
        "signing_key": signing.signing_key().as_dict(private=False),
        "verified": verified.getvalue().splitlines(),
    }
    rows.write(FILE, facts, rows.take_out())


if __name__ == "__main__":
    if FILE.exists():
        sys.exit(f"{FILE.name} is there already: it is kept as the first release made it.")
    django.setup()
    make()
