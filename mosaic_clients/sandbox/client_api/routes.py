"""Mosaic's client API: read, create, change and delete the clients of an application (docs/mosaic.md §5)."""

from __future__ import annotations

import hmac
import logging
import secrets
import time
from collections.abc import Mapping
from typing import Any

from mosaic_clients.core.bearer import verification
from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.oauth.endpoints import DEFAULT_AUDIENCE
from mosaic_clients.sandbox.client_api.client_validation import settings_problems
from mosaic_clients.sandbox.server.application import Refusal, Request, Response, Route, mosaic_refusal
from mosaic_clients.sandbox.tenant.client_authentication import presented_thumbprint
from mosaic_clients.sandbox.tenant.registry import RegisteredClient, Registry
from mosaic_clients.sandbox.tenant.signing import TokenIssuer

logger = logging.getLogger("mosaic_clients.sandbox.client_api")

CLIENTS = "/cis/v1/applications/{app_id}/clients"
CLIENT = CLIENTS + "/{client_id}"


class ClientAPI:
    """The API. It accepts the portal's bearer token and access tokens of the application's own clients.

    With ``legacy`` it answers in the format of 2025, where a CA-signed client's chain is called ``ca``.
    """

    def __init__(self, registry: Registry, issuer: TokenIssuer, *, legacy: bool) -> None:
        self._registry = registry
        self._issuer = issuer
        self._tenant = issuer.tenant
        self._legacy = legacy

    def routes(self) -> list[Route]:
        """Returns the routes. Mosaic's call that deletes every client is not included."""
        return [
            Route("GET", CLIENTS, self.read_all),
            Route("POST", CLIENTS, self.create),
            Route("GET", CLIENT, self.read),
            Route("PUT", CLIENT, self.update),
            Route("DELETE", CLIENT, self.delete),
        ]

    def read_all(self, request: Request) -> Response:
        """Returns every client of the application."""
        self._authorize(request)
        return Response(200, [self._show(client) for client in self._registry.all()])

    def read(self, request: Request) -> Response:
        """Returns one client with its secret in clear text, as Mosaic does."""
        self._authorize(request)
        return Response(200, self._show(_require(self._registry.get(request.names["client_id"]))))

    def create(self, request: Request) -> Response:
        """Creates a client with a generated id and secret. Answers 409 if the name is already used."""
        self._authorize(request)
        settings = {"authentication_configuration": {"method": "client_secret_basic"}, **request.json_object()}
        _require_shape(settings_problems(settings, required=("name", "redirect_uris")))
        client = self._registry.add(secrets.token_urlsafe(15), settings)
        if client is None:
            message = "A client with this name already exists"
            raise Refusal(mosaic_refusal(409, message, ts_error_code="identifier_is_taken"))
        return Response(201, self._show(client))

    def update(self, request: Request) -> Response:
        """Replaces each field in the body as a whole, objects too, and keeps the others."""
        self._authorize(request)
        settings = request.json_object()
        _require_shape(settings_problems(settings))
        return Response(200, self._show(_require(self._registry.change(request.names["client_id"], settings))))

    def delete(self, request: Request) -> Response:
        """Deletes one client."""
        self._authorize(request)
        if not self._registry.remove(request.names["client_id"]):
            raise Refusal(mosaic_refusal(404, "Client not found"))
        return Response(204)

    def require_portal(self, request: Request) -> None:
        """Answers 401 to every caller except the portal's administrator."""
        if not hmac.compare_digest(_bearer(request).encode(), self._tenant.portal_token.encode()):
            raise Refusal(mosaic_refusal(401, "Unauthorized"))

    def _authorize(self, request: Request) -> None:
        """Answers 401 without a valid bearer, 403 for one of another application, 404 for an unknown application."""
        token = _bearer(request)
        is_portal = hmac.compare_digest(token.encode(), self._tenant.portal_token.encode())
        app_id = None if is_portal else self._app_id_of(token, presented_thumbprint(request))
        if request.names["app_id"] != self._tenant.app_id:
            raise Refusal(mosaic_refusal(404, "Application not found"))
        if not is_portal and app_id != self._tenant.app_id:
            raise Refusal(mosaic_refusal(403, "Forbidden"))

    def _app_id_of(self, token: str, x5t_s256: str | None) -> object:
        """Verifies a client's access token, and its certificate if it is bound. Returns its application."""
        policy = BearerPolicy(
            issuers=frozenset({self._issuer.issuer}),
            audiences=frozenset({DEFAULT_AUDIENCE}),
            algorithms=frozenset({"RS256"}),
            token_types=frozenset({"JWT"}),
        )
        try:
            unverified = verification.parse(token)
            keys = self._issuer.ring.verification_keys()
            verified = verification.verify(unverified, keys, policy, presented_x5t_s256=x5t_s256, now=time.time())
        except BearerRefused as error:
            logger.info("A bearer is refused at the client API: %s", error.description)
            raise Refusal(mosaic_refusal(401, "Unauthorized")) from None
        return verified.claims.get("app_id")

    def _show(self, client: RegisteredClient) -> dict[str, Any]:
        answer = {
            "client_id": client.client_id,
            "client_secret": client.client_secret,
            "app_id": self._tenant.app_id,
            "tenant_id": self._tenant.tenant_id,
            "created_at": client.created_at,
            "updated_at": client.updated_at,
            **client.settings,
        }
        return (
            answer | {"authentication_configuration": _legacy_form(client.authentication)} if self._legacy else answer
        )


def _legacy_form(configuration: Mapping[str, Any]) -> dict[str, Any]:
    form = {name: value for name, value in configuration.items() if name != "tls_client_auth"}
    chain = configuration.get("tls_client_auth", {}).get("certificate_chain")
    return form | {"ca": chain} if chain else form


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _require(client: RegisteredClient | None) -> RegisteredClient:
    if client is None:
        raise Refusal(mosaic_refusal(404, "Client not found"))
    return client


def _require_shape(problems: list[str]) -> None:
    if problems:
        raise Refusal(mosaic_refusal(400, problems))
