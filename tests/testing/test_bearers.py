"""The fixtures for inbound calls against a protected view, in every certificate format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.forwarded_certificate.forgeries import default_targets, forgeries, parse_target
from mosaic_clients.core.forwarded_certificate.formats import FORMATS, Format
from mosaic_clients.core.pki.certificates import to_der
from mosaic_clients.testing import MintedBearer

WHOAMI = "/api/whoami"

Mint = Callable[..., MintedBearer]


@pytest.fixture(params=list(FORMATS))
def certificate_format(request: pytest.FixtureRequest, settings: Any) -> str:
    settings.MOSAIC_CLIENTS = {
        **settings.MOSAIC_CLIENTS,
        "CLIENT_CERTIFICATE": request.param,
        "TRUSTED_PROXIES": () if request.param == "wsgi" else ("10.1.0.0/16",),
    }
    name: str = request.param
    return name


def test_api_client_sends_scopes_and_client_id(
    mosaic_api_client: Callable[..., APIClient], certificate_format: str
) -> None:
    shop = mosaic_api_client(scopes=["payments:read", "payments:write"], client_id="shop")
    assert shop.get(WHOAMI).json() == {
        "subject": "shop",
        "client_id": "shop",
        "scopes": ["payments:read", "payments:write"],
        "bound": True,
    }


def test_stolen_token_is_refused(mosaic_bearer: Mint, client: Client, certificate_format: str) -> None:
    bearer = mosaic_bearer()
    assert client.get(WHOAMI, **bearer.environ).status_code == 200
    assert client.get(WHOAMI, **bearer.without_certificate()).status_code == 401
    assert client.get(WHOAMI, **bearer.with_another_certificate()).status_code == 401


def test_headers_are_those_of_a_proxy(mosaic_bearer: Mint, client: Client, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {
        **settings.MOSAIC_CLIENTS,
        "CLIENT_CERTIFICATE": "nginx:X-Our-Cert",
        "TRUSTED_PROXIES": ("127.0.0.1/32",),
    }
    bearer = mosaic_bearer()
    assert bearer.headers.keys() == {"Authorization", "X-Our-Cert"}
    assert client.get(WHOAMI, headers=bearer.headers).status_code == 200


def test_new_format_is_one_row_of_the_registry(
    mosaic_bearer: Mint, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader, the test fixtures and ``spoof-check`` use the registry."""
    row = Format("X-Imaginary-Cert", bytes.fromhex, lambda certificate: to_der(certificate).hex())
    monkeypatch.setitem(FORMATS, "imaginary", row)
    settings.MOSAIC_CLIENTS = {
        **settings.MOSAIC_CLIENTS,
        "CLIENT_CERTIFICATE": "imaginary",
        "TRUSTED_PROXIES": ("127.0.0.1/32",),
    }
    bearer = mosaic_bearer()
    assert bearer.certificate is not None
    encoded = to_der(bearer.certificate).hex()
    assert bearer.headers["X-Imaginary-Cert"] == encoded
    assert client.get(WHOAMI, **bearer.environ).json()["bound"] is True
    assert client.get(WHOAMI, **bearer.with_another_certificate()).status_code == 401
    assert client.get(WHOAMI, **{**bearer.environ, "HTTP_X_IMAGINARY_CERT": "not hex"}).status_code == 401
    assert ("X-Imaginary-Cert", "imaginary") in default_targets()
    assert parse_target("imaginary:X-Other") == ("X-Other", "imaginary")
    fired = {forgery.fields for forgery in forgeries(bearer.certificate, [("X-Imaginary-Cert", "imaginary")])}
    assert {(("X-Imaginary-Cert", encoded),), (("x_imaginary_cert", encoded),)} <= fired


def test_bearer_is_unbound_without_client_certificate_setting(mosaic_api_client: Callable[..., APIClient]) -> None:
    assert mosaic_api_client().get(WHOAMI).json()["bound"] is False


def test_mint_refuses_bound_bearer_if_no_certificate_can_arrive(mosaic_bearer: Mint, settings: Any) -> None:
    with pytest.raises(ConfigurationError, match="CLIENT_CERTIFICATE"):
        mosaic_bearer(bound=True)
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "CLIENT_CERTIFICATE": "nginx", "TRUSTED_PROXIES": ()}
    with pytest.raises(ConfigurationError, match="TRUSTED_PROXIES"):
        mosaic_bearer()
    assert mosaic_bearer(bound=False).certificate is None


def test_unix_socket_can_be_trusted(mosaic_api_client: Callable[..., APIClient], settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {
        **settings.MOSAIC_CLIENTS,
        "CLIENT_CERTIFICATE": "rfc9440",
        "TRUSTED_PROXIES": ("unix",),
    }
    assert mosaic_api_client().get(WHOAMI).json()["bound"] is True


def test_claims_can_be_set_and_left_out(mosaic_bearer: Mint, client: Client) -> None:
    assert client.get(WHOAMI, **mosaic_bearer(sub="alice").environ).json()["subject"] == "alice"
    for bad in ({"iss": None}, {"aud": "elsewhere"}, {"expires_in": timedelta(hours=-1)}, {"header": {"kid": "x"}}):
        assert client.get(WHOAMI, **mosaic_bearer(**bad).environ).status_code == 401


def test_repr_hides_the_token(mosaic_bearer: Mint) -> None:
    bearer = mosaic_bearer()
    assert bearer.token not in repr(bearer)
