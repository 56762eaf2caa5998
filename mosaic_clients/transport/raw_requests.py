"""GET requests whose header fields are sent unchanged, including duplicates and unusual spellings.

``requests`` joins duplicates and normalizes names. Here nothing is normalized, as an attacker would do it.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, RemoteDisconnected
from typing import Any, Self
from urllib.parse import urlsplit

from mosaic_clients.core.errors import AnswerUnusable, ConfigurationError, TimedOut, TLSFailure, Unreachable
from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.transport.connections import open_socket, require_public, require_public_name
from mosaic_clients.transport.deadline import BoundedResponse, deadline
from mosaic_clients.transport.http import MAX_ANSWER, Limits
from mosaic_clients.transport.tls import client_context


class RawCaller:
    """Sends requests to one https URL over keep-alive HTTP/1.1, with one identity or none.

    ``trusted_ca`` is PEM, or empty for the system's authorities. Raises ConfigurationError if the URL is not an https
    URL or the CA cannot be read. Uses no proxies, redirects or cookies.
    """

    def __init__(
        self, url: str, identity: Identity | None, *, trusted_ca: str = "", allow_private: bool, limits: Limits
    ) -> None:
        self._host, self._port, self._target = _parse(url)
        self._context = client_context(identity, trusted_ca)
        self._allow_private = allow_private
        self._limits = limits
        self._connection: _Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection, if one is open."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def status(self, fields: Sequence[tuple[str, str]]) -> int | None:
        """The HTTP status of a GET with these fields, in this order, in addition to Host.

        None if the peer closes the connection without an answer, or refuses our certificate in the handshake. Raises
        Unreachable, TimedOut, AnswerUnusable, or TLSFailure if the peer's certificate is not trusted.
        """
        reused = self._connection is not None
        try:
            with deadline(self._limits.total):
                status = self._send(fields)
        except (ConnectionError, RemoteDisconnected, ssl.SSLError) as error:
            self.close()
            if isinstance(error, ssl.SSLCertVerificationError):
                raise TLSFailure(f"The certificate of {self._host} is not trusted: {error.verify_message}.") from None
            if isinstance(error, ConnectionRefusedError):
                raise Unreachable(f"{self._host} refuses the connection.") from None
            # The peer may have closed a kept connection because of its age, and not because of this request.
            return self.status(fields) if reused else None
        except TimeoutError:
            self.close()
            raise TimedOut(f"{self._host} did not answer in time.") from None
        except HTTPException:
            self.close()
            raise AnswerUnusable(f"{self._host} answers with something that is not HTTP.") from None
        except OSError:
            self.close()
            raise Unreachable(f"{self._host} cannot be reached, or its name does not resolve.") from None
        except BaseException:
            self.close()
            raise
        return status

    def _send(self, fields: Sequence[tuple[str, str]]) -> int:
        connection = self._connection or self._open()
        connection.putrequest("GET", self._target, skip_accept_encoding=True)
        for name, value in fields:
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            body = response.read(MAX_ANSWER + 1)
            if len(body) > MAX_ANSWER or response.will_close:
                self.close()
            return response.status

    def _open(self) -> _Connection:
        self._connection = _Connection(
            self._host, self._port, self._limits, self._context, allow_private=self._allow_private
        )
        return self._connection


class _Connection(HTTPConnection):
    """A TLS connection with one context to an allowed address; keeps the deadline of the call that uses it."""

    default_port = 443
    response_class = BoundedResponse

    def __init__(self, host: str, port: int, limits: Limits, context: ssl.SSLContext, *, allow_private: bool) -> None:
        super().__init__(host, port, timeout=limits.connect)
        self._connect_timeout, self._read_timeout = limits.connect, limits.read
        self._tls = context
        self._allow_private = allow_private

    def connect(self) -> None:
        if not self._allow_private:
            require_public_name(self.host, self.port)
        plain = open_socket(self.host, self.port, self._connect_timeout)
        if not self._allow_private:
            require_public(plain, self.host)
        self.sock: Any = self._tls.wrap_socket(plain, server_hostname=self.host)
        self.sock.settimeout(self._read_timeout)


def _parse(url: str) -> tuple[str, int, str]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        host, port = "", 0
    if not host or parts.scheme != "https" or parts.username is not None or not re.fullmatch("[!-~]+", url):
        # The error does not repeat the URL: it may contain a password.
        raise ConfigurationError("This is not an https URL. Write it like https://api.example.com/api/whoami.")
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
