"""Runs the site of ``settings.py`` in this process, with a filled database and an issuer on loopback."""

from __future__ import annotations

import json
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from tests.benchmarks.issuer import AUDIENCE, ISSUER, SUBJECT, Issuer
from tests.pki import issue

MISSING = "not installed: pip install -e '.[benchmarks]'"


@dataclass(frozen=True)
class Site:
    """The issuer of its tokens, and the certificate of its bound tokens."""

    issuer: Issuer
    x5t_s256: str
    nginx_header: str


@contextmanager
def running_site() -> Iterator[Site]:
    """Set Django up, once in a process, and clean up at the end."""
    issuer, certificate = Issuer.make("RS256"), issue("CN=caller")
    with tempfile.TemporaryDirectory(prefix="mosaic-benchmark-") as folder, issuer.serving() as url:
        os.environ |= {
            "DJANGO_VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
            "BENCHMARK_ISSUER_URL": url,
        }
        django.setup()
        call_command("migrate", verbosity=0)
        fixture = Path(folder) / "rows.json"
        fixture.write_text(json.dumps(_rows(issuer)))
        call_command("loaddata", str(fixture), verbosity=0)
        yield Site(issuer, certificate.x5t_s256, certificate.forwarded())


def _rows(issuer: Issuer) -> list[dict[str, Any]]:
    """Returns an environment with fresh signing keys, and the user that drf-oidc-auth looks up."""
    now, environment = datetime.now(UTC), str(uuid.uuid4())
    times = {
        "fetched_at": now.isoformat(),
        "attempted_at": now.isoformat(),
        "answered_at": now.isoformat(),
        "fresh_until": (now + timedelta(hours=12)).isoformat(),
    }
    return [
        {
            "model": "mosaic_clients.environment",
            "pk": environment,
            "fields": {
                "name": "measured",
                "base_url": "https://api.issuer.test/cis",
                "issuers": [ISSUER],
                "audiences": [AUDIENCE],
                "created_at": now.isoformat(),
            },
        },
        {
            "model": "mosaic_clients.signingkeyset",
            "pk": str(uuid.uuid4()),
            "fields": {"environment": environment, "key_set": issuer.key_set, "kids": ["k1"], **times},
        },
        {"model": "auth.user", "pk": 1, "fields": {"username": SUBJECT, "password": "!"}},
    ]
