"""kill -9 at every point of a revocation: either it has not happened, or the sweep completes it."""

from __future__ import annotations

import signal

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.bearers import denylist
from tests.flows.rotating import add_rotating, manage
from tests.flows.test_rotation_killed import ForkingServer, forking_server
from tests.mosaic import add_environment, configuration_at_mosaic

__all__ = ["forking_server"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(12)]


def _require_replaced(mosaic: Sandbox, client: Client, leaked: str, token: str) -> None:
    """Require that the leaked key is removed here and at Mosaic, its token is denied, and another key is active."""
    client.refresh_from_db()
    denylist.invalidate()
    old, new = client.credentials.get(kid=leaked), client.credentials.active().get()
    assert (old.status, old.private_key) == ("REVOKED", "")
    assert denylist.is_denied(token, denylist.current())
    assert {key["kid"] for key in configuration_at_mosaic(mosaic, client)["jwks"]["keys"]} == {new.kid}
    assert (client.rotation_requested_at, client.rotation_problem) == (None, "")
    assert token_refresh.current(client).credential == new


def test_revocation_survives_kill_9_at_every_point(forking_server: ForkingServer) -> None:
    with Sandbox() as mosaic:
        client = add_rotating(mosaic, manage(mosaic, add_environment(mosaic)), AuthMethod.SELF_SIGNED)
        token_refresh.current(client)
        exit_code, points = forking_server.do("revoke", client)
        assert exit_code == 0
        unrevoked = 0
        for number, point in enumerate(points):
            token, leaked = token_refresh.current(client).value, client.credentials.active().get().kid
            exit_code, reached = forking_server.do("revoke", client, kill_at=number)
            assert (exit_code, reached[-1]) == (-signal.SIGKILL, point)
            if client.credentials.active().filter(kid=leaked).exists():
                unrevoked += 1
                assert unrevoked == number + 1, f"killed at {point!r}, it was forgotten"
                continue
            exit_code, _ = forking_server.do("finish", client)
            assert exit_code == 0, f"killed at {point!r}, it did not go on"
            _require_replaced(mosaic, client, leaked, token)
        assert 0 < unrevoked < len(points) / 2
