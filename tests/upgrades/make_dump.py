"""Write the dumps that ``test_upgrade_from_0_1_0`` begins from: one history, told to this version's own services.

It was run at version 0.1.0, at the commit that adds this file, before the packages of ``core``, ``services`` and
``admin`` were moved; the dumps in ``data`` are what it wrote there. It is no test, and nothing runs it again. Where a
later version wants a dump of its own, adapt the imports of ``history`` to it, raise VERSION and run

    python -m tests.upgrades.make_dump [--postgresql postgres://postgres@127.0.0.1:5432]

The history is told to SQLite; with ``--postgresql`` the same rows are dumped from a PostgreSQL as well. ``pg_dump``
must be installed then, and not be newer than the oldest server that is to read the dump.
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
    """Tell the history and write everything down."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgresql", metavar="URL", help="a server on which a database may be made")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "dump.sqlite3"
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": f"sqlite:///{database}"}
        django.setup()
        facts = tell()
        (DATA / f"{VERSION}.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n")
        (DATA / f"{VERSION}.sqlite.sql").write_text(sqlite_dump(database))
        if given.postgresql:
            from tests.upgrades.history import postgresql  # noqa: PLC0415 - settings first

            text = postgresql.copied(given.postgresql, Path(folder))
            (DATA / f"{VERSION}.postgresql.sql").write_text(text)


def tell() -> dict[str, Any]:
    """Live through the history in the database of the settings; what a test must know beside it."""
    from django.conf import settings  # noqa: PLC0415 - settings first

    from mosaic_clients.sandbox import Sandbox  # noqa: PLC0415
    from tests.upgrades.history import story  # noqa: PLC0415
    from tests.upgrades.history.world import ENCRYPTION_KEY, PORT, Clock, World, freeze  # noqa: PLC0415

    own = {"ENCRYPTION_KEYS": (ENCRYPTION_KEY,), "ALLOW_KEY_EXPORT": True}
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **own}
    clock = Clock()
    freeze(clock)
    call_command("migrate", verbosity=0)
    with Sandbox(port=PORT) as sandbox:
        world = World(sandbox, clock)
        story.tell(world)
    return world.facts


def sqlite_dump(database: Path) -> str:
    """The database as SQL, an INSERT a row."""
    with sqlite3.connect(database) as connection:
        return "\n".join(connection.iterdump()) + "\n"


if __name__ == "__main__":
    main()
