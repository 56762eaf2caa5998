"""The quickstart refuses to start in one clear line, before it changes anything."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError
from environ import Env

from mosaic_clients.management.commands.quickstart import Command
from mosaic_clients.management.quickstart import embedded_only
from tests.flows.machine import Machine

pytestmark = pytest.mark.slow(25)

OTHER_CLIENT = """
from django.core.management import call_command
call_command("migrate", "--verbosity", "0")
add = "environment add prod --base-url https://mosaic.test/cis --issuer https://issuer.test"
call_command("mosaic", *add.split())
add = "client add payments --environment prod --client-id 1 --auth-method self_signed_tls_client_auth"
call_command("mosaic", *add.split())
"""


def test_configured_database_and_broker_are_refused(tmp_path: Path) -> None:
    refused = Machine(tmp_path).manage(
        "quickstart",
        "--smoke",
        DATABASE_URL="postgres://unknown:hidden@127.0.0.1:1/elsewhere",
        CELERY_BROKER_URL="redis://:hidden@127.0.0.1:1/0",
        DJANGO_LOG_LEVEL="WARNING",
    )
    assert (refused.returncode, refused.stdout) == (1, "")
    (line,) = refused.stderr.splitlines()
    assert line.endswith("unset DATABASE_URL and CELERY_BROKER_URL.")
    assert "hidden" not in line


@pytest.mark.parametrize(
    ("database", "broker", "named"),
    [
        ("postgres://unknown:hidden@127.0.0.1:1/elsewhere", "filesystem://localhost", "unset DATABASE_URL."),
        ("sqlite:////tmp/of-another-project.sqlite3", "filesystem://localhost", "unset DATABASE_URL."),
        ("sqlite:///{folder}/db.sqlite3", "redis://:hidden@127.0.0.1:1/0", "unset CELERY_BROKER_URL."),
    ],
    ids=["postgresql", "sqlite", "broker"],
)
def test_configured_database_or_broker_is_refused(
    database: str, broker: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"data_folder_in": str(tmp_path / "broker")} if broker.startswith("filesystem") else {}
    configured = SimpleNamespace(
        VAR_DIR=tmp_path,
        DATABASES={"default": Env.db_url_config(database.format(folder=tmp_path))},
        CELERY_BROKER_URL=broker,
        CELERY_BROKER_TRANSPORT_OPTIONS=options,
    )
    monkeypatch.setattr(embedded_only, "settings", configured)
    with pytest.raises(CommandError) as refused:
        embedded_only.embedded_folder()
    assert str(refused.value).endswith(named)
    assert "hidden" not in str(refused.value)


def test_client_of_the_same_name_in_another_environment_is_refused(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    prepared = machine.manage("shell", "--no-imports", "-c", OTHER_CLIENT, DJANGO_LOG_LEVEL="WARNING")
    assert prepared.returncode == 0, prepared.stderr
    refused = machine.manage("quickstart", "--smoke", DJANGO_LOG_LEVEL="WARNING")
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert "admin user" not in refused.stdout
    assert "a client 'payments' in the environment 'prod', which is not the quickstart's" in line
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        (clients,) = database.execute("SELECT group_concat(name) FROM mosaic_clients_client").fetchone()
        (credentials,) = database.execute("SELECT count(*) FROM mosaic_clients_credential").fetchone()
    database.close()
    assert (clients, credentials) == ("payments", 0)


def test_invalid_port_is_refused_before_anything_starts(tmp_path: Path) -> None:
    refused = Machine(tmp_path).manage("quickstart", "--port", "70000")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is no port: give one from 1 to 65535" in refused.stderr
    assert not (tmp_path / "quickstart").exists()


@pytest.mark.parametrize("port", ["70000", "-1", "http", "٣"])
def test_invalid_port_is_a_usage_error(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        Command().run_from_argv(["manage.py", "quickstart", "--port", port])
    printed = capsys.readouterr()
    assert (end.value.code, printed.out) == (2, "")
    assert "is no port: give one from 1 to 65535" in printed.err


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
    refused = Machine(tmp_path).python("-c", code, DJANGO_LOG_LEVEL="WARNING")
    assert refused.returncode == 1
    (line_printed,) = refused.stderr.splitlines()
    assert line_printed.startswith(line)
