"""A moved environment forgets the keys of its old address, in every process and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.models import Environment, Event, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.environments import discovery
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.signing_keys import store as signing_key_store
from tests.mosaic import ACTOR, KEYS, Reply, ScriptedMosaic, counting
from tests.services.signing_keys.verifying import refusal_of

WELL_KNOWN = "/cis/oidc/.well-known/openid-configuration"


@pytest.fixture
def new_place() -> Iterator[Sandbox]:
    """Another installation with its own issuer and keys."""
    with Sandbox(issuer="https://another.userid.test") as running:
        yield running


def move(environment: Environment, to: Sandbox) -> None:
    environment.base_url, environment.issuers, environment.trusted_ca = to.base_url, [to.issuer], to.trusted_ca
    environment_registry.change(environment, ["base_url", "issuers", "trusted_ca"], actor=ACTOR)


def test_token_of_new_issuer_signed_with_old_key_is_refused(
    mosaic: Sandbox, environment: Environment, new_place: Sandbox
) -> None:
    bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None)
    before = SigningKeySet.objects.get()
    move(environment, new_place)
    after = SigningKeySet.objects.get()
    assert (after.key_set, after.kids, after.etag, after.due_at) == ("", [], "", None)
    assert after.generation == before.generation + 1
    assert signing_key_refresh.due(datetime.now(UTC)) == [environment.pk]
    event = Event.objects.get(kind="signing_keys_purged")
    assert event.actor == ACTOR
    assert event.detail == f"deleted {', '.join(before.kids)} (their address or the issuers have changed)"
    assert refusal_of(mosaic.mint(iss=new_place.issuer)) == "unknown_kid"
    assert bearer_verification.verify(new_place.mint(), presented_x5t_s256=None)


def test_api_answers_401_to_old_keys_and_200_to_new_ones(
    mosaic: Sandbox, environment: Environment, new_place: Sandbox
) -> None:
    def whoami(token: str) -> int:
        status: int = APIClient().get("/api/whoami", HTTP_AUTHORIZATION=f"Bearer {token}").status_code
        return status

    assert whoami(mosaic.mint()) == 200
    move(environment, new_place)
    assert whoami(mosaic.mint(iss=new_place.issuer)) == 401
    assert whoami(new_place.mint()) == 200


def test_process_with_stale_environment_does_not_restore_old_keys(
    mosaic: Sandbox, environment: Environment, new_place: Sandbox
) -> None:
    """The process read the environment before the move, and fetches for an unknown kid after it."""
    stale = Environment.objects.get()
    old_keys = signing_key_refresh.refresh(stale)
    move(environment, new_place)
    with counting(mosaic) as calls:
        signing_key_refresh.refetch(stale, old_keys)
    assert calls[KEYS] == 0
    assert set(SigningKeySet.objects.get().kids).isdisjoint(key.kid for key in old_keys.keys)


def test_fetch_that_runs_during_the_move_is_not_stored(
    mosaic: Sandbox, environment: Environment, new_place: Sandbox
) -> None:
    row = signing_key_store.row_of(environment)
    move(environment, new_place)
    with pytest.raises(MosaicError, match="purged during the fetch"):
        signing_key_refresh._fetch(environment, row, signing_key_refresh.conf.current().limits)
    assert SigningKeySet.objects.get().key_set == ""


@pytest.mark.parametrize(
    ("columns", "are_forgotten"),
    [
        ({"base_url": "https://moved.test/cis"}, True),
        ({"endpoint_overrides": {"signing_keys": "/elsewhere"}}, True),
        ({"issuers": ["https://another.test"]}, True),
        ({"endpoint_overrides": {"token": "/oidc/token"}}, False),
        ({"endpoint_overrides": {"signing_keys": "/cis/oidc/jwks"}}, False),
        ({"audiences": ["other"]}, False),
    ],
    ids=str,
)
def test_keys_are_forgotten_only_if_their_address_or_issuers_change(
    environment: Environment, columns: dict[str, Any], are_forgotten: bool
) -> None:
    signing_key_refresh.refresh(environment)
    for column, value in columns.items():
        setattr(environment, column, value)
    environment_registry.change(environment, list(columns), actor=ACTOR)
    assert (SigningKeySet.objects.get().key_set == "") == are_forgotten


def test_unsaved_column_does_not_forget_keys(environment: Environment) -> None:
    signing_key_refresh.refresh(environment)
    environment.base_url, environment.audiences = "https://moved.test/cis", ["other"]
    environment_registry.change(environment, ["audiences"], actor=ACTOR)
    assert SigningKeySet.objects.get().key_set != ""


def test_keys_are_forgotten_when_discovery_is_used_or_left(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    def has_keys() -> bool:
        return SigningKeySet.objects.get().key_set != ""

    scripted.take_over(environment)
    scripted.answers[KEYS] = Reply(200, mosaic._ring.published())
    scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": mosaic.issuer, "jwks_uri": f"{mosaic.base_url}/oidc/jwks"})
    signing_key_refresh.refresh(environment)
    discovery.discover(environment, actor=ACTOR)  # stored, but not used
    assert has_keys()
    discovery.discover(environment, actor=ACTOR, use=True)
    assert not has_keys()
    signing_key_refresh.refresh(environment)
    discovery.discover(environment, actor=ACTOR)  # unchanged
    assert has_keys()
    discovery.stop_using(environment, actor=ACTOR)
    assert not has_keys()


def test_refused_change_does_not_forget_keys(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    signing_key_refresh.refresh(environment)
    scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": mosaic.issuer, "jwks_uri": f"{scripted.base_url}/oidc/jwks"})
    environment.name, environment.base_url = "No Name", "https://moved.test/cis"
    with pytest.raises(MosaicError, match="name"):
        environment_registry.change(environment, ["name", "base_url"], actor=ACTOR)
    stale = Environment.objects.get()
    stale.base_url = scripted.base_url  # its former address
    with pytest.raises(MoveRefused, match="changed during the call"):
        discovery.discover(stale, actor=ACTOR, use=True)
    assert SigningKeySet.objects.get().key_set != ""
