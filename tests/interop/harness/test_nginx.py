"""nginx as the proxy that terminates TLS: it replaces any incoming certificate header with its own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest

from tests.interop.conftest import NginxFactory
from tests.interop.http_client import Caller, tls_context
from tests.interop.nginx import CERTIFICATE_HEADER
from tests.interop.pki import Identity, certificate_pem, new_rsa_key, self_signed

FORGED = {CERTIFICATE_HEADER: "forged", CERTIFICATE_HEADER.replace("-", "_"): "forged"}


class EchoHeaders(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def _serving(server: ThreadingHTTPServer) -> Iterator[str]:
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@pytest.fixture
def upstream() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), EchoHeaders) as server, _serving(server) as address:
        yield address


@pytest.fixture
def identity() -> Identity:
    return self_signed("caller", new_rsa_key())


@pytest.mark.parametrize("inbound", [{}, FORGED])
def test_certificate_is_forwarded_in_the_header(
    nginx_in_front: NginxFactory,
    proxy_ca_file: Path,
    upstream: str,
    identity: Identity,
    tmp_path: Path,
    inbound: dict[str, str],
) -> None:
    with nginx_in_front(upstream=upstream) as proxy:
        headers = Caller(tls_context(proxy_ca_file, identity, tmp_path)).get(f"{proxy.url}/", inbound).json
    assert unquote(headers[CERTIFICATE_HEADER.lower()]) == certificate_pem(identity.certificate)
    assert headers["x-forwarded-proto"] == "https"
    assert "forged" not in headers.values()


def test_header_is_not_forwarded_without_a_certificate(
    nginx_in_front: NginxFactory, proxy_ca_file: Path, upstream: str, tmp_path: Path
) -> None:
    with nginx_in_front(upstream=upstream) as proxy:
        headers = Caller(tls_context(proxy_ca_file, None, tmp_path)).get(f"{proxy.url}/", FORGED).json
    assert "forged" not in headers.values()
    assert CERTIFICATE_HEADER.lower() not in headers
