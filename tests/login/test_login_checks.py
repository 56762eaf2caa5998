"""Tests the system checks of the login settings."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from mosaic_clients.login.checks import check_login

HOOK = "tests.login.site.known_user"


def ids(settings: Any, **values: Any) -> list[str | None]:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **values}
    messages = check_login(None)
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_settings_without_login_pass(settings: Any) -> None:
    assert ids(settings) == []


def test_valid_settings_pass(settings: Any) -> None:
    assert ids(settings, LOGIN_CLIENT="shop", LOGIN_USER_HOOK=HOOK, LOGIN_SCOPE="openid email") == []


@pytest.mark.parametrize(
    "values",
    [
        {"LOGIN_CLIENT": "shop"},
        {"LOGIN_USER_HOOK": HOOK},
        {"LOGIN_CLIENT": "shop", "LOGIN_USER_HOOK": "tests.login.nowhere.hook"},
        {"LOGIN_CLIENT": "shop", "LOGIN_USER_HOOK": "tests.login.site.missing"},
        {"LOGIN_CLIENT": "shop", "LOGIN_USER_HOOK": "tests.login.site.NOT_CALLABLE"},
        {"LOGIN_CLIENT": "shop", "LOGIN_USER_HOOK": "word"},
    ],
    ids=str,
)
def test_e020_reports_missing_hook_or_client(values: dict[str, str], settings: Any) -> None:
    assert ids(settings, **values) == ["mosaic_clients.E020"]


def test_e021_reports_scope_without_openid(settings: Any) -> None:
    messages = ids(settings, LOGIN_CLIENT="shop", LOGIN_USER_HOOK=HOOK, LOGIN_SCOPE="email")
    assert messages == ["mosaic_clients.E021"]


def test_e022_reports_missing_sessions_app(settings: Any) -> None:
    settings.INSTALLED_APPS = [name for name in settings.INSTALLED_APPS if name != "django.contrib.sessions"]
    assert ids(settings, LOGIN_CLIENT="shop", LOGIN_USER_HOOK=HOOK) == ["mosaic_clients.E022"]


def test_unknown_setting_is_left_to_settings_check(settings: Any) -> None:
    assert ids(settings, LOGIN_CLINT="shop") == []


def test_check_is_registered(settings: Any, db: None) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "LOGIN_CLIENT": "shop"}
    with pytest.raises(SystemCheckError, match=r"mosaic_clients\.E020"):
        call_command("check", "--tag", "mosaic")
