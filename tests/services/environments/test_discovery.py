"""Discovery: read, stored, compared, used where the environment says so, and kept after a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MosaicRefusal, MoveRefused, Unreachable
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.environments import discovery
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.transport.connections import PrivateAddressRefused
from tests.mosaic import ACTOR, KEYS, TOKEN, Reply, ScriptedMosaic, counting, go_down, token_reply

WELL_KNOWN = "/cis/oidc/.well-known/openid-configuration"


@pytest.fixture
def publish(mosaic: Sandbox, scripted: ScriptedMosaic) -> Callable[..., None]:
    """Has the scripted Mosaic publish a discovery document with the sandbox's issuer."""

    def put(**members: Any) -> None:
        scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": mosaic.issuer, **members})

    return put


@pytest.fixture
def elsewhere(scripted: ScriptedMosaic, environment: Environment) -> Environment:
    """The environment, with the scripted Mosaic instead of the sandbox."""
    scripted.take_over(environment)
    return environment


def test_discover_stores_document_and_does_not_use_it_by_default(
    mosaic: Sandbox, elsewhere: Environment, publish: Callable[..., None]
) -> None:
    publish(token_endpoint=f"{mosaic.base_url}/oidc/token", unknown={"kept": False})
    before = elsewhere.endpoints
    (difference,) = discovery.discover(elsewhere, actor=ACTOR)
    assert (difference.what, difference.stored) == ("token endpoint", before.token)
    stored = Environment.objects.get()
    assert stored.discovered == {"issuer": mosaic.issuer, "token_endpoint": f"{mosaic.base_url}/oidc/token"}
    assert stored.discovered_at is not None
    assert (stored.use_discovery, stored.endpoints) == (False, before)
    assert discovery.drift(stored) == [difference]
    event = Event.objects.get(kind="discovered")
    assert (event.environment, event.actor) == (elsewhere, ACTOR)
    assert event.detail == "not used; changed: issuer, token_endpoint"


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


def test_second_discovery_keeps_use_and_records_changes(
    mosaic: Sandbox, elsewhere: Environment, publish: Callable[..., None]
) -> None:
    publish(userinfo_endpoint=f"{mosaic.base_url}/oidc/me")
    discovery.discover(elsewhere, actor=ACTOR, use=True)
    assert discovery.discover(elsewhere, actor=ACTOR) == []
    publish(userinfo_endpoint=f"{mosaic.base_url}/other")
    (difference,) = discovery.discover(elsewhere, actor=ACTOR)
    assert (difference.stored, difference.discovered) == (f"{mosaic.base_url}/oidc/me", f"{mosaic.base_url}/other")
    assert elsewhere.use_discovery
    assert [event.detail for event in Event.objects.filter(kind="discovered").order_by("pk")] == [
        "used; changed: issuer, userinfo_endpoint",
        "used; nothing changed",
        "used; changed: userinfo_endpoint",
    ]


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


@pytest.mark.parametrize(
    ("reply", "refusal"),
    [
        (Reply(200, {"issuer": "https://x.test", "token_endpoint": "http://plain.test"}), AnswerUnusable),
        (Reply(200, {"issuer": 7}), AnswerUnusable),
        (Reply(200, b"<html>"), AnswerUnusable),
        (Reply(200, b"[]"), AnswerUnusable),
        (Reply(301, {}, {"Location": "https://elsewhere.test"}), AnswerUnusable),
        (Reply(404, {"message": "no", "error_code": 404}), MosaicRefusal),
        (Reply(500, {}), AnswerUnusable),
        (Reply(200, b'{"issuer": "' + b"x" * 300_000 + b'"}'), AnswerUnusable),
    ],
    ids=["http", "issuer", "html", "list", "redirect", "missing", "error", "huge"],
)
def test_failed_discovery_keeps_document_and_stores_problem(
    mosaic: Sandbox,
    scripted: ScriptedMosaic,
    elsewhere: Environment,
    publish: Callable[..., None],
    reply: Reply,
    refusal: type[Exception],
) -> None:
    publish(token_endpoint=f"{mosaic.base_url}/oidc/token")
    discovery.discover(elsewhere, actor=ACTOR, use=True)
    kept = Environment.objects.values("discovered", "discovered_at", "use_discovery").get()
    scripted.answers[WELL_KNOWN] = reply
    for _ in range(2):
        with pytest.raises(refusal):
            discovery.discover(elsewhere, actor=ACTOR)
    stored = Environment.objects.get()
    assert Environment.objects.values("discovered", "discovered_at", "use_discovery").get() == kept
    assert stored.endpoints.token == f"{mosaic.base_url}/oidc/token"
    assert stored.discovery_problem
    assert Event.objects.filter(kind="discovery_failed").count() == 1
    publish()
    discovery.discover(elsewhere, actor=ACTOR)
    assert Environment.objects.get().discovery_problem == ""


