"""Only the peer of the connection itself counts, and only if it is listed."""

import pytest

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.forwarded_certificate.source import TrustedPeers

PEERS = TrustedPeers.parse(["10.1.0.0/16", " 127.0.0.1 ", "fd00::/8", "", "  "])


@pytest.mark.parametrize("address", ["10.1.2.3", "127.0.0.1", "fd12::1", "::ffff:10.1.2.3", "::ffff:127.0.0.1"])
def test_listed_peer_is_trusted(address):
    assert PEERS.include(address)


@pytest.mark.parametrize(
    "address",
    [
        "10.2.0.1",
        "127.0.0.2",
        "::1",
        "fe80::1",
        "::ffff:10.2.0.1",
        "",
        "unix",
        "x",
        "10.1.2.3, 8.8.8.8",
        "10.1.2.3:80",
        "²",
        "fd12::1%eth0",
        "::ffff:10.1.2.3%1",
        "0:0:0:0:0:ffff:a01:203.",
        "010.001.002.003",
        "10.1.2.3\n",
        "[fd12::1]",
        "64:ff9b::10.1.2.3",
        "2002:a01:203::",
    ],
)
def test_unlisted_peer_is_not_trusted(address):  # fmt: skip
    assert not PEERS.include(address)


def test_mapped_address_counts_as_ipv4():
    mapped = TrustedPeers.parse(["::ffff:10.0.0.7", "::ffff:192.168.0.0/112"])
    for address in ("10.0.0.7", "::ffff:10.0.0.7", "::ffff:a00:7", "192.168.3.4"):
        assert mapped.include(address)
    assert not mapped.include("10.0.0.8")
    assert not mapped.include("::a00:7")
    all_ipv4 = TrustedPeers.parse(["::ffff:0:0/96"])
    assert [str(network) for network in all_ipv4.networks] == ["0.0.0.0/0"]


def test_unix_socket_is_not_in_any_network():
    assert not TrustedPeers.parse(["0.0.0.0/0", "::/0"]).include("")


def test_unix_socket_is_trusted_only_if_listed():
    assert TrustedPeers.parse(["unix"]).include("")
    assert not TrustedPeers.parse(["unix"]).include("127.0.0.1")
    assert not TrustedPeers.parse([]).include("")


@pytest.mark.parametrize("text", ["10.0.0.1/8", "localhost", "10.0.0.0/33", "*", "UNIX"])
def test_invalid_network_is_refused(text):
    with pytest.raises(ConfigurationError, match="CIDRs"):
        TrustedPeers.parse(["10.0.0.0/8", text])
