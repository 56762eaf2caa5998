"""Adding, changing and deleting an environment: regions, lists as lines, and the services' checks."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.test import Client as Browser

from mosaic_clients.admin.forms.environment import REGION_NAMES
from mosaic_clients.admin.forms.fields import LinesField
from mosaic_clients.core.jose.algorithms import ALGORITHMS
from mosaic_clients.core.oauth.endpoints import REGIONS
from mosaic_clients.models import Client, Environment, Event, SigningKeySet
from mosaic_clients.services.environments import registry as environment_registry
from tests import pki
from tests.admin.forms.form_data import ENVIRONMENT, errors
from tests.admin.pages import url


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


def test_environment_can_be_deleted_without_clients(root: Browser, client_row: Client) -> None:
    environment = client_row.environment
    SigningKeySet.objects.create(environment=environment)
    assert "while it has clients" in root.get(url("delete", environment)).content.decode()
    client_row.delete()
    root.post(url("delete", environment), {"post": "yes"})
    assert not Environment.objects.exists()
    assert Event.objects.get(kind="environment_removed").detail == "nowhere"
