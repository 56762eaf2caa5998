"""A private address is never called unless the environment allows it, whatever a name resolves to."""

from __future__ import annotations

import socket

import pytest

from mosaic_clients.core.errors import Unreachable
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.transport.connections import PrivateAddressRefused
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.oidc import client_credentials, signing_keys
from mosaic_clients.transport.probe import connect as open_connection
from mosaic_clients.transport.raw_requests import RawCaller
from tests.mosaic import closed_port

LIMITS = Limits(connect=1, read=1, total=2)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0"])
def test_loopback_is_refused_in_every_spelling_before_a_byte_is_sent(host, serve, connect, rsa_identity):
    server = serve()
    url = f"https://{host}:{server.port}/token"
    with pytest.raises(PrivateAddressRefused, match="not a public address") as caught:
        client_credentials(connect(rsa_identity, allow_private=False), url, client_id="a", resource="", limits=LIMITS)
    assert isinstance(caught.value, Unreachable)
    assert caught.value.remedy == Remedy(RemedyKind.ALLOW_PRIVATE_ADDRESSES)
    assert (caught.value.code, caught.value.retryable) == ("private_address", False)
    assert server.received_bytes == 0
    assert server.exchanges == []


@pytest.mark.parametrize("address", ["::1", "::ffff:127.0.0.1"])
def test_ipv6_loopback_is_refused(address, connect):
    with socket.create_server((address, 0), family=socket.AF_INET6, dualstack_ipv6=True) as listener:
        url = f"https://[{address}]:{listener.getsockname()[1]}/jwks"
        with pytest.raises(PrivateAddressRefused):
            signing_keys(connect(allow_private=False), url, limits=LIMITS)


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "fd00::1", "fe80::1%eth0"]
)
def test_every_private_network_is_refused(address, connect, monkeypatch, serve):
    server = serve()

    class Elsewhere(socket.socket):
        def getpeername(self):
            return (address, 443)

    def connected(*_, **__):
        plain = socket.create_connection(("127.0.0.1", server.port))
        return Elsewhere(fileno=plain.detach())

    monkeypatch.setattr("mosaic_clients.transport.connections.open_socket", connected)
    with pytest.raises(PrivateAddressRefused, match="not a public address"):
        signing_keys(connect(allow_private=False), "https://mosaic.test/jwks", limits=LIMITS)
    assert server.received_bytes == 0


def test_address_of_the_peer_is_checked_after_connecting(connect, monkeypatch, serve):
    """A name server may return one address to the check and another to the connection."""
    server, resolve = serve(), socket.getaddrinfo
    answers = iter(["93.184.215.14", "93.184.215.14", "127.0.0.1"])

    def alternating(host, port, *arguments, **options):
        return resolve(next(answers) if host == "mosaic.test" else host, port, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", alternating)
    socket.getaddrinfo("mosaic.test", 443)
    with pytest.raises(PrivateAddressRefused):
        signing_keys(connect(allow_private=False), f"https://mosaic.test:{server.port}/jwks", limits=LIMITS)
    assert server.received_bytes == 0


def _call(connect, host, port):
    signing_keys(connect(allow_private=False), f"https://{host}:{port}/jwks", limits=LIMITS)


def _probe(connect, host, port):
    open_connection(host, port, allow_private=False, limits=LIMITS)


def _raw(connect, host, port):
    with RawCaller(f"https://{host}:{port}/", None, allow_private=False, limits=LIMITS) as caller:
        caller.status(())


@pytest.mark.parametrize("reach", [_call, _probe, _raw])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_refusal_does_not_reveal_open_ports(host, reach, connect):
    """The refusal is the same for an open and a closed port, and no connection is opened."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        descriptions = []
        for port in (listener.getsockname()[1], closed_port()):
            with pytest.raises(PrivateAddressRefused) as refused:
                reach(connect, host, port)
            descriptions.append(refused.value.description)
        assert descriptions[0] == descriptions[1]
        with pytest.raises(BlockingIOError):
            listener.accept()