def test_failed_first_discovery_does_not_switch_endpoints(environment: Environment) -> None:
    go_down(environment)
    with pytest.raises(Unreachable):
        discovery.discover(environment, actor=ACTOR, use=True)
    assert not Environment.objects.get().use_discovery


def test_document_of_old_url_is_not_stored_after_concurrent_move(
    mosaic: Sandbox, scripted: ScriptedMosaic, elsewhere: Environment
) -> None:
    scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": mosaic.issuer})
    stale = Environment.objects.get()
    Environment.objects.update(base_url="https://moved.test/cis")
    with pytest.raises(MoveRefused, match="changed during the call"):
        discovery.discover(stale, actor=ACTOR, use=True)
    assert Environment.objects.get().discovered == {}


@pytest.mark.parametrize(
    ("columns", "forgotten"),
    [
        ({"base_url": "https://moved.test/cis"}, True),
        ({"endpoint_overrides": {"discovery": "/elsewhere"}}, True),
        ({"endpoint_overrides": {"token": "/oidc/token"}}, False),
        ({"audiences": ["other"]}, False),
    ],
    ids=str,
)
def test_new_base_url_removes_stored_document(
    elsewhere: Environment, publish: Callable[..., None], columns: dict[str, Any], forgotten: bool
) -> None:
    publish()
    discovery.discover(elsewhere, actor=ACTOR, use=True)
    for column, value in columns.items():
        setattr(elsewhere, column, value)
    environment_registry.change(elsewhere, list(columns), actor=ACTOR)
    stored = Environment.objects.get()
    assert (stored.discovered == {}, stored.discovered_at is None) == (forgotten, forgotten)
    assert stored.use_discovery


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


def test_differences_include_needs_of_clients(
    elsewhere: Environment, payments: Client, publish: Callable[..., None]
) -> None:
    document = {
        "token_endpoint_auth_methods_supported": ["tls_client_auth"],
        "tls_client_certificate_bound_access_tokens": False,
        "id_token_signing_alg_values_supported": ["ES256"],
    }
    publish(**document)
    names = [each.what for each in discovery.discover(elsewhere, actor=ACTOR)]
    assert names == [
        "algorithms",
        "token_endpoint_auth_methods_supported",
        "tls_client_certificate_bound_access_tokens",
    ]
    Client.objects.update(auth_method="tls_client_auth", bound=False)
    assert [each.what for each in discovery.drift(elsewhere)] == ["algorithms"]


def test_drift_is_empty_without_document(environment: Environment) -> None:
    assert (environment.discovery, discovery.drift(environment)) == (None, [])


def test_users_returns_environments_that_use_discovery(environment: Environment) -> None:
    assert discovery.environments_using_discovery() == []
    environment.use_discovery = True
    environment.save()
    assert discovery.environments_using_discovery() == [environment.pk]


def test_sandbox_document_has_no_differences(mosaic: Sandbox, environment: Environment) -> None:
    assert discovery.discover(environment, actor=ACTOR, use=True) == []
    assert environment.endpoints.token == f"{mosaic.base_url}/oidc/token"
