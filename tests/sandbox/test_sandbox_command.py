"""Tests ``manage.py mosaic_sandbox`` as a process: its output, its controls over HTTP, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.signals import default_sigint

ROOT = Path(__file__).parents[2]


def _start(folder: Path, *options: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """The command as a process, behind what ``before`` says; in the background it would not take SIGINT."""
    command = [*before, sys.executable, "manage.py", "mosaic_sandbox", "--port", "0", "--folder", str(folder)]
    with default_sigint():
        return subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env={**os.environ, "DJANGO_VAR_DIR": str(folder.parent)},
            stdout=subprocess.PIPE,
            text=True,
        )


def _printed(process: subprocess.Popen[str]) -> dict[str, str]:
    """What it prints for the operator, by name."""
    assert process.stdout
    printed: dict[str, str] = {}
    while "Portal token" not in printed:
        name, _, value = process.stdout.readline().strip().rpartition("  ")
        assert name, "the process has ended"
        printed[name.strip()] = value.strip()
    return printed


def test_command_prints_addresses_serves_controls_and_stops(tmp_path: Path) -> None:
    folder = tmp_path / "sandbox"
    clients = ["--client", "payments:self_signed_tls_client_auth", "--redirect-uri", "https://app.test/callback"]
    more = ["--mtls-aliases", "--user", "bob:bob@example.test"]
    process = _start(folder, *clients, *more)
    try:
        output = _printed(process)
        base, portal = output["Base URL"], output["Portal token"]
        origin = base.removesuffix("/cis")
        assert output["Approvals"] == f"{origin}/sandbox/approvals"
        context = ssl.create_default_context(cafile=output["Trusted CA"])

        def ask(url: str, body: Any = None) -> Any:
            data = None if body is None else json.dumps(body).encode()
            request = urllib.request.Request(url, data, {"Authorization": f"Bearer {portal}"})
            with urllib.request.urlopen(request, context=context, timeout=20) as answer:
                return json.load(answer)

        assert "mtls_endpoint_aliases" in ask(f"{base}/oidc/.well-known/openid-configuration")
        clients_json = ask(output["Client API"])
        assert [client["redirect_uris"] for client in clients_json] == [["https://app.test/callback"]]
        fault = {"where": "GET /healthz", "kind": "answer", "payload": {"status": "degraded"}}
        assert ask(f"{origin}/sandbox/faults", fault)["left"] == 1
        assert ask(f"{origin}/healthz") == {"status": "degraded"}
        with pytest.raises(urllib.error.HTTPError) as incomplete:
            ask(f"{origin}/sandbox/users", {"name": "Bob"})
        assert json.load(incomplete.value)["message"] == ["subject is missing"]
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert rest.endswith("Stopped.\n")


def test_sigterm_stops_it_where_a_background_shell_ignores_sigint(tmp_path: Path) -> None:
    ignoring = ("sh", "-c", "trap '' INT; exec \"$@\"", "sh")
    process = _start(tmp_path / "sandbox", before=ignoring)
    try:
        origin = _printed(process)["Base URL"].removesuffix("/cis")
        process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        with socket.create_connection(("127.0.0.1", int(origin.rpartition(":")[2])), timeout=5) as connection:
            assert connection.getpeername()[0] == "127.0.0.1"  # it still listens
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert rest.endswith("Stopped.\n")


def test_default_sigint_reaches_a_process_although_the_suite_ignores_it() -> None:
    ended = []
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for start in (nullcontext, default_sigint):
            with start():
                process = subprocess.Popen(["sleep", "1"])
            process.send_signal(signal.SIGINT)
            ended.append(process.wait(10))
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended == [0, -signal.SIGINT]


def test_used_port_is_reported_with_reason(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(
            CommandError, match=rf"Port {port} cannot be used \((?!None).+\)\. Choose another with --port"
        ):
            call_command("mosaic_sandbox", port=port, folder=tmp_path / "sandbox")


def test_unwritable_folder_is_reported_with_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(
        CommandError, match=r"Cannot write .+ \(Not a directory\)\. Choose another folder with --folder"
    ):
        call_command("mosaic_sandbox", port=0, folder=tmp_path / "file" / "sandbox")
