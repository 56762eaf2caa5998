"""A Mosaic of one's own: everything wired together behind one object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.sandbox.client_api.client_shapes import settings_problems
from mosaic_clients.sandbox.client_api.routes import ClientAPI
from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.control import Control
from mosaic_clients.sandbox.faults import Faults
from mosaic_clients.sandbox.grants.pending import INTERVAL
from mosaic_clients.sandbox.oidc.routes import OIDC
from mosaic_clients.sandbox.server.application import Application, Response, Route
from mosaic_clients.sandbox.server.pki import ServerIdentity, server_identity
from mosaic_clients.sandbox.server.tls_server import ClientCertificate, TLSServer
from mosaic_clients.sandbox.storage import Storage
from mosaic_clients.sandbox.tenant.registry import Registry, Tenant
from mosaic_clients.sandbox.tenant.signing import SigningKeyRing, TokenIssuer

TOKEN_LIFETIME = 3600


class Sandbox:
    """A local Mosaic on loopback TLS that demands a client certificate where Mosaic would.

    With a ``folder`` it keeps its CA, its keys and its clients there and goes on from them the next time; without one
    everything is gone with the object. ``port`` 0 takes a free one. ``token_lifetime`` is in seconds.
    ``legacy_client_api`` makes the client API answer in the form of 2025 (mosaic-facts §5.3). ``mtls_aliases`` moves
    client certificates to a second port: discovery names it in ``mtls_endpoint_aliases`` (RFC 8705 §5), and the main
    port does not ask for one. ``poll_interval`` is how many seconds a client must leave between two polls.

    Its users are ``alice`` and whom ``add_user`` adds. ``faults`` plans what goes wrong.
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
        self._alias_server = self._listener(host, 0, "required") if mtls_aliases else None
        self._server = self._listener(host, port, "not_asked" if mtls_aliases else "asked")

    def start(self) -> None:
        """Listen, and return once it does. Raises OSError where the port is taken."""
        self._server.start()
        if self._alias_server:
            self._alias_server.start()

    def stop(self) -> None:
        """Close the port and every connection; does nothing where it does not run."""
        self.faults.clear()  # whoever is being kept waiting would hold a thread
        self._server.stop()
        if self._alias_server:
            self._alias_server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """What an environment's base URL is, ``https://127.0.0.1:PORT/cis``; the port is known once it listens."""
        return f"{self._server.url}/cis"

    @property
    def issuer(self) -> str:
        """The ``iss`` of its tokens, which is no address, as at Mosaic."""
        return self._tokens.issuer

    @property
    def trusted_ca(self) -> str:
        """The CA to trust in order to connect, as PEM."""
        return self.server_identity.ca_pem

    @property
    def portal_token(self) -> str:
        """The bearer of the portal's administrator: it opens the client API."""
        return self._tenant.portal_token

    @property
    def app_id(self) -> str:
        """The one application there is."""
        return self._tenant.app_id

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Method and path of each request so far, the latest last (10 000 at most)."""
        return self._application.requests

    def rotate_signing_key(self, keep_old: bool = True) -> str:
        """Sign with a new key from now on; the old ones stay published, or their tokens die. Returns the new kid."""
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
        """Register a client as one does in the portal, before any key of it is known.

        A client that exists gets these settings and keeps what is not given, and its key set or chain. ``name`` is the
        client id where it is empty. ``settings`` are more of Mosaic's own (mosaic-facts §5.4): ``redirect_uris=[…]``,
        ``enforce_par=True``. Raises ValueError for a name that another client has, and for settings that Mosaic does
        not take.
        """
        if resources is not None:
            settings["resources"] = list(resources)
        if problems := settings_problems(settings):
            raise ValueError("; ".join(problems))
        self._registry.ensure(
            client_id, AuthMethod(auth_method), bound=bound, name=name or client_id, settings=settings
        )

    def mint(self, *, header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """A token signed with the current key, for tests: what is given overrides, None leaves a member out."""
        return self._tokens.mint(claims, header)

    def is_revoked(self, token: str) -> bool:
        """Whether a client revoked this token (RFC 7009)."""
        return self._oidc.issued.is_revoked(token)

    def add_user(self, subject: str, **claims: Any) -> None:
        """Add a user or replace one; ``email`` and ``phone_number`` are what a ``login_hint`` may be, too."""
        self._oidc.users.add(subject, claims)

    def sign_in(self, authorization_url: str, user: str | None = "alice") -> str:
        """Be the browser: where it ends up that opens the URL and signs in as ``user``, or says no for None.

        That is the redirect URI with ``code`` or ``error``, ``state`` and ``iss``. Raises ValueError for an unknown
        user, and where a browser would see an error page.
        """
        return self._oidc.authorization.sign_in(authorization_url, user)

    def approve(self, name: str = "all", user: str = "alice") -> int:
        """Be the user who says yes: to an ``auth_req_id``, a user code, or all that waits. How many that were.

        A CIBA request is answered by whom it asks, a device by ``user``. Raises ValueError where nothing waits under
        that name, or the user is unknown.
        """
        return self._oidc.approvals.approve(name, user)

    def deny(self, name: str = "all") -> int:
        """Be the user who says no; as ``approve``."""
        return self._oidc.approvals.deny(name)

    def pass_time(self, seconds: float) -> None:
        """Be later: request URIs, codes, polls, sessions and refresh tokens grow that much older, tokens do not."""
        self._clock.pass_time(seconds)

    def _alias_origin(self) -> str | None:
        return self._alias_server.url if self._alias_server else None

    def _listener(self, host: str, port: int, client_certificate: ClientCertificate) -> TLSServer:
        identity = self.server_identity
        return TLSServer(
            self._application,
            host=host,
            port=port,
            key_pem=identity.key_pem,
            chain_pem=identity.chain_pem,
            client_certificate=client_certificate,
        )

    def _routes(self) -> list[Route]:
        control = Control(
            self._client_api.require_portal,
            ring=self._ring,
            faults=self.faults,
            users=self._oidc.users,
            approvals=self._oidc.approvals,
            clock=self._clock,
        )
        return [
            *self._oidc.routes(),
            *self._client_api.routes(),
            *control.routes(),
            Route("GET", "/healthz", lambda _: Response(200, {"status": "ok"})),
        ]
