"""What stands in the broker, where everybody with its password can read it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from celery.exceptions import Retry

from mosaic_clients import tasks
from mosaic_clients.models import Client
from mosaic_clients.services.access_tokens import refresh as token_refresh
from project.celery import app
from tests.mosaic import TOKEN, Reply, ScriptedMosaic

pytestmark = pytest.mark.django_db


def queued() -> list[Any]:
    """The messages that wait for a worker; they are taken off the queue."""
    with app.connection_for_read() as broker, broker.SimpleQueue("celery") as queue:
        messages = [queue.get_nowait() for _ in range(queue.qsize())]
        for message in messages:
            message.ack()
    return messages


def test_messages_hold_ids_and_nothing_else(active: Client) -> None:
    row = active.access_tokens.get()
    tasks.refresh_due_access_tokens()
    tasks.refresh_signing_key_sets()
    messages = queued()
    assert [message.headers["task"] for message in messages] == [
        "mosaic_clients.refresh_access_token",
        "mosaic_clients.refresh_signing_keys",
    ]
    assert [message.payload[:2] for message in messages] == [
        [[str(row.pk)], {}],
        [[str(active.environment.pk)], {}],
    ]
    assert [message.headers["argsrepr"] for message in messages] == [f"('{row.pk}',)", f"('{active.environment.pk}',)"]
    assert {message.content_type for message in messages} == {"application/json"}


def test_nothing_due_means_nothing_sent(active: Client) -> None:
    token_refresh.current(active)
    tasks.refresh_due_access_tokens()
    assert queued() == []


def test_a_retry_comes_no_earlier_than_mosaic_asks_for(scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = Reply(429, {"error": "slow_down"}, {"Retry-After": "77"})
    scripted.take_over(active.environment)
    token_id = str(active.access_tokens.get().pk)
    task = tasks.refresh_access_token
    task.push_request(id=str(uuid4()), args=[token_id], kwargs={"force": True}, called_directly=False)
    try:
        with pytest.raises(Retry):
            task.run(token_id, force=True)
    finally:
        task.pop_request()
    (message,) = queued()
    assert message.payload[:2] == [[token_id], {"force": True}]
    assert datetime.fromisoformat(message.headers["eta"]) > datetime.now(UTC) + timedelta(seconds=70)
    assert message.headers["retries"] == 1


def test_a_row_that_is_gone_is_no_failure(db: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "mosaic_clients"):
        tasks.refresh_access_token(str(uuid4()))
        tasks.refresh_signing_keys(str(uuid4()))
    assert caplog.messages == []
