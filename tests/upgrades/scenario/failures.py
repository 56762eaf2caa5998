"""Failures: leaked keys, edits in the portal, refused pushes, expiring certificates."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO, StringIO, TextIOWrapper
from typing import Any
from unittest.mock import patch

from django.core.management import call_command

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import CertificateAuthority, Client
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.credentials.proving import prove
from mosaic_clients.services.diagnosis import doctor
from mosaic_clients.services.rotation import emergency_revocation, publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import client_api
from tests.upgrades.scenario.clients import CA_SIGNED, rotate_fully
from tests.upgrades.scenario.runtime import DAY, HOUR, OPERATOR, Scenario

PUSH, REVOKE, TOKEN = "PUT /cis/v1/*", "POST /cis/oidc/token/revocation", "POST /cis/oidc/token"


def leak(scenario: Scenario) -> None:
    """The key of ``leaked`` is revoked while Mosaic refuses the token revocation and the push."""
    leaked = scenario.active("leaked", automatic=True)
    token_refresh.current(leaked)
    faults = scenario.sandbox.faults
    kid = leaked.credentials.get().kid
    with faults.status(REVOKE, 503, count=None), faults.status(PUSH, 503, count=1):
        emergency_revocation.revoke(leaked, kid, actor=OPERATOR)


def recover(scenario: Scenario) -> None:
    """``exporter`` gets no token and drifts; both problems are solved."""
    exporter = Client.objects.select_related("environment").get(name="exporter")
    with scenario.sandbox.faults.status(TOKEN, 500, count=None), suppress(MosaicError):
        token_refresh.refresh(exporter.access_tokens.get().pk, actor="worker", force=True)
    token_refresh.current(exporter, force=True)
    api = client_api(scenario.sandbox, exporter)
    held: dict[str, Any] = dict(api.read(exporter.app_id, exporter.client_id).configuration)
    for is_bound in (False, True):
        api.replace(exporter.app_id, exporter.client_id, held | {"isMtlsCertTokenBound": is_bound})
        publication.compare(exporter, api, actor="worker")
    assert not exporter.drift


def drift(scenario: Scenario) -> None:
    """Token binding of ``orders`` is turned off in the portal, and its next push fails."""
    orders = scenario.active("orders", automatic=True, lifetime=90 * DAY)
    api = client_api(scenario.sandbox, orders)
    held: dict[str, Any] = dict(api.read(orders.app_id, orders.client_id).configuration)
    api.replace(orders.app_id, orders.client_id, held | {"isMtlsCertTokenBound": False})
    publication.compare(orders, api, actor=OPERATOR)
    assert orders.drift
    with scenario.sandbox.faults.status(PUSH, 503, count=None):
        rotation_runner.rotate(orders, actor=OPERATOR)
    orders.refresh_from_db()
    assert orders.rotation_problem
    assert orders.drift


def end_soon(scenario: Scenario) -> None:
    """Add clients whose certificates expire around the moment of the dump."""
    scenario.active("expired", lifetime=60 * DAY - HOUR)
    scenario.active("shop", lifetime=60 * DAY + 12 * HOUR, publication="manual")


def end_with_the_authority(scenario: Scenario) -> None:
    """``kiosk`` gets its certificate from the CA that expires soon."""
    kiosk = scenario.client(
        "kiosk",
        method=CA_SIGNED,
        subject="CN=kiosk,O=Example",
        certificate_authority=CertificateAuthority.objects.get(name="ending"),
    )
    rotate_fully(kiosk)


def end_in_days(scenario: Scenario) -> None:
    """Add a client with a short-lived certificate, whose alert threshold is a percentage."""
    scenario.active("pulse", lifetime=10 * DAY + 12 * HOUR, publication="manual")


def examine(scenario: Scenario) -> None:
    """Diagnose two clients, and fail to prove a third."""
    for name in ("shop", "expired"):
        client = Client.objects.select_related("environment").get(name=name)
        doctor.diagnose(client, actor=OPERATOR)
    refunds = Client.objects.select_related("environment").get(name="refunds")
    with scenario.sandbox.faults.status(TOKEN, 401, count=None), suppress(MosaicError):
        prove(refunds, actor=OPERATOR)


def stage_manually(scenario: Scenario) -> None:
    """``claims`` has an active credential and a staged, unproven one without a rotation request."""
    claims = scenario.active("claims", publication="manual")
    staging.stage(claims, actor=OPERATOR)


def deny(scenario: Scenario) -> None:
    """Mint two bearers and put one on the denylist."""
    always = {"iat": 1735689600, "exp": 4102444800}  # from 2025 to 2100: verified by the real time
    caller: dict[str, Any] = {"client_id": "caller", "sub": "caller", "scope": "openid payments:write", **always}
    living, revoked = (scenario.sandbox.mint(jti=jti, **caller) for jti in ("living", "revoked"))
    with patch("sys.stdin", TextIOWrapper(BytesIO(revoked.encode()))):
        call_command("mosaic", "bearer", "deny", skip_checks=True, stderr=StringIO())
    scenario.facts["bearers"] = {"living": living, "revoked": revoked}
