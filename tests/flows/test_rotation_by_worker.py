"""A whole automatic rotation, done by a real worker that only the sweep starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Credential, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.flows.rotating import add_rotating, end_overlap, make_retired_keys_old, manage
from tests.mosaic import configuration_at_mosaic
from tests.tasks.conftest import _empty_queue, worker
from tests.waiting import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]
__all__ = ["_empty_queue", "worker"]  # fixtures of tests/tasks


@pytest.fixture
def managed(mosaic: Sandbox, environment: Environment) -> Environment:
    return manage(mosaic, environment)


def _make_due(client: Client) -> Credential:
    """Make the active certificate due for renewal."""
    now = timezone.now()
    client.credentials.active().update(
        created_at=now - timedelta(days=89), not_before=now - timedelta(days=89), not_after=now + timedelta(days=1)
    )
    Client.objects.filter(pk=client.pk).update(rotation_due_at=now)
    return client.credentials.active().get()


def _sweep_until(condition: Callable[[], object], name: str) -> None:
    tasks.rotate_due_clients.delay()
    wait_until(condition, name)


@pytest.mark.parametrize("method", AuthMethod)
def test_automatic_rotation_needs_no_operator(method: AuthMethod, mosaic: Sandbox, managed: Environment) -> None:
    client = add_rotating(mosaic, managed, method, automatic=True)
    token_refresh.current(client)
    old = _make_due(client)
    _sweep_until(lambda: client.credentials.active().get() != old, "the rotation")
    new = client.credentials.active().get()
    wait_until(lambda: Client.objects.get(pk=client.pk).claim is None, "the end of the run")
    assert token_refresh.current(client).credential == new
    end_overlap(client)
    _sweep_until(lambda: client.credentials.get(pk=old.pk).status == "RETIRED", "the retirement")
    wait_until(lambda: Client.objects.get(pk=client.pk).claim is None, "the end of the run")
    if method is AuthMethod.SELF_SIGNED:
        assert {key["kid"] for key in configuration_at_mosaic(mosaic, client)["jwks"]["keys"]} == {new.kid}
    make_retired_keys_old(client)
    _sweep_until(lambda: client.credentials.get(pk=old.pk).private_key == "", "the destruction of the key")
    assert client.credentials.count() == 2


def test_accumulated_sweeps_do_one_rotation(mosaic: Sandbox, managed: Environment) -> None:
    client = add_rotating(mosaic, managed, AuthMethod.SELF_SIGNED, automatic=True)
    old = _make_due(client)
    for _ in range(3):
        tasks.rotate_due_clients.delay()
        tasks.rotate_client.delay(str(client.pk))
    wait_until(lambda: client.credentials.active().get() != old, "the rotation")
    tasks.rotate_client.delay(str(client.pk))
    wait_until(lambda: Client.objects.get(pk=client.pk).claim is None, "the end of the run")
    assert sorted(client.credentials.values_list("status", flat=True)) == ["ACTIVE", "RETIRING"]


def test_client_without_automatic_rotation_is_not_rotated(mosaic: Sandbox, managed: Environment) -> None:
    client = add_rotating(mosaic, managed, AuthMethod.SELF_SIGNED)
    old = _make_due(client)
    tasks.rotate_due_clients.delay()
    tasks.rotate_client.delay(str(client.pk))
    wait_until(lambda: Client.objects.get(pk=client.pk).rotation_due_at > timezone.now(), "the next check")
    assert list(client.credentials.all()) == [old]
