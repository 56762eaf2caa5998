"""One call to Mosaic: limits time and size, follows no redirects, and raises every failure as a MosaicError."""

from __future__ import annotations

import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import Any

import requests
from urllib3.exceptions import InvalidChunkLength, InvalidHeader, NewConnectionError, ReadTimeoutError

from mosaic_clients.core.errors import AnswerUnusable, TimedOut, TLSFailure, TransportError, Unreachable
from mosaic_clients.core.errors.codes import AnswerCode, TLSCode
from mosaic_clients.core.oauth.responses import Answer
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.transport.deadline import deadline
from mosaic_clients.transport.redaction import without_echo
from mosaic_clients.transport.sessions import IdentitySession

MAX_ANSWER = 256 * 1024
_CHUNK = 16 * 1024
_UNKNOWN_ISSUER = frozenset({2, 18, 19, 20, 21})
"""OpenSSL's X509_V_ERR codes (x509_vfy.h) for a chain that ends in no trusted authority."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, seconds between two reads, and seconds for the whole answer."""

    connect: float = 3.0
    read: float = 10.0
    total: float = 20.0


def call(
    session: IdentitySession,
    method: str,
    url: str,
    *,
    limits: Limits,
    form: Mapping[str, str] | None = None,
    json: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Send one request and read its whole answer.

    ``form`` is sent urlencoded, ``json`` as JSON. Raises a TransportError (Unreachable, TimedOut, TLSFailure,
    AnswerUnusable); an HTTP error is an answer, not an exception.
    """
    handled = sys.exc_info()[1]  # an exception that the caller is handling has nothing to do with this call
    has_begun = False
    try:
        with (
            deadline(limits.total),
            session.request(
                method,
                url,
                data=form,
                json=json,
                # Without compression, a small answer cannot expand into a large one.
                headers={"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})},
                timeout=(limits.connect, limits.read),
                stream=True,
            ) as response,
        ):
            has_begun = True
            body, fields = _read_body(response), _lower_case_names(response.headers)
            if not response.ok:  # a successful answer may repeat a refresh token that stays valid
                body = without_echo(body, form or {}, headers or {})
                challenge = without_echo(
                    fields.get("www-authenticate", "").encode("utf-8", "replace"), form or {}, headers or {}
                )
                fields["www-authenticate"] = challenge.decode("utf-8", "replace")
            return Answer(response.status_code, fields, body)
    except requests.RequestException as error:
        failure = _translate(error, url, _causes(error, handled), has_begun=has_begun)
    raise failure  # outside the block, so that the original, which holds the request, is not its context


def _read_body(response: requests.Response) -> bytes:
    status = response.status_code
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise AnswerUnusable("The answer is compressed, although the request forbids that.", status=status)
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > MAX_ANSWER:
            raise AnswerUnusable(
                f"The answer is larger than {MAX_ANSWER} bytes.", code=AnswerCode.ANSWER_TOO_LARGE, status=status
            )
    return bytes(body)


def _translate(
    error: requests.RequestException, url: str, causes: list[BaseException], *, has_begun: bool
) -> TransportError:
    """Translate an exception of requests, and drop the original: it holds the request and its body."""
    host = url.split("/", 3)[2]
    if isinstance(error, requests.Timeout) or any(isinstance(cause, ReadTimeoutError) for cause in causes):
        return TimedOut(f"{host} did not answer in time.")
    if isinstance(error, requests.exceptions.SSLError) and not has_begun:
        remedy = Remedy(RemedyKind.ADD_TRUSTED_CA) if any(map(_is_unknown_issuer, causes)) else None
        return TLSFailure(f"The TLS handshake with {host} failed: {_tls_reason(causes)}.", remedy=remedy)
    if any(isinstance(cause, NewConnectionError | ConnectionRefusedError) for cause in causes):
        return Unreachable(f"{host} cannot be reached: its name does not resolve, or no server accepts the connection.")
    if any(map(_is_broken_http, causes)):
        return AnswerUnusable(f"{host} answers with something that is not HTTP.")
    if isinstance(error, requests.ConnectionError | requests.exceptions.ChunkedEncodingError):  # includes SSLError
        return TLSFailure(
            f"{host} closed the connection. It may have refused the client certificate.", code=TLSCode.RESET
        )
    return TransportError(f"The call to {host} failed ({type(error).__name__}).")


def _is_unknown_issuer(cause: BaseException) -> bool:
    return isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_code in _UNKNOWN_ISSUER


def _is_broken_http(cause: BaseException) -> bool:
    if isinstance(cause, InvalidHeader | InvalidChunkLength):
        return True
    return isinstance(cause, HTTPException) and not isinstance(cause, RemoteDisconnected | IncompleteRead)


def _causes(error: BaseException, handled: BaseException | None) -> list[BaseException]:
    """The error and its causes, without the exception handled before the call, which Python adds as a context."""
    causes: list[BaseException] = []
    queue: list[object] = [error]
    while queue:
        current = queue.pop()
        if isinstance(current, BaseException) and current is not handled and current not in causes:
            causes.append(current)
            queue += [*current.args, getattr(current, "reason", None), current.__cause__, current.__context__]
    return causes


def _tls_reason(causes: list[BaseException]) -> str:
    """OpenSSL's reason: its verification message if there is one, otherwise its reason code."""
    for attribute in ("verify_message", "reason"):
        for cause in causes:
            value = getattr(cause, attribute, None)
            if isinstance(value, str) and value:
                return value.replace("_", " ").lower()
    return "no reason was given"


def _lower_case_names(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
