"""The broker made of files: who takes messages while another puts them gets each one whole."""

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


def take(taking: Any) -> Any:
    try:
        return taking._get("celery")
    except Empty:
        return None


class Looking:
    """Part of a message that looks into the queue while the message is being written."""

    def __init__(self, taking: Any) -> None:
        self._taking = taking
        self.seen: list[Any] = []

    def __json__(self) -> str:
        self.seen.append(take(self._taking))
        return "written"


def test_a_message_that_is_being_written_cannot_be_taken(options: dict[str, Any]) -> None:
    taking = channel(options)
    looking = Looking(taking)
    channel(options)._put("celery", {"body": looking})
    assert looking.seen == [None]
    assert take(taking) == {"body": "written"}
    assert list(Path(options["data_folder_in"]).iterdir()) == []


def test_each_message_is_taken_once_and_whole_while_others_are_put(options: dict[str, Any]) -> None:
    putting, taking = channel(options), channel(options)
    taken: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(lambda: [putting._put("celery", {"number": number}) for number in range(MESSAGES)])
        while len(taken) < MESSAGES:
            was_done, message = done.done(), take(taking)
            if message is not None:
                taken.append(message["number"])
            elif was_done:
                break
    assert sorted(taken) == list(range(MESSAGES))


def test_the_embedded_deployment_uses_it(options: dict[str, Any]) -> None:
    with Connection("filesystem://localhost", transport_options=options) as connection:
        assert isinstance(connection.transport, Transport)
