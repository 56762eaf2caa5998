"""A reader's machine: a folder with ``manage.py``, its own database, and a sandbox if the page starts one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.docs.blocks import BACKGROUND, ROOT, Block
from tests.interop.nginx import free_port
from tests.waiting import wait_until

DOCUMENTED_PORT = "8444"
SOCKET = "commands"
PYTHON = f"""
python() {{
    if [ "$1" = manage.py ]; then set -- -I -S {ROOT}/tests/interop/shell/command_client.py {SOCKET} "$@"; fi
    command python "$@"
}}
"""
"""Runs ``python manage.py`` in forks of one process that loaded Django: loading takes longer than most commands."""

ASSIGNMENT = re.compile(r"\b[A-Z][A-Z_]*=")
"""A variable that the loaded process would not see. Such blocks start their own processes."""

SECONDS = 120
EXCLUDED = ("DJANGO_", "MOSAIC_", "PYTEST_", "COV_", "DATABASE_URL", "CACHE_URL", "CELERY_")
PRINTED = {"Client API": "CLIENT_API", "Portal token": "PORTAL_TOKEN"}
"""Label in the sandbox's output → the variable that the pages use for its value."""


@dataclass
class Workspace:
    """Runs blocks in ``folder``; ``close`` stops the background processes."""

    folder: Path
    port: int = field(default_factory=free_port)
    copied: dict[str, str] = field(default_factory=dict)
    _background: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "manage.py").symlink_to(ROOT / "manage.py")

    @property
    def environ(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(EXCLUDED)}
        return {
            **inherited,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{inherited['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "DJANGO_VAR_DIR": str(self.folder / "var"),
            **self.copied,
        }

    def run(self, block: Block) -> str:
        """Run a block and return its output. Fails if the block fails."""
        text = block.text.replace(f"127.0.0.1:{DOCUMENTED_PORT}", f"127.0.0.1:{self.port}")
        return self._start(block, text) if block.comment == BACKGROUND else self.shell(text, block.place)

    def shell(self, text: str, place: str = "") -> str:
        """Run commands as a reader pastes them, and return their output. Fails if one of them fails."""
        is_served = "manage.py" in text and not ASSIGNMENT.search(text)
        if is_served and not (self.folder / SOCKET).exists():
            self._start_server()
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", (PYTHON if is_served else "") + text],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert result.returncode == 0, f"{place or text} exited {result.returncode}:\n{result.stdout}\n{result.stderr}"
        return result.stdout

    def close(self) -> None:
        for process in self._background:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=SECONDS)

    def _start_server(self) -> None:
        """Start the process that runs ``python manage.py``."""
        command = [sys.executable, "-m", "tests.interop.shell.command_server", SOCKET]
        environ = {**self.environ, "DJANGO_SETTINGS_MODULE": "project.settings"}
        self._background.append(subprocess.Popen(command, cwd=self.folder, env=environ, text=True))
        wait_until((self.folder / SOCKET).exists, "the start of the command server", timeout=SECONDS)

    def _start(self, block: Block, text: str) -> str:
        """Start a sandbox on a free port and read the addresses that it prints."""
        command = text.replace("mosaic_sandbox", f"mosaic_sandbox --port {self.port}")
        process = subprocess.Popen(
            ["bash", "-euc", f"exec {command}"],
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._background.append(process)
        printed = self._read(process)
        assert set(self.copied) == set(PRINTED.values()), f"{block.place} printed:\n{printed}"
        return printed

    def _read(self, process: subprocess.Popen[str]) -> str:
        printed, until = "", time.monotonic() + SECONDS
        assert process.stdout is not None
        while time.monotonic() < until and set(self.copied) != set(PRINTED.values()):
            line = process.stdout.readline()
            if not line:
                break
            printed += line
            for label, variable in PRINTED.items():
                if line.startswith(f"{label}  "):
                    self.copied[variable] = line.removeprefix(label).strip()
        return printed
