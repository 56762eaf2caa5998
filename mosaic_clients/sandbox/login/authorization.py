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
    require_pushing_optional,
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
    """Pushed requests by their URI, and requests whose login page is open, by transaction."""

    pushed: dict[str, _Pushed] = field(default_factory=dict, repr=False)
    open_pages: dict[str, AuthorizationRequest] = field(default_factory=dict, repr=False)
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
        """Returns the routes of the endpoints."""
        return [
            Route("POST", "/cis/oidc/request", self.push),
            Route("GET", "/cis/oidc/auth", self.authorize),
            Route("POST", LOGIN, self.decide),
        ]

    def push(self, request: Request) -> Response:
        """Stores the parameters that the client pushes. Answers 200 as Mosaic does, where RFC 9126 says 201."""
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
        """Shows the login page, or redirects immediately if no page is needed or allowed."""
        auth_request = self.open(request.query)
        if isinstance(auth_request, Response):
            return auth_request
        session = self._sessions.find(request)
        if session and not auth_request.prompt & {"login", "consent"}:
            return redirect(self.allow(auth_request, *session))
        if "none" in auth_request.prompt:
            return redirect(self.refuse(auth_request, "login_required", "no user is signed in"))
        return self._login_page(auth_request)

    def decide(self, request: Request) -> Response:
        """Handles what the user chose on the login page."""
        form_data = request.form()
        with self._store.lock:
            auth_request = self._store.open_pages.pop(form_data.get("transaction", ""), None)
        if auth_request is None:
            return page("Sign in", paragraph("This page was already used. Start again at the application."), status=400)
        if form_data.get("decision") != "sign in":
            return redirect(self.refuse(auth_request, "access_denied", "the user denied the request"))
        user = self._users.find(form_data.get("username", ""))
        if user is None:
            return self._login_page(auth_request, "There is no such user.")
        signed_in_at, headers = self._sessions.begin(user.subject)
        return redirect(self.allow(auth_request, user.subject, signed_in_at), headers)

    def open(self, query: Mapping[str, str]) -> AuthorizationRequest | Response:
        """Returns the request that a browser sends, or the response that refuses it.

        If the client or its redirect URI is unknown, there is no redirect (RFC 6749 §4.1.2.1).
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
            require_pushing_optional(client)
            return read_request(client, query)
        except Refusal as refusal:
            problem = refusal.response.payload if isinstance(refusal.response.payload, dict) else {}
            parameters = {name: str(value) for name, value in problem.items()}
            return redirect(self._redirect_url(uri, query.get("state", ""), parameters))

    def allow(self, auth_request: AuthorizationRequest, subject: str, auth_time: int) -> str:
        """Returns the URL to redirect the browser to, with a code."""
        scopes = auth_request.scope.split()
        offline = OFFLINE in scopes and "consent" in auth_request.prompt  # docs/mosaic.md §2.3
        grant = Grant(
            client_id=auth_request.client_id,
            subject=subject,
            scope=" ".join(scope for scope in scopes if scope != OFFLINE or offline),
            auth_time=auth_time,
            nonce=auth_request.nonce,
            acr=auth_request.acr,
            resource=auth_request.resource,
            offline=offline,
        )
        code = self._codes.issue(grant, auth_request.redirect_uri, auth_request.code_challenge)
        return self._redirect_url(auth_request.redirect_uri, auth_request.state, {"code": code})

    def refuse(self, auth_request: AuthorizationRequest, error: str, description: str) -> str:
        """Returns the URL to redirect the browser to, with an error."""
        parameters = {"error": error, "error_description": description}
        return self._redirect_url(auth_request.redirect_uri, auth_request.state, parameters)

    def sign_in(self, url: str, hint: str | None) -> str:
        """Acts as browser and user: opens ``url`` and signs in. Returns the URL that the browser is redirected to.

        With None as ``hint`` the user denies the request. Raises ValueError if the browser would see an error page,
        or if there is no such user.
        """
        auth_request = self.open(dict(parse_qsl(urlsplit(url).query)))
        if isinstance(auth_request, Response):
            if auth_request.status == 303:
                return auth_request.headers["Location"]
            raise ValueError("The sandbox shows an error page: client, redirect URI or request URI is not valid.")
        if hint is None:
            return self.refuse(auth_request, "access_denied", "the user denied the request")
        user = self._users.find(hint)
        if user is None:
            raise ValueError(f"There is no user {hint!r}. Add one with add_user().")
        return self.allow(auth_request, user.subject, int(self._clock.now()))

    def _take_pushed(self, client: RegisteredClient, uri: str) -> AuthorizationRequest | None:
        with self._store.lock:
            pushed = self._store.pushed.get(uri)
            if pushed is None or pushed.request.client_id != client.client_id:
                return None
            del self._store.pushed[uri]
        return pushed.request if self._clock.now() < pushed.expires_at else None

    def _login_page(self, auth_request: AuthorizationRequest, problem: str = "") -> Response:
        transaction = secrets.token_urlsafe(32)
        with self._store.lock:
            self._store.open_pages[transaction] = auth_request
        fields = [("username", "User id, e-mail or telephone number", auth_request.login_hint)]
        return page(
            "Sign in",
            *([paragraph(problem)] if problem else []),
            paragraph(f"{auth_request.client_id} asks for: {auth_request.scope}"),
            form(LOGIN, {"transaction": transaction}, fields, "Sign in", "Cancel"),
        )

    def _redirect_url(self, redirect_uri: str, state: str, parameters: Mapping[str, str]) -> str:
        answer = {**parameters, **({"state": state} if state else {}), "iss": self._issuer}
        return with_parameters(redirect_uri, answer)


def _error_page(problem: str) -> Response:
    return page("This request cannot be answered", paragraph(problem), status=400)
