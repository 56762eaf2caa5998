"""Adding, changing and deleting a client: the services' checks, concurrent changes, and what deleting requires."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.models import AccessToken, Client, Environment, Event
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging, transitions
from mosaic_clients.services.rotation import publication
from tests.admin.forms.form_data import CLIENT, errors
from tests.admin.pages import messages_of, url


def test_client_form_reports_all_errors_together(root: Browser) -> None:
    form_data = {**CLIENT, "name": "Not A Name", "client_id": "", "auth_method": "", "resource": "relative"}
    text = errors(root.post(url("add", model="client"), form_data))
    for words in ("lower-case", "required", "is not a resource"):
        assert words in text
    assert "client ID is empty" not in text  # the field error covers it


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"client_id": ""}, "required"),
        ({"subject": "nonsense"}, "not a distinguished name"),
        ({"resource": "relative"}, "is not a resource"),
        ({"publication": "management-api"}, "needs the application ID"),
        ({"auth_method": "client_secret_basic"}, "valid choice"),
        ({"name": "ledger"}, "already exists"),
        ({"client_id": "ledger-1"}, "already exists"),
    ],
)
def test_client_form_refuses_invalid_value(
    root: Browser, ca_client: Client, change: dict[str, str], words: str
) -> None:
    form_data = {**CLIENT, "environment": str(ca_client.environment_id), **change}
    assert words in errors(root.post(url("add", model="client"), form_data))
    assert Client.objects.count() == 1
    assert not Event.objects.filter(kind="client_added", actor="root").exists()


def test_client_change_keeps_values_that_changed_concurrently(root: Browser, client_row: Client) -> None:
    form_data = {**CLIENT, "environment": str(client_row.environment_id), "resource": "https://api.example"}
    Client.objects.update(problem="a concurrent change")
    assert root.post(url("change", client_row), form_data).status_code == 302
    client_row.refresh_from_db()
    assert (client_row.resource, client_row.problem) == ("https://api.example", "a concurrent change")
    assert Event.objects.get(kind="client_changed").actor == "root"
    assert "a concurrent change" in root.get(url("change", client_row)).content.decode()


def test_renaming_a_client_warns_about_code_that_uses_the_name(root: Browser, client_row: Client) -> None:
    form_data = {**CLIENT, "environment": str(client_row.environment_id), "name": "billing"}
    page = root.post(url("change", client_row), form_data, follow=True)
    (warning, _) = page.context["messages"]
    assert str(warning) == (
        f"MosaicClient.named('{client_row.name}') in your code stops working: its name is 'billing' now."
    )


def test_save_and_add_another_returns_to_the_add_page(root: Browser, environment: Environment) -> None:
    form_data = {**CLIENT, "environment": str(environment.pk), "_addanother": "1"}
    assert root.post(url("add", model="client"), form_data).url == url("add", model="client")


def test_save_as_new_does_not_copy_a_client(root: Browser, client_row: Client) -> None:
    form_data = {**CLIENT, "name": "copy", "environment": str(client_row.environment_id), "_saveasnew": "1"}
    root.post(url("change", client_row), form_data)
    assert Client.objects.count() == 1


def test_refusal_while_saving_shows_a_message(
    root: Browser, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise ConfigurationError("There is one already.")

    monkeypatch.setattr(client_registry, "insert", fail)
    address = url("add", model="client")
    answer = root.post(address, {**CLIENT, "environment": str(environment.pk)}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "There is one already." in messages_of(answer)
    assert not LogEntry.objects.exists()


def test_client_with_credentials_cannot_be_deleted(root: Browser, client_row: Client) -> None:
    staging.stage(client_row, actor="test")
    page = root.get(url("delete", client_row)).content.decode()
    assert "cannot be deleted while one of its credentials is in use" in page
    assert "permission" not in page
    root.post(url("delete", client_row), {"post": "yes"})
    assert Client.objects.exists()


def test_retired_client_can_be_deleted_when_mosaic_holds_no_key(root: Browser, client_row: Client) -> None:
    credential = staging.stage(client_row, actor="test")
    publication.confirm(client_row, actor="test")
    transitions.retire(client_row, credential.kid, actor="test")
    page = root.get(url("change", client_row)).content.decode()
    assert "<strong>Remove the old key from Mosaic.</strong>" in page
    page = root.get(url("publish", client_row))
    assert "then confirm it under <a " in page.content.decode()
    assert [item.text for item in page.context["registration"].material] == ['{\n  "keys": []\n}\n']
    assert "cannot be deleted" in root.get(url("delete", client_row)).content.decode()
    root.post(url("publish", client_row), page.context["form"].initial)
    assert "cannot be deleted" not in root.get(url("delete", client_row)).content.decode()
    root.post(url("delete", client_row), {"post": "yes"})
    assert not Client.objects.exists()


def test_delete_that_loses_a_race_against_staging_shows_a_message(
    root: Browser, client_row: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = client_registry.remove

    def stage_first(client: Client, *, actor: str) -> None:
        staging.stage(client, actor="another operator")
        remove(client, actor=actor)

    monkeypatch.setattr(client_registry, "remove", stage_first)
    answer = root.post(url("delete", client_row), {"post": "yes"}, follow=True)
    assert "cannot be removed while it has credentials" in messages_of(answer)
    assert Client.objects.exists()


def test_client_without_credentials_can_be_deleted(root: Browser, client_row: Client) -> None:
    AccessToken.objects.create(client=client_row, due_at=timezone.now())
    assert "permission" not in root.get(url("delete", client_row)).content.decode()
    root.post(url("delete", client_row), {"post": "yes"})
    assert not Client.objects.exists()
    event = Event.objects.get(kind="client_removed")
    assert (event.client_name, event.actor, event.client) == ("payments", "root", None)


def test_auth_method_cannot_change_while_credentials_exist(root: Browser, client_row: Client) -> None:
    staging.stage(client_row, actor="test")
    form_data = {**CLIENT, "name": client_row.name, "client_id": client_row.client_id}
    form_data |= {"environment": client_row.environment_id, "auth_method": "tls_client_auth"}
    assert "cannot be changed while the client has credentials" in errors(
        root.post(url("change", client_row), form_data)
    )
    client_row.refresh_from_db()
    assert client_row.auth_method == "self_signed_tls_client_auth"


def test_popup_shows_only_the_form(root: Browser, client_row: Client) -> None:
    page = root.get(f"{url('change', client_row)}?_popup=1").content.decode()
    assert "mosaic-next" not in page
