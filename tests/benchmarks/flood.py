"""Measures what a flood of random kids costs other callers: ``python -m tests.benchmarks.flood``.

It runs four gunicorn workers on loopback and a sandbox as Mosaic. Three phases take turns: quiet; as many malformed
requests as the flood has, to measure the load alone; and the flood, 2,000 tokens with unknown kids in 10 seconds. It
prints p50 and p99 of the other callers, their ratio to the quiet phase, the fetches that reached Mosaic, and how long
it took until a new signing key was accepted.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from mosaic_clients.sandbox import Sandbox
from tests.flows.guarding import Caller, Flood, accepted_after, call, fetches, guarded, p99, with_random_kids
from tests.interop.shell.operator_shell import OperatorShell
from tests.postgresql import database

ROUNDS = 5
SECONDS = 10
FLOOD = 2000


def main() -> None:
    """Run the phases and print the table."""
    with (
        tempfile.TemporaryDirectory(prefix="mosaic-flood-") as folder,
        Sandbox() as mosaic,
        database("flood_benchmark") as settings,
        guarded(OperatorShell(Path(folder), settings), mosaic) as address,
    ):
        good = [mosaic.mint(sub=f"user-{number}") for number in range(20)]
        for token in good * 10:
            assert call(address, token) == 200
        print(f"on {'PostgreSQL' if settings else 'SQLite'}; the first bearers cost {fetches(mosaic)} fetch")
        _compare(address, mosaic, good)
        _rotation(address, mosaic, good)


def _compare(address: str, mosaic: Sandbox, good: list[str]) -> None:
    times: dict[str, list[float]] = {"quiet": [], "malformed": [], "flood": []}
    tails: dict[str, list[float]] = {name: [] for name in times}
    fetch_counts: list[int] = []
    for _ in range(ROUNDS):
        senders = {"quiet": [], "malformed": ["a.b.c"] * FLOOD, "flood": with_random_kids(good[0], FLOOD)}
        for name, tokens in senders.items():
            before = fetches(mosaic)
            caller, refused = _phase(address, good, tokens)
            assert set(caller.statuses) == {200}
            assert refused == (Counter({401: FLOOD}) if tokens else Counter())
            times[name] += caller.seconds
            tails[name].append(caller.p99)
            if name == "flood":
                fetch_counts.append(fetches(mosaic) - before)
    for name, seconds in times.items():
        ratios = [tail / quiet for tail, quiet in zip(tails[name], tails["quiet"], strict=True)]
        print(
            f"  {name:<10} {len(seconds)} x 200  p50 {statistics.median(seconds) * 1000:5.1f} ms"
            f"  p99 {p99(seconds) * 1000:6.1f} ms  of quiet: all rounds {p99(seconds) / p99(times['quiet']):.2f},"
            f" median of {ROUNDS} {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )
    print(f"  fetches in each flood of {FLOOD}: {fetch_counts}")


def _phase(address: str, good: list[str], tokens: list[str]) -> tuple[Caller, Counter[int]]:
    flood = Flood(address, tokens, SECONDS) if tokens else None
    with Caller(address, good) as caller:
        if flood is None:
            time.sleep(SECONDS)
        return caller, flood.statuses() if flood else Counter()


def _rotation(address: str, mosaic: Sandbox, good: list[str]) -> None:
    """Rotates right after a fetch, which is the worst moment, while the flood continues."""
    flood = Flood(address, with_random_kids(good[0], 3600), 72)
    before = fetches(mosaic)
    while fetches(mosaic) == before:
        time.sleep(0.05)
    mosaic.rotate_signing_key()
    seconds = accepted_after(address, mosaic.mint(sub="rotated"))
    print(f"a key rotated in right after a fetch was accepted by every worker after {seconds:.1f} s (target <= 35)")
    print(f"fetches for it: {fetches(mosaic) - before - 1}; the flood: {dict(flood.statuses())}")


if __name__ == "__main__":
    main()
