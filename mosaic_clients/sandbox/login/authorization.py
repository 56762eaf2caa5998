"""Authorization code: pushed requests, the login page, codes (RFC 9126, RFC 6749 §4.1, RFC 7636, RFC 9207)."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.grants.codes import Codes
from mosaic_clients.sandbox.grants.grant import OFFLINE, Grant
from mosaic_clients.sandbox.login.authorization_requests import (
    AuthorizationRequest,
    read_request,
    registered_redirect_uri,
)
from mosaic_clients.sandbox.login.browser_sessions import BrowserSessions, with_parameters
from mosaic_clients.sandbox.server.application import Refusal, Request, Response, Route, oauth_refusal
from mosaic_clients.sandbox.server.pages import form, page, paragraph, redirect
from mosaic_clients.sandbox.tenant.client_authentication import authenticate_client
from mosaic_clients.sandbox.tenant.registry import RegisteredClient, Registry
from mosaic_clients.sandbox.tenant.users import Users

REQUEST_URI_LIFETIME = 60
_PREFIX = "urn:ietf:params:oauth:request_uri:"
LOGIN = "/sandbox/login"


@dataclass(frozen=True, slots=True)
class _Pushed:
    request: AuthorizationRequest
    expires_at: float


@dataclass(slots=True)
class _Store:
    """Pushed requests by their URI, and requests that stand on somebody's login page."""

    pushed: dict[str, _Pushed] = field(default_factory=dict, repr=False)
    shown: dict[str, AuthorizationRequest] = field(default_factory=dict, repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Authorization:
    """``/oidc/request``, ``/oidc/auth`` and the login page behind it."""

    def __init__(
        self, registry: Registry, users: Users, sessions: BrowserSessions, codes: Codes, clock: Clock, issuer: str
    ) -> None:
        self._registry = registry
        self._users = users
        self._sessions = sessions
        self._codes = codes
        self._clock = clock
        self._issuer = issuer
        self._store = _Store()

    def routes(self) -> list[Route]:
        """Where the endpoints answer."""
        return [
            Route("POST", "/cis/oidc/request", self.push),
            Route("GET", "/cis/oidc/auth", self.authorize),
            Route("POST", LOGIN, self.decide),
        ]

    def push(self, request: Request) -> Response:
        """Take the parameters from the client itself; 200 as Mosaic says, where RFC 9126 says 201."""
        parameters = request.form()
        client = authenticate_client(self._registry, request, parameters)
        if "request_uri" in parameters:
            raise Refusal(oauth_refusal(400, "invalid_request", "request_uri cannot be pushed (RFC 9126 §2.1)"))
        checked = read_request(client, parameters)
        uri = _PREFIX + secrets.token_urlsafe(32)
        with self._store.lock:
            self._store.pushed[uri] = _Pushed(checked, self._clock.now() + REQUEST_URI_LIFETIME)
        answer = {"request_uri": uri, "expires_in": REQUEST_URI_LIFETIME}
        return Response(200, answer, {"Cache-Control": "no-store"})

    def authorize(self, request: Request) -> Response:
        """The login page, or at once the way back where no page is needed or allowed."""
        asked = self.open(request.query)
        if isinstance(asked, Response):
            return asked
        session = self._sessions.find(request)
        if session and not asked.prompt & {"login", "consent"}:
            return redirect(self.allow(asked, *session))
        if "none" in asked.prompt:
            return redirect(self.refuse(asked, "login_required", "nobody is signed in"))
        return self._login_page(asked)

    def decide(self, request: Request) -> Response:
        """What the user pressed on the login page."""
        pressed = request.form()
        with self._store.lock:
            asked = self._store.shown.pop(pressed.get("transaction", ""), None)
        if asked is None:
            return page("Sign in", paragraph("This page was used already. Start again at the application."), status=400)
        if pressed.get("decision") != "sign in":
            return redirect(self.refuse(asked, "access_denied", "the user said no"))
        user = self._users.find(pressed.get("username", ""))
        if user is None:
            return self._login_page(asked, "There is no such user.")
        signed_in_at, headers = self._sessions.begin(user.subject)
        return redirect(self.allow(asked, user.subject, signed_in_at), headers)

    def open(self, query: Mapping[str, str]) -> AuthorizationRequest | Response:
        """The request that a browser brings along, or the answer that refuses it.

        Where the client or its redirect URI is not known, nobody is sent anywhere (RFC 6749 §4.1.2.1).
        """
        client = self._registry.get(query.get("client_id", ""))
        if client is None:
            return _error_page("client_id is unknown")
        if "request_uri" in query:
            return self._take_pushed(client, query["request_uri"]) or _error_page(
                "request_uri is unknown, used, expired, or another client's"
            )
        try:
            uri = registered_redirect_uri(client, query)
        except Refusal:
            return _error_page("redirect_uri is not registered for this client")
        try:
            _require_plain(client)
            return read_request(client, query)
        except Refusal as refusal:
            problem = refusal.response.payload if isinstance(refusal.response.payload, dict) else {}
            return redirect(self._back(uri, query.get("state", ""), {name: str(problem[name]) for name in problem}))

    def allow(self, asked: AuthorizationRequest, subject: str, auth_time: int) -> str:
        """The address to send the browser to, with a code."""
        scopes = asked.scope.split()
        offline = OFFLINE in scopes and "consent" in asked.prompt  # mosaic-facts §2.3
        grant = Grant(
            client_id=asked.client_id,
            subject=subject,
            scope=" ".join(scope for scope in scopes if scope != OFFLINE or offline),
            auth_time=auth_time,
            nonce=asked.nonce,
            acr=asked.acr,
            resource=asked.resource,
            offline=offline,
        )
        code = self._codes.issue(grant, asked.redirect_uri, asked.code_challenge)
        return self._back(asked.redirect_uri, asked.state, {"code": code})

    def refuse(self, asked: AuthorizationRequest, error: str, description: str) -> str:
        """The address to send the browser to, with an error."""
        return self._back(asked.redirect_uri, asked.state, {"error": error, "error_description": description})

    def sign_in(self, url: str, hint: str | None) -> str:
        """Be the browser and the user: where the browser ends up that opens ``url`` and signs in, or says no for None.

        Raises ValueError where it would see an error page, or there is no such user.
        """
        asked = self.open(dict(parse_qsl(urlsplit(url).query)))
        if isinstance(asked, Response):
            if asked.status == 303:
                return asked.headers["Location"]
            raise ValueError("The sandbox shows an error page: the client, the redirect URI or the request URI is bad.")
        if hint is None:
            return self.refuse(asked, "access_denied", "the user said no")
        user = self._users.find(hint)
        if user is None:
            raise ValueError(f"There is no user {hint!r}: add_user() makes one.")
        return self.allow(asked, user.subject, int(self._clock.now()))

    def _take_pushed(self, client: RegisteredClient, uri: str) -> AuthorizationRequest | None:
        with self._store.lock:
            pushed = self._store.pushed.get(uri)
            if pushed is None or pushed.request.client_id != client.client_id:
                return None
            del self._store.pushed[uri]
        return pushed.request if self._clock.now() < pushed.expires_at else None

    def _login_page(self, asked: AuthorizationRequest, problem: str = "") -> Response:
        transaction = secrets.token_urlsafe(32)
        with self._store.lock:
            self._store.shown[transaction] = asked
        fields = [("username", "User id, e-mail or telephone number", asked.login_hint)]
        return page(
            "Sign in",
            *([paragraph(problem)] if problem else []),
            paragraph(f"{asked.client_id} asks for: {asked.scope}"),
            form(LOGIN, {"transaction": transaction}, fields, "Sign in", "Cancel"),
        )

    def _back(self, redirect_uri: str, state: str, parameters: Mapping[str, str]) -> str:
        answer = {**parameters, **({"state": state} if state else {}), "iss": self._issuer}
        return with_parameters(redirect_uri, answer)


def _require_plain(client: RegisteredClient) -> None:
    """Parameters that come through the browser, which some clients must not use (mosaic-facts §4.1)."""
    if client.settings.get("enforce_par") or client.settings.get("fapi_version_compliancy"):
        raise Refusal(oauth_refusal(400, "invalid_request", "this client must push its requests (PAR)"))


def _error_page(problem: str) -> Response:
    return page("This request cannot be answered", paragraph(problem), status=400)
