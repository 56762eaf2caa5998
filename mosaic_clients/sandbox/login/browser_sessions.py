"""Who is signed in with which browser, and how that ends (mosaic-facts §6, OpenID Connect RP-Initiated Logout)."""

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
    """The signed-in browsers, as long as the process lives."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[str, tuple[str, int]] = {}

    def begin(self, subject: str) -> tuple[int, dict[str, str]]:
        """Sign a user in now: the time of it, and the header that tells the browser."""
        text, now = secrets.token_urlsafe(32), int(self._clock.now())
        with self._lock:
            self._sessions[text] = (subject, now)
        return now, {"Set-Cookie": f"{COOKIE}={text}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={LIFETIME}"}

    def find(self, request: Request) -> tuple[str, int] | None:
        """User id and time of the sign-in, or None for a browser that is not signed in."""
        found = self._sessions.get(cookie(request, COOKIE))
        return found if found and self._clock.now() < found[1] + LIFETIME else None

    def end(self, request: Request) -> None:
        """Sign the user of this browser out, everywhere."""
        found = self.find(request)
        with self._lock:
            self._sessions = {text: one for text, one in self._sessions.items() if not found or one[0] != found[0]}


def cookie(request: Request, name: str) -> str:
    """The value of a cookie, or an empty text."""
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
        """Where it answers."""
        return [Route("GET", "/cis/oidc/session/end", self.end)]

    def end(self, request: Request) -> Response:
        """Sign out, and go back to where the client says, if that is a host it registered."""
        self._sessions.end(request)
        query = request.query
        wanted = query.get("post_logout_redirect_uri", "")
        if not wanted:
            return page("Signed out", paragraph("You are signed out of the sandbox."))
        if not self._may_return_to(wanted, query):
            message = "You are signed out, but the page to go back to is not registered for this client."
            return page("Signed out", paragraph(message), status=400)
        state = {"state": query["state"]} if "state" in query else {}
        return redirect(with_parameters(wanted, state))

    def _may_return_to(self, wanted: str, query: Mapping[str, str]) -> bool:
        """Mosaic documents no list of its own for this, so the hosts of the client's redirect URIs count."""
        hint = self._issuer.read(query.get("id_token_hint", ""), check_expiry=False) or {}
        client = self._registry.get(query.get("client_id") or str(hint.get("aud", "")))
        if client is None:
            return False
        return any(_host(uri) == _host(wanted) != "" for uri in client.settings.get("redirect_uris", ()))


def with_parameters(uri: str, parameters: Mapping[str, str]) -> str:
    """An address with more query parameters."""
    return f"{uri}{'&' if '?' in uri else '?'}{urlencode(parameters)}" if parameters else uri


def _host(uri: str) -> str:
    """Scheme, host and port of an address, empty where it has none."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
