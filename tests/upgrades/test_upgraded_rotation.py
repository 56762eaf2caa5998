"""Rotations that 0.1.0 started are completed, with private keys that 0.1.0 sealed, against a sandbox."""

from __future__ import annotations

import json
import ssl
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client as Browser

from mosaic_clients import tasks
from mosaic_clients.api import MosaicClient
from tests.clock import Clock
from tests.upgrades.conftest import Shell

RESOURCE = "https://payments.test"
SELF_SIGNED = "self_signed_tls_client_auth"


class Portal:
    """Registers at the sandbox what the shell prints, as an operator does in the Admin Portal."""

    def __init__(self, sandbox: Any, shell: Shell) -> None:
        self._sandbox, self._shell = sandbox, shell
        self._tls = ssl.create_default_context(cadata=sandbox.trusted_ca)

    def register(self, name: str) -> None:
        """Register a self-signed client and its key set."""
        client = _client(name)
        resources = [client.resource] if client.resource else []
        self._sandbox.add_client(client.client_id, SELF_SIGNED, bound=client.bound, resources=resources)
        configuration = {"method": SELF_SIGNED, "isMtlsCertTokenBound": client.bound}
        configuration["jwks"] = json.loads(self._shell("jwks", name))
        self._call(client, "PUT", {"authentication_configuration": configuration})

    def kids(self, name: str) -> set[str]:
        """The key IDs of the registered key set."""
        registered = self._call(_client(name), "GET")["authentication_configuration"]
        return {key["kid"] for key in registered["jwks"]["keys"]}

    def _call(self, client: Any, method: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            f"{self._sandbox.base_url}/v1/applications/{self._sandbox.app_id}/clients/{client.client_id}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._sandbox.portal_token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, context=self._tls) as answer:
            return json.loads(answer.read())


@pytest.fixture
def portal(mosaic_shell: Shell, mosaic_sandbox: Any, tmp_path: Path) -> Portal:
    """The environment ``live`` points at the sandbox."""
    ca = tmp_path / "ca.pem"
    ca.write_text(mosaic_sandbox.trusted_ca)
    where = ("--base-url", mosaic_sandbox.base_url, "--issuer", mosaic_sandbox.issuer, "--trusted-ca", str(ca))
    mosaic_shell("environment", "change", "live", *where)
    return Portal(mosaic_sandbox, mosaic_shell)


def _client(name: str) -> Any:
    return apps.get_model("mosaic_clients", "Client").objects.get(name=name)


def _status(name: str, kid: str) -> str:
    return str(_client(name).credentials.get(kid=kid).status)


def _kid(name: str, status: str) -> str:
    return str(_client(name).credentials.get(status=status).kid)


def test_manually_published_rotation_completes(portal: Portal, mosaic_shell: Shell, clock: Clock) -> None:
    old, new = _kid("claims", "ACTIVE"), _kid("claims", "STAGED")
    portal.register("claims")
    mosaic_shell("publish", "claims", "--confirm")
    assert "activate" in mosaic_shell("rotate", "claims")
    assert (_status("claims", new), _status("claims", old)) == ("ACTIVE", "RETIRING")
    assert MosaicClient.named("claims").access_token().value
    clock.move(2 * 3600)
    tasks.rotate_client(str(_client("claims").pk))
    assert _status("claims", old) == "RETIRED"


def test_rotation_that_failed_to_publish_is_pushed_and_completes(
    portal: Portal, mosaic_shell: Shell, mosaic_sandbox: Any, clock: Clock
) -> None:
    old, new = _kid("orders", "ACTIVE"), _kid("orders", "STAGED")
    for name in ("manager", "orders"):
        portal.register(name)
        mosaic_shell("client", "set", name, "--app-id", mosaic_sandbox.app_id)
    mosaic_shell("token", "manager", "--fresh")  # the stored one is from another Mosaic
    clock.move(600)
    tasks.rotate_client(str(_client("orders").pk))
    orders = _client("orders")
    assert (orders.rotation_problem, orders.drift, orders.rotation_failures) == ("", "", 0)
    assert (_status("orders", new), _status("orders", old)) == ("ACTIVE", "RETIRING")
    assert portal.kids("orders") == {old, new}
    clock.move(2 * 3600)
    tasks.rotate_client(str(orders.pk))
    assert _status("orders", old) == "RETIRED"
    assert portal.kids("orders") == {new}


def test_proven_credential_is_activated_and_overlap_ends(portal: Portal, mosaic_shell: Shell, clock: Clock) -> None:
    staged, retiring = _kid("refunds", "STAGED"), _kid("payments", "RETIRING")
    portal.register("refunds")
    mosaic_shell("credential", "activate", "refunds")
    assert _status("refunds", staged) == "ACTIVE"
    clock.move(3 * 3600)
    tasks.rotate_client(str(_client("payments").pk))
    assert _status("payments", retiring) == "RETIRED"


def test_stored_allow_list_applies_to_new_bearers(portal: Portal, mosaic_sandbox: Any) -> None:
    (app_id,) = _client("orders").environment.allowed_app_ids
    for claims, status in (({"app_id": app_id}, 200), ({"app_id": "another"}, 401)):
        token = mosaic_sandbox.mint(client_id="caller", scope="openid", **claims)
        answer = Browser().get("/api/whoami", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status, answer.content
