"""Tests the sandbox's signing keys: publication, rotation, and minted tokens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mosaic_clients.core.oauth.endpoints import endpoints
from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import call, claims_of, client_path, header_of


@pytest.fixture
def fresh() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def published(sandbox: Sandbox) -> list[str]:
    return [key["kid"] for key in call(sandbox, "GET", "/cis/oidc/jwks").json["keys"]]


def test_published_keys_have_only_documented_members(sandbox: Sandbox) -> None:
    (key,) = call(sandbox, "GET", "/cis/oidc/jwks").json["keys"]
    assert key.keys() == {"kty", "use", "kid", "alg", "e", "n"}
    assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
    assert header_of(sandbox.mint()) == {"alg": "RS256", "typ": "JWT", "kid": key["kid"]}


def test_published_keys_are_cacheable(sandbox: Sandbox) -> None:
    first = call(sandbox, "GET", "/cis/oidc/jwks")
    assert "max-age=" in first.headers["cache-control"]
    again = call(sandbox, "GET", "/cis/oidc/jwks", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_discovery_names_endpoints_of_requested_host(sandbox: Sandbox) -> None:
    document = call(sandbox, "GET", "/cis/oidc/.well-known/openid-configuration").json
    expected = endpoints(sandbox.base_url)
    assert document["issuer"] == sandbox.issuer
    assert (document["token_endpoint"], document["jwks_uri"]) == (expected.token, expected.signing_keys)
    assert document["token_endpoint_auth_methods_supported"] == ["self_signed_tls_client_auth", "tls_client_auth"]
    assert document["tls_client_certificate_bound_access_tokens"] is True


def test_rotation_signs_with_new_key_and_keeps_old_tokens_valid(fresh: Sandbox) -> None:
    old_kid, old = published(fresh)[0], fresh.mint()
    new_kid = fresh.rotate_signing_key()
    assert published(fresh) == [old_kid, new_kid]
    assert header_of(fresh.mint())["kid"] == new_kid
    path = client_path(fresh, "unknown")
    assert [call(fresh, "GET", path, token=token).status for token in (old, fresh.mint())] == [404, 404]


def test_rotation_without_old_keys_ends_old_tokens(fresh: Sandbox) -> None:
    old = fresh.mint()
    new_kid = fresh.rotate_signing_key(keep_old=False)
    assert published(fresh) == [new_kid]
    assert call(fresh, "GET", client_path(fresh, "unknown"), token=old).status == 401


def test_only_portal_administrator_rotates_over_http(fresh: Sandbox) -> None:
    path = "/sandbox/signing-keys/rotate"
    first = call(fresh, "POST", path, token=fresh.portal_token)
    assert first.json["kid"] == published(fresh)[-1]
    second = call(fresh, "POST", path, json={"keep_old": False}, token=fresh.portal_token)
    assert [second.json["kid"]] == published(fresh)
    for token in ("", fresh.mint()):
        assert call(fresh, "POST", path, token=token).status == 401


def test_mint_overrides_and_omits_claims_and_header_members(sandbox: Sandbox) -> None:
    token = sandbox.mint(sub="any-subject", exp=None, aud=["a", "b"], header={"typ": "at+jwt", "kid": None, "x": 1})
    assert header_of(token) == {"alg": "RS256", "typ": "at+jwt", "x": 1}
    claims = claims_of(token)
    assert (claims["sub"], claims["aud"]) == ("any-subject", ["a", "b"])
    assert "exp" not in claims
    assert header_of(sandbox.mint(header={"alg": "PS256"}))["alg"] == "PS256"
