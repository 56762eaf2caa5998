"""Tests the TLS server with clients that are silent, slow, wrong or many."""

from __future__ import annotations

import logging
import socket
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from urllib.parse import urlsplit

import pytest

from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.sandbox import Sandbox, TLSServer
from mosaic_clients.sandbox.server import application, http_server
from mosaic_clients.sandbox.tenant.signing import SigningKeyRing
from tests.sandbox.callers import Caller, Material, ask_for_token, call, issue, load_material, self_signed

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


def address(sandbox: Sandbox) -> tuple[str, int]:
    url = urlsplit(sandbox.base_url)
    assert url.hostname
    assert url.port
    return url.hostname, url.port


@pytest.fixture
def connect(sandbox: Sandbox) -> Iterator[Callable[[], socket.socket]]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(socket.create_connection(address(sandbox), timeout=20)))


def assert_alive(sandbox: Sandbox, within: float = 2.0) -> None:
    started_at = time.monotonic()
    assert call(sandbox, "GET", "/healthz").status == 200
    assert time.monotonic() - started_at < within


def test_silent_clients_do_not_stall_others(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    for _ in range(30):
        connect()
    assert_alive(sandbox)


def test_unfinished_handshakes_do_not_stall_others(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    for _ in range(30):
        connect().sendall(b"\x16\x03\x01\x02\x00\x01")  # the first bytes of a ClientHello
    assert_alive(sandbox)


def test_idle_tls_connections_do_not_stall_others(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    with ExitStack() as stack:
        for _ in range(30):
            stack.enter_context(context.wrap_socket(connect(), server_hostname="localhost"))
        assert_alive(sandbox)


def test_plain_http_client_gets_explanation(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    plain = connect()
    plain.sendall(GET)
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
            tls.sendall(GET)
            assert tls.recv(4096).startswith(b"HTTP/1.1 200")
            assert not tls.session_reused
            session = tls.session


def test_handshake_accepts_any_certificate(sandbox: Sandbox) -> None:
    """TLS proves only possession of the key. The application checks the certificate later."""
    stranger = issue("CN=a", issue("CN=b", issue("CN=c", None, ca=True), ca=True))
    for material in (stranger, stranger.alone(), self_signed(algorithm=KeyAlgorithm.RSA_3072)):
        assert call(sandbox, "GET", "/healthz", material=material).status == 200


def test_connection_is_kept_alive(sandbox: Sandbox) -> None:
    with Caller(sandbox) as caller:
        caller.connection.connect()
        first = caller.connection.sock
        for path in ("/healthz", "/nowhere", "/cis/oidc/jwks"):
            caller.call("GET", path)
            assert caller.connection.sock is first


def test_pipelined_requests_are_all_answered(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    with context.wrap_socket(connect(), server_hostname="localhost") as tls:
        padded = GET.replace(b"\r\n\r\n", b"\r\nX-Padding: " + b"x" * 6000 + b"\r\n\r\n")
        tls.sendall(padded * 2 + GET)  # one TLS record, larger than the server's buffer
        started_at, answers = time.monotonic(), b""
        while answers.count(b'"ok"') < 3:
            answers += tls.recv(4096)
    assert time.monotonic() - started_at < 2


def test_oversized_or_unsized_body_is_refused(sandbox: Sandbox) -> None:
    for headers, status in (
        ({"Content-Length": str(1024 * 1024 + 1)}, 413),
        ({"Content-Length": "-1"}, 400),
        ({"Transfer-Encoding": "chunked"}, 411),
    ):
        with Caller(sandbox) as caller:
            assert caller.call("POST", "/cis/oidc/token", headers=headers).status == status


def test_fifty_concurrent_connections_get_distinct_tokens(
    sandbox: Sandbox, client_id: str, add_self_signed: Callable[..., Material]
) -> None:
    material = add_self_signed(client_id)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: ask_for_token(sandbox, client_id, material), range(50)))
    assert [answer.status for answer in answers] == [200] * 50
    assert len({answer.json["access_token"] for answer in answers}) == 50


def test_too_long_chain_gets_400(sandbox: Sandbox) -> None:
    material = issue("CN=0", None, ca=True)
    for number in range(11):
        material = issue(f"CN={number + 1}", material, ca=True)
    answer = call(sandbox, "GET", "/healthz", material=material)
    assert (answer.status, answer.json["error_code"]) == (400, 400)


def test_sandbox_records_requests() -> None:
    with Sandbox() as sandbox:
        call(sandbox, "GET", "/healthz")
        call(sandbox, "POST", "/cis/oidc/token?x=1")
        assert sandbox.requests == [("GET", "/healthz"), ("POST", "/cis/oidc/token")]
        assert call(sandbox, "GET", "/nowhere").json["error_code"] == 404
        refused = call(sandbox, "PUT", "/cis/oidc/token")
        assert (refused.status, refused.headers["allow"]) == (405, "POST")


def test_internal_error_gets_500_and_is_logged(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    exceptions: list[object] = []
    monkeypatch.setattr(SigningKeyRing, "published", lambda _: 1 / 0)
    # Patch the logger itself, because other tests may have changed the logging configuration.
    monkeypatch.setattr(application.logger, "exception", lambda *_: exceptions.append(sys.exc_info()[0]))
    answer = call(sandbox, "GET", "/cis/oidc/jwks")
    assert (answer.status, answer.json) == (500, {"message": "Internal server error", "error_code": 500})
    assert exceptions == [ZeroDivisionError]


def test_wsgi_application_gets_whole_chain(sandbox: Sandbox, serve: Callable[..., TLSServer]) -> None:
    environs: list[dict[str, object]] = []

    def application(environ: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
        environs.append(environ)
        start_response("204 No Content", [])
        return []

    material = issue("CN=payments", issue("CN=Root", None, ca=True))
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    load_material(context, material)
    with (
        socket.create_connection(("127.0.0.1", serve(application).port)) as raw,
        context.wrap_socket(raw, server_hostname="localhost") as tls,
    ):
        tls.sendall(GET)
        assert tls.recv(4096).startswith(b"HTTP/1.1 204")
    (environ,) = environs
    assert environ["wsgi.url_scheme"] == "https"
    assert str(environ["SSL_CLIENT_CHAIN"]).startswith(str(environ["SSL_CLIENT_CERT"]))
    assert str(environ["SSL_CLIENT_CHAIN"]).count("BEGIN CERTIFICATE") == 2
    assert environ["REMOTE_ADDR"] == "127.0.0.1"


def test_slow_reader_gets_large_answer(sandbox: Sandbox, serve: Callable[..., TLSServer]) -> None:
    size = 12 * 1024 * 1024  # more than the kernel buffers

    def application(environ: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Length", str(size))])
        return [b"x" * size]

    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    with (
        socket.create_connection(("127.0.0.1", serve(application).port)) as raw,
        context.wrap_socket(raw, server_hostname="localhost") as tls,
    ):
        tls.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        time.sleep(0.2)
        received = 0
        while data := tls.recv(65536):  # raises unless TLS close_notify ends the stream
            received += len(data)
    assert received > size


@pytest.mark.parametrize("data", [b"", b"\x16\x03\x01\x02\x00\x01"], ids=["nothing", "half"])
def test_silent_client_is_disconnected_after_timeout(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "TIMEOUT", 1)
    with Sandbox() as sandbox, socket.create_connection(address(sandbox), timeout=20) as client:
        client.sendall(data)
        started_at = time.monotonic()
        assert client.recv(1) == b""
        assert time.monotonic() - started_at < 3


def test_slow_handshake_is_disconnected_after_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "TIMEOUT", 1)
    with Sandbox() as sandbox, socket.create_connection(address(sandbox), timeout=20) as client:
        client.sendall(b"\x16\x03\x01\x02\x00\x01")
        with pytest.raises(OSError, match=r"[Bb]roken pipe|reset"):
            drip(client, seconds=5)


def drip(client: socket.socket, seconds: float) -> None:
    started_at = time.monotonic()
    while time.monotonic() - started_at < seconds:
        client.sendall(b"\0")
        time.sleep(0.1)


def test_stop_does_not_wait_for_open_connections() -> None:
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox())
        context = ssl.create_default_context(cadata=sandbox.trusted_ca)
        for request in (b"", GET, GET[:20]):  # idle after the handshake, kept alive, in the middle of a request
            raw = stack.enter_context(socket.create_connection(address(sandbox), timeout=20))
            tls = stack.enter_context(context.wrap_socket(raw, server_hostname="localhost"))
            tls.sendall(request)
        started_at = time.monotonic()
        sandbox.stop()
        assert time.monotonic() - started_at < 5
