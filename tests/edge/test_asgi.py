"""Tests certificate headers under ASGI. Django drops underscore aliases (CVE-2026-3902) and joins duplicates."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.forwarded_certificate.forgeries import header_aliases
from mosaic_clients.rest.certificate import presented_thumbprint
from tests.pki import issue

NAME = "X-SSL-Client-Cert"
PAIR, OTHER = issue("CN=holder"), issue("CN=other")
MINE, OTHERS = PAIR.forwarded(), OTHER.forwarded()


def thumbprint_of(*headers: tuple[str, str], client: tuple[str, int] | None = ("10.0.0.7", 5000)) -> str | None:
    """Returns the thumbprint that is read from a request with these headers from this peer."""
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "client": client,
    }
    return presented_thumbprint(ASGIRequest(scope, BytesIO()).META)


@pytest.fixture(autouse=True)
def _behind_nginx(settings: Any) -> None:
    source = {"CLIENT_CERTIFICATE": "nginx", "TRUSTED_PROXIES": ("10.0.0.7",)}
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **source}


def test_header_is_read_only_from_trusted_peer() -> None:
    assert thumbprint_of((NAME, MINE)) == PAIR.x5t_s256
    for client in (("10.0.0.8", 1), None, ("", 0)):
        assert thumbprint_of((NAME, MINE), ("X-Forwarded-For", "10.0.0.7"), client=client) is None


@pytest.mark.parametrize("alias", header_aliases(NAME)[1:])
def test_underscore_alias_is_ignored(alias: str) -> None:
    assert thumbprint_of((alias, MINE)) is None
    for pair in (((NAME, OTHERS), (alias, MINE)), ((alias, MINE), (NAME, OTHERS))):
        assert thumbprint_of(*pair) == OTHER.x5t_s256


def test_repeated_header_is_refused() -> None:
    for values in ((MINE, MINE), (OTHERS, MINE), (MINE, "")):
        with pytest.raises(BearerRefused, match="cannot be read"):
            thumbprint_of(*((NAME, value) for value in values))


def test_header_over_unix_socket_requires_trust(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "TRUSTED_PROXIES": ("unix",)}
    assert thumbprint_of((NAME, MINE), client=None) == PAIR.x5t_s256
    assert thumbprint_of((NAME, MINE)) is None


def test_null_value_of_apache_means_no_certificate(settings: Any) -> None:
    assert thumbprint_of((NAME, "")) is None
    with pytest.raises(BearerRefused):
        thumbprint_of((NAME, "(null)"))
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "CLIENT_CERTIFICATE": "apache"}
    assert thumbprint_of((NAME, "(null)")) is None
    with pytest.raises(BearerRefused):
        thumbprint_of((NAME, "(null)"), (NAME, "(null)"))
