"""A sandbox whose responses a test can replace, behind its TLS and on a real connection."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from mosaic_clients.core.jose.public_jwk import public_jwk
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.sandbox.server.application import Response
from tests.mosaic import TOKEN, configuration_at_mosaic
from tests.pki import issue

READ_TIMEOUT = 0.4
"""Seconds that our side waits in these tests; a late answer takes twice as long."""

ROTATION_STEPS = [Step.STAGE, Step.PUBLISH, Step.PROVE, Step.ACTIVATE]

Answer = Callable[[], Response]
Handler = Callable[[str, str, Answer], Response]


def interfere(monkeypatch: pytest.MonkeyPatch, mosaic: Sandbox, handler: Handler) -> None:
    """From now on ``handler`` gets every method and path, and a function that makes the sandbox's own response."""
    application = mosaic._application
    real = type(application)._answer

    def answer(environ: dict[str, Any], method: str, path: str) -> Response:
        return handler(method, path, lambda: real(application, environ, method, path))

    monkeypatch.setattr(application, "_answer", answer)


def at(wanted: str, path_of: str, behave: Callable[[Answer], Response]) -> Handler:
    """A handler that applies to one method and path only."""

    def handler(method: str, path: str, answer: Answer) -> Response:
        return behave(answer) if (method, path) == (wanted, path_of) else answer()

    return handler


def refusing(status: int, **headers: str) -> Callable[[Answer], Response]:
    payload = {"message": f"no ({status})", "error_code": status}
    return lambda _: Response(status, payload, {name.replace("_", "-"): value for name, value in headers.items()})


def late(answer: Answer) -> Response:
    """Applies the request and responds too late."""
    response = answer()
    time.sleep(2 * READ_TIMEOUT)
    return response


def lost(_: Answer) -> Response:
    """Does not apply the request, and sends no response in time."""
    time.sleep(2 * READ_TIMEOUT)
    return Response(504, {"message": "gateway timeout"})


def path_of(client: Client) -> str:
    """The path of a client in the client API."""
    return f"/cis/v1/applications/{client.app_id}/clients/{client.client_id}"


def token_refused(client: Client) -> Handler:
    """Mosaic does not know this client at its token endpoint."""
    return at("POST", TOKEN, lambda _: Response(401, {"error": "invalid_client", "error_description": "unknown"}))


def claims_of(token: str) -> dict[str, Any]:
    """The claims of a JWT, unverified."""
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


def kids_at(mosaic: Sandbox, client: Client) -> set[str]:
    return {key["kid"] for key in configuration_at_mosaic(mosaic, client)["jwks"]["keys"]}


def stranger(name: str = "stranger") -> dict[str, Any]:
    """A key that someone else registered."""
    return {**public_jwk(issue(f"CN={name}").certificate), "kid": name}
