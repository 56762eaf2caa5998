"""Clients with certificates that expire when a test says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.certificates import read_facts
from mosaic_clients.models import Client, Credential, Environment
from mosaic_clients.services.clients import registry as client_registry
from tests import pki
from tests.services.conftest import ACTOR

NOW = timezone.now().replace(microsecond=0)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def add_client(lone: Environment, name: str = "payments", **values: Any) -> Client:
    defaults = {"client_id": name, "auth_method": AuthMethod.SELF_SIGNED.value, "key_algorithm": "EC-P256"}
    return client_registry.add(name, lone, actor=ACTOR, **{**defaults, **values})


def add_credential(
    client: Client,
    *,
    starts: datetime = NOW - DAY,
    ends: datetime,
    status: str = "ACTIVE",
    chain: str = "",
    **knobs: Any,
) -> Credential:
    """A credential with these dates, stored as a rotation would have left it."""
    pair = pki.issue(starts=starts, ends=ends, **knobs)
    credential = Credential(client=client, kid=pair.x5t_s256, status=status, created_at=starts)
    credential.take(read_facts(pair.certificate), pair.pem + chain)
    credential.save(force_insert=True)
    return credential
