"""System checks of the login settings, so that mistakes are found at startup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

from mosaic_clients import conf
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.login.user_hook import user_hook

_REQUIRED_APPS = ("django.contrib.auth", "django.contrib.sessions")


def check_login(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Checks that the LOGIN_* settings are complete. Reports nothing if LOGIN_CLIENT and LOGIN_USER_HOOK are empty."""
    try:
        settings = conf.current()
    except ConfigurationError:
        return []  # check_settings reports it
    if not settings.LOGIN_CLIENT and not settings.LOGIN_USER_HOOK:
        return []
    messages: list[CheckMessage] = [*_check_hook(settings)]
    if "openid" not in settings.LOGIN_SCOPE.split():
        messages.append(
            Error(
                "LOGIN_SCOPE does not contain openid: without an ID token no user can be identified.",
                hint='Add openid to LOGIN_SCOPE, for example "openid email".',
                id="mosaic_clients.E021",
            )
        )
    missing = [name for name in _REQUIRED_APPS if not apps.is_installed(name)]
    if missing:
        messages.append(
            Error(
                f"The login requires {' and '.join(missing)}.",
                hint="Add it to INSTALLED_APPS, and its middleware to MIDDLEWARE.",
                id="mosaic_clients.E022",
            )
        )
    return messages


def _check_hook(settings: conf.Settings) -> list[CheckMessage]:
    problem = "" if settings.LOGIN_CLIENT else "LOGIN_USER_HOOK is set, but LOGIN_CLIENT is empty."
    try:
        user_hook()
    except ConfigurationError as error:
        problem = error.description
    if not problem:
        return []
    return [
        Error(
            problem,
            hint="Set LOGIN_CLIENT to a client's name, and LOGIN_USER_HOOK to the dotted path of a function that takes "
            "an IdToken and UserTokens and returns a user or None.",
            id="mosaic_clients.E020",
        )
    ]
