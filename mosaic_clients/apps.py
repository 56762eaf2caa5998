"""The Django app."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, register


class MosaicClientsConfig(AppConfig):
    """Admin-managed mTLS client credentials for Mosaic."""

    name = "mosaic_clients"
    verbose_name = "Mosaic clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks."""
        from mosaic_clients import checks  # noqa: PLC0415 - needs the models, which are ready only here
        from mosaic_clients.login import checks as login_checks  # noqa: PLC0415 - the same

        register(checks.check_settings, "mosaic")
        register(checks.check_stored_keys, "mosaic")
        register(checks.check_edge, "mosaic")
        register(checks.check_production, "mosaic", deploy=True)
        register(checks.check_binding, "mosaic", deploy=True)
        register(login_checks.check_login, "mosaic")
        if apps.is_installed("rest_framework"):
            register(_check_rest, "mosaic", checks.API)


def _check_rest(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Check the settings of the API. Django REST framework is imported here, because most commands do not need it."""
    messages: list[CheckMessage] = import_module("mosaic_clients.rest.checks").check_rest(app_configs, **kwargs)
    return messages
