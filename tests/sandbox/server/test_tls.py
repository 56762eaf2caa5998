"""Tests the TLS handshake with clients that are wrong, old or strict, and with every kind of certificate."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

import pytest

from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import call, issue, load_material, self_signed
from tests.sandbox.server.connections import HEALTH, assert_alive


def test_plain_http_client_gets_explanation(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    plain = connect()
    plain.sendall(HEALTH)
    answer = plain.recv(4096)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"only speaks HTTPS" in answer
    assert plain.recv(1) == b""
    assert_alive(sandbox)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 100, b"\x16\x03\x01\x00\x05hello", b"SSH-2.0-x\r\n"],
    ids=["nothing", "zeros", "half", "ssh"],
)
def test_failed_handshake_logs_nothing(
    sandbox: Sandbox,
    connect: Callable[[], socket.socket],
    data: bytes,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    client = connect()
    with suppress(OSError):  # a reset is an end as well
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        while client.recv(4096):
            pass
    assert_alive(sandbox)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert capfd.readouterr().err == ""


def test_client_that_distrusts_ca_does_not_disturb_others(
    sandbox: Sandbox, connect: Callable[[], socket.socket]
) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        ssl.create_default_context().wrap_socket(connect(), server_hostname="localhost")
    assert_alive(sandbox)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1"])
def test_server_certificate_covers_loopback_names(
    sandbox: Sandbox, connect: Callable[[], socket.socket], name: str
) -> None:
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.wrap_socket(connect(), server_hostname=name).close()


def test_sandbox_listens_on_ipv6() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with Sandbox(host="::1") as sandbox:
        assert sandbox.base_url.startswith("https://[::1]:")
        assert_alive(sandbox)


def test_tls_older_than_1_2_is_refused(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        context.wrap_socket(connect(), server_hostname="localhost")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_session_is_not_resumed(
    sandbox: Sandbox, connect: Callable[[], socket.socket], version: ssl.TLSVersion
) -> None:
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    context.maximum_version = version
    load_material(context, self_signed())
    session = None
    for _ in range(2):
        with context.wrap_socket(connect(), server_hostname="localhost", session=session) as tls:
            tls.sendall(HEALTH)
            assert tls.recv(4096).startswith(b"HTTP/1.1 200")
            assert not tls.session_reused
            session = tls.session


def test_handshake_accepts_any_certificate(sandbox: Sandbox) -> None:
    """TLS proves only possession of the key. The application checks the certificate later."""
    stranger = issue("CN=a", issue("CN=b", issue("CN=c", None, ca=True), ca=True))
    for material in (stranger, stranger.alone(), self_signed(algorithm=KeyAlgorithm.RSA_3072)):
        assert call(sandbox, "GET", "/healthz", material=material).status == 200


def test_too_long_chain_gets_400(sandbox: Sandbox) -> None:
    material = issue("CN=0", None, ca=True)
    for number in range(11):
        material = issue(f"CN={number + 1}", material, ca=True)
    answer = call(sandbox, "GET", "/healthz", material=material)
    assert (answer.status, answer.json["error_code"]) == (400, 400)
