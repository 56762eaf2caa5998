"""What is asked of the authorization endpoint, and what a pushed request becomes."""

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
    address,
    code_challenge,
    new_request,
    pushed,
    pushed_address,
    read_pushed,
)
from mosaic_clients.core.oauth.responses import Answer
from tests.pki import NOW

RANDOMNESS = bytes(range(96))
CALLBACK = "https://shop.test/callback"


def asked(**values: Any) -> AuthorizationRequest:
    return new_request(
        **{"client_id": "c1", "redirect_uri": CALLBACK, "randomness": RANDOMNESS, "scope": "openid"} | values
    )


def test_the_challenge_is_that_of_rfc_7636_appendix_b() -> None:
    assert (
        code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


def test_a_request_carries_pkce_state_and_nonce_each_of_256_bits() -> None:
    request = asked()
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
    assert {len(secret) for secret in secrets} == {43}  # RFC 7636 §4.1: at least that
    assert len(secrets) == 3
    for secret in secrets:
        assert secret not in repr(request)


@pytest.mark.parametrize("randomness", [b"", bytes(32), bytes(95), bytes(97)])
def test_too_little_randomness_makes_no_request(randomness: bytes) -> None:
    with pytest.raises(ParameterRefused, match="96 octets"):
        asked(randomness=randomness)


def test_resource_claims_and_further_parameters_are_asked_for() -> None:
    wanted = {"userinfo": {"email": {"essential": True}}}
    request = asked(resource="https://pay.test", claims=wanted, parameters={"login_hint": "ann"})
    assert json.loads(request.parameters["claims"]) == wanted
    assert (request.parameters["resource"], request.parameters["login_hint"]) == ("https://pay.test", "ann")


def test_how_long_a_login_may_lie_back_is_asked_for_and_remembered() -> None:
    request = asked(parameters={"max_age": "300"})
    assert (request.parameters["max_age"], request.max_age) == ("300", 300)
    assert asked().max_age is None


@pytest.mark.parametrize("value", ["", "-1", "1.5", "5m", "1" * 10, "٣"])
def test_how_long_a_login_may_lie_back_is_whole_seconds(value: str) -> None:
    with pytest.raises(ParameterRefused, match="max_age"):
        asked(parameters={"max_age": value})


def test_offline_access_asks_for_consent_unless_a_prompt_is_given() -> None:
    assert asked(scope="openid offline_access").parameters["prompt"] == "consent"
    assert asked(scope="openid offline_access", parameters={"prompt": "login"}).parameters["prompt"] == "login"
    assert "prompt" not in asked().parameters


@pytest.mark.parametrize(
    "name", ["client_id", "redirect_uri", "state", "nonce", "code_challenge", "request_uri", "request", "response_mode"]
)
def test_what_we_answer_for_cannot_be_set_from_outside(name: str) -> None:
    with pytest.raises(ParameterRefused, match=name):
        asked(parameters={name: "x"})


@pytest.mark.parametrize("value", [7, None, "a\0b", "\ud800"])
def test_a_parameter_is_text(value: Any) -> None:
    with pytest.raises(ParameterRefused, match="login_hint"):
        asked(parameters={"login_hint": value})


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
def test_redirect_uris_that_are_taken(uri: str) -> None:
    assert asked(redirect_uri=uri).redirect_uri == uri


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
def test_redirect_uris_that_are_refused(uri: str) -> None:
    with pytest.raises(ParameterRefused, match="redirect URI"):
        asked(redirect_uri=uri)


def test_a_pushed_requests_url_holds_client_and_request_uri_alone() -> None:
    request = pushed(asked(), PushedAuthorization("urn:x:1", 60), asked_at=NOW)
    url = pushed_address(request, "https://mosaic.test/oidc/auth", now=NOW)
    assert parse_qs(urlsplit(url).query) == {"client_id": ["c1"], "request_uri": ["urn:x:1"]}
    assert "urn:x:1" not in repr(request)


def test_a_request_uri_serves_within_its_life() -> None:
    def refusal_of(request: AuthorizationRequest, seconds: int) -> str:
        with pytest.raises(MoveRefused) as refusal:
            pushed_address(request, "https://mosaic.test/auth", now=NOW + timedelta(seconds=seconds))
        return refusal.value.code

    assert refusal_of(asked(), 0) == "not_pushed"
    request = pushed(asked(), PushedAuthorization("urn:x:1", 60), asked_at=NOW)
    assert request.expires_at == NOW + timedelta(seconds=60)
    assert pushed_address(request, "https://mosaic.test/auth", now=NOW + timedelta(seconds=59))
    assert refusal_of(request, 60) == "request_expired"


def test_an_address_keeps_the_query_its_endpoint_has() -> None:
    assert address("https://m.test/auth", {"a": "b c"}) == "https://m.test/auth?a=b+c"
    assert address("https://m.test/auth?x=y", {"a": "b"}) == "https://m.test/auth?x=y&a=b"


def answer(body: Any, status: int = 201) -> Answer:
    return Answer(status, {"content-type": "application/json"}, json.dumps(body).encode())


@pytest.mark.parametrize("status", [200, 201])
def test_mosaics_200_and_the_standards_201_are_both_taken(status: int) -> None:
    kept = read_pushed(answer({"request_uri": "urn:x:1", "expires_in": 60}, status), now=NOW)
    assert kept == PushedAuthorization("urn:x:1", 60)
    assert "urn:x:1" not in repr(kept)


@pytest.mark.parametrize(("said", "seconds"), [(60, 60), ("60", 60), (60.0, 60), (60.9, 60), (0.5, 1)])
def test_a_pushed_requests_life_is_read_as_that_of_a_token(said: object, seconds: int) -> None:
    assert read_pushed(answer({"request_uri": "urn:x", "expires_in": said}), now=NOW).expires_in == seconds


def test_no_request_uri_is_believed_to_live_for_ever() -> None:
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
def test_a_pushed_answer_of_another_shape_is_unusable(body: dict[str, Any]) -> None:
    with pytest.raises(AnswerUnusable):
        read_pushed(answer(body), now=NOW)


def test_a_refusal_of_a_pushed_request_is_mosaics() -> None:
    with pytest.raises(MosaicRefusal) as refusal:
        read_pushed(answer({"error": "invalid_request", "error_description": "no"}, 400), now=NOW)
    assert refusal.value.code == "invalid_request"
