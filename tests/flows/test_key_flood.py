"""Thousands of tokens with unknown kids, sent to four workers with the real cooldown of half a minute."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mosaic_clients.sandbox import Sandbox
from tests.flows.guarding import Caller, Flood, accepted_after, call, fetches, guarded, with_random_kids
from tests.interop.shell.operator_shell import LoadedShell, OperatorShell
from tests.postgresql import database
from tests.waiting import wait_until

pytestmark = pytest.mark.slow(50)

FLOOD, FLOOD_SECONDS = 1000, 10
LATEST = 35.0


def _purge_applies_to_every_worker(address: str, mosaic: Sandbox, shell: OperatorShell, good: list[str]) -> None:
    """Check that every worker refuses tokens of a withdrawn key, although all of them have these as verified."""
    assert {call(address, token) for token in good} == {200}
    mosaic.rotate_signing_key(keep_old=False)
    shell.mosaic("signing-keys", "purge", "local")
    wait_until(
        lambda: {call(address, token) for token in good * 2} == {401}, "the end of every worker's trust", interval=0.5
    )


def test_flood_of_random_kids_causes_two_fetches_and_no_valid_call_fails(tmp_path: Path) -> None:
    with (
        Sandbox() as mosaic,
        database("flood") as settings,
        LoadedShell.opened(tmp_path, settings) as shell,
        guarded(shell, mosaic) as address,
    ):
        good = [mosaic.mint(sub=f"user-{number}") for number in range(20)]
        forged = with_random_kids(good[0], 2 * FLOOD)
        assert {call(address, token) for token in good} == {200}
        assert fetches(mosaic) == 1  # for any number of workers, and then none for half a minute
        with Caller(address, good, rate=20.0) as caller:
            first = Flood(address, forged[:FLOOD], FLOOD_SECONDS)
            kid = mosaic.rotate_signing_key()
            rotated = time.monotonic()
            new = mosaic.mint(sub="rotated")
            assert first.statuses() == {401: FLOOD}
            within_flood = fetches(mosaic)
            second = Flood(address, forged[FLOOD:], 26)  # it continues until the new key is accepted
            since = time.monotonic() - rotated
            seconds = since + accepted_after(address, new)
            assert second.is_running()
            total = fetches(mosaic)
        assert second.statuses() == {401: FLOOD}
        _purge_applies_to_every_worker(address, mosaic, shell, good)
    print(f"\n{kid} accepted everywhere after {seconds:.1f} s; fetches: {within_flood} in the flood, {total} in total")  # noqa: T201
    assert within_flood <= 2
    assert total == 2
    assert seconds <= LATEST
    assert set(caller.statuses) == {200}
    assert caller.statuses[200] > 200
