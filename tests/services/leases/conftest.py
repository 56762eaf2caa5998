"""Rows to lease."""

from __future__ import annotations

import pytest
from django.utils import timezone

from mosaic_clients.models import AccessToken, Client, Environment, SigningKeySet


@pytest.fixture
def token(payments: Client) -> AccessToken:
    return AccessToken.objects.create(client=payments, due_at=timezone.now())


@pytest.fixture
def key_set(environment: Environment) -> SigningKeySet:
    return SigningKeySet.objects.create(environment=environment)
