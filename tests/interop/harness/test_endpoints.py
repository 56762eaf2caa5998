"""The server's other endpoints, and what the tests can change while it runs."""

from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.interop.conftest import CallAs, ProviderFactory
from tests.interop.http_client import Caller, tls_context
from tests.interop.pki import new_ec_key, self_signed
from tests.interop.provider import OidcProvider, RefusedMetadata
from tests.interop.token_requests import ask_token, assert_refused, claims_of, jwks, register_self_signed, thumbprint


def test_introspection_follows_revocation(oidc_provider: OidcProvider, call_as: CallAs, client_id: str) -> None:
    identity = self_signed("worker", new_ec_key())
    register_self_signed(oidc_provider, client_id, identity)
    caller, base = call_as(identity), oidc_provider.base_url
    token = ask_token(oidc_provider, caller, client_id).json["access_token"]
    other = ask_token(oidc_provider, caller, client_id).json["access_token"]
    form = {"client_id": client_id, "token": token}
    before = caller.post(f"{base}/oidc/token/introspection", **form).json
    assert (before["active"], before["client_id"]) == (True, client_id)
    assert before["cnf"] == {"x5t#S256": thumbprint(identity)}
    assert caller.post(f"{base}/oidc/token/revocation", **form).status == 200
    assert caller.post(f"{base}/oidc/token/introspection", **form).json == {"active": False}
    assert caller.post(f"{base}/oidc/token/introspection", **(form | {"token": other})).json["active"] is True


def test_discovery_lists_every_endpoint_and_its_alias(oidc_provider: OidcProvider, call_as: CallAs) -> None:
    document = call_as(None).get(f"{oidc_provider.base_url}/oidc/.well-known/openid-configuration").json
    base, alias = f"{oidc_provider.base_url}/oidc", f"{oidc_provider.alias_url}/oidc"
    assert document["issuer"] == "https://issuer.test"
    paths = {
        "token_endpoint": "/token",
        "pushed_authorization_request_endpoint": "/request",
        "backchannel_authentication_endpoint": "/backchannel",
        "device_authorization_endpoint": "/device/auth",
        "introspection_endpoint": "/token/introspection",
        "revocation_endpoint": "/token/revocation",
        "userinfo_endpoint": "/me",
    }
    browser = {"authorization_endpoint": "/auth", "end_session_endpoint": "/session/end", "jwks_uri": "/jwks"}
    for name, path in (paths | browser).items():
        assert document[name] == base + path
    assert document["mtls_endpoint_aliases"] == {name: alias + path for name, path in paths.items()}


def test_alias_accepts_the_same_client(oidc_provider: OidcProvider, call_as: CallAs, client_id: str) -> None:
    identity = self_signed("worker", new_ec_key())
    register_self_signed(oidc_provider, client_id, identity)
    form = {"grant_type": "client_credentials", "client_id": client_id}
    assert call_as(identity).post(f"{oidc_provider.alias_url}/oidc/token", **form).status == 200


def test_unregistered_client_is_refused(oidc_provider: OidcProvider, call_as: CallAs, client_id: str) -> None:
    identity = self_signed("worker", new_ec_key())
    register_self_signed(oidc_provider, client_id, identity)
    assert ask_token(oidc_provider, call_as(identity), client_id).status == 200
    oidc_provider.unregister(client_id)
    assert_refused(ask_token(oidc_provider, call_as(identity), client_id))


def test_invalid_metadata_is_refused_with_a_reason(oidc_provider: OidcProvider, client_id: str) -> None:
    with pytest.raises(RefusedMetadata, match="jwks or jwks_uri is mandatory"):
        oidc_provider.register(client_id, token_endpoint_auth_method="self_signed_tls_client_auth")
    leaking = jwks(self_signed("worker", new_ec_key()))
    leaking["keys"][0]["d"] = "secret"
    with pytest.raises(RefusedMetadata, match="JSON Web Key Set is invalid"):
        oidc_provider.register(client_id, token_endpoint_auth_method="self_signed_tls_client_auth", jwks=leaking)


def test_requests_are_counted(oidc_provider: OidcProvider, call_as: CallAs) -> None:
    before = oidc_provider.request_count("/cis/oidc/jwks")
    call_as(None).get(f"{oidc_provider.base_url}/oidc/jwks")
    assert oidc_provider.request_count("/cis/oidc/jwks") == before + 1


def test_new_signing_key_signs_and_the_old_one_stays_published(
    oidc_provider: OidcProvider, call_as: CallAs, client_id: str
) -> None:
    identity = self_signed("worker", new_ec_key())
    register_self_signed(oidc_provider, client_id, identity)
    caller = call_as(identity)
    before = ask_token(oidc_provider, caller, client_id)
    kids = [key["kid"] for key in caller.get(f"{oidc_provider.base_url}/oidc/jwks").json["keys"]]
    oidc_provider.rotate_signing_keys()
    after = ask_token(oidc_provider, caller, client_id)
    assert claims_of(oidc_provider, caller, before)["client_id"] == client_id
    assert claims_of(oidc_provider, caller, after)["client_id"] == client_id
    header = jwt.decode(
        after.json["access_token"], KeySet.import_key_set(caller.get(f"{oidc_provider.base_url}/oidc/jwks").json)
    ).header
    assert header["kid"] not in kids
    assert (header["alg"], header["typ"]) == ("RS256", "at+jwt")


def test_fapi_signs_with_ps256(run_provider: ProviderFactory, client_id: str, tmp_path: Path) -> None:
    identity = self_signed("worker", new_ec_key())
    with run_provider(fapi=True, issuer="https://fapi.test") as server:
        register_self_signed(server, client_id, identity)
        caller = Caller(tls_context(server.ca_file, identity, tmp_path))
        answer = ask_token(server, caller, client_id)
        assert claims_of(server, caller, answer, "PS256")["iss"] == "https://fapi.test"
