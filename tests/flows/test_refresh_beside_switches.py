"""Tokens are refreshed and secrets re-sealed while a client is switched to and fro: everybody has their turn."""

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


def test_refreshing_resealing_and_switching_take_turns(mosaic: Sandbox, active: Client) -> None:
    activate(mosaic, active)
    over, failures = Event(), []

    def until_over(work: Callable[[], object]) -> None:
        try:
            while not over.is_set():
                work()
        except NoAccessToken:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, the test is told
            failures.append(error)
        finally:
            connection.close()

    def refresh() -> None:
        token_refresh.current(active, force=True)

    with ThreadPoolExecutor(4) as threads:
        for work in (refresh, refresh, refresh, lambda: list(resealing.reseal())):
            threads.submit(until_over, work)
        try:
            for _ in range(SWITCHES):
                activation.roll_back(Client.objects.get(pk=active.pk), actor=ACTOR)
        except MosaicError as error:
            failures.append(error)
        finally:
            over.set()
    assert failures == []
    assert active.credentials.filter(status=CredentialStatus.ACTIVE.value).count() == 1
