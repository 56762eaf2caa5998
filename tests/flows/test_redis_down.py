"""The shared cache stops and restarts: bearers are verified from process memory and the database."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from mosaic_clients.sandbox import Sandbox
from tests.flows.guarding import call, guarded
from tests.interop.shell.operator_shell import LoadedShell
from tests.mosaic import closed_port
from tests.waiting import wait_until

pytestmark = pytest.mark.slow(14)

USES_THE_CACHE = "from django.core.cache import cache; cache.set('a', 1); assert cache.get('a') == 1"


@contextmanager
def _redis(port: int, folder: Path) -> Iterator[None]:
    """A separate Redis on loopback, which stores nothing on disk."""
    words = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: _answers(port), "the start of Redis")
            yield
        finally:
            process.terminate()
            process.wait(60)


def _answers(port: int) -> bool:
    client = redis.Redis(port=port, socket_timeout=2)
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
    finally:
        client.close()


def test_requests_authenticate_while_redis_is_down_and_after_it_returns(tmp_path: Path) -> None:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed (apt install redis-server)")
    port = closed_port()
    settings = {"CACHE_URL": f"redis://127.0.0.1:{port}/0"}
    with (
        Sandbox() as mosaic,
        LoadedShell.opened(tmp_path, settings) as shell,
        guarded(shell, mosaic, workers=2) as address,
    ):
        warm = mosaic.mint(sub="warm")

        def require_answers(when: str) -> None:
            for number in range(8):
                assert call(address, warm) == 200
                assert call(address, mosaic.mint(sub=f"never-seen-{when}-{number}")) == 200
                assert call(address, mosaic.mint(header={"kid": f"unknown-{when}-{number}"})) == 401

        with _redis(port, tmp_path):
            assert shell.run("manage.py", "shell", "-c", USES_THE_CACHE).code == 0
            require_answers("up")
        assert not _answers(port)
        assert "Error" in shell.run("manage.py", "shell", "-c", USES_THE_CACHE).stderr  # this cache is down
        require_answers("down")
        with _redis(port, tmp_path):
            require_answers("back")
