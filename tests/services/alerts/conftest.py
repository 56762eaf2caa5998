"""Administrators who get mail, and an environment whose certificates are those of its clients."""

from __future__ import annotations

from typing import Any

import django
import pytest

from mosaic_clients.models import Environment


@pytest.fixture(autouse=True)
def _admins(settings: Any) -> None:
    # Django 5.2 asks for pairs, 6.0 for addresses.
    settings.ADMINS = ["olivia@example.test"] if django.VERSION >= (6, 0) else [("Olivia", "olivia@example.test")]


@pytest.fixture
def lone(db: None) -> Environment:
    """An environment without a trusted CA, so that no certificate of its own can expire."""
    return Environment.objects.create(name="far", base_url="https://api.example.test/cis")
