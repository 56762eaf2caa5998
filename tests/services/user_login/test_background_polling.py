"""Approvals polled by a worker: one poll at a time, later after an error, until the user or Mosaic decides."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection

from mosaic_clients import tasks
from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import NoAccessToken, UnknownEncryptionKey
from mosaic_clients.models import Client, PendingGrant
from mosaic_clients.services.credentials import transitions
from mosaic_clients.services.user_login import background_polling
from tests.clock import Clock
from tests.mosaic import TOKEN, Reply, ScriptedMosaic, token_reply
from tests.services.encryption_keys import NEW, NEW_ID
from tests.services.user_login.polling import ACCESS, CODE, PENDING, REFRESH, handed_over, polled

pytestmark = pytest.mark.django_db(transaction=True)


def test_worker_polls_until_tokens_arrive(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    forms: list[dict[str, list[str]]] = []

    def answer(environ: dict[str, Any]) -> Reply:
        forms.append(parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()))
        return PENDING if len(forms) < 3 else token_reply(ACCESS, refresh_token=REFRESH)

    scripted.answers[TOKEN] = answer
    grant_id = handed_over(client)
    assert [polled(clock).status for _ in range(3)] == ["PENDING", "PENDING", "GRANTED"]
    assert {form["device_code"][0] for form in forms} == {CODE}
    tokens = MosaicClient(client).collect(grant_id)
    assert tokens is not None
    assert (tokens.access_token, tokens.refresh_token, tokens.id_token) == (ACCESS, REFRESH, None)
    assert polled(clock, 60).polls == 3


def test_slow_down_and_errors_delay_next_poll(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    handed_over(client)
    scripted.answers[TOKEN] = Reply(400, {"error": "slow_down"})
    assert polled(clock).interval == 10
    assert polled(clock).polls == 1  # five seconds are too early now
    scripted.answers[TOKEN] = Reply(503, {"error": "busy"}, {"Retry-After": "40"})
    row = polled(clock)
    assert (row.interval, row.polls, row.status) == (20, 2, "PENDING")
    assert "503" in row.problem
    assert (row.next_poll_at - clock.now()).total_seconds() == pytest.approx(40, abs=1)
    scripted.answers[TOKEN] = PENDING
    assert polled(clock, 40).problem == ""


def test_refusal_ends_polling_with_reason(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    grant_id = handed_over(client)
    scripted.answers[TOKEN] = Reply(400, {"error": "invalid_grant", "error_description": "used up"})
    assert polled(clock).status == "FAILED"
    with pytest.raises(NoAccessToken, match="used up"):
        MosaicClient(client).collect(grant_id)
    assert background_polling.due(clock.now() + timedelta(days=1)) == []


def test_concurrent_workers_poll_once(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    grant_id = handed_over(client)
    clock.move(5)
    before = scripted.requests.count(TOKEN)

    def poll(_: int) -> None:
        try:
            tasks.poll_pending_grant(str(grant_id))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(poll, range(8)))
    assert scripted.requests.count(TOKEN) == before + 1
    assert PendingGrant.objects.get().polls == 1


def test_killed_poll_is_repeated_after_its_lease(
    client: Client, scripted: ScriptedMosaic, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over(client)

    def die(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(background_polling.approval_poll, "poll_once", die)
        with pytest.raises(KeyboardInterrupt):
            polled(clock)
    scripted.answers[TOKEN] = token_reply(ACCESS)
    assert polled(clock).status == "PENDING"
    assert polled(clock, 40).status == "GRANTED"


def test_process_without_encryption_key_keeps_request(
    client: Client, scripted: ScriptedMosaic, clock: Clock, settings: Any
) -> None:
    """As during the rollout of a new first key: another process has already sealed with it."""
    (old,) = settings.MOSAIC_CLIENTS["ENCRYPTION_KEYS"]

    def ring(*keys: str) -> None:
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": keys}

    ring(NEW, old)
    grant_id = handed_over(client)
    scripted.answers[TOKEN] = token_reply(ACCESS)
    ring(old)
    row = polled(clock)
    assert (row.status, row.polls, row.interval, NEW_ID in row.problem) == ("PENDING", 1, 5, True)
    assert scripted.requests.count(TOKEN) == 0
    ring(NEW, old)
    assert polled(clock).status == "GRANTED"
    ring(old)
    with pytest.raises(UnknownEncryptionKey):
        MosaicClient(client).collect(grant_id)
    ring(NEW, old)
    tokens = MosaicClient(client).collect(grant_id)
    assert tokens is not None
    assert tokens.access_token == ACCESS


def test_revoked_credential_is_not_used_for_polling(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    grant_id = handed_over(client)
    transitions.revoke(client, client.credentials.active().get().kid, actor="test")
    before = scripted.requests.count(TOKEN)
    assert polled(clock).status == "FAILED"
    assert scripted.requests.count(TOKEN) == before
    with pytest.raises(NoAccessToken, match="no active credential"):
        MosaicClient(client).collect(grant_id)


def test_sweep_sends_only_ids(client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    grant_id = handed_over(client)
    sent: list[tuple[Any, ...]] = []
    monkeypatch.setattr(tasks.poll_pending_grant, "delay", lambda *args: sent.append(args))
    tasks.poll_pending_grants()
    clock.move(5)
    tasks.poll_pending_grants()
    assert sent == [(str(grant_id),)]
    assert CODE not in json.dumps(sent)
