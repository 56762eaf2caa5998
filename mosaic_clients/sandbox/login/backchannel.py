"""Backchannel authentication in poll mode: the client asks, the user decides elsewhere (CIBA, docs/mosaic.md §6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from mosaic_clients.core.encoding import parse_json_object
from mosaic_clients.sandbox.grants.pending import EXPIRES_IN, PendingRequests
from mosaic_clients.sandbox.login.approvals import APPROVALS
from mosaic_clients.sandbox.login.authorization_requests import require_scope
from mosaic_clients.sandbox.server.application import Refusal, Request, Response, Route, oauth_refusal
from mosaic_clients.sandbox.tenant.client_authentication import authenticate_client
from mosaic_clients.sandbox.tenant.registry import Registry
from mosaic_clients.sandbox.tenant.users import User, Users

_BINDING_MESSAGE = re.compile(r"[0-9A-Za-z\-._+/!?#]{1,20}")
_CHANNELS = ("sms", "email", "link")


class Backchannel:
    """``/oidc/backchannel``. Refuses a client whose ``ciba_authorization`` has ``enabled: false``."""

    def __init__(self, registry: Registry, users: Users, pending: PendingRequests) -> None:
        self._registry = registry
        self._users = users
        self._pending = pending

    def routes(self) -> list[Route]:
        """Returns the route of the endpoint."""
        return [Route("POST", "/cis/oidc/backchannel", self.ask)]

    def ask(self, request: Request) -> Response:
        """Asks the user that ``login_hint`` names. The answer has no ``interval``, as at Mosaic."""
        parameters = request.form()
        client = authenticate_client(self._registry, request, parameters)
        if not client.settings.get("ciba_authorization", {}).get("enabled", True):
            raise Refusal(oauth_refusal(400, "unauthorized_client", "CIBA is not enabled for this client"))
        scope = require_scope(client, parameters)
        user = self._user(parameters)
        channel = _channel(parameters)
        expires_in = _expiry(parameters)
        pending = self._pending.open(
            "backchannel",
            client.client_id,
            scope,
            expires_in=expires_in,
            subject=user.subject,
            message=_binding_message(parameters),
            acr=parameters.get("acr_values", "").partition(" ")[0],
        )
        answer = {"auth_req_id": pending.handle, "expires_in": expires_in}
        if channel == "link":
            answer["link"] = f"{request.origin}{APPROVALS}?name={quote(pending.name)}"
        return Response(200, answer, {"Cache-Control": "no-store"})

    def _user(self, parameters: Mapping[str, str]) -> User:
        hint = parameters.get("login_hint", "")
        if not hint:
            raise Refusal(oauth_refusal(400, "invalid_request", "login_hint is missing"))
        user = self._users.find(hint)
        if user is None:
            raise Refusal(oauth_refusal(400, "unknown_user_id", "login_hint names no user (CIBA §13)"))
        return user


def _binding_message(parameters: Mapping[str, str]) -> str:
    message = parameters.get("binding_message")
    if message is not None and not _BINDING_MESSAGE.fullmatch(message):
        description = "binding_message must be 1 to 20 of 0-9 A-Z a-z - . _ + / ! ? #"
        raise Refusal(oauth_refusal(400, "invalid_binding_message", description))
    return message or ""


def _expiry(parameters: Mapping[str, str]) -> int:
    text = parameters.get("requested_expiry", str(EXPIRES_IN))
    if not (text.isascii() and text.isdigit() and 0 < int(text[:10]) <= EXPIRES_IN):
        raise Refusal(oauth_refusal(400, "invalid_request", f"requested_expiry must be 1 to {EXPIRES_IN} seconds"))
    return int(text)


def _channel(parameters: Mapping[str, str]) -> str:
    """Returns the channel in ``request_context`` (JSON in a string); the default is ``sms``."""
    try:
        context = parse_json_object(parameters.get("request_context", "{}").encode("utf-8", "replace"))
    except ValueError:
        raise Refusal(oauth_refusal(400, "invalid_request", "request_context must be a JSON object")) from None
    channel = context.get("channel", "sms")
    if channel not in _CHANNELS:
        raise Refusal(oauth_refusal(400, "invalid_request", f"channel must be one of {', '.join(_CHANNELS)}"))
    return str(channel)
