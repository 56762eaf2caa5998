"""Tests in separate processes how the reference deployment starts, or refuses to start."""

from __future__ import annotations

import os
import secrets
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from project import embedded

pytestmark = pytest.mark.slow(50)

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
    "MOSAIC_ENCRYPTION_KEYS": secrets.token_urlsafe(32),
    "DJANGO_ALLOWED_HOSTS": "mosaic.example",
    "DJANGO_HSTS_SECONDS": "31536000",
    "DATABASE_URL": "postgres://postgres@127.0.0.1:5432/postgres",
    "CACHE_URL": "redis://127.0.0.1:6379/0",
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/1",
    "MOSAIC_CLIENT_CERTIFICATE": "nginx",
    "MOSAIC_TRUSTED_PROXIES": "10.0.0.7/32",
    "DJANGO_ADMINS": "operators@mosaic.example",
}
CHECK_AND_START = """
import django
from django.core.management import call_command
from django.core.management.base import SystemCheckError
django.setup()
try:
    call_command("check", "--deploy")
except SystemCheckError as refused:
    print(refused)
import project.wsgi
"""
OUR_PREFIXES = ("DJANGO_", "MOSAIC_", "CELERY_", "DATABASE_URL", "CACHE_URL", "EMAIL_URL")


def run(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs Python on the project. Of our variables, the environment contains only those in ``environ``."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OUR_PREFIXES)}
    environment |= {"DJANGO_VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "project.settings", **environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("interface", ["wsgi", "asgi"])
def test_server_refuses_embedded_defaults(interface: str, tmp_path: Path) -> None:
    refused = run(tmp_path, "-c", f"import project.{interface}")
    assert refused.returncode != 0
    for expected in ("Refusing to start", "project.E001", "project.E002", "project.E003", "DJANGO_EMBEDDED=true"):
        assert expected in refused.stderr
    secret = (tmp_path / "secrets" / "MOSAIC_ENCRYPTION_KEYS").read_text()
    assert secret not in refused.stderr


def test_server_starts_with_embedded_or_complete_settings(tmp_path: Path) -> None:
    for environ in ({"DJANGO_EMBEDDED": "true"}, PRODUCTION):
        started = run(
            tmp_path, "-c", "from project.wsgi import application; print(type(application).__name__)", **environ
        )
        assert (started.stdout, started.returncode) == ("WSGIHandler\n", 0), started.stderr


@pytest.mark.parametrize("program", ["worker", "beat"])
def test_worker_and_beat_refuse_embedded_defaults(program: str, tmp_path: Path) -> None:
    if program == "beat":  # beat reads the schedule first
        assert run(tmp_path, "manage.py", "migrate", "django_celery_beat", "--verbosity", "0").returncode == 0
    refused = run(tmp_path, "-m", "celery", "-A", "project", program)
    assert refused.returncode != 0
    assert "project.E002" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_deployment_check_passes_in_production(tmp_path: Path) -> None:
    checked = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout
    assert not list(tmp_path.glob("secrets*"))  # no unused secret was created


def test_alert_mails_use_configured_sender_and_recipients(tmp_path: Path) -> None:
    mails = tmp_path / "mails"
    environ = {
        "DJANGO_ADMINS": "one@mosaic.example, two@mosaic.example",
        "EMAIL_URL": f"filemail:///{mails}",
        "DJANGO_DEFAULT_FROM_EMAIL": "mosaic@mosaic.example",
    }
    send = "from django.core.mail import mail_admins; mail_admins('It ends', 'Soon')"
    sent = run(tmp_path, "-c", send, **environ)
    assert (sent.returncode, sent.stderr) == (0, "")
    (mail,) = mails.iterdir()
    assert "From: mosaic@mosaic.example\nTo: one@mosaic.example, two@mosaic.example\n" in mail.read_text()
    run(tmp_path, "-c", send, **environ, DJANGO_SERVER_EMAIL="x@y.example")
    assert any("From: x@y.example\n" in mail.read_text() for mail in mails.iterdir())


def test_email_url_configures_mail_server(tmp_path: Path) -> None:
    show = (
        "from django.conf import settings as s; print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_HOST_USER)"
    )
    output = run(tmp_path, "-c", show, EMAIL_URL="smtp+tls://me:secret@mail.example:587")
    assert output.stdout == "mail.example 587 True me\n"


def test_deployment_check_before_first_migrate_ignores_missing_tables(tmp_path: Path) -> None:
    environ = {**PRODUCTION, "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}
    checked = run(tmp_path, "manage.py", "check", "--deploy", **environ)
    assert checked.returncode == 0
    assert "OpenAPI" not in checked.stderr
    assert "Error" not in checked.stderr


@pytest.mark.parametrize(
    ("change", "check_id"),
    [
        ({"MOSAIC_TRUSTED_PROXIES": "nonsense"}, "mosaic_clients.E004"),
        ({"MOSAIC_CLIENT_CERTIFICATE": "", "MOSAIC_REQUIRE_BOUND_TOKENS": "true"}, "mosaic_clients.E006"),
        ({"DJANGO_SECRET_KEY": ""}, "project.E001"),
    ],
    ids=str,
)
def test_deployment_check_and_server_report_same_error(
    change: Mapping[str, str], check_id: str, tmp_path: Path
) -> None:
    refused = run(tmp_path, "-c", CHECK_AND_START, **{**PRODUCTION, **change})
    assert refused.returncode != 0
    assert check_id in refused.stdout  # of the check
    assert "Refusing to start" in refused.stderr
    assert check_id in refused.stderr


def test_embedded_secret_is_private_and_stable(tmp_path: Path) -> None:
    old_umask = os.umask(0)
    try:
        first = embedded.secret(tmp_path / "var", "ONE", 32)
    finally:
        os.umask(old_umask)
    assert embedded.secret(tmp_path / "var", "ONE", 32) == first
    assert embedded.secret(tmp_path / "var", "TWO", 32) != first
    assert len(first) == 43
    paths = [path for path in (tmp_path / "var").rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert all(not path.name.startswith(".") for path in paths)
    assert stat.S_IMODE(paths[0].parent.stat().st_mode) == 0o700


def test_concurrent_processes_share_embedded_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Web and worker must not have two keys, or one could not open what the other sealed."""
    first = embedded.secret(tmp_path, "KEY", 32)
    monkeypatch.setattr(Path, "exists", lambda self: False)  # as if the first process had not finished
    assert embedded.secret(tmp_path, "KEY", 32) == first


def test_embedded_broker_folders_are_private(tmp_path: Path) -> None:
    url, options = embedded.broker(tmp_path)
    assert url == "filesystem://localhost"
    for folder in options.values():
        assert stat.S_IMODE(Path(folder).stat().st_mode) == 0o700
