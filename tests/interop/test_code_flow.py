"""Login with authorization code, PAR and PKCE against npm oidc-provider with the FAPI 2.0 profile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.encoding import decode_base64url
from mosaic_clients.core.errors import (
    AuthorizationRefused,
    CallbackRefused,
    IdTokenRefused,
    MosaicRefusal,
    MoveRefused,
)
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential, Environment
from mosaic_clients.services.credentials import transitions
from mosaic_clients.services.environments import discovery

from .conftest import ProviderFactory
from .http_client import Caller, tls_context
from .provider import OidcProvider
from .registration_steps import Kind
from .user_agent import browse
from .users_client import (
    ACTOR,
    CALLBACK,
    KINDS,
    SELF_SIGNED_EC,
    add_client,
    add_environment,
    came_back,
    pushed,
    rotate,
)

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN_PATH = "/cis/oidc/token"


@pytest.fixture(scope="module")
def fapi(run_provider: ProviderFactory) -> Iterator[OidcProvider]:
    with run_provider(fapi=True, auto_approve=True) as server:
        yield server


@pytest.fixture
def environment(transactional_db: None, fapi: OidcProvider) -> Environment:
    return add_environment(fapi)


@pytest.fixture
def client(fapi: OidcProvider, environment: Environment) -> Client:
    return add_client(fapi, environment, SELF_SIGNED_EC, fapi=True)


@pytest.fixture
def shop(client: Client) -> MosaicClient:
    return MosaicClient(client)


@pytest.fixture
def browser(fapi: OidcProvider, tmp_path: Path) -> Caller:
    """A user's browser, without a certificate."""
    return Caller(tls_context(fapi.ca_file, None, tmp_path))


def altered(back: str, **changes: str | None) -> str:
    answer = dict(parse_qsl(urlsplit(back).query)) | changes
    return f"{CALLBACK}?{urlencode({name: value for name, value in answer.items() if value is not None})}"


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


def test_request_uri_can_be_used_once_on_both_sides(shop: MosaicClient, browser: Caller) -> None:
    request = pushed(shop)
    url = shop.authorization_url(request)
    with pytest.raises(MoveRefused, match="used before"):
        shop.authorization_url(request)
    browse(browser, url)
    again = browse(browser, url)
    assert parse_qs(urlsplit(again).query)["error"] == ["invalid_request_uri"]
    with pytest.raises(CallbackRefused) as refusal:
        shop.exchange_code(request, again)  # the server no longer has the state
    assert refusal.value.code == "state_mismatch"


def test_answer_of_another_issuer_is_refused_before_the_code_is_sent(
    fapi: OidcProvider, shop: MosaicClient, browser: Caller
) -> None:
    request = pushed(shop)
    back = came_back(shop, browser, request)
    assert parse_qs(urlsplit(back).query)["iss"] == [fapi.issuer]
    before = fapi.request_count(TOKEN_PATH)
    refusals = [
        altered(back, iss="https://evil.test"),
        altered(back, state="another"),
        altered(back, state=None),
        f"{back}&code=another",
    ]
    codes = []
    for answer in refusals:
        with pytest.raises(CallbackRefused) as refusal:
            shop.exchange_code(request, answer)
        codes.append(refusal.value.code)
    assert codes == ["issuer_mismatch", "state_mismatch", "state_mismatch", "duplicate_parameter"]
    assert fapi.request_count(TOKEN_PATH) == before
    assert shop.exchange_code(request, back).id_token is not None


def test_issuer_announced_by_discovery_is_required(environment: Environment, client: Client, browser: Caller) -> None:
    discovery.discover(environment, actor=ACTOR)
    client.environment.refresh_from_db()
    shop = MosaicClient(client)
    request = pushed(shop)
    back = came_back(shop, browser, request)
    with pytest.raises(CallbackRefused) as refusal:
        shop.exchange_code(request, altered(back, iss=None))
    assert refusal.value.code == "issuer_missing"
    assert shop.exchange_code(request, back).id_token


def test_wrong_nonce_is_refused(shop: MosaicClient, browser: Caller) -> None:
    request = pushed(shop)
    back = came_back(shop, browser, request)
    with pytest.raises(IdTokenRefused) as refusal:
        shop.exchange_code(replace(request, nonce="n" * 43), back)
    assert refusal.value.code == "nonce_mismatch"


def test_prompt_none_without_a_session_is_refused_by_mosaic(shop: MosaicClient, browser: Caller) -> None:
    request = pushed(shop, scope="openid", prompt="none")
    with pytest.raises(AuthorizationRefused) as refusal:
        shop.exchange_code(request, browse(browser, shop.authorization_url(request)))
    assert refusal.value.code == "login_required"


def test_request_without_par_is_refused_by_fapi_client_and_server(
    shop: MosaicClient, client: Client, browser: Caller
) -> None:
    request = shop.authorization_request(redirect_uri=CALLBACK)
    with pytest.raises(MoveRefused, match="must push"):
        shop.authorization_url(request, par=False)
    client.fapi = False
    client.save(update_fields=["fapi"])
    back = dict(parse_qsl(urlsplit(browse(browser, shop.authorization_url(request, par=False))).query))
    assert (back["error"], back["state"]) == ("invalid_request", request.state)


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
