"""An operator at the shell, who uses only the commands of the contract, each in its own process."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

PROJECT = Path(__file__).resolve().parents[3]
DATABASE = "mosaic.sqlite3"
SECONDS = 60


@dataclass(frozen=True)
class Finished:
    """The result of a command."""

    code: int
    stdout: str
    stderr: str

    @property
    def complaint(self) -> str:
        """The last line, which gives the reason: lines about progress may come before it."""
        return self.stderr.strip().rpartition("\n")[2]


@dataclass(frozen=True)
class OperatorShell:
    """The shell of one deployment, which stores everything in ``folder`` unless ``settings`` change that."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", ""),
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "DJANGO_VAR_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.folder / DATABASE}",
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
        """Run `manage.py …`, which must succeed, and return its output."""
        done = self.run("manage.py", *arguments)
        assert done.code == 0, done.stderr
        return done.stdout.strip()

    def mosaic(self, *arguments: str | Path) -> str:
        return self.manage("mosaic", *arguments)

    def refused(self, *arguments: str | Path) -> Finished:
        """Run `manage.py mosaic …`, which must refuse with one line on stderr and print nothing on stdout."""
        done = self.run("manage.py", "mosaic", *arguments)
        assert (done.code, done.stdout) == (1, ""), done
        assert done.complaint.startswith("CommandError: ")
        assert "Traceback" not in done.stderr
        return done

    def credential(self, client: str, status: str) -> dict[str, Any]:
        """The client's only credential with that status, as the shell shows it."""
        credentials = json.loads(self.mosaic("client", "show", client, "--json"))["credentials"]
        (result,) = [credential for credential in credentials if credential["status"] == status]
        return dict(result)


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
            [sys.executable, "-m", "tests.interop.shell.command_server"],
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
