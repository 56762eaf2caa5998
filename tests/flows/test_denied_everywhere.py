"""Every worker refuses a token within seconds after another process denies it, and keeps refusing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mosaic_clients.sandbox import Sandbox
from tests.flows.guarding import guarded
from tests.interop.deployment import ask
from tests.interop.shell.operator_shell import LoadedShell
from tests.waiting import wait_until

pytestmark = pytest.mark.slow(16)

WORKERS = 3
ROUND = 8 * WORKERS  # requests on new connections: every worker gets some


def statuses(address: str, token: str) -> set[int]:
    return {ask(address, "/api/whoami", token).status for _ in range(ROUND)}


def test_denied_token_is_refused_by_every_worker(mosaic: Sandbox, tmp_path: Path) -> None:
    leaked, other = mosaic.mint(), mosaic.mint()
    with LoadedShell.opened(tmp_path) as shell, guarded(shell, mosaic, workers=WORKERS) as address:
        assert statuses(address, leaked) | statuses(address, other) == {200}
        denied = shell.run("manage.py", "mosaic", "bearer", "deny", stdin=leaked)
        assert denied.code == 0, denied
        wait_until(lambda: statuses(address, leaked) == {401}, "refusal by every worker", timeout=10, interval=0.5)
        assert statuses(address, leaked) == {401}
        assert statuses(address, other) == {200}
