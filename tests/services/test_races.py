"""Many at once. Runs on the suite's database, and once more on PostgreSQL (see test_postgresql)."""

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


def at_once(work: Callable[[], Any], threads: int = THREADS) -> list[Any]:
    """Do the same in so many threads, starting together; exceptions of ours are results."""
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


def test_of_twenty_that_need_an_expired_token_one_asks_and_all_get_the_new_one(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    make_due(active, expires_at=datetime.now(UTC))
    with counting(mosaic) as asked:
        tokens = at_once(lambda: token_refresh.current(active).value)
    assert asked[TOKEN] == 1
    assert len(set(tokens)) == 1
    assert old.value not in tokens


def test_of_twenty_that_need_a_first_token_for_a_resource_one_asks(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as asked:
        tokens = at_once(lambda: token_refresh.current(active, "").value)
    assert asked[TOKEN] == 1
    assert len(set(tokens)) == 1


def test_a_living_token_is_served_while_one_renews_it(mosaic: Sandbox, active: Client) -> None:
    token_refresh.current(active)
    make_due(active)
    with counting(mosaic) as asked:
        tokens = at_once(lambda: token_refresh.current(active).value)
    assert asked[TOKEN] == 1
    assert all(isinstance(token, str) for token in tokens)
    assert len(set(tokens)) <= 2


def test_all_that_insist_on_a_new_token_get_one(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    with counting(mosaic) as asked:
        tokens = at_once(lambda: token_refresh.current(active, force=True).value)
    assert old.value not in tokens
    assert not [token for token in tokens if not isinstance(token, str)]
    assert asked[TOKEN] < THREADS


def test_a_refusal_reaches_all_who_wait_and_is_asked_for_once(scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = Reply(401, {"error": "invalid_client"})
    scripted.take_over(active.environment)
    answers = at_once(lambda: token_refresh.current(active))
    assert scripted.requests == [TOKEN]
    assert all("invalid_client" in answer.description for answer in answers)
    assert sum(isinstance(answer, NoAccessToken) for answer in answers) == THREADS - 1


def test_a_task_that_is_delivered_twice_asks_once(mosaic: Sandbox, active: Client) -> None:
    token_id = str(active.access_tokens.get().pk)
    with counting(mosaic) as asked:
        at_once(lambda: tasks.refresh_access_token(token_id), threads=4)
        tasks.refresh_access_token(token_id)
    assert asked[TOKEN] == 1


@pytest.mark.parametrize("end", [transitions.revoke, transitions.retire])
def test_a_credential_that_ends_during_a_refresh_never_gets_its_token_stored(
    end: Callable[..., Any], mosaic: Sandbox, scripted: ScriptedMosaic, active: Client
) -> None:
    old = active.credentials.get()
    stage(mosaic, active)

    def meanwhile(environ: dict[str, Any]) -> Reply:
        activation.activate(active, actor=ACTOR, unproven=True)
        end(active, old.kid, actor=ACTOR)
        connection.close()
        return token_reply("opaque-token-of-an-ended-credential")

    scripted.answers[TOKEN] = meanwhile
    scripted.take_over(active.environment)
    row = active.access_tokens.get()
    token_refresh.refresh(row.pk, actor=ACTOR)
    row.refresh_from_db()
    assert (row.value, row.credential, row.expires_at) == ("", None, None)
    assert token_refresh.due(datetime.now(UTC)) == [row.pk]


def test_a_token_of_a_credential_that_began_to_retire_meanwhile_is_due_at_once(
    mosaic: Sandbox, scripted: ScriptedMosaic, active: Client
) -> None:
    old = active.credentials.get()
    stage(mosaic, active)

    def meanwhile(environ: dict[str, Any]) -> Reply:
        activation.activate(active, actor=ACTOR, unproven=True)
        connection.close()
        return token_reply("opaque-token-of-a-retiring-credential")

    scripted.answers[TOKEN] = meanwhile
    scripted.take_over(active.environment)
    row = active.access_tokens.get()
    token_refresh.refresh(row.pk, actor=ACTOR)
    row.refresh_from_db()
    assert (row.unseal("value"), row.credential) == ("opaque-token-of-a-retiring-credential", old)
    assert token_refresh.due(datetime.now(UTC)) == [row.pk]


def test_a_late_answer_does_not_overwrite_a_newer_one(scripted: ScriptedMosaic, active: Client) -> None:
    """The claim expired during the call, and somebody else's refresh was stored meanwhile."""
    row = active.access_tokens.get()

    def meanwhile(environ: dict[str, Any]) -> Reply:
        make_due(active, claim=None, claimed_until=None, scope="newer")
        connection.close()
        return token_reply("opaque-late-token")

    scripted.answers[TOKEN] = meanwhile
    scripted.take_over(active.environment)
    token_refresh.refresh(row.pk, actor=ACTOR)
    row.refresh_from_db()
    assert (row.scope, row.value) == ("newer", "")


def test_of_many_who_stage_one_succeeds(payments: Client) -> None:
    results = at_once(lambda: staging.stage(payments, actor=ACTOR), threads=8)
    staged = [result for result in results if isinstance(result, Credential)]
    assert staged == [payments.credentials.get()]
    assert all(isinstance(result, MoveRefused) for result in results if result not in staged)


def test_of_many_who_activate_one_succeeds_and_one_credential_is_active(mosaic: Sandbox, active: Client) -> None:
    stage(mosaic, active)
    results = at_once(lambda: activation.activate(active, actor=ACTOR, unproven=True), threads=8)
    assert sum(isinstance(result, Credential) for result in results) == 1
    assert sorted(active.credentials.values_list("status", flat=True)) == ["ACTIVE", "RETIRING"]


def test_unknown_kids_from_everywhere_cause_one_fetch_in_a_cooldown(mosaic: Sandbox, environment: Environment) -> None:
    signing_key_refresh.refresh(environment)
    long_ago = datetime.now(UTC) - timedelta(minutes=1)
    SigningKeySet.objects.update(attempted_at=long_ago, fetched_at=long_ago)
    forged = mosaic.mint(header={"kid": "nobody-knows"})
    with counting(mosaic) as asked:
        results = at_once(lambda: bearer_verification.verify(forged, presented_x5t_s256=None))
    assert asked[KEYS] == 1
    assert {result.code for result in results if isinstance(result, BearerRefused)} == {"unknown_kid"}
    assert len(results) == THREADS
    assert bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None).subject == "sandbox-client"
