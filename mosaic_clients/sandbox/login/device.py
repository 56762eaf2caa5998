"""The device flow: codes for the device, and the page where the user enters one (RFC 8628, docs/mosaic.md §6)."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlencode

from mosaic_clients.sandbox.grants.pending import EXPIRES_IN, PendingRequests
from mosaic_clients.sandbox.login.authorization_requests import require_scope
from mosaic_clients.sandbox.login.browser_sessions import cookie
from mosaic_clients.sandbox.server.application import Refusal, Request, Response, Route, oauth_refusal
from mosaic_clients.sandbox.server.pages import form, page, paragraph
from mosaic_clients.sandbox.tenant.client_authentication import authenticate_client
from mosaic_clients.sandbox.tenant.registry import Registry
from mosaic_clients.sandbox.tenant.users import Users

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels and no digits, so that codes spell no words (RFC 8628 §6.1)
DEVICE = "/cis/oidc/device"
_XSRF = "sandbox_xsrf"


class DeviceFlow:
    """``/oidc/device/auth`` for the device, ``/oidc/device`` for its user."""

    def __init__(self, registry: Registry, users: Users, pending: PendingRequests) -> None:
        self._registry = registry
        self._users = users
        self._pending = pending

    def routes(self) -> list[Route]:
        """Returns the routes of the endpoints."""
        return [
            Route("POST", "/cis/oidc/device/auth", self.begin),
            Route("GET", DEVICE, self.show),
            Route("POST", DEVICE, self.decide),
        ]

    def begin(self, request: Request) -> Response:
        """Issues a device code to poll with and a user code to show. Refuses clients that have the flow disabled."""
        parameters = request.form()
        client = authenticate_client(self._registry, request, parameters)
        if not client.settings.get("device_authorization", {}).get("enabled", True):
            raise Refusal(oauth_refusal(400, "unauthorized_client", "the device flow is not enabled for this client"))
        scope = require_scope(client, parameters)
        user_code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2))
        acr = parameters.get("acr_values", "").partition(" ")[0]
        pending = self._pending.open("device", client.client_id, scope, name=user_code, acr=acr)
        page_url = f"{request.origin}{DEVICE}"
        answer = {
            "device_code": pending.handle,
            "user_code": user_code,
            "verification_uri": page_url,
            "verification_uri_complete": f"{page_url}?{urlencode({'user_code': user_code})}",
            "expires_in": EXPIRES_IN,
        }
        return Response(200, answer, {"Cache-Control": "no-store"})

    def show(self, request: Request) -> Response:
        """Shows the page that asks for the code and the user name."""
        return self._ask(request.query.get("user_code", ""))

    def decide(self, request: Request) -> Response:
        """Handles the submitted form. ``approved`` (true or false) has the same effect as the buttons."""
        form_data = request.form()
        if not form_data.get("xsrf") or not hmac.compare_digest(
            form_data["xsrf"].encode(), cookie(request, _XSRF).encode()
        ):
            return self._ask(form_data.get("user_code", ""), "This page is outdated. Submit it again.")
        matches = [
            pending for pending in self._pending.named(form_data.get("user_code", "")) if pending.kind == "device"
        ]
        if len(matches) != 1:
            return self._ask("", "There is no such code, or it has expired.")
        if form_data.get("decision") == "deny" or form_data.get("approved") == "false":
            self._pending.deny(matches[0])
            return page("Denied", paragraph("The device gets no access."))
        user = self._users.find(form_data.get("username", ""))
        if user is None:
            return self._ask(form_data["user_code"], "There is no such user.")
        self._pending.approve(matches[0], user.subject)
        return page("Approved", paragraph("Return to your device."))

    def _ask(self, user_code: str, problem: str = "") -> Response:
        xsrf = secrets.token_urlsafe(32)
        fields = [("user_code", "Code", user_code), ("username", "User id, e-mail or telephone number", "")]
        return page(
            "Connect a device",
            *([paragraph(problem)] if problem else []),
            form(DEVICE, {"xsrf": xsrf}, fields, "Approve", "Deny"),
            status=400 if problem else 200,
            headers={"Set-Cookie": f"{_XSRF}={xsrf}; Path={DEVICE}; Secure; HttpOnly; SameSite=Strict"},
        )
