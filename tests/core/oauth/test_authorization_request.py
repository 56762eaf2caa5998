"""The request to the authorization endpoint."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mosaic_clients.core.errors import ParameterRefused
from mosaic_clients.core.oauth.authorization_request import (
    AuthorizationRequest,
    code_challenge,
    new_request,
    url_with_parameters,
)

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


def test_address_keeps_query_of_endpoint() -> None:
    assert url_with_parameters("https://m.test/auth", {"a": "b c"}) == "https://m.test/auth?a=b+c"
    assert url_with_parameters("https://m.test/auth?x=y", {"a": "b"}) == "https://m.test/auth?x=y&a=b"
