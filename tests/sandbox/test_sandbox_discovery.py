"""Tests that every endpoint in the discovery document answers, on one port or two."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.jose.public_jwk import client_key_set
from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import Answer, Caller, call, register, self_signed

DISCOVERY = "/cis/oidc/.well-known/openid-configuration"


class PortCaller(Caller):
    """Calls another port of the same sandbox."""

    def __init__(self, sandbox: Sandbox, url: str, **kwargs: object) -> None:
        super().__init__(sandbox, **kwargs)  # type: ignore[arg-type]
        self.connection.port = urlsplit(url).port or 443


def test_every_endpoint_in_discovery_answers(sandbox: Sandbox) -> None:
    answer = call(sandbox, "GET", DISCOVERY).json
    urls = {name: url for name, url in answer.items() if name.endswith(("_endpoint", "_uri"))}
    assert len(urls) == 10
    origin = sandbox.base_url.removesuffix("/cis")
    for url in urls.values():
        assert url.startswith(origin)
        assert call(sandbox, "GET", url.removeprefix(origin)).status != 404
    assert answer["issuer"] == sandbox.issuer
    assert answer["code_challenge_methods_supported"] == ["S256"]
    assert answer["backchannel_token_delivery_modes_supported"] == ["poll"]
    assert "mtls_endpoint_aliases" not in answer


def test_only_alias_port_requests_client_certificate() -> None:
    material = self_signed()
    form = b"client_id=payments&grant_type=client_credentials"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with Sandbox(mtls_aliases=True) as split:
        split.add_client("payments", AuthMethod.SELF_SIGNED)
        configuration = {"method": "self_signed_tls_client_auth", "jwks": client_key_set([material.leaf])}
        register(split, "payments", configuration)
        answer = call(split, "GET", DISCOVERY).json
        aliases = answer["mtls_endpoint_aliases"]
        assert aliases.keys() == {name for name in answer if name.endswith("_endpoint")} - {
            "authorization_endpoint",
            "end_session_endpoint",
        }
        path = urlsplit(aliases["token_endpoint"]).path
        assert urlsplit(aliases["token_endpoint"]).port != urlsplit(split.base_url).port

        def ask(url: str) -> Answer:
            with PortCaller(split, url, material=material) as caller:
                return caller.call("POST", path, body=form, headers=kind)

        assert ask(aliases["token_endpoint"]).status == 200
        assert ask(answer["token_endpoint"]).json["error"] == "invalid_client"
        with PortCaller(split, aliases["token_endpoint"]) as caller, pytest.raises((ssl.SSLError, ConnectionError)):
            caller.call("POST", path, body=form, headers=kind)
