"""The parameters of CIBA and device requests, their answers, and the claims that tie an ID token to a request."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest

from mosaic_clients.core.errors import IdTokenRefused, ParameterRefused
from mosaic_clients.core.oauth.ciba_device import (
    AUTH_REQ_ID,
    RT_HASH,
    backchannel_parameters,
    check_backchannel_claims,
    read_backchannel_answer,
    read_device_answer,
)
from mosaic_clients.core.oauth.request_parameters import form_of
from mosaic_clients.core.oauth.responses import Answer

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def parameters(**values):
    defaults = {"scope": "openid", "binding_message": "", "requested_expiry": None, "login_hint": "ann@example.com"}
    return backchannel_parameters(**defaults | values)


def test_form_of_leaves_out_empty_parameters():
    assert parameters() == {"scope": "openid", "login_hint": "ann@example.com"}
    assert parameters(binding_message="A-1", requested_expiry=60, acr_values="", resource=None) == {
        "scope": "openid",
        "login_hint": "ann@example.com",
        "binding_message": "A-1",
        "requested_expiry": "60",
    }


def test_request_context_is_sent_as_json_text():
    sent = parameters(request_context={"channel": "email", "custom_message": "Grüße"})
    assert json.loads(sent["request_context"]) == {"channel": "email", "custom_message": "Grüße"}


@pytest.mark.parametrize("message", ["a", "x" * 20, "0-9.A_z+/!?#"])
def test_valid_binding_message_is_sent(message):
    assert parameters(binding_message=message)["binding_message"] == message


@pytest.mark.parametrize("message", ["x" * 21, "two words", "ü", "a\n", "a,b", "a\0", "٣", "<b>", " "])
def test_invalid_binding_message_is_refused(message):
    with pytest.raises(ParameterRefused, match="1 to 20 characters"):
        parameters(binding_message=message)


@pytest.mark.parametrize(
    "hints",
    [{"login_hint": ""}, {"login_hint_token": "t"}, {"id_token_hint": "t"}, {"login_hint": "", "login_hint_token": ""}],
)
def test_backchannel_parameters_require_exactly_one_hint(hints):
    with pytest.raises(ParameterRefused, match="exactly one of"):
        parameters(**hints)
    assert parameters(login_hint="", id_token_hint="t")["id_token_hint"] == "t"


@pytest.mark.parametrize(
    "wrong", [{"scope": "email"}, {"requested_expiry": 0}, {"requested_expiry": True}, {"x": "a\0"}]
)
def test_backchannel_parameters_refuse_invalid_values(wrong):
    with pytest.raises(ParameterRefused):
        parameters(**wrong)
    with pytest.raises(ParameterRefused, match="not text"):
        form_of(scope="\ud800")


def answer(**members):
    return Answer(200, {}, json.dumps(members).encode())


def test_read_answers_limit_lifetime_and_interval():
    result = read_backchannel_answer(answer(auth_req_id="r", expires_in="120", interval=9999), now=NOW)
    assert (result.auth_req_id, result.expires_in, result.interval, result.link) == ("r", 120, 300.0, "")
    assert read_backchannel_answer(answer(auth_req_id="r"), now=NOW).expires_in == 600
    assert "auth_req_id" not in repr(result)


def test_read_device_answer_accepts_verification_url():
    device = {"device_code": "d", "user_code": "AB CD"}
    result = read_device_answer(answer(**device, verification_url="https://a.test/device", expires_in=10**9), now=NOW)
    assert (result.verification_uri, result.verification_uri_complete) == ("https://a.test/device", "")
    assert (result.expires_in, result.interval) == (86400, None)
    assert "AB CD" not in repr(result)


def id_token(**claims):
    parts = ({"alg": "RS256"}, claims)
    return ".".join([*(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts), "AA"])


def hashed(text):
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:16]).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "claims", [{}, {AUTH_REQ_ID: "r1"}, {RT_HASH: hashed("refresh")}, {AUTH_REQ_ID: "r1", RT_HASH: hashed("refresh")}]
)
def test_check_backchannel_claims_accepts_id_token_of_this_request(claims):
    check_backchannel_claims(id_token(**claims), auth_req_id="r1", refresh_token="refresh")


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({AUTH_REQ_ID: "r2"}, "auth_req_id_mismatch"),
        ({AUTH_REQ_ID: None}, "auth_req_id_mismatch"),
        ({AUTH_REQ_ID: ["r1"]}, "auth_req_id_mismatch"),
        ({AUTH_REQ_ID: "\ud800"}, "auth_req_id_mismatch"),
        ({RT_HASH: hashed("other")}, "rt_hash_mismatch"),
        ({RT_HASH: None}, "rt_hash_mismatch"),
    ],
)
def test_check_backchannel_claims_refuses_id_token_of_another_request(claims, code):
    with pytest.raises(IdTokenRefused) as caught:
        check_backchannel_claims(id_token(**claims), auth_req_id="r1", refresh_token="refresh")
    assert caught.value.code == code
