"""Discovery with mTLS aliases on a second port, and the doctor, against an independent authorization server."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.oauth.discovery import ALIASED_MEMBERS, ENDPOINT_MEMBERS
from mosaic_clients.models import Client, Environment
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.clock import Clock
from tests.interop.conftest import ProviderFactory
from tests.interop.provider import OidcProvider
from tests.interop.registration_steps import Kind
from tests.interop.users_client import ACTOR, KINDS, SELF_SIGNED_EC, add_client, add_environment, pushed

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN, KEYS = "/cis/oidc/token", "/cis/oidc/jwks"
INTROSPECTION = "/cis/oidc/token/introspection"
EVERYTHING: dict[str, Any] = {
    "grant_types": [
        "client_credentials",
        "authorization_code",
        "refresh_token",
        "urn:openid:params:grant-type:ciba",
        "urn:ietf:params:oauth:grant-type:device_code",
    ],
    "backchannel_token_delivery_mode": "poll",
    "plain_access_tokens": True,
}
ALIASED = {ENDPOINT_MEMBERS[member] for member in ALIASED_MEMBERS}


@pytest.fixture
def environment(transactional_db: None, oidc_provider: OidcProvider) -> Environment:
    return add_environment(oidc_provider)


def mosaic(*words: str) -> str:
    """Run `manage.py mosaic …` in this process and return its output; raises CommandError if it refuses."""
    results = StringIO()
    call_command("mosaic", *words, stdout=results, stderr=StringIO())
    return results.getvalue()


def doctor(client: Client) -> dict[str, Any]:
    """The doctor's steps by name, whatever its result."""
    results = StringIO()
    with suppress(CommandError):
        call_command("mosaic", "doctor", client.name, "--json", stdout=results, stderr=StringIO())
    report = json.loads(results.getvalue())
    steps = {step["name"]: step for step in report["steps"]}
    assert report["healthy"] == all(step["state"] in {"ok", "skipped"} for step in steps.values())
    return steps


