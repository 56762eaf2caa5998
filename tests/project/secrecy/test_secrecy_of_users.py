"""Searches everything that user logins leave for their secrets: logs, errors, messages, tables and pages."""

from __future__ import annotations

import io
import pickle
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client as Browser

from mosaic_clients.models import Client, PendingGrant
from mosaic_clients.sandbox import Sandbox
from tests.clock import Clock
from tests.login import site
from tests.login.login_steps import with_login
from tests.mosaic import ScriptedMosaic
from tests.project.conftest import Log
from tests.project.secrecy.leak_search import leaks
from tests.project.secrecy.user_logins import Story, export, use_echoing_mosaic, use_sandbox
from tests.services.user_login.logging_in import OFFLINE, allow_logins

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(
    log: Log,
    mosaic: Sandbox,
    scripted: ScriptedMosaic,
    active: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
) -> Story:
    """Runs logins and approvals in both kinds of Mosaic, and an export."""
    story = Story()
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "tests.login.site", [site.HOST, "testserver"]
    with_login(settings, LOGIN_CLIENT="payments", LOGIN_USER_HOOK="tests.login.site.known_user", LOGIN_SCOPE=OFFLINE)
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALLOW_KEY_EXPORT": True}
    shop = allow_logins(mosaic, active)
    use_sandbox(story, mosaic, shop, monkeypatch)
    export(story, tmp_path)
    use_echoing_mosaic(story, scripted, active, shop, Clock(monkeypatch))
    return story


def test_search_finds_existing_secrets(story: Story) -> None:
    """Without this, the tests below could not fail."""
    row = PendingGrant.objects.get(status="GRANTED")
    assert leaks(row.unseal("answer"), story.secrets)
    assert leaks(PendingGrant.objects.get(status="PENDING").unseal("code"), story.secrets)
    assert len(story.secrets) > 20


def test_log_exceptions_reprs_and_messages_contain_no_user_secret(story: Story, log: Log) -> None:
    text = "\n".join(log.lines)
    assert "POST /cis/oidc/token" in text
    assert any("INSERT INTO" in line and "pendinggrant" in line for line in log.lines)
    assert leaks(text, story.secrets) == []
    assert leaks("\n".join(story.texts), story.secrets) == []
    assert story.queued
    assert leaks("\n".join(story.queued), story.secrets) == []


def test_tables_dumps_pickles_and_sessions_contain_no_user_secret(story: Story) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert leaks(repr(cursor.fetchall()), story.secrets) == [], table
    for model in apps.get_models():
        for row in model._default_manager.all():
            assert leaks(repr(row) + repr(vars(row)) + pickle.dumps(row).decode("latin-1"), story.secrets) == []
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert any("mosaic_logins" in session for session in sessions)
    assert leaks(repr(sessions), story.secrets) == []
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    assert "mosaic_clients.pendinggrant" in dump.getvalue()
    assert leaks(dump.getvalue(), story.secrets) == []


def test_admin_pages_contain_no_user_secret(story: Story, settings: Any) -> None:
    settings.ROOT_URLCONF = "project.urls"
    browser = Browser()
    browser.force_login(User.objects.create_superuser("admin"))
    page_count = 0
    for model in apps.get_app_config("mosaic_clients").get_models():
        address = f"/admin/mosaic_clients/{model._meta.model_name}/"
        for page in (address, *(f"{address}{row.pk}/change/" for row in model._default_manager.all())):
            answer = browser.get(page)
            page_count += answer.status_code == 200
            assert leaks(answer.content.decode(), story.secrets) == [], page
    assert page_count > 10
