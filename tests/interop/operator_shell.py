"""An operator at the shell: the contract's commands, each in a process of its own, and nothing else."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

PROJECT = Path(__file__).resolve().parents[2]
SECONDS = 60


@dataclass(frozen=True)
class Finished:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def complaint(self) -> str:
        """The line that says why, the last one: progress may stand before it."""
        return self.stderr.strip().rpartition("\n")[2]


@dataclass(frozen=True)
class OperatorShell:
    """One deployment's shell; everything it keeps is below ``folder``, unless its ``settings`` say otherwise."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", ""),
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "DJANGO_VAR_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.folder / 'mosaic.sqlite3'}",
            **self.settings,
        }

    def run(self, *arguments: str | Path, stdin: str = "") -> Finished:
        """`python …` in the project's folder."""
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env=self.environ,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    def manage(self, *arguments: str | Path) -> str:
        """`manage.py …`, which must do what it is told; its results."""
        done = self.run("manage.py", *arguments)
        assert done.code == 0, done.stderr
        return done.stdout.strip()

    def mosaic(self, *arguments: str | Path) -> str:
        return self.manage("mosaic", *arguments)

    def refused(self, *arguments: str | Path) -> Finished:
        """`manage.py mosaic …`, which must refuse, say why in one line and print nothing as a result."""
        done = self.run("manage.py", "mosaic", *arguments)
        assert (done.code, done.stdout) == (1, ""), done
        assert done.complaint.startswith("CommandError: ")
        assert "Traceback" not in done.stderr
        return done

    def credential(self, client: str, status: str) -> dict[str, Any]:
        """What the shell shows of a client's one credential in that status."""
        shown = json.loads(self.mosaic("client", "show", client, "--json"))["credentials"]
        (found,) = [credential for credential in shown if credential["status"] == status]
        return dict(found)


@dataclass(frozen=True)
class LoadedShell(OperatorShell):
    """The same for deployments that run many commands: Django is loaded once, and each command is forked from there.

    Loading it takes ten times as long as most commands. tests/shell/test_processes.py loads it for every command.
    """

    server: subprocess.Popen[str] | None = None

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[Self]:
        """Start the process that forks, and end it."""
        environ = OperatorShell(folder, settings or {}).environ
        with subprocess.Popen(
            [sys.executable, "-m", "tests.interop.command_server"],
            cwd=PROJECT,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            yield cls(folder, settings or {}, server)  # leaving closes its standard input, which ends it

    def run(self, *arguments: str | Path, stdin: str = "") -> Finished:
        """`manage.py …` in a fork of the loaded process; anything else as usual."""
        if arguments[0] != "manage.py":
            return super().run(*arguments, stdin=stdin)
        assert self.server is not None
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(json.dumps({"arguments": [*map(str, arguments)], "stdin": stdin}) + "\n")
        self.server.stdin.flush()
        return Finished(**json.loads(self.server.stdout.readline()))
