"""Time candidates side by side, round by round: only ratios taken in one run mean anything on a shared machine."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 31


@dataclass(frozen=True)
class Candidate:
    """A name, and what to do ``calls`` times in one round; ``prepare`` gives each call its own argument."""

    name: str
    run: Callable[[object], object]
    prepare: Callable[[int], list[object]]


def interleave(base: Candidate, candidates: list[Candidate], *, calls: int, rounds: int = ROUNDS) -> dict[str, float]:
    """Print and return the median ratio of each candidate to the base, with its spread and its microseconds."""
    return _ratios(_times(base, candidates, calls, rounds), base, calls)


def interleave_micros(
    base: Candidate, candidates: list[Candidate], *, calls: int, rounds: int = ROUNDS
) -> dict[str, float]:
    """The same, but return the median microseconds of each."""
    times = _times(base, candidates, calls, rounds)
    _ratios(times, base, calls)
    return {name: statistics.median(taken) / calls * 1e6 for name, taken in times.items()}


def _times(base: Candidate, candidates: list[Candidate], calls: int, rounds: int) -> dict[str, list[float]]:
    everyone = [base, *candidates]
    times: dict[str, list[float]] = {each.name: [] for each in everyone}
    for each in everyone:
        _round(each, max(calls // 5, 1))
    for _ in range(rounds):
        for each in everyone:
            times[each.name].append(_round(each, calls))
    return times


def _ratios(times: dict[str, list[float]], base: Candidate, calls: int) -> dict[str, float]:
    ratios: dict[str, float] = {}
    for name, taken in times.items():
        per_round = [mine / theirs for mine, theirs in zip(taken, times[base.name], strict=True)]
        ratios[name] = statistics.median(per_round)
        low, high = statistics.quantiles(per_round, n=10)[::8]
        micros = statistics.median(taken) / calls * 1e6
        print(f"  {name:<44} {ratios[name]:6.2f}  ({low:.2f} to {high:.2f})  {micros:9.1f} µs")
    return ratios


def _round(candidate: Candidate, calls: int) -> float:
    arguments = candidate.prepare(calls)
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()  # not the wall clock: others use this machine too
        for argument in arguments:
            candidate.run(argument)
        return time.process_time() - started
    finally:
        gc.enable()
