"""An environment without private addresses is never talked to on one, whatever its name resolves to."""

from __future__ import annotations

import socket

import pytest

from mosaic_clients.core.errors import Unreachable
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.oidc import client_credentials, signing_keys
from mosaic_clients.transport.probe import connect as open_connection
from mosaic_clients.transport.raw_requests import RawCaller
from mosaic_clients.transport.sessions import PrivateAddressRefused
from tests.mosaic import closed_port

LIMITS = Limits(connect=1, read=1, total=2)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0"])
def test_loopback_is_refused_however_it_is_spelled_and_sees_no_octet(host, serve, connect, rsa_identity):
    server = serve()
    url = f"https://{host}:{server.port}/token"
    with pytest.raises(PrivateAddressRefused, match="not a public address") as caught:
        client_credentials(connect(rsa_identity, allow_private=False), url, client_id="a", resource="", limits=LIMITS)
    assert isinstance(caught.value, Unreachable)
    assert caught.value.remedy == Remedy(RemedyKind.ALLOW_PRIVATE_ADDRESSES)
    assert (caught.value.code, caught.value.retryable) == ("private_address", False)
    assert server.octets == 0
    assert server.exchanges == []


@pytest.mark.parametrize("address", ["::1", "::ffff:127.0.0.1"])
def test_ipv6_loopback_is_refused_too(address, connect):
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

    monkeypatch.setattr("mosaic_clients.transport.sessions.open_socket", connected)
    with pytest.raises(PrivateAddressRefused, match="not a public address"):
        signing_keys(connect(allow_private=False), "https://mosaic.test/jwks", limits=LIMITS)
    assert server.octets == 0


def test_the_peer_that_answers_is_checked_and_not_an_earlier_look_up(connect, monkeypatch, serve):
    """A name server may say one address to a check and another to the connection."""
    server, looked_up = serve(), socket.getaddrinfo
    answers = iter(["93.184.215.14", "93.184.215.14", "127.0.0.1"])

    def flipping(host, port, *rest, **more):
        return looked_up(next(answers) if host == "mosaic.test" else host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", flipping)
    socket.getaddrinfo("mosaic.test", 443)
    with pytest.raises(PrivateAddressRefused):
        signing_keys(connect(allow_private=False), f"https://mosaic.test:{server.port}/jwks", limits=LIMITS)
    assert server.octets == 0


def _call(connect, host, port):
    signing_keys(connect(allow_private=False), f"https://{host}:{port}/jwks", limits=LIMITS)


def _probe(connect, host, port):
    open_connection(host, port, allow_private=False, limits=LIMITS)


def _raw(connect, host, port):
    with RawCaller(f"https://{host}:{port}/", None, allow_private=False, limits=LIMITS) as caller:
        caller.status(())


@pytest.mark.parametrize("reach", [_call, _probe, _raw])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_whether_a_port_of_an_inner_network_is_open_cannot_be_found_out(host, reach, connect):
    """Refused in the same words, open or closed, and nobody was connected to."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        said = []
        for port in (listener.getsockname()[1], closed_port()):
            with pytest.raises(PrivateAddressRefused) as refused:
                reach(connect, host, port)
            said.append(refused.value.description)
        assert said[0] == said[1]
        with pytest.raises(BlockingIOError):
            listener.accept()
