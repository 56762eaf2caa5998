"""Introspection and revocation of tokens, and the claims of an active access token (RFC 7662, RFC 7009)."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from typing import Any

from mosaic_clients.sandbox.grants.refresh_tokens import RefreshTokens
from mosaic_clients.sandbox.server.application import Refusal, Request, Response, Route, oauth_refusal
from mosaic_clients.sandbox.tenant.client_authentication import authenticate_client
from mosaic_clients.sandbox.tenant.registry import Registry
from mosaic_clients.sandbox.tenant.signing import TokenIssuer

_SHOWN = ("sub", "client_id", "scope", "exp", "iat", "iss", "aud", "jti", "tid", "app_id", "act", "cnf")


class IssuedTokens:
    """``/oidc/token/introspection`` and ``/oidc/token/revocation``."""

    def __init__(self, registry: Registry, issuer: TokenIssuer, refresh_tokens: RefreshTokens) -> None:
        self._registry = registry
        self._issuer = issuer
        self._refresh_tokens = refresh_tokens
        self._revoked: set[str] = set()
        self._lock = threading.Lock()

    def routes(self) -> list[Route]:
        """Returns the routes of the endpoints."""
        return [
            Route("POST", "/cis/oidc/token/introspection", self.introspection),
            Route("POST", "/cis/oidc/token/revocation", self.revocation),
        ]

    def introspection(self, request: Request) -> Response:
        """Returns the claims of an active token with its ``cnf`` (RFC 8705 §3.2), or only ``active: false``.

        Any client may introspect any access token, because a resource server is a client too. A client may introspect
        only its own refresh tokens.
        """
        form = request.form()
        client = authenticate_client(self._registry, request, form)
        token = _require_token(form)
        claims = self.read_active(token)
        if claims is not None:
            visible = {name: claims[name] for name in _SHOWN if name in claims}
            return _response({"active": True, "token_type": "Bearer", **visible})
        refresh = self._refresh_tokens.find(token)
        if refresh is None or refresh.grant.client_id != client.client_id:
            return _response({"active": False})
        answer = {
            "active": True,
            "token_type": "refresh_token",
            "sub": refresh.grant.subject,
            "client_id": refresh.grant.client_id,
            "scope": refresh.grant.scope,
            "iat": refresh.issued_at,
            "exp": refresh.expires_at,
            "iss": self._issuer.issuer,
        }
        return _response(answer | ({"cnf": {"x5t#S256": refresh.x5t_s256}} if refresh.x5t_s256 else {}))

    def revocation(self, request: Request) -> Response:
        """Revokes a token (RFC 7009 §2.1, §2.2).

        An unknown token or one of another client is not an error and does not change.
        """
        form = request.form()
        client = authenticate_client(self._registry, request, form)
        token = _require_token(form)
        self._refresh_tokens.revoke(token, client.client_id)
        claims = self._issuer.read(token, check_expiry=False) or {}
        if claims.get("client_id", client.client_id) == client.client_id:
            with self._lock:
                self._revoked.add(_digest(token))
        return Response(200, None, {"Cache-Control": "no-store"})

    def is_revoked(self, token: str) -> bool:
        """Returns whether a token was revoked here."""
        with self._lock:
            return _digest(token) in self._revoked

    def read_active(self, token: str) -> Mapping[str, Any] | None:
        """Returns the claims of an access token that this sandbox issued, if it is neither expired nor revoked.

        Returns None otherwise, and for an ID token.
        """
        claims = self._issuer.read(token)
        if claims is None or "client_id" not in claims or "at_hash" in claims or self.is_revoked(token):
            return None
        return claims


def _require_token(form: Mapping[str, str]) -> str:
    if not form.get("token"):
        raise Refusal(oauth_refusal(400, "invalid_request", "token is missing"))
    return form["token"]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _response(payload: dict[str, Any]) -> Response:
    return Response(200, payload, {"Cache-Control": "no-store"})
