"""What a flood of random kids costs honest callers: ``python -m tests.benchmarks.flood``.

Four gunicorn workers on loopback, a sandbox as Mosaic. Three spells take turns: quiet; as many requests whose refusal
has nothing to do with keys (they are malformed), which is what the load alone costs; and the flood, 2,000 tokens with
kids that nobody has in 10 seconds. Printed: the honest callers' p50 and p99, their ratio to quiet, the fetches that
reached Mosaic, and how long a key that was rotated in had to wait.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from mosaic_clients.sandbox import Sandbox
from tests.flows.guarding import Caller, Flood, accepted_after, call, fetches, guarded, p99, with_random_kids
from tests.postgresql import database

ROUNDS = 5
SECONDS = 10
FLOOD = 2000


def main() -> None:
    """Run it and print the table."""
    with (
        tempfile.TemporaryDirectory(prefix="mosaic-flood-") as folder,
        Sandbox() as mosaic,
        database("flood_benchmark") as settings,
        guarded(Path(folder), mosaic, settings) as address,
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
    asked: list[int] = []
    for _ in range(ROUNDS):
        senders = {"quiet": [], "malformed": ["a.b.c"] * FLOOD, "flood": with_random_kids(good[0], FLOOD)}
        for name, tokens in senders.items():
            before = fetches(mosaic)
            caller, refused = _spell(address, good, tokens)
            assert set(caller.statuses) == {200}
            assert refused == (Counter({401: FLOOD}) if tokens else Counter())
            times[name] += caller.seconds
            tails[name].append(caller.p99)
            if name == "flood":
                asked.append(fetches(mosaic) - before)
    for name, seconds in times.items():
        ratios = [mine / quiet for mine, quiet in zip(tails[name], tails["quiet"], strict=True)]
        print(
            f"  {name:<10} {len(seconds)} x 200  p50 {statistics.median(seconds) * 1000:5.1f} ms"
            f"  p99 {p99(seconds) * 1000:6.1f} ms  of quiet: all rounds {p99(seconds) / p99(times['quiet']):.2f},"
            f" median of {ROUNDS} {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )
    print(f"  fetches in each flood of {FLOOD}: {asked}")


def _spell(address: str, good: list[str], tokens: list[str]) -> tuple[Caller, Counter[int]]:
    flood = Flood(address, tokens, SECONDS) if tokens else None
    with Caller(address, good) as caller:
        if flood is None:
            time.sleep(SECONDS)
        return caller, flood.statuses() if flood else Counter()


def _rotation(address: str, mosaic: Sandbox, good: list[str]) -> None:
    """A rotation right after a fetch, which is the worst moment, under a flood that lasts."""
    flood = Flood(address, with_random_kids(good[0], 3600), 72)
    before = fetches(mosaic)
    while fetches(mosaic) == before:
        time.sleep(0.05)
    mosaic.rotate_signing_key()
    took = accepted_after(address, mosaic.mint(sub="rotated"))
    print(f"a key rotated in right after a fetch was accepted by every worker after {took:.1f} s (target <= 35)")
    print(f"fetches for it: {fetches(mosaic) - before - 1}; the flood: {dict(flood.statuses())}")


if __name__ == "__main__":
    main()
