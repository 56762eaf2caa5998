"""Flows with a user, whose part `auto_approve` takes."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.interop.conftest import CallAs, ProviderFactory
from tests.interop.http_client import Caller, tls_context
from tests.interop.pki import Identity, new_ec_key, self_signed
from tests.interop.provider import OidcProvider
from tests.interop.token_requests import base64url, claims_of, register_self_signed, thumbprint
from tests.interop.user_agent import browse

CIBA = "urn:openid:params:grant-type:ciba"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
CALLBACK = "https://app.test/callback"
FLOWS = {
    "grant_types": ["authorization_code", "refresh_token", CIBA, DEVICE],
    "redirect_uris": [CALLBACK],
    "response_types": ["code"],
    "backchannel_token_delivery_mode": "poll",
}


@pytest.fixture(scope="module")
def approving(run_provider: ProviderFactory) -> Iterator[OidcProvider]:
    with run_provider(auto_approve=True) as server:
        yield server


@pytest.fixture
def identity() -> Identity:
    return self_signed("worker", new_ec_key())


@pytest.fixture
def caller(approving: OidcProvider, identity: Identity, tmp_path: Path) -> Caller:
    return Caller(tls_context(approving.ca_file, identity, tmp_path))


def test_pushed_request_becomes_a_bound_user_token(
    approving: OidcProvider, caller: Caller, identity: Identity, client_id: str
) -> None:
    register_self_signed(approving, client_id, identity, **FLOWS)
    base, verifier = f"{approving.base_url}/oidc", "v" * 43
    pushed = caller.post(
        f"{base}/request",
        client_id=client_id,
        redirect_uri=CALLBACK,
        response_type="code",
        scope="openid offline_access",
        prompt="consent",
        code_challenge=base64url(hashlib.sha256(verifier.encode()).digest()),
        code_challenge_method="S256",
    )
    assert pushed.status == 201, pushed.body
    query = urlencode({"client_id": client_id, "request_uri": pushed.json["request_uri"]})
    (code,) = parse_qs(urlsplit(browse(caller, f"{base}/auth?{query}")).query)["code"]
    form = {"client_id": client_id, "code": code, "redirect_uri": CALLBACK, "code_verifier": verifier}
    answer = caller.post(f"{base}/token", grant_type="authorization_code", **form)
    assert claims_of(approving, caller, answer)["cnf"] == {"x5t#S256": thumbprint(identity)}
    assert "id_token" in answer.json
    form = {"client_id": client_id, "refresh_token": answer.json["refresh_token"]}
    renewed = caller.post(f"{base}/token", grant_type="refresh_token", **form)
    assert claims_of(approving, caller, renewed)["sub"] == "user-1"


def test_backchannel_waits_for_the_user(
    oidc_provider: OidcProvider, call_as: CallAs, identity: Identity, client_id: str
) -> None:
    register_self_signed(oidc_provider, client_id, identity, **FLOWS)
    caller, base = call_as(identity), f"{oidc_provider.base_url}/oidc"
    started = caller.post(f"{base}/backchannel", client_id=client_id, scope="openid", login_hint="ann")
    assert started.status == 200, started.body
    form = {"grant_type": CIBA, "client_id": client_id, "auth_req_id": started.json["auth_req_id"]}
    pending = caller.post(f"{base}/token", **form)
    assert (pending.status, pending.json["error"]) == (400, "authorization_pending")
    oidc_provider.approve_backchannel(started.json["auth_req_id"])
    assert claims_of(oidc_provider, caller, caller.post(f"{base}/token", **form))["sub"] == "ann"


def test_backchannel_is_approved_immediately(
    approving: OidcProvider, caller: Caller, identity: Identity, client_id: str
) -> None:
    register_self_signed(approving, client_id, identity, **FLOWS)
    base = f"{approving.base_url}/oidc"
    started = caller.post(f"{base}/backchannel", client_id=client_id, scope="openid", login_hint="ann").json
    form = {"grant_type": CIBA, "client_id": client_id, "auth_req_id": started["auth_req_id"]}
    assert claims_of(approving, caller, caller.post(f"{base}/token", **form))["sub"] == "ann"


def test_device_code_is_pending(approving: OidcProvider, caller: Caller, identity: Identity, client_id: str) -> None:
    register_self_signed(approving, client_id, identity, **FLOWS)
    base = f"{approving.base_url}/oidc"
    started = caller.post(f"{base}/device/auth", client_id=client_id, scope="openid").json
    assert started["verification_uri"] == f"{base}/device"
    form = {"grant_type": DEVICE, "client_id": client_id, "device_code": started["device_code"]}
    assert caller.post(f"{base}/token", **form).json["error"] == "authorization_pending"
