"""(c) Measures requests per second of gunicorn with wrk over loopback.

python -m tests.benchmarks.gunicorn_wrk        needs gunicorn and wrk: apt-get install wrk
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from tests.benchmarks.drf_request import NAMES
from tests.benchmarks.running_site import MISSING, Site, running_site
from tests.waiting import wait_until

ROUNDS, SECONDS, CONNECTIONS = 15, 1, 4
NEVER_SEEN = 4000  # more than one round can use
_ONE_EACH = """
local tokens, next = {}, 0
for line in io.lines(os.getenv("TOKENS")) do tokens[#tokens + 1] = line end
request = function()
  next = next + 1
  return wrk.format("GET", nil, {["Authorization"] = "Bearer " .. tokens[next]})
end
"""


def main() -> None:
    """Print the table."""
    with running_site() as site:
        measure(site)


def measure(site: Site) -> dict[str, float]:
    """Returns the median ratio to the unprotected view, by name; empty if wrk is missing."""
    print(f"\ngunicorn (1 worker, {CONNECTIONS} threads), wrk -t1 -c{CONNECTIONS}: requests per second")
    if shutil.which("wrk") is None:
        print("  wrk is not installed: apt-get install wrk")
        return {}
    plain, bound = site.issuer.tokens(1, bound_to=None)[0], site.issuer.tokens(1, bound_to=site.x5t_s256)[0]
    targets = {
        "unprotected": ("unprotected", plain, None),
        "ours, warm": ("ours", plain, None),
        "ours, bound, warm (nginx header)": ("ours", bound, site.nginx_header),
        "ours, cold": ("ours", None, None),
        **{NAMES[name]: (name, plain, None) for name in import_string(f"{settings.ROOT_URLCONF}.PRESENT")},
    }
    for name in import_string(f"{settings.ROOT_URLCONF}.MISSING"):
        print(f"  {NAMES[name]:<44} {MISSING}")
    rates: dict[str, list[float]] = {name: [] for name in targets}
    with _gunicorn() as url, tempfile.TemporaryDirectory() as folder:
        script, tokens = Path(folder) / "one_each.lua", Path(folder) / "tokens"
        script.write_text(_ONE_EACH)
        for number in range(-1, ROUNDS):
            for name, (path, token, header) in targets.items():
                if token is None:
                    tokens.write_text("\n".join(site.issuer.tokens(NEVER_SEEN, bound_to=None)))
                rate = _ask(f"{url}/{path}/", token, header, script, tokens)
                if number >= 0:  # the first round warms up
                    rates[name].append(rate)
    return _print(rates)


def _print(rates: dict[str, list[float]]) -> dict[str, float]:
    ratios = {}
    for name, measured in rates.items():
        per_round = [rate / base for rate, base in zip(measured, rates["unprotected"], strict=True)]
        ratios[name] = statistics.median(per_round)
        low, high = statistics.quantiles(per_round, n=10)[::8]
        print(f"  {name:<44} {ratios[name]:6.2f}  ({low:.2f} to {high:.2f})  {statistics.median(measured):7.0f} /s")
    return ratios


def _ask(url: str, token: str | None, header: str | None, script: Path, tokens: Path) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    command += ["-H", f"Authorization: Bearer {token}"] if token else ["-s", str(script)]
    command += ["-H", f"X-SSL-Client-Cert: {header}"] if header else []
    environment = {**os.environ, "TOKENS": str(tokens)}
    done = subprocess.run([*command, url], capture_output=True, text=True, check=True, env=environment)
    requests, rate = re.search(r"(\d+) requests in", done.stdout), re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert requests, done.stdout
    assert rate, done.stdout
    assert "Non-2xx" not in done.stdout, done.stdout
    assert token or int(requests[1]) < NEVER_SEEN, "the tokens ran out"
    return float(rate[1])


@contextmanager
def _gunicorn() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers=1", "--worker-class=gthread", f"--threads={CONNECTIONS}"]
    command += [f"--bind=127.0.0.1:{port}", "--log-level=error", "django.core.wsgi:get_wsgi_application()"]
    with subprocess.Popen(command) as server:
        try:
            wait_until(lambda: _answers(port), "gunicorn's first answer")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


if __name__ == "__main__":
    main()
