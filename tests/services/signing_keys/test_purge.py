"""Purged keys stay deleted: neither a cached bearer nor a late answer restores them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import Mock

import pytest

from mosaic_clients.core.bearer import verification as core
from mosaic_clients.core.errors import MosaicError, NoUsableSigningKeys
from mosaic_clients.models import Environment, Event, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.signing_keys import store as signing_key_store
from tests.mosaic import ACTOR, KEYS, Reply, ScriptedMosaic, counting, go_down
from tests.services.signing_keys.verifying import refusal_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_reread(settings: Any, environment: Environment) -> Iterator[None]:
    """Read the database only every REREAD seconds, as in production."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REREAD": 60.0}
    issuer_snapshot.invalidate()
    yield
    issuer_snapshot.invalidate()


def test_purge_forgets_keys_fetches_new_ones_and_is_recorded(mosaic: Sandbox, environment: Environment) -> None:
    signing_key_refresh.refresh(environment)
    before = SigningKeySet.objects.get()
    with counting(mosaic) as calls:
        keys = signing_key_refresh.purge(environment, actor=ACTOR)
    after = SigningKeySet.objects.get()
    assert calls[KEYS] == 1  # without ETag, which was forgotten too
    assert after.generation == before.generation + 1
    assert after.kids == [key.kid for key in keys.keys]
    event = Event.objects.get(kind="signing_keys_purged")
    assert (event.actor, event.environment) == (ACTOR, environment)
    assert before.kids[0] in event.detail


def test_purge_drops_cached_bearers_even_if_the_same_keys_return(
    mosaic: Sandbox, environment: Environment, long_reread: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = mosaic.mint()
    bearer_verification.verify(token, presented_x5t_s256=None)
    issuer_snapshot.invalidate()
    bearer_verification.verify(token, presented_x5t_s256=None)
    spy = Mock(wraps=core.verify)
    monkeypatch.setattr(core, "verify", spy)
    bearer_verification.verify(token, presented_x5t_s256=None)
    assert spy.call_count == 0
    signing_key_refresh.purge(environment, actor=ACTOR)
    issuer_snapshot.invalidate()  # REREAD seconds later
    bearer_verification.verify(token, presented_x5t_s256=None)
    assert spy.call_count == 1


def test_tokens_of_withdrawn_key_are_refused_after_a_purge(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint()
    bearer_verification.verify(token, presented_x5t_s256=None)
    mosaic.rotate_signing_key(keep_old=False)
    assert bearer_verification.verify(token, presented_x5t_s256=None)
    signing_key_refresh.purge(environment, actor=ACTOR)
    assert refusal_of(token) == "unknown_kid"


def test_token_of_new_key_is_accepted_directly_after_a_purge(
    mosaic: Sandbox, environment: Environment, long_reread: None
) -> None:
    signing_key_refresh.refresh(environment)
    mosaic.rotate_signing_key(keep_old=False)
    token = mosaic.mint()
    assert refusal_of(token) == "unknown_kid"  # the cooldown has not ended; this process checks again after REREAD
    signing_key_refresh.purge(environment, actor=ACTOR)
    assert bearer_verification.verify(token, presented_x5t_s256=None)


def test_purge_takes_effect_while_mosaic_is_down(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint()
    bearer_verification.verify(token, presented_x5t_s256=None)
    base_url = environment.base_url
    go_down(environment)
    with pytest.raises(NoUsableSigningKeys, match="are deleted, and fetching new ones failed"):
        signing_key_refresh.purge(environment, actor=ACTOR)
    assert SigningKeySet.objects.get().key_set == ""
    with pytest.raises(NoUsableSigningKeys):
        bearer_verification.verify(token, presented_x5t_s256=None)
    Environment.objects.update(base_url=base_url)
    SigningKeySet.objects.update(attempted_at=datetime.now(UTC) - timedelta(seconds=31))
    assert bearer_verification.verify(token, presented_x5t_s256=None)


def test_answer_to_a_fetch_from_before_the_purge_is_not_stored(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    scripted.answers[KEYS] = Reply(200, mosaic._ring.published())
    scripted.take_over(environment)
    row = signing_key_store.row_of(environment)
    signing_key_store.delete_keys(environment, actor=ACTOR)
    with pytest.raises(MosaicError, match="purged during the fetch"):
        signing_key_refresh._fetch(environment, row, signing_key_refresh.conf.current().limits)
    assert SigningKeySet.objects.get().key_set == ""


def test_late_answer_does_not_overwrite_a_newer_one(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    """During a slow fetch, a key is withdrawn and another process fetches."""
    row = signing_key_store.row_of(environment)
    scripted.take_over(environment)
    scripted.answers[KEYS] = Reply(200, mosaic._ring.published())
    answer = signing_key_refresh.oidc.signing_keys(
        signing_key_refresh.sessions.session(environment),
        environment.endpoints.signing_keys,
        limits=signing_key_refresh.conf.current().limits,
    )
    started_at = datetime.now(UTC)
    SigningKeySet.objects.update(fetched_at=started_at + timedelta(seconds=2), kids=["newer"])
    assert not signing_key_store.store_answer(row, answer, "https://elsewhere.test", started_at=started_at)
    signing_key_store.store_failure(row, NoUsableSigningKeys("late"), started_at=started_at, on_demand=False)
    stored = SigningKeySet.objects.get()
    assert (stored.kids, stored.problem, stored.failing_since) == (["newer"], "", None)
