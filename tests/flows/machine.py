"""A fresh machine, on which a test runs commands of the reference deployment in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Machine:
    """A fresh machine: its own folder, and no settings of this machine."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "MOSAIC_"))}
        for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
            inherited.pop(name, None)
        return {**inherited, "DJANGO_VAR_DIR": str(self.folder), "DJANGO_LOG_LEVEL": "DEBUG", "PYTHONUNBUFFERED": "1"}

    def manage(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run `manage.py …`."""
        return self.python("manage.py", *words, **environ)

    def python(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run `python …` in the project's folder."""
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env={**self.environment, **environ},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def child_processes(pid: int) -> list[int]:
    """Returns the processes that a process started, and theirs."""
    children = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            children += [int(stat.parent.name), *child_processes(int(stat.parent.name))]
    return children


def still_running(pids: list[int]) -> list[int]:
    """Returns the processes that still run after 10 seconds, usually none and earlier."""
    deadline = time.monotonic() + 10
    while (remaining := [pid for pid in pids if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.1)
    return remaining
