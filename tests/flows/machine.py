"""A fresh machine, on which a test runs commands of the reference deployment in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
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
