"""A site that includes the login, and a browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from tests.login import site
from tests.services.user_login.logging_in import allow_logins


@pytest.fixture
def shop(mosaic: Sandbox, active: Client) -> Client:
    allow_logins(mosaic, active)
    return active


@pytest.fixture
def mounted(settings: Any) -> Any:
    settings.ROOT_URLCONF = "tests.login.site"
    settings.ALLOWED_HOSTS = [site.HOST]
    settings.LOGIN_REDIRECT_URL = "/"
    login = {"LOGIN_CLIENT": "payments", "LOGIN_USER_HOOK": "tests.login.site.known_user"}
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **login}
    site.logins.clear()
    return settings


@pytest.fixture
def person(mounted: Any, shop: Client) -> Browser:
    return Browser(SERVER_NAME=site.HOST)
