"""Restrictions on accepted tokens, on the page of an environment."""

from __future__ import annotations

from django.test import Client as Browser

from mosaic_clients.models import Environment
from tests.admin.forms.form_data import ENVIRONMENT
from tests.admin.pages import url


def test_environment_page_stores_and_shows_token_restrictions(root: Browser) -> None:
    limits = {"require_bound": "on", "allowed_tenants": "t1\nt2", "allowed_app_ids": "", "allowed_client_ids": "c"}
    root.post(url("add", model="environment"), {**ENVIRONMENT, **limits})
    row = Environment.objects.get()
    assert (row.require_bound, row.allowed_tenants) == (True, ["t1", "t2"])
    assert (row.allowed_app_ids, row.allowed_client_ids) == ([], ["c"])
    page = root.get(url("change", row)).content.decode()
    assert "t1\nt2" in page
    root.post(
        url("change", row), {**ENVIRONMENT, "allowed_tenants": "", "allowed_app_ids": "a", "allowed_client_ids": ""}
    )
    row.refresh_from_db()
    assert (row.require_bound, row.allowed_tenants, row.allowed_app_ids, row.allowed_client_ids) == (
        False,
        [],
        ["a"],
        [],
    )


def test_viewer_sees_token_restrictions_as_lines(viewer: Browser, environment: Environment) -> None:
    Environment.objects.update(allowed_tenants=["t1", "t2"])
    page = viewer.get(url("change", environment)).content.decode()
    assert "t1" in page
    assert "Allowed client IDs" in page
    assert page.count("any") >= 2
