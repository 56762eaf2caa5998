"""Concurrent calls. Runs on the suite's database, and again on PostgreSQL (see test_postgresql)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from mosaic_clients import tasks
from mosaic_clients.core.errors import BearerRefused, MosaicError, MoveRefused, NoAccessToken
from mosaic_clients.models import AccessToken, Client, Credential, Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.credentials import activation, staging, transitions
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import ACTOR, KEYS, TOKEN, Reply, ScriptedMosaic, counting, stage, token_reply

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 20


def simultaneously(work: Callable[[], Any], threads: int = THREADS) -> list[Any]:
    """Runs ``action`` in so many threads that start together; exceptions of this package are results."""
    barrier = threading.Barrier(threads)

    def run() -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(20)
            return work()
        except MosaicError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return [future.result(60) for future in [pool.submit(run) for _ in range(threads)]]


def make_due(client: Client, **columns: Any) -> None:
    AccessToken.objects.filter(client=client).update(due_at=datetime.now(UTC), **columns)


def test_twenty_callers_of_expired_token_make_one_fetch(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    make_due(active, expires_at=datetime.now(UTC))
    with counting(mosaic) as request_counts:
        tokens = simultaneously(lambda: token_refresh.current(active).value)
    assert request_counts[TOKEN] == 1
    assert len(set(tokens)) == 1
    assert old.value not in tokens


def test_twenty_callers_of_first_token_make_one_fetch(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as request_counts:
        tokens = simultaneously(lambda: token_refresh.current(active, "").value)
    assert request_counts[TOKEN] == 1
    assert len(set(tokens)) == 1


def test_alive_token_is_served_while_one_thread_renews_it(mosaic: Sandbox, active: Client) -> None:
    token_refresh.current(active)
    make_due(active)
    with counting(mosaic) as request_counts:
        tokens = simultaneously(lambda: token_refresh.current(active).value)
    assert request_counts[TOKEN] == 1
    assert all(isinstance(token, str) for token in tokens)
    assert len(set(tokens)) <= 2


def test_concurrent_forced_callers_get_a_new_token(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    with counting(mosaic) as request_counts:
        tokens = simultaneously(lambda: token_refresh.current(active, force=True).value)
    assert old.value not in tokens
    assert not [token for token in tokens if not isinstance(token, str)]
    assert request_counts[TOKEN] < THREADS


def test_refusal_reaches_all_waiting_callers_with_one_fetch(scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = Reply(401, {"error": "invalid_client"})
    scripted.take_over(active.environment)
    answers = simultaneously(lambda: token_refresh.current(active))
    assert scripted.requests == [TOKEN]
    assert all("invalid_client" in answer.description for answer in answers)
    assert sum(isinstance(answer, NoAccessToken) for answer in answers) == THREADS - 1


def test_task_delivered_twice_makes_one_fetch(mosaic: Sandbox, active: Client) -> None:
    token_id = str(active.access_tokens.get().pk)
    with counting(mosaic) as request_counts:
        simultaneously(lambda: tasks.refresh_access_token(token_id), threads=4)
        tasks.refresh_access_token(token_id)
    assert request_counts[TOKEN] == 1


@pytest.mark.parametrize("end", [transitions.revoke, transitions.retire])
def test_token_is_not_stored_when_credential_ends_during_refresh(
    end: Callable[..., Any], mosaic: Sandbox, scripted: ScriptedMosaic, active: Client
) -> None:
    old = active.credentials.get()
    stage(mosaic, active)

    def act_during_call(environ: dict[str, Any]) -> Reply:
        activation.activate(active, actor=ACTOR, unproven=True)
        end(active, old.kid, actor=ACTOR)
        connection.close()
        return token_reply("opaque-token-of-an-ended-credential")

    scripted.answers[TOKEN] = act_during_call
    scripted.take_over(active.environment)
    row = active.access_tokens.get()
    token_refresh.refresh(row.pk, actor=ACTOR)
    row.refresh_from_db()
    assert (row.value, row.credential, row.expires_at) == ("", None, None)
    assert token_refresh.due(datetime.now(UTC)) == [row.pk]


def test_token_is_due_immediately_when_credential_retires_during_refresh(
    mosaic: Sandbox, scripted: ScriptedMosaic, active: Client
) -> None:
    old = active.credentials.get()
    stage(mosaic, active)

    def act_during_call(environ: dict[str, Any]) -> Reply:
        activation.activate(active, actor=ACTOR, unproven=True)
        connection.close()
        return token_reply("opaque-token-of-a-retiring-credential")

    scripted.answers[TOKEN] = act_during_call
    scripted.take_over(active.environment)
    row = active.access_tokens.get()
    token_refresh.refresh(row.pk, actor=ACTOR)
    row.refresh_from_db()
    assert (row.unseal("value"), row.credential) == ("opaque-token-of-a-retiring-credential", old)
    assert token_refresh.due(datetime.now(UTC)) == [row.pk]


def test_late_response_does_not_overwrite_newer_token(scripted: ScriptedMosaic, active: Client) -> None:
    """The lease expired during the call, and another process stored its token first."""
    row = active.access_tokens.get()

    def act_during_call(environ: dict[str, Any]) -> Reply:
        make_due(active, claim=None, claimed_until=None, scope="newer")
        connection.close()
        return token_reply("opaque-late-token")

    scripted.answers[TOKEN] = act_during_call
    scripted.take_over(active.environment)
    token_refresh.refresh(row.pk, actor=ACTOR)
    row.refresh_from_db()
    assert (row.scope, row.value) == ("newer", "")


def test_concurrent_stage_succeeds_once(payments: Client) -> None:
    results = simultaneously(lambda: staging.stage(payments, actor=ACTOR), threads=8)
    staged = [result for result in results if isinstance(result, Credential)]
    assert staged == [payments.credentials.get()]
    assert all(isinstance(result, MoveRefused) for result in results if result not in staged)


def test_concurrent_activate_succeeds_once(mosaic: Sandbox, active: Client) -> None:
    stage(mosaic, active)
    results = simultaneously(lambda: activation.activate(active, actor=ACTOR, unproven=True), threads=8)
    assert sum(isinstance(result, Credential) for result in results) == 1
    assert sorted(active.credentials.values_list("status", flat=True)) == ["ACTIVE", "RETIRING"]


def test_concurrent_unknown_kids_cause_one_fetch_per_cooldown(mosaic: Sandbox, environment: Environment) -> None:
    signing_key_refresh.refresh(environment)
    long_ago = datetime.now(UTC) - timedelta(minutes=1)
    SigningKeySet.objects.update(attempted_at=long_ago, fetched_at=long_ago)
    forged = mosaic.mint(header={"kid": "unknown-kid"})
    with counting(mosaic) as request_counts:
        results = simultaneously(lambda: bearer_verification.verify(forged, presented_x5t_s256=None))
    assert request_counts[KEYS] == 1
    assert {result.code for result in results if isinstance(result, BearerRefused)} == {"unknown_kid"}
    assert len(results) == THREADS
    assert bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None).subject == "sandbox-client"
