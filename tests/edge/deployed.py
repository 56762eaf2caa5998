"""Make a deployment's database in a process of its own: one environment, one client with an active bound credential.

``python -c`` runs this with JSON of what the sandbox outside is; it prints nothing.
"""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after setup()

from tests.mosaic import activate, add_client, add_environment  # noqa: E402


def make() -> None:
    known = json.loads(sys.argv[1])
    outside = SimpleNamespace(**known, add_client=lambda *_, **__: None)  # it was added there already
    call_command("migrate", verbosity=0)
    environment = add_environment(outside, "edge")
    for name in ("payments", "ledger"):
        activate(outside, add_client(outside, environment, name))


make()
