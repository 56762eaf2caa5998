"""Tests the code blocks of docs/installing.md in a new project."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.slow(5)

ROOT = Path(__file__).resolve().parents[2]
CHECK_AND_SHOW_TASKS = """
import django; django.setup()
from django.core.management import call_command
from yours import celery_app
call_command("check")
print("mosaic_clients.rotate_client" in celery_app.tasks, celery_app.conf.broker_url)
"""


def snippet(name: str) -> str:
    match = re.search(
        rf"<!-- {name} -->\n```python\n(.*?)```", (ROOT / "docs" / "installing.md").read_text(), re.DOTALL
    )
    assert match is not None
    return match[1]


def test_new_project_works_with_the_documented_settings(tmp_path: Path) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "yours.settings",
        "MOSAIC_ENCRYPTION_KEYS": secrets.token_urlsafe(32),
        "CELERY_BROKER_URL": "memory://",
    }

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    call_command("startproject", "yours", str(tmp_path))
    package = tmp_path / "yours"
    with (package / "settings.py").open("a") as settings:
        settings.write(snippet("settings of your project"))
    (package / "celery.py").write_text(snippet("celery.py of your project"))
    (package / "__init__.py").write_text("from yours.celery import app as celery_app\n")
    run("manage.py", "migrate", "--verbosity", "0")
    checked, tasks = run("-c", CHECK_AND_SHOW_TASKS).splitlines()
    assert "no issues" in checked
    assert tasks == "True memory://"
