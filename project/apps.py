"""The reference deployment as an app, for its checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register

from project.checks import check_embedded_defaults


class ProjectConfig(AppConfig):
    """The reference deployment."""

    name = "project"

    def ready(self) -> None:
        """Registers the deployment checks."""
        register(check_embedded_defaults, "mosaic", deploy=True)
