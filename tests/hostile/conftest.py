"""An environment with a scripted Mosaic, and a second server that must not be called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from tests.core.tokens import jwk_of
from tests.hostile.http_requests import CERTIFICATE_HEADER, Ask, over_http
from tests.hostile.key_sets import ATTACKER, keys
from tests.hostile.tokens import ISSUER, LEAF
from tests.mosaic import KEYS as KEYS_PATH
from tests.mosaic import ScriptedMosaic


@pytest.fixture
def hostile(mosaic: Sandbox, scripted: ScriptedMosaic) -> Environment:
    """An environment without signing keys."""
    return add(mosaic, scripted)


@pytest.fixture
def other(mosaic: Sandbox) -> Iterator[ScriptedMosaic]:
    """Another server, which has the attacker's keys."""
    server = ScriptedMosaic(mosaic)
    server.answers[KEYS_PATH] = keys(jwk_of(ATTACKER, kid="attacker"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def ask(live_server: Any) -> Ask:
    return over_http(live_server)


@pytest.fixture
def trust_proxies(settings: Any) -> Any:
    """This machine is a trusted proxy that forwards certificates as RFC 9440 defines."""

    def set_proxies(*proxies: str) -> None:
        settings.MOSAIC_CLIENTS = {
            **settings.MOSAIC_CLIENTS,
            "CLIENT_CERTIFICATE": f"rfc9440:{CERTIFICATE_HEADER}",
            "TRUSTED_PROXIES": proxies,
        }

    set_proxies("127.0.0.0/8", "::1/128")
    return set_proxies


@pytest.fixture
def bound(mosaic: Sandbox, environment: Environment) -> str:
    """A token that is bound to the certificate of ``LEAF``."""
    return mosaic.mint(cnf={"x5t#S256": LEAF.x5t_s256})


def add(mosaic: Sandbox, server: ScriptedMosaic, issuer: str = ISSUER, **columns: Any) -> Environment:
    defaults = {"algorithms": ["RS256", "ES256"], "trusted_ca": mosaic.trusted_ca, "allow_private": True}
    return Environment.objects.create(
        name=issuer, base_url=server.base_url, issuers=[issuer], **{**defaults, **columns}
    )


def age(ago: timedelta = timedelta(seconds=31), *columns: str) -> None:
    """Make the stored keys older; by default ``attempted_at``, past the cooldown."""
    SigningKeySet.objects.update(**dict.fromkeys(columns or ("attempted_at",), timezone.now() - ago))
