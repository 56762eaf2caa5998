"""Mosaic is unreachable, or accepts connections without answering."""

from __future__ import annotations

import socket
import time

import pytest

from mosaic_clients.core.errors import TimedOut, Unreachable
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.oidc import client_credentials

LIMITS = Limits(connect=0.5, read=0.25, total=0.4)


def test_closed_port_is_unreachable(connect):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable) as caught:
        client_credentials(connect(), f"https://127.0.0.1:{port}/x", client_id="a", resource="", limits=LIMITS)
    assert (type(caught.value), caught.value.code, caught.value.retryable) == (Unreachable, "unreachable", True)
    assert f"127.0.0.1:{port}" in caught.value.description


def test_unknown_host_name_is_unreachable(connect):
    with pytest.raises(Unreachable, match=r"no-such-host\.invalid cannot be reached"):
        client_credentials(connect(), "https://no-such-host.invalid/x", client_id="a", resource="", limits=LIMITS)


def test_server_without_a_handshake_times_out(connect):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/x"
        started = time.monotonic()
        with pytest.raises(TimedOut):
            client_credentials(connect(), url, client_id="a", resource="", limits=LIMITS)
        assert time.monotonic() - started < 1
