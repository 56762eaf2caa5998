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
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[2]


def test_command_prints_addresses_serves_controls_and_stops(tmp_path: Path) -> None:
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
        output: dict[str, str] = {}
        while "Portal token" not in output:
            name, _, value = process.stdout.readline().strip().rpartition("  ")
            assert name, "the process has ended"
            output[name.strip()] = value.strip()
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
