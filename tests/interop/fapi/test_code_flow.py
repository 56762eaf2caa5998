"""Login with authorization code, PAR and PKCE against npm oidc-provider with the FAPI 2.0 profile."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.encoding import decode_base64url
from mosaic_clients.core.errors import IdTokenRefused, MosaicRefusal
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential, Environment
from mosaic_clients.services.credentials import transitions
from tests.interop.http_client import Caller
from tests.interop.provider import OidcProvider
from tests.interop.registration_steps import Kind
from tests.interop.users_client import ACTOR, KINDS, add_client, came_back, pushed, rotate

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN_PATH = "/cis/oidc/token"


def thumbprint_of(access_token: str) -> str:
    claims = json.loads(decode_base64url(access_token.split(".")[1]))
    return str(claims["cnf"]["x5t#S256"])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_login_returns_tokens_that_can_be_renewed(
    fapi: OidcProvider, environment: Environment, browser: Caller, kind: Kind
) -> None:
    row = add_client(fapi, environment, kind, fapi=True)
    shop = MosaicClient(row)
    request = pushed(shop, login_hint="ann", acr_values="0")
    assert request.request_uri.startswith("urn:ietf:params:oauth:request_uri:")
    tokens = shop.exchange_code(request, came_back(shop, browser, request))
    active = row.credentials.active().get()
    assert tokens.id_token is not None
    assert (tokens.id_token.subject, tokens.id_token.issuer) == ("ann", fapi.issuer)
    assert tokens.id_token.claims["nonce"] == request.nonce
    assert set(tokens.scope.split()) >= {"openid", "offline_access"}
    assert thumbprint_of(tokens.access_token) == tokens.x5t_s256 == active.x5t_s256
    saved: list[tuple[str, str]] = []
    renewed = shop.refresh(tokens, on_rotated=lambda *pair: saved.append(pair))
    assert thumbprint_of(renewed.access_token) == active.x5t_s256
    assert renewed.access_token != tokens.access_token
    assert renewed.id_token is not None
    assert renewed.id_token.subject == "ann"
    assert saved in ([], [(renewed.refresh_token, active.x5t_s256)])  # FAPI 2.0 does not rotate it (§5.3.2.1)


def test_wrong_code_verifier_is_refused(shop: MosaicClient, browser: Caller) -> None:
    request = pushed(shop)
    back = came_back(shop, browser, request)
    with pytest.raises(MosaicRefusal) as refusal:
        shop.exchange_code(replace(request, code_verifier="w" * 43), back)
    assert refusal.value.code == "invalid_grant"


def test_code_is_accepted_once_and_sent_once(fapi: OidcProvider, shop: MosaicClient, browser: Caller) -> None:
    request = pushed(shop)
    back = came_back(shop, browser, request)
    tokens = shop.exchange_code(request, back)
    before = fapi.request_count(TOKEN_PATH)
    with pytest.raises(MosaicRefusal) as refusal:
        shop.exchange_code(request, back)
    assert refusal.value.code == "invalid_grant"
    assert fapi.request_count(TOKEN_PATH) == before + 1
    with pytest.raises(MosaicRefusal):  # a replayed code revokes its tokens (RFC 6749 §4.1.2)
        shop.refresh(tokens)


def test_wrong_nonce_is_refused(shop: MosaicClient, browser: Caller) -> None:
    request = pushed(shop)
    back = came_back(shop, browser, request)
    with pytest.raises(IdTokenRefused) as refusal:
        shop.exchange_code(replace(request, nonce="n" * 43), back)
    assert refusal.value.code == "nonce_mismatch"


def test_user_stays_logged_in_before_during_and_after_a_rotation(
    fapi: OidcProvider, client: Client, shop: MosaicClient, browser: Caller
) -> None:
    before = client.credentials.active().get()
    request = pushed(shop)
    back = came_back(shop, browser, request)
    tokens = shop.exchange_code(request, back)
    across = pushed(shop)
    way_back = came_back(shop, browser, across)
    after = rotate(fapi, client)
    assert Credential.objects.get(pk=before.pk).state is CredentialStatus.RETIRING
    during = shop.refresh(tokens)
    assert thumbprint_of(during.access_token) == during.x5t_s256 == before.x5t_s256
    assert shop.exchange_code(across, way_back).x5t_s256 == after.x5t_s256
    transitions.retire(client, before.kid, actor=ACTOR)
    assert shop.refresh(during).x5t_s256 == after.x5t_s256  # this server binds them to the client (RFC 8705 §4)
