"""Rotation settings: durations, alternative names, a client's policy, and the management client."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients.admin.display import span
from mosaic_clients.admin.forms.duration import DurationField, DurationWidget
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.services.credentials import staging
from tests.admin.forms.form_data import CLIENT, ENVIRONMENT, errors
from tests.admin.pages import url


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (timedelta(days=90), [90, "days"]),
        (timedelta(hours=36), [36, "hours"]),
        (timedelta(minutes=90), [90, "minutes"]),
        (timedelta(seconds=90), ["1.5", "minutes"]),
        (None, [None, "days"]),
    ],
)
def test_duration_field_returns_the_same_duration(value: timedelta | None, parts: list[Any]) -> None:
    assert DurationWidget().decompress(value) == parts
    field = DurationField(required=False)
    assert field.clean([str(parts[0] or ""), parts[1]]) == value
    assert not field.has_changed(value, [str(parts[0] or ""), parts[1]])
    assert not field.has_changed(value, [""]) or value


@pytest.mark.parametrize("number", ["0", "-1", "nan", "inf", "1e9", "x", "99999999"])
def test_duration_field_refuses_zero_and_out_of_range(number: str) -> None:
    field = DurationField(required=False)
    with pytest.raises(ValidationError):
        field.clean([number, "days"])
    assert field.has_changed(None, [number, "days"])
    with pytest.raises(ValidationError):
        field.clean(["1", "fortnights"])
    with pytest.raises(ValidationError):
        DurationField().clean(["", "days"])


def test_span_names_all_units() -> None:
    assert span(timedelta(days=90)) == "90 days"
    assert span(timedelta(hours=25, minutes=1)) == "1 day 1 hour 1 minute"
    assert span(timedelta(0)) == "none"


def test_alternative_names_are_one_per_line(root: Browser, environment: Environment) -> None:
    form_data = {
        **CLIENT,
        "environment": str(environment.pk),
        "alternative_names": "dns:api.test\r\n\r\nip:10.0.0.7\r\n",
    }
    answer = root.post(url("add", model="client"), form_data)
    assert answer.status_code == 302, errors(answer)
    row = Client.objects.get(name=CLIENT["name"])
    assert row.alternative_names == ["dns:api.test", "ip:10.0.0.7"]
    assert "dns:api.test\nip:10.0.0.7" in root.get(url("change", row)).content.decode()
    assert f"for {row.wanted_subject}, dns:api.test, ip:10.0.0.7" in root.get(url("stage", row)).content.decode()


def test_invalid_alternative_name_is_refused(root: Browser, environment: Environment) -> None:
    form_data = {**CLIENT, "environment": str(environment.pk), "alternative_names": "api.test"}
    assert "is not an alternative name. Write dns:api.example.com" in str(
        errors(root.post(url("add", model="client"), form_data))
    )


def test_client_policy_is_stored_and_shown(root: Browser, client_row: Client) -> None:
    page = root.get(url("change", client_row)).content.decode()
    assert "Default: 90 days." in page
    assert "Default (off)" in page
    assert "Renew this long before expiry. Default: at 2/3 of lifetime." in page
    assert 'name="certificate_authority"' not in page
    form_data = {**CLIENT, "environment": str(client_row.environment_id)}
    policy = {"automatic": "true", "lifetime_0": "7", "lifetime_1": "days", "overlap_0": "2", "overlap_1": "hours"}
    assert root.post(url("change", client_row), {**form_data, **policy}).status_code == 302
    client_row.refresh_from_db()
    assert (client_row.automatic, client_row.renew_before) == (True, None)
    assert (client_row.lifetime, client_row.overlap) == (timedelta(days=7), timedelta(hours=2))
    detail = "automatic: none → True, lifetime: none → 7 days, 0:00:00, overlap: none → 2:00:00"
    assert Event.objects.get(kind="client_changed").detail == detail
    assert "valid for 7 days" in root.get(url("rotate", client_row)).content.decode()
    credential = staging.stage(client_row, actor="test")
    assert credential.not_after is not None
    assert credential.not_after - timezone.now() < timedelta(days=7)
    root.post(url("change", client_row), {**form_data, **policy, "lifetime_0": "168", "lifetime_1": "hours"})
    assert Event.objects.filter(kind="client_changed").count() == 1
    assert "Enter a duration above zero and of at most 100 years." in errors(
        root.post(url("change", client_row), {**form_data, "overlap_0": "0"})
    )


def test_viewer_can_open_the_client_page(viewer: Browser, client_row: Client) -> None:
    assert viewer.get(url("change", client_row)).status_code == 200


def test_management_client_must_be_in_the_same_environment(
    root: Browser, client_row: Client, mosaic_client: Client
) -> None:
    environment = client_row.environment
    page = root.get(url("change", environment)).content.decode()
    assert f'value="{client_row.pk}"' in page
    assert f'value="{mosaic_client.pk}"' not in page
    assert "management_client" not in root.get(url("add", model="environment")).content.decode()
    form_data = {**ENVIRONMENT, "management_client": str(mosaic_client.pk)}
    assert "valid choice" in errors(root.post(url("change", environment), form_data))
    form_data = {**ENVIRONMENT, "management_client": str(client_row.pk)}
    assert root.post(url("change", environment), form_data).status_code == 302
    assert Environment.objects.get(pk=environment.pk).management_client == client_row
    moved = {**CLIENT, "environment": str(mosaic_client.environment_id)}
    assert "must stay there" in errors(root.post(url("change", client_row), moved))
