"""Creates a deployment's database: one environment, and two clients with active bound credentials.

``python -m tests.edge.deployed`` runs it in a separate process. Its argument is JSON with the values of the sandbox in
the parent process. It prints nothing.
"""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after setup()

from tests.mosaic import activate, add_client, add_environment  # noqa: E402


def create() -> None:
    values = json.loads(sys.argv[1])
    sandbox = SimpleNamespace(**values, add_client=lambda *_, **__: None)  # the parent process has added the clients
    call_command("migrate", verbosity=0)
    environment = add_environment(sandbox, "edge")
    for name in ("payments", "ledger"):
        activate(sandbox, add_client(sandbox, environment, name))


create()
