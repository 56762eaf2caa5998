"""Sends the response of a WSGI application over HTTP/1.1 (PEP 3333)."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

logger = logging.getLogger("mosaic_clients.sandbox.http_server")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

_BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class Gateway:
    """Runs the application for one request of ``handler``. Closes the connection if it cannot be reused."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self._handler = handler
        self._status = 0
        self._phrase = ""
        self._headers: list[tuple[str, str]] = []
        self._is_head_sent = False
        self._written = 0

    def run(self, application: WSGIApplication, environ: dict[str, Any], body: bytes) -> None:
        """Call the application and send its response. Logs an exception, and answers it with 500."""
        result: Iterable[bytes] = ()
        try:
            result = application({**environ, **_wsgi_variables(body)}, self._start_response)
            if isinstance(result, list | tuple) and self._content_length() is None:
                self._headers.append(("Content-Length", str(sum(map(len, result)))))
            for data in result:
                self._write(data)
            self._finish()
        except BrokenPipeError:
            self._handler.close_connection = True
        except Exception:
            logger.exception("The application failed at %s.", environ["PATH_INFO"])
            self._handler.close_connection = True
            if not self._is_head_sent:
                self._handler.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)
        finally:
            if hasattr(result, "close"):
                result.close()

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        if exc_info and exc_info[1] and self._is_head_sent:
            raise exc_info[1]
        if self._status and not exc_info:
            raise RuntimeError("start_response was called a second time without an error.")
        code, _, self._phrase = status.partition(" ")
        self._status, self._headers = int(code), list(headers)
        return self._write

    def _write(self, data: bytes) -> None:
        if not data:
            return
        self._send_head()
        self._written += len(data)
        if self._has_body():
            self._handler.wfile.write(data)
            self._handler.wfile.flush()

    def _finish(self) -> None:
        """Send the head of an empty response. Closes the connection if the body differs from its stated length."""
        self._send_head()
        self._handler.wfile.flush()
        if self._has_body() and self._written != self._content_length():
            self._handler.close_connection = True

    def _send_head(self) -> None:
        if self._is_head_sent:
            return
        if not self._status:
            raise RuntimeError("The application did not call start_response.")
        self._is_head_sent = True
        handler = self._handler
        if self._has_body() and self._content_length() is None:
            handler.close_connection = True  # the end of the connection ends the body
        handler.send_response_only(self._status, self._phrase)
        for name, value in self._headers:
            if name.lower() != "content-length" or self._status not in _BODILESS:  # RFC 9110 §8.6
                handler.send_header(name, value)
        handler.send_header("Date", handler.date_time_string())
        if handler.close_connection:
            handler.send_header("Connection", "close")
        handler.end_headers()

    def _has_body(self) -> bool:
        return self._handler.command != "HEAD" and self._status not in _BODILESS

    def _content_length(self) -> int | None:
        return next((int(value) for name, value in self._headers if name.lower() == "content-length"), None)


def _wsgi_variables(body: bytes) -> dict[str, Any]:
    return {
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
