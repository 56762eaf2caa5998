"""Encryption keys, and rows sealed with them."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest

from mosaic_clients.core.sealing import KeyRing
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.issuing import authorities
from tests.mosaic import activate

ACTOR = "olivia"


def key(number: int) -> str:
    return base64.urlsafe_b64encode(bytes([number]) * 32).decode()


OLD, NEW, THIRD = key(1), key(2), key(3)
OLD_ID, NEW_ID, THIRD_ID = KeyRing.parse([OLD, NEW, THIRD]).key_ids


@pytest.fixture
def ring(settings: Any) -> Any:
    """Sets the keys of the ring, the sealing one first."""

    def put(*keys: str) -> None:
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": keys}

    put(OLD)
    return put


@pytest.fixture
def sealed(ring: Any, mosaic: Sandbox, payments: Client) -> Client:
    """A client with a key, a token and a CA, all sealed with the old key."""
    activate(mosaic, payments)
    token_refresh.current(payments)
    authorities.add_authority(
        "issuing", subject_dn="CN=Issuing", lifetime=timedelta(days=9), leaf_lifetime=timedelta(days=1), actor=ACTOR
    )
    return payments
