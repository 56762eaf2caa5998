"""What goes wrong: leaked keys, edits in the portal, pushes that fail, certificates that end."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO, StringIO, TextIOWrapper
from typing import Any
from unittest.mock import patch

from django.core.management import call_command

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import CertificateAuthority, Client
from mosaic_clients.services import access_tokens, compromise, diagnosis, publication, rotation, staging
from tests.mosaic import client_api
from tests.upgrades.history.clients import CA_SIGNED, walk
from tests.upgrades.history.world import DAY, HOUR, OPERATOR, World

PUSH, REVOKE, TOKEN = "PUT /cis/v1/*", "POST /cis/oidc/token/revocation", "POST /cis/oidc/token"


def leak(world: World) -> None:
    """The key of ``leaked`` leaks while Mosaic neither revokes its token nor takes the push."""
    leaked = world.active("leaked", automatic=True)
    access_tokens.current(leaked)
    faults = world.sandbox.faults
    kid = leaked.credentials.get().kid
    with faults.status(REVOKE, 503, count=None), faults.status(PUSH, 503, count=1):
        compromise.revoke(leaked, kid, actor=OPERATOR)


def recover(world: World) -> None:
    """``exporter`` gets no token, and loses its token binding in the portal; both are over soon."""
    exporter = Client.objects.select_related("environment").get(name="exporter")
    with world.sandbox.faults.status(TOKEN, 500, count=None), suppress(MosaicError):
        access_tokens.refresh(exporter.access_tokens.get().pk, actor="worker", force=True)
    access_tokens.current(exporter, force=True)
    api = client_api(world.sandbox, exporter)
    held: dict[str, Any] = dict(api.read(exporter.app_id, exporter.client_id).configuration)
    for is_bound in (False, True):
        api.replace(exporter.app_id, exporter.client_id, held | {"isMtlsCertTokenBound": is_bound})
        publication.compare(exporter, api, actor="worker")
    assert not exporter.drift


def drift(world: World) -> None:
    """Somebody turns off token binding of ``orders`` in the portal, and its next push fails."""
    orders = world.active("orders", automatic=True, lifetime=90 * DAY)
    api = client_api(world.sandbox, orders)
    held: dict[str, Any] = dict(api.read(orders.app_id, orders.client_id).configuration)
    api.replace(orders.app_id, orders.client_id, held | {"isMtlsCertTokenBound": False})
    publication.compare(orders, api, actor=OPERATOR)
    assert orders.drift
    with world.sandbox.faults.status(PUSH, 503, count=None):
        rotation.rotate(orders, actor=OPERATOR)
    orders.refresh_from_db()
    assert orders.rotation_problem
    assert orders.drift


def end_soon(world: World) -> None:
    """Certificates that nobody renews: of clients, of a CA that issues, and of a chain."""
    world.active("expired", lifetime=60 * DAY - HOUR)
    world.active("shop", lifetime=60 * DAY + 12 * HOUR, publication="manual")


def end_with_the_authority(world: World) -> None:
    """``kiosk`` has its certificate from the CA that ends."""
    kiosk = world.client(
        "kiosk",
        method=CA_SIGNED,
        subject="CN=kiosk,O=Example",
        certificate_authority=CertificateAuthority.objects.get(name="ending"),
    )
    walk(kiosk)


def end_in_days(world: World) -> None:
    """A short life is told of at its last tenth."""
    world.active("pulse", lifetime=10 * DAY + 12 * HOUR, publication="manual")


def examine(world: World) -> None:
    """An operator looks for what is wrong, on two clients."""
    for name in ("shop", "expired"):
        client = Client.objects.select_related("environment").get(name=name)
        diagnosis.diagnose(client, actor=OPERATOR)
    refunds = Client.objects.select_related("environment").get(name="refunds")
    with world.sandbox.faults.status(TOKEN, 401, count=None), suppress(MosaicError):
        access_tokens.prove(refunds, actor=OPERATOR)


def stage_by_hand(world: World) -> None:
    """``claims`` has an active credential and a staged one that was neither asked for nor proven."""
    claims = world.active("claims", publication="manual")
    staging.stage(claims, actor=OPERATOR)


def deny(world: World) -> None:
    """Two bearers of a caller: the one is refused from now on."""
    always = {"iat": 1735689600, "exp": 4102444800}  # from 2025 to 2100: verified by the real time
    caller: dict[str, Any] = {"client_id": "caller", "sub": "caller", "scope": "openid payments:write", **always}
    living, revoked = (world.sandbox.mint(jti=jti, **caller) for jti in ("living", "revoked"))
    with patch("sys.stdin", TextIOWrapper(BytesIO(revoked.encode()))):
        call_command("mosaic", "bearer", "deny", skip_checks=True, stderr=StringIO())
    world.facts["bearers"] = {"living": living, "revoked": revoked}
