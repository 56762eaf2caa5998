"""The steps of one connection, against real sockets: each step has its own failure."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import suppress
from datetime import timedelta

import pytest

from mosaic_clients.core.errors import MosaicError, TimedOut, TLSFailure, Unreachable
from mosaic_clients.transport import probe
from mosaic_clients.transport.connections import PrivateAddressRefused
from mosaic_clients.transport.handshake_records import sends_certificate_message
from mosaic_clients.transport.http import Limits
from tests.transport.material import NOW, ServerFiles, current_authority, server_of

LIMITS = Limits(connect=0.5, read=0.5, total=1.0)


def dial(port, *, allow_private=True):
    return probe.connect("127.0.0.1", port, allow_private=allow_private, limits=LIMITS)


def meet(server, root, identity=None, *, host="127.0.0.1", trusted=None):
    return probe.shake_hands(dial(server.port), host, identity, trusted or root.pem)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.test/x", ("a.test", 443)),
        ("https://a.test:8443/", ("a.test", 8443)),
        ("https://[::1]:9", ("::1", 9)),
    ],
)
def test_address_of_returns_host_and_port(url, address):
    assert probe.address_of(url) == address


def test_look_up_resolves_or_raises():
    assert "127.0.0.1" in probe.look_up("localhost", 443)
    for name in ("no-such-host.invalid", "a" * 70 + ".test", "\u2024.test"):
        with pytest.raises(Unreachable) as refusal:
            probe.look_up(name, 443)
        assert refusal.value.code == "dns"


def test_refused_connection_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        dial(port).close()
    with pytest.raises(Unreachable, match="refuses the connection") as refusal:
        dial(port)
    assert refusal.value.code == "unreachable"


def test_private_address_is_refused_before_a_byte_is_sent(serve):
    server = serve()
    with pytest.raises(PrivateAddressRefused):
        dial(server.port, allow_private=False)
    assert server.received_bytes == 0


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_certificate_request_is_detected_in_either_tls_version(
    serve, root, server_files, rsa_identity, ec_identity, version
):
    requesting = server_files.context(accepted_clients=ec_identity.chain_pem)
    silent = server_files.context()
    requesting.maximum_version = silent.maximum_version = version
    name = version.name.replace("_", ".", 1).replace("_", ".")
    for context, expected in ((requesting, True), (silent, False)):
        handshake = meet(serve(context=context), root, ec_identity)
        assert (handshake.version, handshake.certificate_asked) == (name, expected)
        assert handshake.server.not_after > NOW


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_certificate_request_is_seen_without_a_certificate_to_present(serve, root, server_files, ec_identity, version):
    optional = server_files.context(accepted_clients=ec_identity.chain_pem)
    optional.verify_mode = ssl.CERT_OPTIONAL
    silent = server_files.context()
    optional.maximum_version = silent.maximum_version = version
    assert meet(serve(context=optional), root).certificate_asked is True
    assert meet(serve(context=silent), root).certificate_asked is False


def record(kind, body):
    return bytes([kind, 3, 3]) + len(body).to_bytes(2) + body


HELLO, SPEC, PAIR = record(22, b"\1hello"), record(20, b"\1"), record(22, b"\x0bcertificate")
AES_128, AES_256 = ("TLS_AES_128_GCM_SHA256", "TLSv1.3", 128), ("TLS_AES_256_GCM_SHA384", "TLSv1.3", 256)
TLS_1_2 = ("ECDHE-RSA-AES128-GCM-SHA256", "TLSv1.2", 128)


@pytest.mark.parametrize(
    ("cipher", "sent", "expected"),
    [
        (TLS_1_2, HELLO + PAIR + SPEC, True),
        (TLS_1_2, HELLO + record(22, b"\x10key") + SPEC + record(22, b"\x0bencrypted"), False),
        (AES_128, HELLO + SPEC + record(23, bytes(53)), False),
        (AES_256, HELLO + SPEC + record(23, bytes(69)), False),
        (AES_256, HELLO + SPEC + record(23, bytes(25)) + record(23, bytes(69)), True),
        (AES_128, HELLO + SPEC + record(23, bytes(512)), None),
        (("TLS_UNKNOWN", "TLSv1.3", 128), HELLO + SPEC + record(23, bytes(53)), None),
        (None, HELLO, None),
    ],
    ids=["1.2 asked", "1.2 silent", "1.3 silent", "1.3 silent, longer hash", "1.3 asked", "padded", "unknown", "none"],
)
def test_certificate_message_is_recognized_in_what_a_client_sends(cipher, sent, expected):
    assert sends_certificate_message(sent, cipher) is expected


def test_server_of_another_ca_is_not_trusted(serve, root):
    with pytest.raises(probe.ServerNotTrusted, match=r"issuer certificate|self-signed"):
        meet(serve(), root, trusted=current_authority("CN=Another").pem)


def test_server_with_another_name_or_expired_certificate_is_not_trusted(serve, root, tmp_path):
    with pytest.raises(probe.ServerNotTrusted, match=r"(?i)hostname mismatch"):
        meet(serve(), root, host="elsewhere.test")
    old = ServerFiles.written(server_of(root, ends=NOW - timedelta(hours=1)), tmp_path).context()
    with pytest.raises(probe.ServerNotTrusted, match="expired"):
        meet(serve(context=old), root)


def test_server_that_drips_the_handshake_is_timed_out(root):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        connection = dial(listener.getsockname()[1])
        peer, _ = listener.accept()
        dripping = threading.Thread(target=drip, args=(peer,))
        dripping.start()
        began = time.monotonic()
        with pytest.raises(TimedOut):
            probe.shake_hands(connection, "127.0.0.1", None, root.pem)
        assert time.monotonic() - began < 2 * LIMITS.read
        dripping.join()


def drip(peer):
    """Send a long record's bytes one by one, until the other side has left."""
    with peer, suppress(OSError):
        peer.sendall(b"\x16\x03\x03\x40\x00\x02")
        while True:
            peer.sendall(b"\0")
            time.sleep(0.05)


def test_port_without_tls_is_a_tls_failure(serve, root):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        connection = dial(listener.getsockname()[1])
        peer, _ = listener.accept()
        with peer:
            peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            with pytest.raises(TLSFailure, match=r"wrong version number|record layer failure"):
                probe.shake_hands(connection, "127.0.0.1", None, root.pem)
    assert connection.fileno() == -1


@pytest.mark.parametrize(("reset", "expected"), [(True, TLSFailure), (False, TimedOut)])
def test_server_that_closes_or_never_shakes_hands_fails(root, reset, expected):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        connection = dial(listener.getsockname()[1])
        peer, _ = listener.accept()
        if reset:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            peer.close()
        with pytest.raises(expected):
            probe.shake_hands(connection, "127.0.0.1", None, root.pem)
        peer.close()


def test_invalid_trusted_ca_closes_the_connection(serve):
    connection = dial(serve().port)
    with pytest.raises(MosaicError, match="trusted CA"):
        probe.shake_hands(connection, "127.0.0.1", None, "no PEM")
    assert connection.fileno() == -1
