"""Runs the shell in this process and reads exit code, results, remarks and database rows; clients to run it on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import base
from django.core.management.base import CommandParser

from mosaic_clients.management.commands.mosaic import Command
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from tests.flows.rotating import manage
from tests.mosaic import add_client

UNCHECKED = ["--skip-checks"]
"""System checks take longer than a command. ``test_processes`` runs them."""

PROGRESS = ("Generating a key ", "Asking https://")


@dataclass(frozen=True)
class Outcome:
    """The result of a command. ``err`` leaves out progress lines."""

    code: int
    out: str
    err: list[str]


Run = Callable[..., Outcome]


class OneParserCommand(Command):
    """The command with one parser for all calls: building it takes longer than most commands."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return _parser(prog_name, subcommand)


@cache
def _parser(prog_name: str, subcommand: str) -> CommandParser:
    command = Command()
    command._called_from_command_line = True
    return command.create_parser(prog_name, subcommand)


@pytest.fixture
def run(db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command: `run("client", "list")` is `manage.py mosaic client list`."""
    monkeypatch.setattr(base.connections, "close_all", lambda: None)  # keep the test's transaction open

    def call(*words: str | Path) -> Outcome:
        code = 0
        capsys.readouterr()
        try:
            OneParserCommand().run_from_argv(["manage.py", "mosaic", *UNCHECKED, *map(str, words)])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return Outcome(code, out.rstrip("\n"), [line for line in err.splitlines() if not line.startswith(PROGRESS)])

    return call


@pytest.fixture
def do(run: Run) -> Callable[..., str]:
    """Runs a command that must succeed, and returns its results."""

    def call(*words: str | Path) -> str:
        outcome = run(*words)
        assert outcome.code == 0, outcome
        return outcome.out

    return call


@pytest.fixture
def refuse(run: Run) -> Callable[..., str]:
    """Runs a command that must be refused and change nothing, and returns its one line."""

    def call(*words: str | Path, code: int = 1) -> str:
        before = everything()
        outcome = run(*words)
        assert (outcome.code, outcome.out) == (code, "")
        assert everything() == before
        (line,) = outcome.err
        assert line.startswith("CommandError: ")
        assert line.isprintable()
        assert "Error'" not in line
        return line.removeprefix("CommandError: ")

    return call


def everything() -> dict[str, list[dict[str, Any]]]:
    """Returns every row of the app."""
    models = apps.get_app_config("mosaic_clients").get_models()
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def eu(do: Callable[..., str]) -> str:
    do("environment", "add", "eu", "--region", "eu")
    return "eu"


@pytest.fixture
def shop(do: Callable[..., str], eu: str) -> str:
    """A self-signed client without a credential."""
    method = ("--auth-method", "self_signed_tls_client_auth", "--key-algorithm", "EC-P256")
    do("client", "add", "shop", "--environment", eu, "--client-id", "shop.transmit", *method)
    return "shop"


@pytest.fixture
def bank(do: Callable[..., str], eu: str) -> str:
    """A CA-signed client without a credential."""
    method = ("--auth-method", "tls_client_auth", "--key-algorithm", "EC-P256", "--subject", "CN=bank,O=Example")
    do("client", "add", "bank", "--environment", eu, "--client-id", "bank.transmit", *method)
    return "bank"


@pytest.fixture
def kid(do: Callable[..., str], shop: str) -> str:
    """The kid of the shop's staged credential."""
    return do("credential", "stage", shop)


@pytest.fixture
def csr(do: Callable[..., str], bank: str) -> str:
    """The CSR of the bank's pending credential."""
    return do("credential", "stage", bank)


@pytest.fixture
def managed_client(mosaic: Sandbox, environment: Environment) -> Client:
    """A self-signed client that another client's token publishes."""
    return add_client(mosaic, manage(mosaic, environment), "till")


@pytest.fixture
def manual_client(mosaic: Sandbox, environment: Environment) -> Client:
    """A self-signed client that an operator publishes manually."""
    return add_client(mosaic, environment, "shop", publication="manual")


@pytest.fixture
def thumbprint(active: Client) -> str:
    """The thumbprint of the active client's certificate."""
    value: str = active.credentials.active().get().x5t_s256
    return value


@pytest.fixture
def trust_options(mosaic: Sandbox, tmp_path: Path) -> tuple[str | Path, ...]:
    """The options of a spoof check that trust the sandbox's CA and its private address."""
    ca = tmp_path / "ca.pem"
    ca.write_text(mosaic.trusted_ca)
    return ("--trusted-ca", ca, "--allow-private")


@pytest.fixture
def spoof_check(run: Run, active: Client, trust_options: tuple[str | Path, ...]) -> Run:
    """Runs a spoof check of a URL with the active client."""
    return lambda url, *options: run("spoof-check", url, "--client", active.name, *trust_options, *options)
