"""Revocation, introspection and userinfo against npm oidc-provider, with the certificate instead of a secret."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import BearerRefused, IdTokenRefused, MosaicRefusal
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.models import Client, Environment
from mosaic_clients.services.bearers import verification as bearer_verification
from tests.clock import Clock
from tests.interop.provider import OidcProvider
from tests.interop.registration_steps import Kind
from tests.interop.users_client import KINDS, SELF_SIGNED_EC, add_client, add_environment, rotate

pytestmark = pytest.mark.django_db(transaction=True)

METADATA: dict[str, Any] = {
    "grant_types": ["client_credentials", "refresh_token", "urn:openid:params:grant-type:ciba"],
    "redirect_uris": [],
    "post_logout_redirect_uris": [],
    "response_types": [],
    "backchannel_token_delivery_mode": "poll",
    "resources": ["https://payments.test"],
}
PLAIN = METADATA | {"plain_access_tokens": True}
"""Metadata for tokens without a resource, which the provider's userinfo requires."""


@pytest.fixture
def environment(transactional_db: None, oidc_provider: OidcProvider) -> Environment:
    return add_environment(oidc_provider, audiences=["userid-api", "https://payments.test"])


@pytest.fixture(params=KINDS, ids=[kind.name for kind in KINDS])
def kind(request: pytest.FixtureRequest) -> Kind:
    each: Kind = request.param
    return each


@pytest.fixture
def each_kind(kind: Kind, oidc_provider: OidcProvider, environment: Environment) -> Client:
    return add_client(oidc_provider, environment, kind, metadata=METADATA)


def signed_in(provider: OidcProvider, client: Client, user: str = "ann") -> UserTokens:
    request = MosaicClient(client).backchannel_authentication(login_hint=user, scope="openid email")
    provider.approve_backchannel(request._code)
    tokens = request.wait()
    assert tokens is not None
    return tokens


def test_introspected_token_requires_its_certificate(each_kind: Client) -> None:
    mosaic = MosaicClient(each_kind)
    token = mosaic.access_token("https://payments.test")
    introspected = mosaic.introspect(token.value)
    assert introspected.active
    assert introspected.is_bound
    assert introspected.client_id == each_kind.client_id
    verified = introspected.require_bound_to(token.credential.x5t_s256)
    assert (verified.x5t_s256, verified.client_id) == (token.credential.x5t_s256, each_kind.client_id)
    for presented, code in ((None, "certificate_missing"), ("A" * 43, "certificate_mismatch")):
        with pytest.raises(BearerRefused) as caught:
            introspected.require_bound_to(presented)
        assert caught.value.code == code


def test_revoked_token_is_refused_at_the_provider_and_here(each_kind: Client) -> None:
    mosaic = MosaicClient(each_kind)
    token = mosaic.access_token()
    assert bearer_verification.verify(token.value, presented_x5t_s256=token.credential.x5t_s256)
    mosaic.revoke(token.value, token_type_hint="access_token")
    introspected = mosaic.introspect(token.value)
    assert (introspected.active, dict(introspected.claims)) == (False, {})
    with pytest.raises(BearerRefused) as caught:
        introspected.require_bound_to(token.credential.x5t_s256)
    assert caught.value.code == "inactive"
    with pytest.raises(BearerRefused):
        bearer_verification.verify(token.value, presented_x5t_s256=token.credential.x5t_s256)
    assert mosaic.access_token().value != token.value  # the stored token is not returned again
    mosaic.revoke(token.value)  # a second revocation has no effect


def test_unknown_token_is_inactive_and_its_revocation_succeeds(each_kind: Client) -> None:
    mosaic = MosaicClient(each_kind)
    assert not mosaic.introspect("never-issued").active
    mosaic.revoke("never-issued")


def test_userinfo_presents_the_certificate_of_the_token(
    oidc_provider: OidcProvider, environment: Environment, kind: Kind, clock: Clock
) -> None:
    client = add_client(oidc_provider, environment, kind, metadata=PLAIN)
    tokens, mosaic = signed_in(oidc_provider, client), MosaicClient(client)
    info = mosaic.userinfo(tokens)
    assert (info.subject, dict(info.claims)) == ("ann", {"sub": "ann"})
    assert mosaic.userinfo(tokens.access_token) == info
    rotate(oidc_provider, client, **PLAIN)
    assert mosaic.userinfo(tokens) == info  # with the retiring certificate
    with pytest.raises(MosaicRefusal) as caught:  # the certificate of this opaque token is unknown
        mosaic.userinfo(tokens.access_token)
    assert (caught.value.code, caught.value.status) == ("invalid_token", 401)
    mosaic.revoke(tokens.access_token)
    with pytest.raises(MosaicRefusal):
        mosaic.userinfo(tokens)


def test_userinfo_of_another_user_is_refused(
    oidc_provider: OidcProvider, environment: Environment, clock: Clock
) -> None:
    client = add_client(oidc_provider, environment, SELF_SIGNED_EC, metadata=PLAIN)
    ann, ben = signed_in(oidc_provider, client), signed_in(oidc_provider, client, f"ben-{uuid4().hex}")
    mixed = UserTokens(
        access_token=ben.access_token,
        expires_at=ann.expires_at,
        scope=ann.scope,
        refresh_token="",
        id_token=ann.id_token,
        id_token_hint="",
        x5t_s256=ann.x5t_s256,
    )
    with pytest.raises(IdTokenRefused) as caught:
        MosaicClient(client).userinfo(mixed)
    assert caught.value.code == "subject_mismatch"


def test_refresh_token_is_not_accepted_as_bearer(
    oidc_provider: OidcProvider, environment: Environment, clock: Clock
) -> None:
    client = add_client(oidc_provider, environment, SELF_SIGNED_EC, metadata=METADATA)
    mosaic = MosaicClient(client)
    request = mosaic.backchannel_authentication(login_hint="ann", scope="openid offline_access")
    oidc_provider.approve_backchannel(request._code)
    tokens = request.wait()
    assert tokens is not None
    introspected = mosaic.introspect(tokens.refresh_token, token_type_hint="refresh_token")
    assert introspected.active
    with pytest.raises(BearerRefused) as caught:
        introspected.require_bound_to(tokens.x5t_s256)
    assert caught.value.code == "token_type"
    mosaic.revoke(tokens.refresh_token, token_type_hint="refresh_token")
    assert not mosaic.introspect(tokens.refresh_token).active
