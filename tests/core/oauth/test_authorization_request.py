"""The request to the authorization endpoint, plain and pushed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MosaicRefusal, MoveRefused, ParameterRefused
from mosaic_clients.core.oauth.authorization_request import (
    AuthorizationRequest,
    PushedAuthorization,
    code_challenge,
    new_request,
    pushed_url,
    read_pushed,
    url_with_parameters,
    with_request_uri,
)
from mosaic_clients.core.oauth.responses import Answer
from tests.pki import NOW

RANDOMNESS = bytes(range(96))
CALLBACK = "https://shop.test/callback"


def request_with(**values: Any) -> AuthorizationRequest:
    return new_request(
        **{"client_id": "c1", "redirect_uri": CALLBACK, "randomness": RANDOMNESS, "scope": "openid"} | values
    )


def test_code_challenge_matches_rfc_7636_appendix_b() -> None:
    assert (
        code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


def test_new_request_has_pkce_state_and_nonce_of_256_bits() -> None:
    request = request_with()
    assert request.parameters == {
        "client_id": "c1",
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid",
        "state": request.state,
        "nonce": request.nonce,
        "code_challenge": code_challenge(request.code_verifier),
        "code_challenge_method": "S256",
    }
    secrets = {request.state, request.nonce, request.code_verifier}
    assert {len(secret) for secret in secrets} == {43}  # the minimum length of RFC 7636 §4.1
    assert len(secrets) == 3
    for secret in secrets:
        assert secret not in repr(request)


@pytest.mark.parametrize("randomness", [b"", bytes(32), bytes(95), bytes(97)])
def test_new_request_refuses_too_little_randomness(randomness: bytes) -> None:
    with pytest.raises(ParameterRefused, match="96 bytes"):
        request_with(randomness=randomness)


def test_new_request_sends_resource_claims_and_additional_parameters() -> None:
    wanted = {"userinfo": {"email": {"essential": True}}}
    request = request_with(resource="https://pay.test", claims=wanted, parameters={"login_hint": "ann"})
    assert json.loads(request.parameters["claims"]) == wanted
    assert (request.parameters["resource"], request.parameters["login_hint"]) == ("https://pay.test", "ann")


def test_new_request_sends_and_keeps_max_age() -> None:
    request = request_with(parameters={"max_age": "300"})
    assert (request.parameters["max_age"], request.max_age) == ("300", 300)
    assert request_with().max_age is None


@pytest.mark.parametrize("value", ["", "-1", "1.5", "5m", "1" * 10, "٣"])
def test_new_request_refuses_max_age_that_is_not_whole_seconds(value: str) -> None:
    with pytest.raises(ParameterRefused, match="max_age"):
        request_with(parameters={"max_age": value})


def test_offline_access_sets_prompt_consent_unless_a_prompt_is_given() -> None:
    assert request_with(scope="openid offline_access").parameters["prompt"] == "consent"
    assert request_with(scope="openid offline_access", parameters={"prompt": "login"}).parameters["prompt"] == "login"
    assert "prompt" not in request_with().parameters


@pytest.mark.parametrize(
    "name", ["client_id", "redirect_uri", "state", "nonce", "code_challenge", "request_uri", "request", "response_mode"]
)
def test_new_request_refuses_parameters_that_it_sets_itself(name: str) -> None:
    with pytest.raises(ParameterRefused, match=name):
        request_with(parameters={name: "x"})


@pytest.mark.parametrize("value", [7, None, "a\0b", "\ud800"])
def test_new_request_refuses_parameter_that_is_not_text(value: Any) -> None:
    with pytest.raises(ParameterRefused, match="login_hint"):
        request_with(parameters={"login_hint": value})


@pytest.mark.parametrize(
    "uri",
    [
        "https://shop.test/cb",
        "https://shop.test:8443/cb?a=b",
        "http://localhost:8000/cb",
        "http://127.0.0.1/cb",
        "http://[::1]:80/",
    ],
)
def test_require_redirect_uri_accepts_https_and_loopback(uri: str) -> None:
    assert request_with(redirect_uri=uri).redirect_uri == uri


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "/cb",
        "http://shop.test/cb",
        "https://",
        "https://shop.test/cb#f",
        "https://u@shop.test/",
        "javascript:alert(1)",
        "https://shop.test/a b",
        "https://shop.test\\cb",
        "https://[",
        "shop:cb",
        "https://shop.test/\n",
    ],
)
def test_require_redirect_uri_refuses_other_uris(uri: str) -> None:
    with pytest.raises(ParameterRefused, match="redirect URI"):
        request_with(redirect_uri=uri)


def test_pushed_address_has_only_client_id_and_request_uri() -> None:
    request = with_request_uri(request_with(), PushedAuthorization("urn:x:1", 60), asked_at=NOW)
    url = pushed_url(request, "https://mosaic.test/oidc/auth", now=NOW)
    assert parse_qs(urlsplit(url).query) == {"client_id": ["c1"], "request_uri": ["urn:x:1"]}
    assert "urn:x:1" not in repr(request)


def test_pushed_address_refuses_expired_request_uri() -> None:
    def refusal_of(request: AuthorizationRequest, seconds: int) -> str:
        with pytest.raises(MoveRefused) as refusal:
            pushed_url(request, "https://mosaic.test/auth", now=NOW + timedelta(seconds=seconds))
        return refusal.value.code

    assert refusal_of(request_with(), 0) == "not_pushed"
    request = with_request_uri(request_with(), PushedAuthorization("urn:x:1", 60), asked_at=NOW)
    assert request.expires_at == NOW + timedelta(seconds=60)
    assert pushed_url(request, "https://mosaic.test/auth", now=NOW + timedelta(seconds=59))
    assert refusal_of(request, 60) == "request_expired"


def test_address_keeps_query_of_endpoint() -> None:
    assert url_with_parameters("https://m.test/auth", {"a": "b c"}) == "https://m.test/auth?a=b+c"
    assert url_with_parameters("https://m.test/auth?x=y", {"a": "b"}) == "https://m.test/auth?x=y&a=b"


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
