"""Write the dumps that the upgrade tests load, through the services of this version.

It was run at version 0.1.0, at the commit that adds this file, before the packages of ``core``, ``services`` and
``admin`` were moved; ``data`` holds what it wrote there. No test runs it, and it need not work in a later version. To
dump a later version, adapt ``scenario`` to its services, change VERSION, and run

    python -m tests.upgrades.make_dump [--postgresql postgres://postgres@127.0.0.1:5432]

The scenario runs on SQLite; ``--postgresql`` also dumps the same rows from PostgreSQL. This needs ``pg_dump``, which
must not be newer than the oldest server that loads the dump.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

VERSION = "0.1.0"
DATA = Path(__file__).with_name("data")


def main() -> None:
    """Run the scenario and write the dumps."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgresql", metavar="URL", help="a server on which a database may be made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "dump.sqlite3"
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": f"sqlite:///{database}"}
        django.setup()
        facts = fill_database()
        (DATA / f"{VERSION}.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n")
        (DATA / f"{VERSION}.sqlite.sql").write_text(sqlite_dump(database))
        if options.postgresql:
            from tests.upgrades.scenario import postgresql  # noqa: PLC0415 - settings first

            text = postgresql.copied(options.postgresql, Path(folder))
            (DATA / f"{VERSION}.postgresql.sql").write_text(text)


def fill_database() -> dict[str, Any]:
    """Run the scenario in the database of the settings; returns what the tests must know beside the dump."""
    from django.conf import settings  # noqa: PLC0415 - settings first

    from mosaic_clients.sandbox import Sandbox  # noqa: PLC0415
    from tests.upgrades.scenario import timeline  # noqa: PLC0415
    from tests.upgrades.scenario.runtime import ENCRYPTION_KEY, PORT, Clock, Scenario, freeze  # noqa: PLC0415

    own = {"ENCRYPTION_KEYS": (ENCRYPTION_KEY,), "ALLOW_KEY_EXPORT": True}
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **own}
    clock = Clock()
    freeze(clock)
    call_command("migrate", verbosity=0)
    with Sandbox(port=PORT) as sandbox:
        scenario = Scenario(sandbox, clock)
        timeline.run(scenario)
    return scenario.facts


def sqlite_dump(database: Path) -> str:
    """The database as SQL text."""
    with sqlite3.connect(database) as connection:
        return "\n".join(connection.iterdump()) + "\n"


if __name__ == "__main__":
    main()
