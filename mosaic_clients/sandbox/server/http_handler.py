"""Serves the requests of one connection with a WSGI application (PEP 3333).

The standard library parses HTTP. This module adds limits, and refuses ambiguous requests.
"""

from __future__ import annotations

import io
import logging
import re
from contextlib import suppress
from email import errors
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import unquote

from mosaic_clients.core.pki.certificates import to_pem
from mosaic_clients.core.pki.chains import dump_chain
from mosaic_clients.sandbox.server.tls_stream import CHUNK, TLSStream
from mosaic_clients.sandbox.server.wsgi_gateway import Gateway

if TYPE_CHECKING:
    from email.message import Message
    from wsgiref.types import WSGIApplication

logger = logging.getLogger("mosaic_clients.sandbox.http_server")

ABORT = "mosaic_clients.sandbox.abort"
"""The environ key of a function that resets the connection."""

MAX_BODY = 1024 * 1024

_ENCODED_SLASH = re.compile("%2F", re.IGNORECASE)
_FOLD = re.compile(r"[ \t]*[\r\n]+[ \t]*")
"""A line break in a value. It is replaced with a space (RFC 9112 §5.2)."""

_BROKEN_HEADERS = (
    errors.FirstHeaderLineIsContinuationDefect,
    errors.InvalidHeaderDefect,
    errors.MisplacedEnvelopeHeaderDefect,
    errors.MissingHeaderBodySeparatorDefect,
)


class Site(Protocol):
    """The attributes of the server that the handler uses."""

    application: WSGIApplication
    server_address: Any


class RequestHandler(BaseHTTPRequestHandler):
    """Serves the requests of one TLS connection, which ``socketserver`` calls ``request``."""

    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Buffer both directions, so that head and body are sent together."""
        self.stream = cast("TLSStream", self.request)
        self.site = cast("Site", self.server)
        certificates = self.stream.peer_certificates()
        self.tls_environ: dict[str, Any] = {"HTTPS": "on", ABORT: self.stream.abort}
        if certificates:
            self.tls_environ["SSL_CLIENT_CERT"] = to_pem(certificates[0])
            self.tls_environ["SSL_CLIENT_CHAIN"] = dump_chain(certificates)
        self.rfile = io.BufferedReader(self.stream, CHUNK)
        self.wfile = io.BufferedWriter(self.stream, CHUNK)

    def finish(self) -> None:
        """Send the rest of the buffer, and close."""
        with suppress(OSError):
            self.wfile.close()

    def answer(self) -> None:
        """Read the body and let the application answer."""
        status = refusal(self.headers)
        if status is not None:
            self.send_error(status)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.stream.has_ended:  # in the middle of the request
            self.close_connection = True
            return
        Gateway(self).run(self.site.application, self.environ(), body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815 - http.server's names

    def handle_expect_100(self) -> bool:
        """Let the client send its body (RFC 9110 §10.1.1)."""
        proceed = super().handle_expect_100()
        self.wfile.flush()
        return proceed

    def environ(self) -> dict[str, Any]:
        """Return the request as CGI variables. The client's headers cannot set those of the TLS connection."""
        path, _, query = self.path.partition("?")
        host, port = self.site.server_address[:2]
        return {
            **_header_variables(self.headers),
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": _decoded(path),
            "QUERY_STRING": query,
            "SERVER_PROTOCOL": self.request_version,
            "SERVER_NAME": str(host),
            "SERVER_PORT": str(port),
            "REMOTE_ADDR": self.client_address[0],
            "REMOTE_PORT": str(self.client_address[1]),
            **self.tls_environ,
        }

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in http.server
        """Log refused requests. The application logs the others."""
        logger.debug("%s: %s", self.client_address[0], format % args)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing: the application logs successful requests."""


def _decoded(path: str) -> str:
    """Decode a path, except for ``%2F``: an encoded slash is data within one segment (RFC 3986 §2.2)."""
    return "%2F".join(unquote(part, "iso-8859-1") for part in _ENCODED_SLASH.split(path))


def refusal(headers: Message) -> HTTPStatus | None:
    """Return the status for an ambiguous or too large request, or None. A body requires Content-Length."""
    if any(isinstance(defect, _BROKEN_HEADERS) for defect in headers.defects):
        return HTTPStatus.BAD_REQUEST
    if "Transfer-Encoding" in headers:
        return HTTPStatus.LENGTH_REQUIRED
    length, *others = headers.get_all("Content-Length", ["0"])
    if others or re.fullmatch("[0-9]+", length.strip()) is None:
        return HTTPStatus.BAD_REQUEST
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if len(length) > 10 or int(length) > MAX_BODY else None


def _header_variables(headers: Message) -> dict[str, str]:
    """Return headers as CGI variables. Ignores names with underscores, which could set others (CVE-2015-0219)."""
    variables: dict[str, str] = {}
    for name, value in headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        line = _FOLD.sub(" ", value).strip()
        separator = "; " if key == "HTTP_COOKIE" else ","
        variables[key] = f"{variables[key]}{separator}{line}" if key in variables else line
    return variables
