"""An authorization code request: its parameters, what is kept until the answer, and the URL for the browser.

RFC 6749 §4.1, PKCE (RFC 7636), pushed authorization requests (RFC 9126), nonce (OpenID Connect Core §3.1.2.1).
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode, urlsplit

from mosaic_clients.core.errors import AnswerUnusable, MoveRefused, ParameterRefused
from mosaic_clients.core.errors.codes import MoveCode
from mosaic_clients.core.oauth.request_parameters import CLIENT_AUTHENTICATION, form_of, json_text, require_text
from mosaic_clients.core.oauth.responses import Answer, read_json, read_seconds

RANDOM_BYTES = 32
"""256 bits each for state, nonce and code verifier (RFC 7636 §7.1)."""

MAX_PUSHED_LIFE = 600
"""Seconds: FAPI 2.0 §5.3.2.2 requires a request_uri to expire sooner."""

_SECONDS = re.compile(r"[0-9]{1,9}")
_VISIBLE = re.compile(r"[\x21-\x7e]{1,512}")
_SET_BY_US = frozenset(
    {"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method"}
)
_NOT_ALLOWED = CLIENT_AUTHENTICATION | {"request", "request_uri", "response_mode"}


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """One request for a user's authorization, and what its answer is checked against. Serves one login.

    ``parameters`` are those of the authorization endpoint; ``request_uri`` and ``expires_at`` (aware) are set once it
    is pushed. ``max_age`` is the longest time in seconds since the login, if the request has that limit. ``state``,
    ``nonce`` and ``code_verifier`` are secrets between us and the user's browser session.
    """

    client_id: str
    redirect_uri: str
    scope: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    code_verifier: str = field(repr=False)
    parameters: Mapping[str, str] = field(repr=False)
    request_uri: str = field(default="", repr=False)
    expires_at: datetime | None = None
    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class PushedAuthorization:
    """Mosaic's answer to a pushed request (RFC 9126 §2.2); ``expires_in`` is in seconds."""

    request_uri: str = field(repr=False)
    expires_in: int


def new_request(
    client_id: str,
    redirect_uri: str,
    *,
    randomness: bytes,
    scope: str,
    resource: str = "",
    claims: Mapping[str, Any] | str | None = None,
    parameters: Mapping[str, str] | None = None,
) -> AuthorizationRequest:
    """Build a request; ``randomness`` is three times RANDOM_BYTES, for state, nonce and code verifier.

    ``claims`` is a mapping or JSON text (OpenID Connect Core §5.5); ``parameters`` are additional ones, such as
    ``login_hint``. With ``offline_access`` the prompt is ``consent`` unless one is given: Mosaic gives no refresh token
    without it (docs/mosaic.md §2.3). Raises ParameterRefused.
    """
    require_redirect_uri(redirect_uri)
    additional = _additional(parameters or {})
    state, nonce, verifier = _three_secrets(randomness)
    if "offline_access" in require_text("scope", scope).split():
        additional.setdefault("prompt", "consent")
    all_parameters = {
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "scope": scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": code_challenge(verifier),
        "code_challenge_method": "S256",
        **form_of(resource=resource, claims=json_text("claims", claims) if claims else None),
        **additional,
    }
    max_age = int(additional["max_age"]) if "max_age" in additional else None
    return AuthorizationRequest(client_id, redirect_uri, scope, state, nonce, verifier, all_parameters, max_age=max_age)


def code_challenge(code_verifier: str) -> str:
    """The code challenge by S256, the only method used here (RFC 7636 §4.2)."""
    return _text_of(hashlib.sha256(code_verifier.encode("ascii")).digest())


def read_pushed(answer: Answer, *, now: datetime) -> PushedAuthorization:
    """Read the answer to a pushed request: the status is 201 in RFC 9126, but 200 at Mosaic (docs/mosaic.md §6).

    Raises MosaicRefusal or AnswerUnusable.
    """
    payload = read_json(answer, now=now)
    request_uri = payload.get("request_uri")
    if not isinstance(request_uri, str) or not _VISIBLE.fullmatch(request_uri):
        raise AnswerUnusable("The answer to the pushed request has no usable request_uri.", status=answer.status)
    try:
        lifetime = int(read_seconds(payload.get("expires_in"))) or 1
    except ValueError as error:
        raise AnswerUnusable(f"The expires_in of the pushed request is {error}.", status=answer.status) from None
    return PushedAuthorization(request_uri, min(lifetime, MAX_PUSHED_LIFE))


def with_request_uri(
    request: AuthorizationRequest, answer: PushedAuthorization, *, asked_at: datetime
) -> AuthorizationRequest:
    """The request with its request_uri; its lifetime counts from the moment it was sent."""
    expires_at = asked_at + timedelta(seconds=answer.expires_in)
    return replace(request, request_uri=answer.request_uri, expires_at=expires_at)


def pushed_url(request: AuthorizationRequest, endpoint: str, *, now: datetime) -> str:
    """The URL for the browser, until the ``request_uri`` expires (RFC 9126 §4). It can be used once.

    Raises MoveRefused ``not_pushed`` or ``request_expired``.
    """
    if not request.request_uri or request.expires_at is None:
        raise MoveRefused("This authorization request was not pushed: push it first.", code=MoveCode.NOT_PUSHED)
    if now >= request.expires_at:
        raise MoveRefused("This request_uri has expired: push a new request.", code=MoveCode.REQUEST_EXPIRED)
    return url_with_parameters(endpoint, {"client_id": request.client_id, "request_uri": request.request_uri})


def url_with_parameters(endpoint: str, parameters: Mapping[str, str]) -> str:
    """An endpoint with these parameters; keeps a query that the endpoint already has (RFC 6749 §3.1)."""
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(parameters)}"


def require_redirect_uri(uri: str) -> None:
    """Refuse a redirect URI that is neither absolute https nor http on this machine (RFC 8252 §7.3).

    Raises ParameterRefused.
    """
    require_text("redirect_uri", uri)
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    plain = uri.isprintable() and not any(character in uri for character in " \\#") and "@" not in parts.netloc
    if plain and host and (parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host))):
        return
    raise ParameterRefused("This is not a redirect URI. Give an absolute https URL without fragment.")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _three_secrets(randomness: bytes) -> tuple[str, str, str]:
    if len(randomness) != 3 * RANDOM_BYTES:
        raise ParameterRefused(f"Give exactly {3 * RANDOM_BYTES} bytes of randomness.")
    state, nonce, verifier = (randomness[start : start + RANDOM_BYTES] for start in range(0, 96, RANDOM_BYTES))
    return _text_of(state), _text_of(nonce), _text_of(verifier)


def _text_of(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _additional(parameters: Mapping[str, str]) -> dict[str, str]:
    for name, value in parameters.items():
        if name in _SET_BY_US or name in _NOT_ALLOWED:
            raise ParameterRefused(f"The parameter {name!r} of an authorization request cannot be set by the caller.")
        require_text(name, value)
    if not _SECONDS.fullmatch(parameters.get("max_age", "0")):
        raise ParameterRefused("max_age must be a whole number of seconds, as text.")
    return dict(parameters)
