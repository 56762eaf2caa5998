"""What callers of the API get while Mosaic's signing keys are unavailable for an hour, for a day, and afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.models import Alert, Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.alerts import signing_keys as signing_key_alerts
from mosaic_clients.services.alerts.signing_keys import FAILING, STOPPED
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.flows.guarding import PATH, fetches
from tests.mosaic import add_environment

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Clock:
    """The clock of this process, which the test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.offset = timedelta(0)
        aware, seconds = timezone.now, time.time
        monkeypatch.setattr(timezone, "now", lambda: aware() + self.offset)
        monkeypatch.setattr(time, "time", lambda: seconds() + self.offset.total_seconds())

    def now(self) -> datetime:
        return timezone.now()

    def advance(self, by: timedelta, *, sweep: bool = True) -> None:
        """Move the clock, then let the beat and a worker do what is due."""
        self.offset += by
        if sweep:
            for pk in signing_key_refresh.due(self.now()):
                tasks.refresh_signing_keys(str(pk))
            signing_key_alerts.send_due(self.now())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mosaic"


@pytest.fixture
def restartable(folder: Path) -> Iterator[Sandbox]:
    """A Mosaic that can stop and restart at the same address, with the same keys."""
    with Sandbox(folder) as running:
        yield running


@pytest.fixture
def environment(db: None, restartable: Sandbox) -> Environment:
    return add_environment(restartable)


def _restarted(restartable: Sandbox, folder: Path, port: int) -> Sandbox:
    restarted = Sandbox(folder, port=port)
    restarted.start()
    return restarted


def _status(token: str) -> int:
    return Browser().get(PATH, headers={"Authorization": f"Bearer {token}"}, secure=True).status_code


def _long_lived(restartable: Sandbox, subject: str) -> str:
    """A token that is valid until the end of the test."""
    return restartable.mint(sub=subject, exp=int(time.time()) + 5 * 86400)


def test_outage_of_an_hour_has_no_effect_and_of_a_day_is_503_until_it_ends(
    restartable: Sandbox, folder: Path, environment: Environment, clock: Clock
) -> None:
    warm = _long_lived(restartable, "warm")
    assert _status(warm) == 200
    port = urlsplit(restartable.base_url).port or 0
    restartable.stop()

    for minute in range(0, 60, 2):
        clock.advance(2 * MINUTE)
        assert (_status(warm), _status(_long_lived(restartable, f"never-seen-{minute}"))) == (200, 200)
        assert _status(restartable.mint(header={"kid": "unknown"})) == 401
    row = SigningKeySet.objects.get()
    assert "cannot be reached" in row.problem
    assert row.fresh_until < clock.now() - 50 * MINUTE
    assert not Alert.objects.exists()

    clock.advance(6 * 60 * MINUTE)
    assert (_status(warm), _status(_long_lived(restartable, "later"))) == (200, 200)
    assert list(Alert.objects.values_list("threshold", flat=True)) == [FAILING]

    clock.advance(row.fetched_at + signing_key_refresh.core.HARD_STOP - clock.now() - MINUTE)
    assert (_status(warm), _status(_long_lived(restartable, "last"))) == (200, 200)
    clock.advance(MINUTE)
    for _ in range(3):
        assert (_status(warm), _status(_long_lived(restartable, "too late"))) == (503, 503)
    assert Alert.objects.filter(threshold=STOPPED).count() == 1

    restarted = _restarted(restartable, folder, port)
    try:
        clock.advance(signing_key_refresh.core.COOLDOWN, sweep=False)  # the beat is not needed
        assert (_status(warm), _status(_long_lived(restartable, "back"))) == (200, 200)
        assert fetches(restarted) == 1
        assert SigningKeySet.objects.get().problem == ""
    finally:
        restarted.stop()


def test_first_beat_after_an_outage_ends_the_503(
    restartable: Sandbox, folder: Path, environment: Environment, clock: Clock
) -> None:
    token = _long_lived(restartable, "alice")
    assert _status(token) == 200
    port = urlsplit(restartable.base_url).port or 0
    restartable.stop()
    clock.advance(25 * 60 * MINUTE)
    assert _status(token) == 503
    restarted = _restarted(restartable, folder, port)
    try:
        clock.advance(3 * MINUTE)
        assert fetches(restarted) == 1
        assert _status(token) == 200
        assert fetches(restarted) == 1
    finally:
        restarted.stop()
