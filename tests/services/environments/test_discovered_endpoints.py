"""Calls use the endpoints of the stored document if the environment says so, and its own ones otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mosaic_clients.core.errors import Unreachable
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.environments import discovery
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.transport.connections import PrivateAddressRefused
from tests.mosaic import ACTOR, KEYS, TOKEN, ScriptedMosaic, counting, go_down, token_reply
from tests.services.environments.conftest import WELL_KNOWN


def test_used_document_moves_calls_to_mtls_aliases(
    mosaic: Sandbox, scripted: ScriptedMosaic, active: Client, publish: Callable[..., None]
) -> None:
    base = f"{scripted.base_url}/oidc"
    scripted.answers["/mtls/token"] = token_reply("from-the-alias", token_type="Bearer")
    aliases = {"token_endpoint": f"{scripted.base_url.removesuffix('/cis')}/mtls/token"}
    publish(token_endpoint=f"{base}/token", jwks_uri=f"{mosaic.base_url}/oidc/jwks", mtls_endpoint_aliases=aliases)
    Environment.objects.update(endpoint_overrides={"discovery": f"{base}/.well-known/openid-configuration"})
    discovery.discover(Environment.objects.get(), actor=ACTOR, use=True)
    client = Client.objects.get()
    with counting(mosaic) as request_counts:
        assert token_refresh.current(client).value == "from-the-alias"
        signing_key_refresh.refresh(client.environment)
    assert (request_counts[TOKEN], request_counts[KEYS]) == (0, 1)
    assert scripted.requests == [WELL_KNOWN, "/mtls/token"]


def test_endpoint_override_takes_precedence_over_discovery(
    mosaic: Sandbox, elsewhere: Environment, publish: Callable[..., None]
) -> None:
    elsewhere.endpoint_overrides = {"token": "/oidc/token"}
    elsewhere.save()
    publish(token_endpoint=f"{mosaic.base_url}/oidc/token", userinfo_endpoint=f"{mosaic.base_url}/oidc/me")
    discovery.discover(elsewhere, actor=ACTOR, use=True)
    assert elsewhere.endpoints.token == elsewhere.base_url.replace("/cis", "/oidc/token")
    assert elsewhere.endpoints.userinfo == f"{mosaic.base_url}/oidc/me"
    assert [each.what for each in discovery.drift(elsewhere)] == ["token endpoint"]


def test_leave_makes_no_call_and_keeps_document(
    mosaic: Sandbox, elsewhere: Environment, publish: Callable[..., None]
) -> None:
    publish(token_endpoint=f"{mosaic.base_url}/oidc/token")
    discovery.discover(elsewhere, actor=ACTOR, use=True)
    go_down(elsewhere)
    discovery.stop_using(elsewhere, actor=ACTOR)
    assert not Environment.objects.get().use_discovery
    assert elsewhere.endpoints.token == f"{elsewhere.base_url}/oidc/token"
    assert elsewhere.discovery is not None
    assert Event.objects.filter(kind="discovery_left").count() == 1


def test_failed_first_discovery_does_not_switch_endpoints(environment: Environment) -> None:
    go_down(environment)
    with pytest.raises(Unreachable):
        discovery.discover(environment, actor=ACTOR, use=True)
    assert not Environment.objects.get().use_discovery


def test_discovered_and_overridden_urls_are_checked_like_base_url(
    mosaic: Sandbox, active: Client, publish: Callable[..., None]
) -> None:
    environment = active.environment
    environment.base_url, environment.allow_private = "https://api.example/cis", False
    environment.use_discovery = True
    environment.discovered = {"issuer": mosaic.issuer, "token_endpoint": f"{mosaic.base_url}/oidc/token"}
    environment.endpoint_overrides = {"signing_keys": f"{mosaic.base_url}/oidc/jwks"}
    environment.save()
    client = Client.objects.get()
    with counting(mosaic) as request_counts:
        with pytest.raises(PrivateAddressRefused):
            token_refresh.current(client, force=True)
        with pytest.raises(PrivateAddressRefused):
            signing_key_refresh.refresh(client.environment)
    assert not request_counts


def test_users_returns_environments_that_use_discovery(environment: Environment) -> None:
    assert discovery.environments_using_discovery() == []
    environment.use_discovery = True
    environment.save()
    assert discovery.environments_using_discovery() == [environment.pk]


def test_sandbox_document_has_no_differences(mosaic: Sandbox, environment: Environment) -> None:
    assert discovery.discover(environment, actor=ACTOR, use=True) == []
    assert environment.endpoints.token == f"{mosaic.base_url}/oidc/token"
