"""Runs the tests that depend on locks and isolation on PostgreSQL, in one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgresql import run_again

pytestmark = pytest.mark.slow(45)

TESTS = Path(__file__).resolve().parents[1]
FILES = (
    "models/test_alert_migration.py",
    "services/test_races.py",
    "services/leases/test_concurrent_leases.py",
    "services/bearers/test_atomic_requests.py",
    "services/signing_keys/test_autonomous_transaction.py",
    "services/test_resealing.py",
    "flows/test_concurrent_rotation.py",
    "flows/test_refresh_beside_switches.py",
    # Of a CA-signed client, the locks are a part of these: its rotation publishes and withdraws nothing.
    "flows/test_rotation_under_load.py::test_self_signed_client_rotates_three_times_and_no_request_fails",
)


def test_races_rotations_and_atomic_requests_hold_on_postgresql(tmp_path: Path) -> None:
    run_again("locking", [f"{TESTS / name}" for name in FILES], tmp_path)
