"""``manage.py mosaic_sandbox`` as a process: it says where it is, obeys the portal, and ends on Ctrl-C."""

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
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[2]


def test_the_sandbox_runs_alone_with_switches_for_the_portal(tmp_path: Path) -> None:
    folder = tmp_path / "sandbox"
    clients = ["--client", "payments:self_signed_tls_client_auth", "--redirect-uri", "https://app.test/callback"]
    more = ["--mtls-aliases", "--user", "bob:bob@example.test"]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "mosaic_sandbox", "--port", "0", "--folder", str(folder), *clients, *more],
        cwd=ROOT,
        env={**os.environ, "DJANGO_VAR_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        said: dict[str, str] = {}
        while "Portal token" not in said:
            name, _, value = process.stdout.readline().strip().rpartition("  ")
            assert name, "the process has ended"
            said[name.strip()] = value.strip()
        base, portal = said["Base URL"], said["Portal token"]
        origin = base.removesuffix("/cis")
        assert said["Approvals"] == f"{origin}/sandbox/approvals"
        context = ssl.create_default_context(cafile=said["Trusted CA"])

        def ask(url: str, body: Any = None) -> Any:
            data = None if body is None else json.dumps(body).encode()
            request = urllib.request.Request(url, data, {"Authorization": f"Bearer {portal}"})
            with urllib.request.urlopen(request, context=context, timeout=20) as answer:
                return json.load(answer)

        assert "mtls_endpoint_aliases" in ask(f"{base}/oidc/.well-known/openid-configuration")
        held = ask(said["Client API"])
        assert [one["redirect_uris"] for one in held] == [["https://app.test/callback"]]
        fault = {"where": "GET /healthz", "kind": "answer", "payload": {"status": "not so well"}}
        assert ask(f"{origin}/sandbox/faults", fault)["left"] == 1
        assert ask(f"{origin}/healthz") == {"status": "not so well"}
        with pytest.raises(urllib.error.HTTPError) as incomplete:
            ask(f"{origin}/sandbox/users", {"name": "Bob"})
        assert json.load(incomplete.value)["message"] == ["subject is missing"]
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert rest.endswith("Stopped.\n")


def test_a_port_that_is_taken_is_said_with_its_reason(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} cannot be used \((?!None).+\): give another"):
            call_command("mosaic_sandbox", port=port, folder=tmp_path / "sandbox")


def test_a_folder_that_cannot_be_written_is_said_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match=r"cannot be written \(Not a directory\): give another with --folder"):
        call_command("mosaic_sandbox", port=0, folder=tmp_path / "file" / "sandbox")
