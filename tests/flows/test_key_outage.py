"""Mosaic's signing keys cannot be had for an hour, then for a day, then again: what callers of the API see."""

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
from mosaic_clients.services.alerts.signing_keys import FAILING, STOPPED
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.flows.guarding import PATH, fetches
from tests.mosaic import add_environment

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Clock:
    """The time of this process, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.offset = timedelta(0)
        aware, seconds = timezone.now, time.time
        monkeypatch.setattr(timezone, "now", lambda: aware() + self.offset)
        monkeypatch.setattr(time, "time", lambda: seconds() + self.offset.total_seconds())

    def now(self) -> datetime:
        return timezone.now()

    def advance(self, by: timedelta, *, sweep: bool = True) -> None:
        """Let time pass, and the beat and a worker do what is due after it."""
        self.offset += by
        if sweep:
            for pk in signing_key_refresh.due(self.now()):
                tasks.refresh_signing_keys(str(pk))
            tasks.signing_key_alerts.send_due(self.now())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mosaic"


@pytest.fixture
def own(folder: Path) -> Iterator[Sandbox]:
    """A Mosaic that may go down and come back at the same place, with the same keys."""
    with Sandbox(folder) as running:
        yield running


@pytest.fixture
def environment(db: None, own: Sandbox) -> Environment:
    return add_environment(own)


def _back(own: Sandbox, folder: Path, port: int) -> Sandbox:
    back = Sandbox(folder, port=port)
    back.start()
    return back


def _status(token: str) -> int:
    return Browser().get(PATH, headers={"Authorization": f"Bearer {token}"}, secure=True).status_code


def _lasting(own: Sandbox, subject: str) -> str:
    """A token that outlives the story."""
    return own.mint(sub=subject, exp=int(time.time()) + 5 * 86400)


def test_an_hour_is_not_noticed_a_day_is_503_and_the_end_of_it_needs_no_restart(
    own: Sandbox, folder: Path, environment: Environment, clock: Clock
) -> None:
    warm = _lasting(own, "warm")
    assert _status(warm) == 200
    port = urlsplit(own.base_url).port or 0
    own.stop()

    for minute in range(0, 60, 2):
        clock.advance(2 * MINUTE)
        assert (_status(warm), _status(_lasting(own, f"never-seen-{minute}"))) == (200, 200)
        assert _status(own.mint(header={"kid": "nobody-knows"})) == 401
    row = SigningKeySet.objects.get()
    assert "cannot be reached" in row.problem
    assert row.fresh_until < clock.now() - 50 * MINUTE
    assert not Alert.objects.exists()

    clock.advance(6 * 60 * MINUTE)
    assert (_status(warm), _status(_lasting(own, "later"))) == (200, 200)
    assert list(Alert.objects.values_list("threshold", flat=True)) == [FAILING]

    clock.advance(row.fetched_at + signing_key_refresh.core.HARD_STOP - clock.now() - MINUTE)
    assert (_status(warm), _status(_lasting(own, "last"))) == (200, 200)
    clock.advance(MINUTE)
    for _ in range(3):
        assert (_status(warm), _status(_lasting(own, "too late"))) == (503, 503)
    assert Alert.objects.filter(threshold=STOPPED).count() == 1

    back = _back(own, folder, port)
    try:
        clock.advance(signing_key_refresh.core.COOLDOWN, sweep=False)  # not even the beat is needed
        assert (_status(warm), _status(_lasting(own, "back"))) == (200, 200)
        assert fetches(back) == 1
        assert SigningKeySet.objects.get().problem == ""
    finally:
        back.stop()


def test_a_beat_that_comes_back_ends_the_503_before_any_request(
    own: Sandbox, folder: Path, environment: Environment, clock: Clock
) -> None:
    token = _lasting(own, "alice")
    assert _status(token) == 200
    port = urlsplit(own.base_url).port or 0
    own.stop()
    clock.advance(25 * 60 * MINUTE)
    assert _status(token) == 503
    back = _back(own, folder, port)
    try:
        clock.advance(3 * MINUTE)
        assert fetches(back) == 1
        assert _status(token) == 200
        assert fetches(back) == 1
    finally:
        back.stop()
