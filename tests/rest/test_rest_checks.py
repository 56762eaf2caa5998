"""Tests the system checks of the API settings."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import checks as django_checks

from mosaic_clients.rest.checks import check_rest


def ids(settings: Any, **values: Any) -> list[str]:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **values}
    messages = check_rest(None)
    assert all(message.hint for message in messages)
    return [str(message.id) for message in messages]


def test_valid_settings_pass(settings: Any) -> None:
    assert ids(settings) == []
    for identifier in ("https://api.example", "https://api.example:8443/a/b", "https://[2001:db8::1]/"):
        assert ids(settings, RESOURCE_IDENTIFIER=identifier, RESOURCE_SCOPES=("a", "b:c")) == []
    assert ids(settings, RESOURCE_SCOPES=["a"]) == []


@pytest.mark.parametrize(
    "identifier",
    ["", "api.example", "http://api.example", "https://", "https://api.example?x=1", "https://api.example#x",
     "https://me@api.example", "https://api.example/a b", "https://api.example/\r\nx", "https://caf\u00e9.example",
     "https://api.example:99999", "https://[::1", 1],
)  # fmt: skip
def test_e031_reports_invalid_resource_identifier(identifier: Any, settings: Any) -> None:
    assert ids(settings, RESOURCE_IDENTIFIER=identifier) == ["mosaic_clients.E031"]


@pytest.mark.parametrize("scopes", ["read", ("a b",), ("",), (1,), ('a"',), {"a"}, None])
def test_e032_reports_invalid_scopes(scopes: Any, settings: Any) -> None:
    assert ids(settings, RESOURCE_SCOPES=scopes) == ["mosaic_clients.E032"]


SESSION, OURS = "rest_framework.authentication.SessionAuthentication", "mosaic_clients.rest.MosaicAuthentication"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([SESSION, OURS], ["mosaic_clients.W033"]),
        ([OURS, SESSION], []),
        ([SESSION], []),
        ([OURS], []),
        (["mosaic_clients.rest.BoundMosaicAuthentication", SESSION], []),
        ([SESSION, "mosaic_clients.rest.BoundMosaicAuthentication"], ["mosaic_clients.W033"]),
    ],
)
def test_w033_reports_session_authentication_first(order: list[str], expected: list[str], settings: Any) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_AUTHENTICATION_CLASSES": order}
    assert ids(settings) == expected


def test_unknown_setting_is_left_to_settings_check(settings: Any) -> None:
    assert ids(settings, NO_SUCH_SETTING=1) == []


@pytest.mark.django_db
def test_check_is_registered(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "RESOURCE_IDENTIFIER": "http://api.example"}
    assert "mosaic_clients.E031" in [message.id for message in django_checks.run_checks(tags=["mosaic"])]
