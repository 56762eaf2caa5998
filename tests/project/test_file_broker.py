"""Tests that the file broker delivers each message once and complete."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from project import embedded
from project.file_broker import Transport

MESSAGES = 200


@pytest.fixture
def options(tmp_path: Path) -> dict[str, Any]:
    return embedded.broker(tmp_path)[1]


def channel(options: dict[str, Any]) -> Any:
    return Connection("filesystem://localhost", transport=Transport, transport_options=options).channel()


def take(consumer: Any) -> Any:
    try:
        return consumer._get("celery")
    except Empty:
        return None


class ReadsQueueWhileWritten:
    """A part of a message that reads the queue while the message is being written."""

    def __init__(self, consumer: Any) -> None:
        self._consumer = consumer
        self.messages: list[Any] = []

    def __json__(self) -> str:
        self.messages.append(take(self._consumer))
        return "written"


def test_unfinished_message_cannot_be_taken(options: dict[str, Any]) -> None:
    consumer = channel(options)
    reader = ReadsQueueWhileWritten(consumer)
    channel(options)._put("celery", {"body": reader})
    assert reader.messages == [None]
    assert take(consumer) == {"body": "written"}
    assert list(Path(options["data_folder_in"]).iterdir()) == []


def test_concurrent_consumer_gets_each_message_once(options: dict[str, Any]) -> None:
    producer, consumer = channel(options), channel(options)
    numbers: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(lambda: [producer._put("celery", {"number": number}) for number in range(MESSAGES)])
        while len(numbers) < MESSAGES:
            finished, message = done.done(), take(consumer)
            if message is not None:
                numbers.append(message["number"])
            elif finished:
                break
    assert sorted(numbers) == list(range(MESSAGES))


def test_filesystem_url_uses_this_transport(options: dict[str, Any]) -> None:
    with Connection("filesystem://localhost", transport_options=options) as connection:
        assert isinstance(connection.transport, Transport)
