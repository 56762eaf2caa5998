"""Retries: idempotent calls are retried, others only where not applied, within the caller's limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from mosaic_clients import conf
from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import (
    MosaicError,
    MosaicRefusal,
    TimedOut,
    Unreachable,
)
from mosaic_clients.models import Client
from mosaic_clients.services import retrying
from mosaic_clients.transport.http import Limits
from tests.mosaic import TOKEN, Reply, ScriptedMosaic, go_down, token_reply

pytestmark = pytest.mark.django_db

INTROSPECTION, REVOCATION = "/cis/oidc/token/introspection", "/cis/oidc/token/revocation"
USERINFO, BACKCHANNEL, DEVICE = "/cis/oidc/me", "/cis/oidc/backchannel", "/cis/oidc/device/auth"
SECRET = "a-token-that-must-stay-secret"
BUSY = Reply(503, {"error": "temporarily_unavailable"}, {"Retry-After": "2"})
LIMITED = Reply(429, {"message": "slow down", "error_code": 429}, {"Retry-After": "3"})

Made = Callable[[MosaicClient], Any]
CALLS: dict[str, tuple[str, Made, Reply, bool]] = {
    "introspect": (INTROSPECTION, lambda mosaic: mosaic.introspect(SECRET), Reply(200, {"active": False}), True),
    "userinfo": (USERINFO, lambda mosaic: mosaic.userinfo(SECRET), Reply(200, {"sub": "ann"}), True),
    "revoke": (REVOCATION, lambda mosaic: mosaic.revoke(SECRET), Reply(200, b""), True),
    "access_token": (TOKEN, lambda mosaic: mosaic.access_token(), token_reply("fresh"), True),
    "exchange": (TOKEN, lambda mosaic: mosaic.exchange_token(subject_token=SECRET), token_reply("other"), False),
    "backchannel": (
        BACKCHANNEL,
        lambda mosaic: mosaic.backchannel_authentication(login_hint="ann"),
        Reply(200, {"auth_req_id": SECRET, "expires_in": 600}),
        False,
    ),
    "device": (
        DEVICE,
        lambda mosaic: mosaic.device_authorization(),
        Reply(200, {"device_code": SECRET, "user_code": "AB", "verification_uri": "https://a.test/d"}),
        False,
    ),
}


class Naps:
    """Replaces sleep between tries: records the seconds and moves the clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[float] = []
        monkeypatch.setattr(retrying, "time", SimpleNamespace(sleep=self.taken.append, monotonic=self.monotonic))

    def monotonic(self) -> float:
        return time.monotonic() + sum(self.taken)


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Naps:
    return Naps(monkeypatch)


@pytest.fixture
def active(shared_active: Client) -> Client:
    return shared_active


@pytest.fixture
def client(active: Client, scripted: ScriptedMosaic) -> Client:
    """A client whose Mosaic is scripted; its tokens are opaque."""
    active.bound = False
    active.save()
    scripted.take_over(active.environment)
    return active


@pytest.fixture
def mosaic_client(client: Client) -> MosaicClient:
    return MosaicClient(client)


def in_turn(*replies: Reply) -> Callable[[dict[str, Any]], Reply]:
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize("name", CALLS)
def test_429_is_retried_after_retry_after(
    name: str, mosaic_client: MosaicClient, scripted: ScriptedMosaic, naps: Naps
) -> None:
    path, make, good, _ = CALLS[name]
    scripted.answers[path] = in_turn(LIMITED, LIMITED, good)
    make(mosaic_client)
    assert scripted.requests.count(path) == 3
    assert len(naps.taken) == 2
    assert all(3 <= nap < 3.3 for nap in naps.taken)


@pytest.mark.parametrize("name", CALLS)
def test_possibly_applied_call_is_retried_only_if_idempotent(
    name: str, mosaic_client: MosaicClient, scripted: ScriptedMosaic, naps: Naps
) -> None:
    path, make, good, is_idempotent = CALLS[name]
    scripted.answers[path] = in_turn(BUSY, good)
    if is_idempotent:
        make(mosaic_client)
        (nap,) = naps.taken
        assert (scripted.requests.count(path), 2 <= nap < 2.2) == (2, True)
        return
    with pytest.raises(MosaicRefusal) as caught:
        make(mosaic_client)
    assert (scripted.requests.count(path), naps.taken, caught.value.retry_after) == (1, [], 2.0)


@pytest.mark.parametrize("name", CALLS)
def test_number_of_tries_is_limited_and_error_has_no_secret(
    name: str, mosaic_client: MosaicClient, scripted: ScriptedMosaic, naps: Naps, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    path, make, _, _ = CALLS[name]
    scripted.answers[path] = Reply(429, {"error": "slow"})
    with pytest.raises(MosaicError) as caught:
        make(mosaic_client)
    assert scripted.requests.count(path) == 3
    assert len(naps.taken) == 2
    assert all(0.1 < nap < 1 for nap in naps.taken)
    assert SECRET not in f"{caught.value!r}{caught.value.__dict__}{caplog.text}"


@pytest.mark.parametrize("name", CALLS)
def test_refusal_is_not_retried(name: str, mosaic_client: MosaicClient, scripted: ScriptedMosaic, naps: Naps) -> None:
    path, make, _, _ = CALLS[name]
    scripted.answers[path] = Reply(400, {"error": "invalid_request"})
    with pytest.raises(MosaicError):
        make(mosaic_client)
    assert (scripted.requests.count(path), naps.taken) == (1, [])


def test_wait_longer_than_limit_is_not_started(
    mosaic_client: MosaicClient, scripted: ScriptedMosaic, naps: Naps
) -> None:
    wait = int(conf.current().TOTAL_TIMEOUT) + 1
    scripted.answers[INTROSPECTION] = Reply(429, {"error": "slow"}, {"Retry-After": str(wait)})
    with pytest.raises(MosaicRefusal) as caught:
        mosaic_client.introspect(SECRET)
    assert (caught.value.retry_after, naps.taken) == (wait, [])


def test_all_tries_end_within_limit_of_one_call(naps: Naps) -> None:
    limits_of_tries: list[Limits] = []

    def ask(limits: Limits) -> None:
        limits_of_tries.append(limits)
        naps.taken.append(limits.total * 0.6)  # after that time
        raise TimedOut("late")

    with pytest.raises(TimedOut):
        retrying.call_with_retries(ask, limits=Limits(connect=3, read=10, total=20), is_idempotent=True)
    assert len(limits_of_tries) == 3
    assert sum(naps.taken) < 20
    assert all(each.connect <= each.total and each.read <= each.total for each in limits_of_tries)


def test_unreachable_mosaic_is_tried_three_times(client: Client, mosaic_client: MosaicClient, naps: Naps) -> None:
    go_down(client.environment)
    with pytest.raises(Unreachable):
        MosaicClient(client).introspect(SECRET)
    assert len(naps.taken) == 2
