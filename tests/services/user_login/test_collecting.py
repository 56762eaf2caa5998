"""Collecting what a worker's poll obtained: once, by the same client, in time, and without a secret left."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core import serializers
from django.db import connection

from mosaic_clients import tasks
from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import IdTokenRefused, MoveRefused, UnknownName
from mosaic_clients.models import Client, PendingGrant
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import resealing
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.user_login import background_polling
from tests.clock import Clock
from tests.mosaic import TOKEN, ScriptedMosaic, token_reply
from tests.services.user_login.polling import ACCESS, CODE, REFRESH, handed_over, polled

pytestmark = pytest.mark.django_db(transaction=True)


def test_concurrent_collect_returns_tokens_once(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    grant_id = handed_over(client)
    scripted.answers[TOKEN] = token_reply(ACCESS)
    polled(clock)

    def collect(_: int) -> str:
        try:
            tokens = MosaicClient(client).collect(grant_id)
        except MoveRefused:
            return ""
        finally:
            connection.close()
        return tokens.access_token if tokens else "pending"

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(collect, range(8))) == [*[""] * 7, ACCESS]


def test_tokens_without_requested_id_token_are_refused_and_erased(
    client: Client, scripted: ScriptedMosaic, clock: Clock
) -> None:
    grant_id = handed_over(client, scope="openid")
    scripted.answers[TOKEN] = token_reply(ACCESS)
    polled(clock)
    with pytest.raises(IdTokenRefused):
        MosaicClient(client).collect(grant_id)
    row = PendingGrant.objects.get()
    assert (row.status, row.answer, row.code) == ("FAILED", "", "")


def test_id_token_is_checked_as_of_its_arrival(
    mosaic: Sandbox, client: Client, scripted: ScriptedMosaic, clock: Clock
) -> None:
    """It may have expired before it was collected, but was valid when it arrived."""
    client.environment.endpoint_overrides = {"signing_keys": f"{mosaic.base_url}/oidc/jwks"}
    client.environment.save()
    signing_key_refresh.refresh(client.environment)
    now = int(time.time())
    claims = {"aud": client.client_id, "client_id": None, "scope": None, "iat": now - 700, "exp": now - 400}
    id_token = mosaic.mint(header={"typ": "JWT"}, sub="ann", **claims)
    scripted.answers[TOKEN] = token_reply(ACCESS, id_token=id_token)
    clock.move(-600)
    grant_id = handed_over(client, scope="openid")
    assert polled(clock).status == "GRANTED"
    clock.move(595)
    tokens = MosaicClient(client).collect(grant_id)
    assert tokens is not None
    assert tokens.id_token is not None
    assert tokens.id_token.subject == "ann"


def test_uncollected_tokens_are_erased(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    grant_id = handed_over(client)
    scripted.answers[TOKEN] = token_reply(ACCESS)
    polled(clock)
    tasks.poll_pending_grants()
    assert PendingGrant.objects.exists()
    clock.move(background_polling.KEEP_TOKENS.total_seconds())
    with pytest.raises(UnknownName):  # even without a beat that erases them
        MosaicClient(client).collect(grant_id)
    tasks.poll_pending_grants()
    assert not PendingGrant.objects.exists()
    for request_id in (grant_id, str(uuid4()), "no-uuid"):
        with pytest.raises(UnknownName):
            MosaicClient(client).collect(request_id)


def test_collect_refuses_another_client(client: Client, scripted: ScriptedMosaic, clock: Clock, ledger: Client) -> None:
    grant_id = handed_over(client)
    scripted.answers[TOKEN] = token_reply(ACCESS)
    polled(clock)
    with pytest.raises(UnknownName):
        MosaicClient(ledger).collect(grant_id)
    assert MosaicClient(client).collect(grant_id)


def test_dump_repr_and_messages_have_no_secret(
    client: Client, scripted: ScriptedMosaic, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    scripted.answers[TOKEN] = token_reply(ACCESS, refresh_token=REFRESH)
    request = MosaicClient(client).device_authorization(scope="email")
    dump = repr(request)
    grant_id = request.hand_over()
    row = polled(clock)
    dump += serializers.serialize("json", [row]) + repr(row) + str(row) + caplog.text
    sealed = (row.code, row.answer)
    assert all(text.startswith("v1.") for text in sealed)
    list(resealing.reseal())
    tokens = MosaicClient(client).collect(grant_id)
    dump += repr(tokens)
    assert not [secret for secret in (CODE, ACCESS, REFRESH) if secret in dump]
