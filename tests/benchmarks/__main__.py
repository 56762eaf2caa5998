"""Runs all benchmarks and prints the tables of docs/performance.md: ``python -m tests.benchmarks`` (5 minutes)."""

from __future__ import annotations

from tests.benchmarks import drf_request, gunicorn_wrk, thumbprint, verification
from tests.benchmarks.running_site import running_site


def main() -> None:
    """Measure, and print Markdown."""
    verified = verification.measure()
    thumbprints = thumbprint.measure()
    with running_site() as site:
        requests = drf_request.measure(site)
        rates = gunicorn_wrk.measure(site)
    print("\n" + "\n\n".join([_verified(verified), _requests(requests, rates), _thumbprints(thumbprints)]))


def _verified(results: dict[str, dict[str, float]]) -> str:
    rows = [[name, *(f"{ratios[name]:.2f}" for ratios in results.values())] for name in next(iter(results.values()))]
    return _table(["a token not seen before, bare signature check = 1", *results], rows)


def _requests(ratios: dict[str, float], rates: dict[str, float]) -> str:
    rows = [[name, f"{ratio:.2f}", f"{rates[name]:.2f}" if name in rates else ""] for name, ratio in ratios.items()]
    return _table(["a DRF request, unprotected = 1", "time, WSGI handler", "requests/s, gunicorn"], rows)


def _thumbprints(results: dict[str, tuple[float, float]]) -> str:
    rows = [[name, f"{read:.1f}", f"{cached:.2f}"] for name, (read, cached) in results.items()]
    return _table(["thumbprint from a header", "µs, read", "µs, cached"], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
