"""kill -9 at every point of a revocation: it has not happened at all, or the sweep brings it to its end."""

from __future__ import annotations

import signal

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.bearers import denylist
from tests.flows.rotating import add_rotating, manage
from tests.flows.test_rotation_killed import Walkers, walkers
from tests.mosaic import add_environment, held_at

__all__ = ["walkers"]

pytestmark = pytest.mark.django_db(transaction=True)


def _require_replaced(mosaic: Sandbox, client: Client, leaked: str, token: str) -> None:
    """The leaked key is out here and at Mosaic, its token opens nothing of ours, and another is in use."""
    client.refresh_from_db()
    denylist.invalidate()
    old, new = client.credentials.get(kid=leaked), client.credentials.active().get()
    assert (old.status, old.private_key) == ("REVOKED", "")
    assert denylist.is_denied(token, denylist.current())
    assert {key["kid"] for key in held_at(mosaic, client)["jwks"]["keys"]} == {new.kid}
    assert (client.rotation_requested_at, client.rotation_problem) == (None, "")
    assert token_refresh.current(client).credential == new


def test_a_revocation_survives_kill_9_at_every_point(walkers: Walkers) -> None:
    with Sandbox() as mosaic:
        client = add_rotating(mosaic, manage(mosaic, add_environment(mosaic)), AuthMethod.SELF_SIGNED)
        token_refresh.current(client)
        ended, points = walkers.do("revoke", client)
        assert ended == 0
        undone = 0
        for number, where in enumerate(points):
            token, leaked = token_refresh.current(client).value, client.credentials.active().get().kid
            ended, passed = walkers.do("revoke", client, kill_at=number)
            assert (ended, passed[-1]) == (-signal.SIGKILL, where)
            if client.credentials.active().filter(kid=leaked).exists():
                undone += 1
                assert undone == number + 1, f"killed at {where!r}, it was forgotten"
                continue
            ended, _ = walkers.do("finish", client)
            assert ended == 0, f"killed at {where!r}, it did not go on"
            _require_replaced(mosaic, client, leaked, token)
        assert 0 < undone < len(points) / 2
