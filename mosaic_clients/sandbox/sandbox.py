"""The local Mosaic: creates all parts and offers them as one object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.sandbox.client_api.client_validation import settings_problems
from mosaic_clients.sandbox.client_api.routes import ClientAPI
from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.control import Control
from mosaic_clients.sandbox.faults import Faults
from mosaic_clients.sandbox.grants.pending import INTERVAL
from mosaic_clients.sandbox.oidc.routes import OIDC
from mosaic_clients.sandbox.server.application import Application, Response, Route
from mosaic_clients.sandbox.server.listeners import Listeners
from mosaic_clients.sandbox.server.pki import ServerIdentity, server_identity
from mosaic_clients.sandbox.storage import Storage
from mosaic_clients.sandbox.tenant.registry import Registry, Tenant
from mosaic_clients.sandbox.tenant.signing import SigningKeyRing, TokenIssuer

TOKEN_LIFETIME = 3600


class Sandbox:
    """A local Mosaic on loopback TLS that requires a client certificate where Mosaic does.

    With a ``folder`` it stores its CA, keys and clients there and loads them at the next start. Without one it keeps
    them in memory only. ``port`` 0 takes a free one. ``token_lifetime`` is in seconds. With ``legacy_client_api`` the
    client API answers in the format of 2025 (docs/mosaic.md §5.3). With ``mtls_aliases`` only a second port requests
    client certificates: discovery names it in ``mtls_endpoint_aliases`` (RFC 8705 §5). ``poll_interval`` is the
    minimum time between two polls of a client, in seconds.

    Its users are ``alice`` and those that ``add_user`` adds. ``faults`` makes requests fail.
    """

    def __init__(
        self,
        folder: Path | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        issuer: str = "https://sandbox.userid.test",
        *,
        token_lifetime: int = TOKEN_LIFETIME,
        legacy_client_api: bool = False,
        mtls_aliases: bool = False,
        poll_interval: float = INTERVAL,
    ) -> None:
        storage = Storage(folder)
        self._tenant = Tenant.load(storage)
        self._registry = Registry(storage)
        self._ring = SigningKeyRing(storage)
        self._tokens = TokenIssuer(self._ring, self._tenant, issuer, token_lifetime)
        self._client_api = ClientAPI(self._registry, self._tokens, legacy=legacy_client_api)
        self._clock = Clock()
        self.faults = Faults()
        self._oidc = OIDC(
            self._registry, self._tokens, self._clock, poll_interval=poll_interval, aliases=self._alias_origin
        )
        self._application = Application(self._routes(), self.faults)
        self.server_identity: ServerIdentity = server_identity(storage, now=datetime.now(UTC))
        self._listeners = Listeners(self._application, self.server_identity, host, port, mtls_aliases=mtls_aliases)

    def start(self) -> None:
        """Starts to listen, then returns. Raises OSError if the port is in use."""
        self._listeners.start()

    def stop(self) -> None:
        """Closes the port and every connection. Does nothing if the sandbox is not running."""
        self.faults.clear()  # a delayed request would keep its thread
        self._listeners.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """The base URL for an environment, ``https://127.0.0.1:PORT/cis``. The port is known after ``start``."""
        return f"{self._listeners.url}/cis"

    @property
    def issuer(self) -> str:
        """The ``iss`` of its tokens. As at Mosaic, the sandbox cannot be reached under it."""
        return self._tokens.issuer

    @property
    def trusted_ca(self) -> str:
        """The CA that a caller must trust, as PEM."""
        return self.server_identity.ca_pem

    @property
    def portal_token(self) -> str:
        """The bearer token of the portal's administrator, for the client API."""
        return self._tenant.portal_token

    @property
    def app_id(self) -> str:
        """The id of its only application."""
        return self._tenant.app_id

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Method and path of each request, latest last (at most 10 000)."""
        return self._application.requests

    def rotate_signing_key(self, keep_old: bool = True) -> str:
        """Signs with a new key from now on and returns its kid.

        Without ``keep_old`` the old keys are no longer published, so tokens signed with them become invalid.
        """
        return self._ring.rotate(keep_old=keep_old)

    def add_client(
        self,
        client_id: str,
        auth_method: AuthMethod | str,
        *,
        bound: bool = True,
        resources: Sequence[str] | None = None,
        name: str = "",
        **settings: Any,
    ) -> None:
        """Registers a client as in the portal, still without a key.

        An existing client gets these settings. It keeps its other settings and its key set or chain. ``name`` defaults
        to the client id. ``settings`` are further settings of Mosaic (docs/mosaic.md §5.4): ``redirect_uris=[…]``,
        ``enforce_par=True``. Raises ValueError for a name that another client has, and for invalid settings.
        """
        if resources is not None:
            settings["resources"] = list(resources)
        if problems := settings_problems(settings):
            raise ValueError("; ".join(problems))
        self._registry.ensure(
            client_id, AuthMethod(auth_method), bound=bound, name=name or client_id, settings=settings
        )

    def mint(self, *, header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """Returns a token signed with the current key, for tests. ``claims`` override; None omits a member."""
        return self._tokens.mint(claims, header)

    def is_revoked(self, token: str) -> bool:
        """Returns whether a client revoked this token (RFC 7009)."""
        return self._oidc.issued.is_revoked(token)

    def add_user(self, subject: str, **claims: Any) -> None:
        """Adds or replaces a user. A ``login_hint`` may also be its ``email`` or ``phone_number``."""
        self._oidc.users.add(subject, claims)

    def sign_in(self, authorization_url: str, user: str | None = "alice") -> str:
        """Acts as the browser: opens the URL and signs in as ``user``. With None, the user denies the request.

        Returns the redirect URI with ``code`` or ``error``, ``state`` and ``iss``. Raises ValueError for an unknown
        user, and if a browser would see an error page.
        """
        return self._oidc.authorization.sign_in(authorization_url, user)

    def approve(self, name: str = "all", user: str = "alice") -> int:
        """Approves as the user: an ``auth_req_id``, a user code, or all pending requests. Returns how many.

        The user that a CIBA request names approves it; ``user`` approves a device. Raises ValueError if no request has
        that name, or if the user is unknown.
        """
        return self._oidc.approvals.approve(name, user)

    def deny(self, name: str = "all") -> int:
        """Denies as the user. Selects requests as ``approve`` does."""
        return self._oidc.approvals.deny(name)

    def pass_time(self, seconds: float) -> None:
        """Advances the time for request URIs, codes, polls, sessions and refresh tokens, but not for access tokens."""
        self._clock.pass_time(seconds)

    def _alias_origin(self) -> str | None:
        return self._listeners.alias_origin  # made after the routes that name it

    def _routes(self) -> list[Route]:
        control = Control(
            self._client_api.require_portal,
            ring=self._ring,
            faults=self.faults,
            users=self._oidc.users,
            approvals=self._oidc.approvals,
            clock=self._clock,
        )
        health = Route("GET", "/healthz", lambda _: Response(200, {"status": "ok"}))
        return [*self._oidc.routes(), *self._client_api.routes(), *control.routes(), health]
