"""Sign-in sessions of browsers, and logout (docs/mosaic.md §6, OpenID Connect RP-Initiated Logout)."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode, urlsplit

from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.server.application import Request, Response, Route
from mosaic_clients.sandbox.server.pages import page, paragraph, redirect
from mosaic_clients.sandbox.tenant.registry import Registry
from mosaic_clients.sandbox.tenant.signing import TokenIssuer

COOKIE = "sandbox_session"
LIFETIME = 14 * 24 * 3600


class BrowserSessions:
    """The browsers that are signed in. Kept in memory only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[str, tuple[str, int]] = {}

    def begin(self, subject: str) -> tuple[int, dict[str, str]]:
        """Signs a user in. Returns the time and the header that sets the session cookie."""
        text, now = secrets.token_urlsafe(32), int(self._clock.now())
        with self._lock:
            self._sessions[text] = (subject, now)
        return now, {"Set-Cookie": f"{COOKIE}={text}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={LIFETIME}"}

    def find(self, request: Request) -> tuple[str, int] | None:
        """Returns user id and sign-in time, or None for a browser that is not signed in."""
        session = self._sessions.get(cookie(request, COOKIE))
        return session if session and self._clock.now() < session[1] + LIFETIME else None

    def end(self, request: Request) -> None:
        """Signs the user of this browser out in every browser."""
        session = self.find(request)
        with self._lock:
            if session:
                self._sessions = {text: other for text, other in self._sessions.items() if other[0] != session[0]}


def cookie(request: Request, name: str) -> str:
    """Returns the value of a cookie, or an empty string."""
    try:
        morsel = SimpleCookie(request.headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


class Logout:
    """``/oidc/session/end``, which ends the session and revokes no token."""

    def __init__(self, registry: Registry, issuer: TokenIssuer, sessions: BrowserSessions) -> None:
        self._registry = registry
        self._issuer = issuer
        self._sessions = sessions

    def routes(self) -> list[Route]:
        """Returns the route of the endpoint."""
        return [Route("GET", "/cis/oidc/session/end", self.end)]

    def end(self, request: Request) -> Response:
        """Signs out, then redirects to the URL that the client asks for, if its host is registered."""
        self._sessions.end(request)
        query = request.query
        target = query.get("post_logout_redirect_uri", "")
        if not target:
            return page("Signed out", paragraph("You are signed out of the sandbox."))
        if not self._may_return_to(target, query):
            message = "You are signed out, but the page to return to is not registered for this client."
            return page("Signed out", paragraph(message), status=400)
        state = {"state": query["state"]} if "state" in query else {}
        return redirect(with_parameters(target, state))

    def _may_return_to(self, target: str, query: Mapping[str, str]) -> bool:
        """Compares hosts with the client's redirect URIs, because Mosaic documents no separate list."""
        hint = self._issuer.read(query.get("id_token_hint", ""), check_expiry=False) or {}
        client = self._registry.get(query.get("client_id") or str(hint.get("aud", "")))
        if client is None:
            return False
        return any(_host(uri) == _host(target) != "" for uri in client.settings.get("redirect_uris", ()))


def with_parameters(uri: str, parameters: Mapping[str, str]) -> str:
    """Returns the URI with these query parameters added."""
    return f"{uri}{'&' if '?' in uri else '?'}{urlencode(parameters)}" if parameters else uri


def _host(uri: str) -> str:
    """Returns scheme, host and port of a URI, or an empty string if it has none."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
