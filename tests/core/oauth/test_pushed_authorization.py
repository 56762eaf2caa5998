"""The pushed authorization request: Mosaic's answer, and the address with the request_uri."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MosaicRefusal, MoveRefused
from mosaic_clients.core.oauth.authorization_request import (
    AuthorizationRequest,
    PushedAuthorization,
    new_request,
    pushed_url,
    read_pushed,
    with_request_uri,
)
from mosaic_clients.core.oauth.responses import Answer
from tests.pki import NOW

REQUEST = new_request(
    client_id="c1", redirect_uri="https://shop.test/callback", randomness=bytes(range(96)), scope="openid"
)


def test_pushed_address_has_only_client_id_and_request_uri() -> None:
    request = with_request_uri(REQUEST, PushedAuthorization("urn:x:1", 60), asked_at=NOW)
    url = pushed_url(request, "https://mosaic.test/oidc/auth", now=NOW)
    assert parse_qs(urlsplit(url).query) == {"client_id": ["c1"], "request_uri": ["urn:x:1"]}
    assert "urn:x:1" not in repr(request)


def test_pushed_address_refuses_expired_request_uri() -> None:
    def refusal_of(request: AuthorizationRequest, seconds: int) -> str:
        with pytest.raises(MoveRefused) as refusal:
            pushed_url(request, "https://mosaic.test/auth", now=NOW + timedelta(seconds=seconds))
        return refusal.value.code

    assert refusal_of(REQUEST, 0) == "not_pushed"
    request = with_request_uri(REQUEST, PushedAuthorization("urn:x:1", 60), asked_at=NOW)
    assert request.expires_at == NOW + timedelta(seconds=60)
    assert pushed_url(request, "https://mosaic.test/auth", now=NOW + timedelta(seconds=59))
    assert refusal_of(request, 60) == "request_expired"


def answer(body: Any, status: int = 201) -> Answer:
    return Answer(status, {"content-type": "application/json"}, json.dumps(body).encode())


@pytest.mark.parametrize("status", [200, 201])
def test_read_pushed_accepts_status_200_and_201(status: int) -> None:
    result = read_pushed(answer({"request_uri": "urn:x:1", "expires_in": 60}, status), now=NOW)
    assert result == PushedAuthorization("urn:x:1", 60)
    assert "urn:x:1" not in repr(result)


@pytest.mark.parametrize(("expires_in", "seconds"), [(60, 60), ("60", 60), (60.0, 60), (60.9, 60), (0.5, 1)])
def test_read_pushed_reads_expires_in_like_that_of_a_token(expires_in: object, seconds: int) -> None:
    assert read_pushed(answer({"request_uri": "urn:x", "expires_in": expires_in}), now=NOW).expires_in == seconds


def test_read_pushed_limits_expires_in() -> None:
    assert read_pushed(answer({"request_uri": "urn:x", "expires_in": 10**9}), now=NOW).expires_in == 600


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"request_uri": "urn:x"},
        {"expires_in": 60},
        *({"request_uri": value, "expires_in": 60} for value in (None, 7, "", ["urn:x"], "a b", "é", "x" * 513, "a\n")),
        *({"request_uri": "urn:x", "expires_in": value} for value in (None, "soon", 0, -1, True, "1.5", [60])),
    ],
)
def test_read_pushed_refuses_malformed_answer(body: dict[str, Any]) -> None:
    with pytest.raises(AnswerUnusable):
        read_pushed(answer(body), now=NOW)


def test_read_pushed_raises_mosaic_refusal() -> None:
    with pytest.raises(MosaicRefusal) as refusal:
        read_pushed(answer({"error": "invalid_request", "error_description": "no"}, 400), now=NOW)
    assert refusal.value.code == "invalid_request"
