"""Discovery: read, stored, compared, and kept after a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MosaicRefusal, MoveRefused
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.environments import discovery
from mosaic_clients.services.environments import registry as environment_registry
from tests.mosaic import ACTOR, Reply, ScriptedMosaic
from tests.services.environments.conftest import WELL_KNOWN


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
