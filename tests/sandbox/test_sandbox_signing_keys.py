"""The sandbox's signing keys: what is published, and what a rotation does to tokens."""

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


def test_the_published_keys_have_the_documented_members_and_no_others(sandbox: Sandbox) -> None:
    (key,) = call(sandbox, "GET", "/cis/oidc/jwks").json["keys"]
    assert key.keys() == {"kty", "use", "kid", "alg", "e", "n"}
    assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
    assert header_of(sandbox.mint()) == {"alg": "RS256", "typ": "JWT", "kid": key["kid"]}


def test_the_published_keys_may_be_cached(sandbox: Sandbox) -> None:
    first = call(sandbox, "GET", "/cis/oidc/jwks")
    assert "max-age=" in first.headers["cache-control"]
    again = call(sandbox, "GET", "/cis/oidc/jwks", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_discovery_names_the_endpoints_of_the_host_that_was_asked(sandbox: Sandbox) -> None:
    document = call(sandbox, "GET", "/cis/oidc/.well-known/openid-configuration").json
    expected = endpoints(sandbox.base_url)
    assert document["issuer"] == sandbox.issuer
    assert (document["token_endpoint"], document["jwks_uri"]) == (expected.token, expected.signing_keys)
    assert document["token_endpoint_auth_methods_supported"] == ["self_signed_tls_client_auth", "tls_client_auth"]
    assert document["tls_client_certificate_bound_access_tokens"] is True


def test_a_rotation_signs_with_a_new_key_and_keeps_old_tokens_valid(fresh: Sandbox) -> None:
    old_kid, old = published(fresh)[0], fresh.mint()
    new_kid = fresh.rotate_signing_key()
    assert published(fresh) == [old_kid, new_kid]
    assert header_of(fresh.mint())["kid"] == new_kid
    path = client_path(fresh, "unknown")
    assert [call(fresh, "GET", path, token=token).status for token in (old, fresh.mint())] == [404, 404]


def test_a_rotation_may_end_old_tokens(fresh: Sandbox) -> None:
    old = fresh.mint()
    new_kid = fresh.rotate_signing_key(keep_old=False)
    assert published(fresh) == [new_kid]
    assert call(fresh, "GET", client_path(fresh, "unknown"), token=old).status == 401


def test_the_portals_administrator_rotates_over_http(fresh: Sandbox) -> None:
    path = "/sandbox/signing-keys/rotate"
    first = call(fresh, "POST", path, token=fresh.portal_token)
    assert first.json["kid"] == published(fresh)[-1]
    second = call(fresh, "POST", path, json={"keep_old": False}, token=fresh.portal_token)
    assert [second.json["kid"]] == published(fresh)
    for token in ("", fresh.mint()):
        assert call(fresh, "POST", path, token=token).status == 401


def test_a_test_may_mint_any_token(sandbox: Sandbox) -> None:
    token = sandbox.mint(sub="somebody", exp=None, aud=["a", "b"], header={"typ": "at+jwt", "kid": None, "x": 1})
    assert header_of(token) == {"alg": "RS256", "typ": "at+jwt", "x": 1}
    claims = claims_of(token)
    assert (claims["sub"], claims["aud"]) == ("somebody", ["a", "b"])
    assert "exp" not in claims
    assert header_of(sandbox.mint(header={"alg": "PS256"}))["alg"] == "PS256"
