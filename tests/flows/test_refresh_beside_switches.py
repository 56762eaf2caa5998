"""Tokens are refreshed and secrets are resealed while a client's credentials are rolled back and forth."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from mosaic_clients.core.errors import MosaicError, NoAccessToken
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import resealing
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation
from tests.mosaic import ACTOR, activate

pytestmark = pytest.mark.django_db(transaction=True)

SWITCHES = 25


def test_concurrent_refresh_reseal_and_rollback_do_not_fail(mosaic: Sandbox, active: Client) -> None:
    activate(mosaic, active)
    stopping, failures = Event(), []

    def until_stopped(work: Callable[[], object]) -> None:
        try:
            while not stopping.is_set():
                work()
        except NoAccessToken:
            pass
        except Exception as error:  # noqa: BLE001 - any error fails the test
            failures.append(error)
        finally:
            connection.close()

    def refresh() -> None:
        token_refresh.current(active, force=True)

    with ThreadPoolExecutor(4) as threads:
        for work in (refresh, refresh, refresh, lambda: list(resealing.reseal())):
            threads.submit(until_stopped, work)
        try:
            for _ in range(SWITCHES):
                activation.roll_back(Client.objects.get(pk=active.pk), actor=ACTOR)
        except MosaicError as error:
            failures.append(error)
        finally:
            stopping.set()
    assert failures == []
    assert active.credentials.filter(status=CredentialStatus.ACTIVE.value).count() == 1
