"""Editing environments and clients: presets, lists as lines, the services' checks, deleting."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients.admin.forms.environment import REGION_NAMES
from mosaic_clients.admin.forms.fields import LinesField
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.jose.algorithms import ALGORITHMS
from mosaic_clients.core.oauth.endpoints import REGIONS
from mosaic_clients.models import AccessToken, Client, Environment, Event, SigningKeySet
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging, transitions
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.rotation import publication
from tests import pki
from tests.admin.pages import messages_of, url

ENVIRONMENT = {
    "name": "prod", "region": "", "base_url": "https://mosaic.example/cis", "endpoint_overrides": "",
    "issuers": "https://iss.example", "audiences": "userid-api", "algorithms": ["RS256", "PS256"],
    "token_types": ["at+jwt", "JWT"], "trusted_ca": "",
}  # fmt: skip
CLIENT = {
    "name": "payments", "client_id": "payments-1", "auth_method": "self_signed_tls_client_auth",
    "key_algorithm": "EC-P256", "subject": "", "resource": "", "app_id": "", "publication": "manual",
}  # fmt: skip


def errors(answer: Any) -> str:
    """Returns the errors of a form as text; checks that it was not saved."""
    assert answer.status_code == 200
    return str(answer.context["adminform"].form.errors)


@pytest.mark.parametrize("region", ["us", "eu", "ca", "au"])
def test_region_fills_in_empty_fields(root: Browser, region: str) -> None:
    form_data = {**ENVIRONMENT, "region": region, "base_url": "", "issuers": ""}
    root.post(url("add", model="environment"), form_data)
    environment = Environment.objects.get()
    assert environment.base_url == REGIONS[region].base_url
    assert environment.issuers == list(REGIONS[region].issuers)
    assert environment.algorithms == ["RS256", "PS256"]


def test_form_accepts_every_algorithm_of_the_registry(root: Browser) -> None:
    root.post(url("add", model="environment"), {**ENVIRONMENT, "algorithms": list(ALGORITHMS)})
    assert Environment.objects.get().algorithms == list(ALGORITHMS)


def test_base_url_of_another_region_is_a_field_error(root: Browser) -> None:
    answer = root.post(url("add", model="environment"), {**ENVIRONMENT, "region": "eu"})
    (error,) = answer.context["adminform"].form.errors["base_url"]
    assert REGIONS["eu"].base_url in error
    assert not Environment.objects.exists()


def test_region_accepts_its_own_base_url_and_custom_issuers(root: Browser) -> None:
    form_data = {**ENVIRONMENT, "region": "eu", "base_url": f"{REGIONS['eu'].base_url}/"}
    root.post(url("add", model="environment"), form_data)
    assert Environment.objects.get().issuers == [ENVIRONMENT["issuers"]]


def test_environment_form_reports_all_errors_together(root: Browser) -> None:
    form_data = {**ENVIRONMENT, "name": "Not A Name", "issuers": "", "trusted_ca": "nonsense", "audiences": ""}
    text = errors(root.post(url("add", model="environment"), form_data))
    for words in ("lower-case", "at least one issuer", "trusted CA is not usable", "required"):
        assert words in text


def test_client_form_reports_all_errors_together(root: Browser) -> None:
    form_data = {**CLIENT, "name": "Not A Name", "client_id": "", "auth_method": "", "resource": "relative"}
    text = errors(root.post(url("add", model="client"), form_data))
    for words in ("lower-case", "required", "is not a resource"):
        assert words in text
    assert "client ID is empty" not in text  # the field error covers it


def test_every_region_is_a_choice_with_a_name(root: Browser) -> None:
    page = root.get(url("add", model="environment")).content.decode()
    assert set(REGION_NAMES) == set(REGIONS)
    assert all(f'value="{region}"' in page for region in REGIONS)
    assert "data-presets" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"base_url": ""}, "Choose a region or enter the base URL"),
        ({"base_url": "javascript:alert(1)"}, "not a usable address"),
        ({"base_url": "http://mosaic.example"}, "not a usable address"),
        ({"issuers": " \n"}, "at least one issuer"),
        ({"region": "sandbox", "base_url": "", "issuers": ""}, "at least one issuer"),
        ({"region": "moon"}, "valid choice"),
        ({"algorithms": ["none"]}, "none"),
        ({"audiences": ""}, "required"),
        ({"trusted_ca": "nonsense"}, "trusted CA is not usable"),
        ({"endpoint_overrides": "token=oidc"}, "absolute path"),
        ({"name": "Not A Name"}, "lower-case"),
    ],
)
def test_environment_form_refuses_invalid_value(root: Browser, change: dict[str, Any], words: str) -> None:
    assert words in errors(root.post(url("add", model="environment"), {**ENVIRONMENT, **change}))
    assert not Environment.objects.exists()


def test_environment_change_stores_and_records_only_changes(root: Browser) -> None:
    ca = pki.authority("CN=Trusted").pem
    environment = environment_registry.add(
        "prod", actor="test", base_url="https://mosaic.example/cis", issuers=["https://iss.example"], trusted_ca=ca
    )
    page = root.get(url("change", environment)).content.decode()
    assert "https://iss.example</textarea>" in page
    form_data = {**ENVIRONMENT, "trusted_ca": ca.replace("\n", "\r\n").strip(), "issuers": "https://a\r\nhttps://b"}
    assert root.post(url("change", environment), form_data).status_code == 302
    environment.refresh_from_db()
    assert environment.issuers == ["https://a", "https://b"]
    assert environment.trusted_ca == ca
    assert LogEntry.objects.get().get_change_message().lower() == "changed issuers."
    assert Event.objects.get(kind="environment_changed").detail == "issuers"
    root.post(url("change", environment), form_data)
    assert Event.objects.filter(kind="environment_changed").count() == 1


def test_viewer_sees_lists_as_lines(viewer: Browser, environment: Environment) -> None:
    page = viewer.get(url("change", environment)).content.decode()
    assert "<code>https://nowhere.userid.test</code>" in page
    assert "[&quot;" not in page


def test_lines_field_refuses_nul_character() -> None:
    with pytest.raises(ValidationError):
        LinesField().clean("a\0b")


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


def test_environment_can_be_deleted_without_clients(root: Browser, client_row: Client) -> None:
    environment = client_row.environment
    SigningKeySet.objects.create(environment=environment)
    assert "while it has clients" in root.get(url("delete", environment)).content.decode()
    client_row.delete()
    root.post(url("delete", environment), {"post": "yes"})
    assert not Environment.objects.exists()
    assert Event.objects.get(kind="environment_removed").detail == "nowhere"


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