def failed(steps: dict[str, Any]) -> list[str]:
    return [name for name, step in steps.items() if step["state"] == "failed"]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_token_and_introspection_calls_use_discovered_aliases(
    oidc_provider: OidcProvider, environment: Environment, kind: Kind
) -> None:
    client = add_client(oidc_provider, environment, kind)
    assert oidc_provider.alias_url not in environment.endpoints.token
    report = json.loads(mosaic("environment", "discover", "interop", "--json"))
    for name, endpoint in report["endpoints"].items():
        alias = name in ALIASED
        assert endpoint["url"].startswith(oidc_provider.alias_url if alias else oidc_provider.base_url)
    assert {each["what"] for each in report["differences"]} >= {f"{name} endpoint" for name in ALIASED}
    before = oidc_provider.alias_request_count(TOKEN), oidc_provider.request_count(TOKEN)
    token = MosaicClient.named(client.name).access_token()
    assert token.value
    after = oidc_provider.alias_request_count(TOKEN), oidc_provider.request_count(TOKEN)
    assert after == (before[0] + 1, before[1] + 1)
    before_count = oidc_provider.alias_request_count(INTROSPECTION)
    assert MosaicClient.named(client.name).introspect(token.value).active
    assert oidc_provider.alias_request_count(INTROSPECTION) == before_count + 1
    steps = doctor(client)
    assert failed(steps) == []
    assert str(oidc_provider.alias_port) in steps["tcp"]["seen"]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_call_with_a_certificate_uses_its_alias(
    kind: Kind, oidc_provider: OidcProvider, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    Clock(monkeypatch)
    client = add_client(oidc_provider, environment, kind, metadata=EVERYTHING)
    mosaic("environment", "discover", "interop", "--use")
    shop = MosaicClient.named(client.name)

    def on_alias(endpoint: str, call: Callable[[], Any]) -> Any:
        path = urlsplit(getattr(shop._client.environment.endpoints, endpoint)).path
        before = oidc_provider.alias_request_count(path), oidc_provider.request_count(path)
        result = call()
        count = oidc_provider.request_count(path) - before[1]
        assert (count > 0, oidc_provider.alias_request_count(path)) == (True, before[0] + count)
        return result

    request = on_alias("pushed_authorization", lambda: pushed(shop, "openid"))
    assert oidc_provider.alias_url not in shop.authorization_url(request)  # a browser has no certificate
    on_alias("device_authorization", shop.device_authorization)
    before_count = on_alias("backchannel", lambda: shop.backchannel_authentication(login_hint="ann"))
    oidc_provider.approve_backchannel(before_count._code)
    tokens = on_alias("token", before_count.wait)
    assert on_alias("userinfo", lambda: shop.userinfo(tokens)).subject == "ann"
    assert on_alias("introspection", lambda: shop.introspect(tokens.access_token)).active
    on_alias("revocation", lambda: shop.revoke(tokens.access_token))
    assert not shop.introspect(tokens.access_token).active


def test_signing_keys_are_fetched_from_the_plain_url(oidc_provider: OidcProvider, environment: Environment) -> None:
    mosaic("environment", "discover", "interop", "--use")
    before_count = oidc_provider.request_count(KEYS)
    signing_key_refresh.refresh(Environment.objects.get())
    assert (oidc_provider.request_count(KEYS), oidc_provider.alias_request_count(KEYS)) == (before_count + 1, 0)


def test_discover_no_use_restores_the_plain_urls(oidc_provider: OidcProvider, environment: Environment) -> None:
    client = add_client(oidc_provider, environment, SELF_SIGNED_EC)
    mosaic("environment", "discover", "interop", "--use")
    mosaic("environment", "discover", "interop", "--no-use")
    before = oidc_provider.alias_request_count(TOKEN)
    assert MosaicClient.named(client.name).access_token().value
    assert oidc_provider.alias_request_count(TOKEN) == before


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_doctor_finds_a_certificate_unknown_to_the_server(
    oidc_provider: OidcProvider, environment: Environment, kind: Kind
) -> None:
    client = add_client(oidc_provider, environment, kind)
    assert failed(doctor(client)) == []
    oidc_provider.unregister(client.client_id)
    steps = doctor(client)
    assert failed(steps) == ["oauth"]
    assert "mosaic publish" in steps["oauth"]["remedy"]
    assert steps["certificate_request"]["state"] == "ok"
    assert steps["clock"]["state"] == "ok"


def test_doctor_finds_an_unbound_token_and_another_ca(oidc_provider: OidcProvider, environment: Environment) -> None:
    unbound = {"tls_client_certificate_bound_access_tokens": False}
    client = add_client(oidc_provider, environment, SELF_SIGNED_EC, metadata=unbound, bound=False)
    assert failed(doctor(client)) == []
    Client.objects.update(bound=True)
    steps = doctor(client)
    assert failed(steps) == ["token"]
    assert "token binding" in steps["token"]["remedy"]
    Environment.objects.update(trusted_ca=oidc_provider.client_ca.anchors_pem)
    assert failed(doctor(client)) == ["server_chain"]


def test_doctor_finds_an_unregistered_staged_key(oidc_provider: OidcProvider, environment: Environment) -> None:
    client = add_client(oidc_provider, environment, SELF_SIGNED_EC)
    client.credentials.update(status="RETIRED")
    staging.stage(client, actor=ACTOR)
    assert failed(doctor(client)) == ["oauth"]


def test_fapi_client_of_a_fapi_server_meets_every_rule(run_provider: ProviderFactory, transactional_db: None) -> None:
    with run_provider(fapi=True, issuer="https://fapi.test") as server:
        environment = add_environment(server, algorithms=["PS256"])
        client = add_client(server, environment, SELF_SIGNED_EC, fapi=True)
        assert "metadata" in doctor(client)["fapi"]["seen"]
        mosaic("environment", "discover", "interop", "--use")
        steps = doctor(client)
        assert failed(steps) == []
        assert "rules are met" in steps["fapi"]["seen"]
        environment.refresh_from_db()
        environment.algorithms = ["RS256"]
        environment.save()
        assert failed(doctor(client)) == ["token", "fapi"]
