"""Runs the tests that depend on locks and isolation on PostgreSQL, in one process."""

from __future__ import annotations

from pathlib import Path

from tests.postgresql import run_again

TESTS = Path(__file__).resolve().parents[1]
FILES = (
    "models/test_alert_migration.py",
    "services/test_races.py",
    "services/bearers/test_atomic_requests.py",
    "services/test_resealing.py",
    "flows/test_concurrent_rotation.py",
    "flows/test_refresh_beside_switches.py",
    "flows/test_rotation_under_load.py",
)


def test_races_rotations_and_atomic_requests_hold_on_postgresql(tmp_path: Path) -> None:
    run_again("locking", [TESTS / name for name in FILES], tmp_path)
