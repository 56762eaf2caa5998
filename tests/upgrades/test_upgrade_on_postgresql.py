"""Run the upgrade tests on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgresql import run_again

pytestmark = pytest.mark.slow(22)

HERE = Path(__file__).parent
FILES = ("test_upgrade_from_0_1_0.py", "test_upgraded_admin.py", "test_upgraded_alerts.py", "test_upgraded_rotation.py")


def test_upgrade_works_on_postgresql(tmp_path: Path) -> None:
    run_again("upgrades", [HERE / name for name in FILES], tmp_path)
