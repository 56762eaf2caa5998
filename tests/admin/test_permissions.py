"""Permissions: every URL of an action or download, for every kind of user."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_django
from django.contrib.admin.sites import site
from django.db.models import QuerySet
from django.test import Client as Browser
from django.urls import reverse

from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.models import (
    AccessToken,
    Alert,
    CertificateAuthority,
    Client,
    Credential,
    Environment,
    SigningKeySet,
)
from mosaic_clients.services.access_tokens.store import access_token_row
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.issuing import authorities
from tests.admin.conftest import add_client_row, add_environment_nowhere
from tests.admin.pages import VIEW, url

PAGES = [page for page in site._registry.values() if isinstance(page, ActionAdmin)]
ACTIONS = [(page.model, action.slug) for page in PAGES for action in page.row_actions]
DOWNLOADS = [(page.model, download.slug) for page in PAGES for download in page.downloads]
CHANGE = [*VIEW, "change_client", "change_environment", "change_credential", "change_accesstoken"]


@pytest.fixture(scope="module")
def _rows_of_module(module_rows: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> dict[Any, Any]:
    with django_db_blocker.unblock():
        return _add_rows()


@pytest.fixture
def rows(db: None, _rows_of_module: dict[Any, Any]) -> dict[Any, Any]:
    """One row of every model, with a staged credential. They are added once for the module."""
    return {model: model.objects.get(pk=row.pk) for model, row in _rows_of_module.items()}


def _add_rows() -> dict[Any, Any]:
    client_row = add_client_row(add_environment_nowhere())
    credential = staging.stage(client_row, actor="test")
    return {
        Client: client_row,
        Environment: client_row.environment,
        Credential: credential,
        AccessToken: access_token_row(client_row, "", now=credential.created_at),
        SigningKeySet: SigningKeySet.objects.create(environment=client_row.environment),
        CertificateAuthority: authorities.add_authority(
            "issuing",
            subject_dn="CN=Issuing",
            lifetime=timedelta(days=9),
            leaf_lifetime=timedelta(days=1),
            actor="test",
        ),
        Alert: Alert.objects.create(
            kind="certificate_expiry", client=client_row, threshold="7 days", expires_at=credential.not_after
        ),
    }


def test_permission_tests_cover_every_action_and_download() -> None:
    assert {(model.__name__, slug) for model, slug in ACTIONS} == {
        ("Client", "stage"), ("Client", "import"), ("Client", "attach"), ("Client", "prove"), ("Client", "activate"),
        ("Client", "refresh-token"), ("Client", "rotate"), ("Client", "publish"), ("Client", "compare"),
        ("Client", "check-connection"), ("Environment", "discover"),
        ("Client", "roll-back"), ("Credential", "retire"), ("Credential", "revoke"), ("Credential", "destroy-key"),
        ("Credential", "export"),
        ("AccessToken", "refresh"), ("Environment", "refresh-signing-keys"), ("SigningKeySet", "refresh-signing-keys"),
        ("SigningKeySet", "purge-signing-keys"),
    }  # fmt: skip
    assert {slug for _, slug in DOWNLOADS} == {"jwks", "csr", "chain", "subject-dn", "certificate"}


@pytest.mark.parametrize(("model", "slug"), ACTIONS + DOWNLOADS)
def test_anonymous_user_is_redirected_to_login(rows: dict[Any, Any], model: Any, slug: str) -> None:
    for method in ("get", "post"):
        answer = getattr(Browser(), method)(url(slug, rows[model]))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("admin:login"))


@pytest.mark.parametrize(("model", "slug"), ACTIONS + DOWNLOADS)
def test_staff_without_permission_gets_403(
    rows: dict[Any, Any], operator: Callable[..., Browser], model: Any, slug: str
) -> None:
    browser = operator("unprivileged")
    assert browser.get(url(slug, rows[model])).status_code == 403
    assert browser.post(url(slug, rows[model])).status_code in {403, 405}


@pytest.mark.parametrize("role", ["view", "change"])
@pytest.mark.parametrize(("model", "slug"), ACTIONS)
def test_view_and_change_permissions_do_not_allow_actions(
    rows: dict[Any, Any], operator: Callable[..., Browser], model: Any, slug: str, role: str
) -> None:
    browser = operator(role, *(VIEW if role == "view" else CHANGE))
    assert browser.get(url(slug, rows[model])).status_code == 403
    assert browser.post(url(slug, rows[model])).status_code == 403
    assert rows[Client].credentials.get() == rows[Credential]


@pytest.mark.parametrize(("model", "slug"), ACTIONS)
def test_action_needs_the_view_permission(
    rows: dict[Any, Any], operator: Callable[..., Browser], model: Any, slug: str
) -> None:
    address = url(slug, rows[model])
    permission = {"export": "export_credential"}.get(slug, "rotate_client")
    assert operator("blind", permission).get(address).status_code == 403
    seeing = operator("seeing", permission, *VIEW)
    assert seeing.get(address).status_code in {200, 302}  # 302: there is nothing to attach


@pytest.mark.parametrize(("model", "slug"), DOWNLOADS)
def test_download_needs_the_view_permission(
    rows: dict[Any, Any], operator: Callable[..., Browser], model: Any, slug: str
) -> None:
    address = url(slug, rows[model])
    assert operator("rotates", "rotate_client").get(address).status_code == 403
    view = f"view_{model._meta.model_name}"
    assert operator("sees", view).get(address).status_code in {200, 302}
    assert operator("posts", view).post(address).status_code == 405


@pytest.mark.parametrize(("model", "slug"), ACTIONS + DOWNLOADS)
def test_row_outside_the_queryset_gets_404(
    rows: dict[Any, Any], root: Browser, monkeypatch: pytest.MonkeyPatch, model: Any, slug: str
) -> None:
    page = site._registry[model]
    everything = page.get_queryset

    def nothing(request: Any) -> QuerySet[Any]:
        return everything(request).none()

    monkeypatch.setattr(page, "get_queryset", nothing)
    assert root.get(url(slug, rows[model])).status_code == 404
    assert root.post(url(slug, rows[model])).status_code in {404, 405}


@pytest.mark.parametrize(("model", "slug"), ACTIONS)
def test_post_without_csrf_token_gets_403(rows: dict[Any, Any], root: Browser, model: Any, slug: str) -> None:
    strict = Browser(enforce_csrf_checks=True)
    strict.cookies = root.cookies
    assert strict.post(url(slug, rows[model])).status_code == 403


@pytest.mark.parametrize(("model", "slug"), ACTIONS)
def test_put_and_delete_get_405(rows: dict[Any, Any], root: Browser, model: Any, slug: str) -> None:
    assert root.put(url(slug, rows[model])).status_code == 405
    assert root.delete(url(slug, rows[model])).status_code == 405


def test_viewer_sees_no_action_buttons(rows: dict[Any, Any], viewer: Browser) -> None:
    for model in (Client, Credential, Environment):
        page = viewer.get(url("change", rows[model])).content.decode()
        assert not any(f'/{slug}/"' in page for _, slug in ACTIONS)


def test_client_page_sections_need_their_own_permission(rows: dict[Any, Any], operator: Callable[..., Browser]) -> None:
    page = operator("narrow", "view_client").get(url("change", rows[Client])).content.decode()
    assert "Client key set" in page
    assert not any(f">{title}</h2>" in page for title in ("Credentials", "Access tokens", "Recent events"))


@pytest.mark.parametrize("model", ["credential", "accesstoken", "signingkeyset", "event", "alert"])
def test_rows_written_by_services_are_read_only(rows: dict[Any, Any], root: Browser, model: str) -> None:
    page = next(page for page in site._registry.values() if page.opts.model_name == model)
    row = page.model.objects.first()
    assert root.get(url("add", model=model)).status_code == 403
    assert root.post(url("delete", row), {"post": "yes"}).status_code == 403
    assert root.post(url("change", row), {"status": "ACTIVE", "_saveasnew": "1"}).status_code == 403
    content = root.get(url("change", row)).content.decode()
    assert 'name="_save"' not in content
    root.post(url("changelist", model=model), {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
    assert page.model.objects.filter(pk=row.pk).exists()
