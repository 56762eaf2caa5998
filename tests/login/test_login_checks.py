"""What is wrong with the login's settings is said at the start."""

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


def test_without_a_login_nothing_is_wrong(settings: Any) -> None:
    assert ids(settings) == []


def test_good_settings_pass(settings: Any) -> None:
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
def test_e020_no_usable_hook_or_client(values: dict[str, str], settings: Any) -> None:
    assert ids(settings, **values) == ["mosaic_clients.E020"]


def test_e021_a_scope_without_openid(settings: Any) -> None:
    found = ids(settings, LOGIN_CLIENT="shop", LOGIN_USER_HOOK=HOOK, LOGIN_SCOPE="email")
    assert found == ["mosaic_clients.E021"]


def test_e022_no_sessions_or_users(settings: Any) -> None:
    settings.INSTALLED_APPS = [name for name in settings.INSTALLED_APPS if name != "django.contrib.sessions"]
    assert ids(settings, LOGIN_CLIENT="shop", LOGIN_USER_HOOK=HOOK) == ["mosaic_clients.E022"]


def test_an_unknown_setting_is_another_checks_finding(settings: Any) -> None:
    assert ids(settings, LOGIN_CLINT="shop") == []


def test_the_check_is_registered(settings: Any, db: None) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "LOGIN_CLIENT": "shop"}
    with pytest.raises(SystemCheckError, match=r"mosaic_clients\.E020"):
        call_command("check", "--tag", "mosaic")
