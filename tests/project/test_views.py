"""Tests the views of the reference deployment."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client as Browser

pytestmark = pytest.mark.django_db


def test_front_page_redirects_to_admin() -> None:
    assert Browser().get("/").headers["Location"] == "/admin/"


def test_healthz_answers_ok() -> None:
    assert Browser().get("/healthz").json() == {"status": "ok"}


def test_readyz_requires_current_schema() -> None:
    assert Browser().get("/readyz").status_code == 200
    MigrationRecorder.Migration.objects.filter(app="mosaic_clients").latest("id").delete()
    answer = Browser().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "migrations pending"})


def test_readyz_requires_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Any) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", fail)
    answer = Browser().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database unavailable"})
    assert Browser().get("/healthz").status_code == 200


@pytest.mark.parametrize("exempt", ["/healthz", "/readyz"])
def test_probes_are_not_redirected_to_https(exempt: str, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Browser().get(exempt).status_code == 200
    assert Browser().get("/admin/").status_code == 301
