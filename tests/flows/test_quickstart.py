"""The quickstart completes with one command, twice, and leaves no secret behind."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.signals import default_sigint

pytestmark = pytest.mark.slow(45)

ROOT = Path(__file__).resolve().parents[2]
SECRETS = """
import json
from mosaic_clients.models import AccessToken, Credential
keys = [row.unseal("private_key") for row in Credential.objects.exclude(private_key="")]
tokens = [row.unseal("value") for row in AccessToken.objects.exclude(value="")]
print(json.dumps({"keys": keys, "tokens": tokens}))
"""


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
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env={**self.environment, **environ},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine(tmp_path_factory.mktemp("machine"))


@pytest.fixture(scope="module")
def first_run(machine: Machine) -> subprocess.CompletedProcess[str]:
    return machine.manage("quickstart", "--smoke")


@pytest.fixture(scope="module")
def secrets_of_the_run(machine: Machine, first_run: subprocess.CompletedProcess[str]) -> list[str]:
    """Parts of the real secrets that are long enough to be unique: PEM lines, base64 of the DER, whole tokens."""
    secrets = json.loads(machine.manage("shell", "--no-imports", "-c", SECRETS).stdout)
    lines = [line for key in secrets["keys"] for line in key.splitlines() if len(line) == 64]
    assert len(secrets["keys"]) == 2
    assert len(secrets["tokens"]) == 2
    return [*lines, *secrets["tokens"], *(token.split(".")[2] for token in secrets["tokens"]), "BEGIN PRIVATE KEY"]


@pytest.fixture
def running(machine: Machine, secrets_of_the_run: list[str]) -> Iterator[subprocess.Popen[str]]:
    """quickstart serving, stopped by the test or at the end."""
    with default_sigint():
        process = subprocess.Popen(
            [sys.executable, "manage.py", "quickstart", "--port", "0"],
            cwd=ROOT,
            env={**machine.environment, "DJANGO_LOG_LEVEL": "WARNING"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()


def _children(pid: int) -> list[int]:
    secrets = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            secrets += [int(stat.parent.name), *_children(int(stat.parent.name))]
    return secrets


def test_every_step_of_the_smoke_run_succeeds(first_run: subprocess.CompletedProcess[str]) -> None:
    assert first_run.returncode == 0, first_run.stdout + first_run.stderr
    for step in (
        "payments: staged",
        "payments: published its JWKS",
        "payments: proven",
        "payments: activated",
        "ledger: published its chain and subject DN",
        "ledger: proven",
        "ledger: activated",
        "payments: the Celery worker fetched a token",
        "ledger: the Celery worker fetched a token",
        "the bound certificate is let in (200)",
        "another certificate is refused (401)",
        "no certificate is refused (401)",
        "a forged certificate header is refused (401)",
        "Every step held.",
    ):
        assert step in first_run.stdout


def test_second_start_continues_with_the_data_of_the_first(
    machine: Machine, first_run: subprocess.CompletedProcess[str]
) -> None:
    second = machine.manage("quickstart", "--smoke")
    assert second.returncode == 0, second.stdout + second.stderr
    assert "admin user exists" in second.stdout
    assert second.stdout.count("is active from an earlier run") == 2


def test_no_secret_is_in_the_database_the_dump_or_any_log(
    machine: Machine, first_run: subprocess.CompletedProcess[str], secrets_of_the_run: list[str]
) -> None:
    dump = machine.manage("dumpdata").stdout
    assert '"mosaic_clients.credential"' in dump
    places = {"output": first_run.stdout + first_run.stderr, "dump": dump}
    # The sandbox stands for Mosaic and stores Mosaic's own keys; it is not part of the product's storage.
    for path in machine.folder.rglob("*"):
        if path.is_file() and "sandbox" not in path.parts:
            places[path.name] = path.read_bytes().decode("latin-1")
    assert {"db.sqlite3", "worker.log"} <= places.keys()
    for name, text in places.items():
        for secret in secrets_of_the_run:
            assert secret not in text, f"there is a secret in {name}"


def test_celery_messages_have_only_ids(machine: Machine, secrets_of_the_run: list[str]) -> None:
    send = (
        "from mosaic_clients import tasks; from mosaic_clients.models import AccessToken\n"
        "for row in AccessToken.objects.all(): tasks.refresh_access_token.delay(str(row.pk), force=True)"
    )
    assert machine.manage("shell", "--no-imports", "-c", send).returncode == 0
    messages = list((machine.folder / "broker" / "queue").glob("*.msg"))
    assert len(messages) >= 2
    for message in messages:
        text = message.read_text()
        body = base64.b64decode(json.loads(text)["body"]).decode()
        assert all(secret not in text + body for secret in secrets_of_the_run)
        arguments, options, _ = json.loads(body)
        assert len(arguments) <= 1
        assert set(options) <= {"force"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_stop_every_process_it_started(
    number: signal.Signals, running: subprocess.Popen[str], secrets_of_the_run: list[str]
) -> None:
    lines = []
    assert running.stdout is not None
    for line in running.stdout:
        lines.append(line)
        if "Ctrl-C stops everything" in line:
            break
    printed = "".join(lines)
    assert printed.count("curl --cacert") == 2, printed
    started = _children(running.pid)
    assert started
    for pid in [running.pid, *started]:
        environ = Path(f"/proc/{pid}/environ").read_bytes().decode("latin-1")
        assert all(secret not in environ for secret in secrets_of_the_run)
    running.send_signal(number)
    assert running.wait(40) == 0
    assert running.stdout.read().split() == ["stopping", "…", "Stopped."]
    deadline = time.monotonic() + 10
    while (remaining := [pid for pid in started if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not remaining


def test_second_quickstart_in_the_same_folder_is_refused(
    machine: Machine, first_run: subprocess.CompletedProcess[str]
) -> None:

    with (machine.folder / "quickstart" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = machine.manage("quickstart", "--smoke")
    assert refused.returncode == 1
    assert "Another quickstart is running here" in refused.stderr


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"DATABASE_URL": "postgres://unknown:hidden@127.0.0.1:1/elsewhere"}, "unset DATABASE_URL."),
        ({"DATABASE_URL": "sqlite:////tmp/of-another-project.sqlite3"}, "unset DATABASE_URL."),
        ({"CELERY_BROKER_URL": "redis://:hidden@127.0.0.1:1/0"}, "unset CELERY_BROKER_URL."),
    ],
    ids=["postgresql", "sqlite", "broker"],
)
def test_configured_database_or_broker_is_refused(machine: Machine, environ: dict[str, str], named: str) -> None:
    refused = machine.manage("quickstart", "--smoke", **environ, DJANGO_LOG_LEVEL="WARNING")
    assert (refused.returncode, refused.stdout) == (1, "")
    (line,) = refused.stderr.splitlines()
    assert line.endswith(named)
    assert "hidden" not in line


def test_client_of_the_same_name_in_another_environment_is_refused(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    assert machine.manage("migrate", "--verbosity", "0").returncode == 0
    add = "environment add prod --base-url https://mosaic.test/cis --issuer https://issuer.test"
    assert machine.manage("mosaic", *add.split()).returncode == 0
    add = "client add payments --environment prod --client-id 1 --auth-method self_signed_tls_client_auth"
    assert machine.manage("mosaic", *add.split()).returncode == 0
    refused = machine.manage("quickstart", "--smoke", DJANGO_LOG_LEVEL="WARNING")
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert "admin user" not in refused.stdout
    assert "a client 'payments' in the environment 'prod', which is not the quickstart's" in line
    result = machine.manage("mosaic", "client", "show", "payments")
    assert "no active credential" in result.stdout


@pytest.mark.parametrize("port", ["70000", "-1", "http", "٣"])
def test_invalid_port_is_refused_before_anything_starts(port: str, machine: Machine) -> None:
    refused = machine.manage("quickstart", "--port", port)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is no port: give one from 1 to 65535" in refused.stderr


def test_port_in_use_is_refused_before_a_password_is_shown(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = Machine(tmp_path).manage("quickstart", "--port", str(port), DJANGO_LOG_LEVEL="WARNING")
    assert (refused.returncode, refused.stdout) == (1, "")
    (line,) = refused.stderr.splitlines()
    assert f"Port {port} cannot be used" in line


def test_unwritable_folder_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", Path("/proc/nowhere")):
        refused = Machine(folder).manage("quickstart")
        assert (refused.returncode, refused.stdout) == (1, "")
        (line,) = refused.stderr.splitlines()
        assert f"{folder}/" in line
        assert "set DJANGO_VAR_DIR" in line


@pytest.mark.parametrize(
    ("missing", "verb", "line"),
    [
        ("OpenSSL", "mosaic_sandbox", "OpenSSL is not installed: pip install 'django-mosaic-clients[sandbox]'"),
        ("OpenSSL", "quickstart", "OpenSSL is not installed: pip install 'django-mosaic-clients[project]'"),
        ("environ", "quickstart", "environ is not installed: pip install -e '.[project]'"),
        ("whitenoise", "quickstart", "whitenoise is not installed: pip install -e '.[project]'"),
        ("drf_spectacular", "quickstart", "drf_spectacular is not installed: pip install -e '.[project]'"),
    ],
)
def test_missing_extra_is_refused_with_the_install_command(missing: str, verb: str, line: str, tmp_path: Path) -> None:
    code = (
        f"import runpy, sys; sys.modules[{missing!r}] = None; sys.argv = ['manage.py', {verb!r}, '--port', '0']; "
        "runpy.run_path('manage.py', run_name='__main__')"
    )
    refused = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**Machine(tmp_path).environment, "DJANGO_LOG_LEVEL": "WARNING"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 1
    (line_printed,) = refused.stderr.splitlines()
    assert line_printed.startswith(line)
