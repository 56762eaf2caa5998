"""Tests that messages in the broker contain only ids, because everyone with its password can read them."""

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


def take_messages() -> list[Any]:
    """Removes the messages from the queue and returns them."""
    with app.connection_for_read() as broker, broker.SimpleQueue("celery") as queue:
        messages = [queue.get_nowait() for _ in range(queue.qsize())]
        for message in messages:
            message.ack()
    return messages


def test_messages_contain_only_ids(active: Client) -> None:
    row = active.access_tokens.get()
    tasks.refresh_due_access_tokens()
    tasks.refresh_signing_key_sets()
    messages = take_messages()
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


def test_sweep_sends_nothing_if_nothing_is_due(active: Client) -> None:
    token_refresh.current(active)
    tasks.refresh_due_access_tokens()
    assert take_messages() == []


def test_retry_waits_for_retry_after(scripted: ScriptedMosaic, active: Client) -> None:
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
    (message,) = take_messages()
    assert message.payload[:2] == [[token_id], {"force": True}]
    assert datetime.fromisoformat(message.headers["eta"]) > datetime.now(UTC) + timedelta(seconds=70)
    assert message.headers["retries"] == 1


def test_deleted_row_is_ignored(db: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "mosaic_clients"):
        tasks.refresh_access_token(str(uuid4()))
        tasks.refresh_signing_keys(str(uuid4()))
    assert caplog.messages == []
