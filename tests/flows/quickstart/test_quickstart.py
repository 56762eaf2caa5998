"""The quickstart completes with one command, twice, and leaves no secret behind."""

from __future__ import annotations

import base64
import fcntl
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows.machine import ROOT, Machine, child_processes, still_running
from tests.signals import default_sigint

pytestmark = pytest.mark.slow(45)

INSPECT = """
import io, json
from django.core.management import call_command
from mosaic_clients import tasks
from mosaic_clients.models import AccessToken, Credential
keys = [row.unseal("private_key") for row in Credential.objects.exclude(private_key="")]
tokens = [row.unseal("value") for row in AccessToken.objects.exclude(value="")]
call_command("dumpdata", stdout=(dump := io.StringIO()))
for row in AccessToken.objects.all():
    tasks.refresh_access_token.delay(str(row.pk), force=True)
print(json.dumps({"keys": keys, "tokens": tokens, "dump": dump.getvalue()}))
"""


@dataclass(frozen=True)
class Contents:
    """What the first run left behind, and the messages of tasks that were sent afterwards.

    ``secrets`` are parts of the real secrets that are long enough to be unique: PEM lines, whole tokens, signatures.
    """

    secrets: list[str]
    dump: str
    messages: list[str]


@dataclass(frozen=True)
class Served:
    """A quickstart that served until a signal stopped it."""

    printed: str
    environs: list[str]
    exit_code: int
    last_words: list[str]
    remaining: list[int]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine(tmp_path_factory.mktemp("machine"))


@pytest.fixture(scope="module")
def first_run(machine: Machine) -> subprocess.CompletedProcess[str]:
    return machine.manage("quickstart", "--smoke")


@pytest.fixture(scope="module")
def contents(machine: Machine, first_run: subprocess.CompletedProcess[str]) -> Contents:
    inspected = json.loads(machine.manage("shell", "--no-imports", "-c", INSPECT).stdout)
    keys, tokens = inspected["keys"], inspected["tokens"]
    assert (len(keys), len(tokens)) == (2, 2)
    lines = [line for key in keys for line in key.splitlines() if len(line) == 64]
    secrets = [*lines, *tokens, *(token.split(".")[2] for token in tokens), "BEGIN PRIVATE KEY"]
    messages = [path.read_text() for path in (machine.folder / "broker" / "queue").glob("*.msg")]
    return Contents(secrets, inspected["dump"], messages)


@contextmanager
def _running(machine: Machine) -> Iterator[subprocess.Popen[str]]:
    """Starts a quickstart that serves."""
    with default_sigint():
        process = subprocess.Popen(
            [sys.executable, "manage.py", "quickstart", "--port", "0"],
            cwd=ROOT,
            env={**machine.environment, "DJANGO_LOG_LEVEL": "WARNING"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


@pytest.fixture(scope="module", params=[signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def served(request: pytest.FixtureRequest, machine: Machine, contents: Contents) -> Served:
    """Starts the quickstart again on the data of the first run, and stops it with a signal."""
    with _running(machine) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C stops everything" in line:
                break
        started = child_processes(process.pid)
        assert started, "".join(lines)
        environs = [Path(f"/proc/{pid}/environ").read_bytes().decode("latin-1") for pid in (process.pid, *started)]
        process.send_signal(request.param)
        code = process.wait(40)
        return Served("".join(lines), environs, code, process.stdout.read().split(), still_running(started))


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
        "the bound certificate is accepted (200)",
        "another certificate is refused (401)",
        "no certificate is refused (401)",
        "a forged certificate header is refused (401)",
        "Every step passed.",
    ):
        assert step in first_run.stdout


def test_no_secret_is_in_the_database_the_dump_or_any_log(
    machine: Machine, first_run: subprocess.CompletedProcess[str], contents: Contents
) -> None:
    assert '"mosaic_clients.credential"' in contents.dump
    places = {"output": first_run.stdout + first_run.stderr, "dump": contents.dump}
    # The sandbox stands for Mosaic and stores Mosaic's own keys; it is not part of the product's storage.
    for path in machine.folder.rglob("*"):
        if path.is_file() and "sandbox" not in path.parts:
            places[path.name] = path.read_bytes().decode("latin-1")
    assert {"db.sqlite3", "worker.log"} <= places.keys()
    for name, text in places.items():
        for secret in contents.secrets:
            assert secret not in text, f"there is a secret in {name}"


def test_celery_messages_have_only_ids(contents: Contents) -> None:
    assert len(contents.messages) >= 2
    for text in contents.messages:
        body = base64.b64decode(json.loads(text)["body"]).decode()
        assert all(secret not in text + body for secret in contents.secrets)
        arguments, options, _ = json.loads(body)
        assert len(arguments) <= 1
        assert set(options) <= {"force"}


def test_second_quickstart_in_the_same_folder_is_refused(
    machine: Machine, first_run: subprocess.CompletedProcess[str]
) -> None:
    with (machine.folder / "quickstart" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = machine.manage("quickstart", "--smoke")
    assert refused.returncode == 1
    assert "Another quickstart is running here" in refused.stderr


def test_next_start_continues_with_the_data_of_the_first(served: Served) -> None:
    assert "admin user exists" in served.printed
    assert served.printed.count("is active from an earlier run") == 2
    assert served.printed.count("the Celery worker fetched a token") == 2
    assert served.printed.count("curl --cacert") == 2


def test_no_secret_is_in_the_environment_of_a_process(served: Served, contents: Contents) -> None:
    for environ in served.environs:
        assert "DJANGO_VAR_DIR" in environ
        assert all(secret not in environ for secret in contents.secrets)


def test_ctrl_c_and_sigterm_stop_every_process_it_started(served: Served) -> None:
    assert served.exit_code == 0
    assert served.last_words == ["stopping", "…", "Stopped."]
    assert served.remaining == []
