"""The admin shows the rows of 0.1.0; a superuser sees everything, an operator what the permissions allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

pytestmark = pytest.mark.usefixtures("upgraded")

APPS = {"mosaic_clients", "django_celery_beat", "auth"}
MANY, SOME = 40, 5
"""The most change pages that are opened of one model: MANY on SQLite, SOME on PostgreSQL, which has the same rows."""


def _log_in(facts: dict[str, Any], who: str) -> Browser:
    browser = Browser()
    assert browser.login(username=facts[who], password=facts["password"])
    return browser


def _models() -> Iterator[tuple[type[Any], str]]:
    for model in admin.site._registry:
        if model._meta.app_label in APPS:
            yield model, f"admin:{model._meta.app_label}_{model._meta.model_name}"


def _shown(model: type[Any]) -> list[Any]:
    """The rows whose change pages are opened: of events one of each kind."""
    rows = list(model._default_manager.order_by("pk"))
    if model._meta.model_name == "event":
        rows = list({row.kind: row for row in rows}.values())
    return rows[: MANY if connection.vendor == "sqlite" else SOME]


def test_every_changelist_and_change_page_opens(facts: dict[str, Any]) -> None:
    browser = _log_in(facts, "admin")
    shown: dict[str, int] = {}
    for model, name in _models():
        answer = browser.get(reverse(f"{name}_changelist"))
        assert answer.status_code == 200, name
        assert browser.get(reverse(f"{name}_add")).status_code in {200, 403}
        for row in _shown(model):
            page = browser.get(reverse(f"{name}_change", args=[row.pk]))
            assert page.status_code == 200, (name, row)
        shown[model._meta.label] = len(_shown(model))
    ours = [name for name, count in shown.items() if name.startswith("mosaic_clients.") and count > 1]
    assert len(ours) >= 9, shown
    assert browser.get(reverse("admin:index")).status_code == 200


def test_alert_changelist_names_the_subject_of_each_alert(facts: dict[str, Any]) -> None:
    page = _log_in(facts, "admin").get(reverse("admin:mosaic_clients_alert_changelist")).content.decode()
    for name in ("shop", "kiosk", "reports", "ending", "fresh", "dark"):
        assert name in page


def test_operator_keeps_its_permissions_and_gets_no_others(facts: dict[str, Any]) -> None:
    browser = _log_in(facts, "operator")
    shop = apps.get_model("mosaic_clients", "Client").objects.get(name="shop")
    assert browser.get(reverse("admin:mosaic_clients_client_change", args=[shop.pk])).status_code == 200
    assert browser.get(reverse("admin:mosaic_clients_event_changelist")).status_code == 200
    for model in ("environment", "alert", "accesstoken"):
        assert browser.get(reverse(f"admin:mosaic_clients_{model}_changelist")).status_code == 403
    otto = apps.get_model("auth", "User").objects.get(username=facts["operator"])
    assert otto.has_perm("mosaic_clients.rotate_client")
    assert otto.has_perm("mosaic_clients.export_credential")
    assert not otto.has_perm("mosaic_clients.change_client")
