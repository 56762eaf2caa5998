"""Under ASGI Django itself drops the twins (CVE-2026-3902) and joins duplicates, which are then refused."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.forwarded_certificate.forgeries import twins
from mosaic_clients.rest.certificate import presented_thumbprint
from tests.pki import issue

NAME = "X-SSL-Client-Cert"
PAIR, OTHER = issue("CN=holder"), issue("CN=other")
MINE, OTHERS = PAIR.forwarded(), OTHER.forwarded()


def presented(*headers: tuple[str, str], client: tuple[str, int] | None = ("10.0.0.7", 5000)) -> str | None:
    """What is read of a request with these headers from this peer."""
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


def test_the_header_counts_from_the_trusted_peer_alone() -> None:
    assert presented((NAME, MINE)) == PAIR.x5t_s256
    for client in (("10.0.0.8", 1), None, ("", 0)):
        assert presented((NAME, MINE), ("X-Forwarded-For", "10.0.0.7"), client=client) is None


@pytest.mark.parametrize("twin", twins(NAME)[1:])
def test_a_twin_never_counts(twin: str) -> None:
    assert presented((twin, MINE)) is None
    for pair in (((NAME, OTHERS), (twin, MINE)), ((twin, MINE), (NAME, OTHERS))):
        assert presented(*pair) == OTHER.x5t_s256


def test_more_than_one_value_is_refused() -> None:
    for values in ((MINE, MINE), (OTHERS, MINE), (MINE, "")):
        with pytest.raises(BearerRefused, match="cannot be read"):
            presented(*((NAME, value) for value in values))


def test_a_unix_socket_has_no_address(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "TRUSTED_PROXIES": ("unix",)}
    assert presented((NAME, MINE), client=None) == PAIR.x5t_s256
    assert presented((NAME, MINE)) is None


def test_apaches_word_for_none_is_none(settings: Any) -> None:
    assert presented((NAME, "")) is None
    with pytest.raises(BearerRefused):
        presented((NAME, "(null)"))
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "CLIENT_CERTIFICATE": "apache"}
    assert presented((NAME, "(null)")) is None
    with pytest.raises(BearerRefused):
        presented((NAME, "(null)"), (NAME, "(null)"))
