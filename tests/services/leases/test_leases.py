"""A row has one holder at a time, and no holder for longer than its lease."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F, Q
from django.utils import timezone

from mosaic_clients.models import AccessToken, SigningKeySet
from mosaic_clients.services import leases
from mosaic_clients.services.leases import RELEASED, Lease

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def advance(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Return a function that advances the clock of the leases."""
    offset, real = [timedelta(0)], timezone.now
    monkeypatch.setattr(leases.timezone, "now", lambda: real() + offset[0])

    def move(duration: timedelta) -> None:
        offset[0] += duration

    return move


def claim_row(row: AccessToken) -> Lease[AccessToken]:
    lease = leases.acquire(AccessToken, row.pk, MINUTE)
    assert lease is not None
    return lease


def test_claimed_row_cannot_be_claimed_until_the_claim_expires(
    token: AccessToken, advance: Callable[[timedelta], None]
) -> None:
    claim_row(token)
    advance(MINUTE - timedelta(seconds=1))
    assert leases.acquire(AccessToken, token.pk, MINUTE) is None
    advance(timedelta(seconds=2))
    assert leases.acquire(AccessToken, token.pk, MINUTE) is not None


def test_released_row_can_be_claimed_immediately(token: AccessToken) -> None:
    assert claim_row(token).release()
    token.refresh_from_db()
    assert (token.claim, token.claimed_until) == (None, None)
    claim_row(token)


def test_renewed_claim_lasts_from_the_renewal(token: AccessToken, advance: Callable[[timedelta], None]) -> None:
    lease = claim_row(token)
    advance(timedelta(seconds=50))
    assert lease.renew(MINUTE)
    advance(timedelta(seconds=50))
    assert leases.acquire(AccessToken, token.pk, MINUTE) is None


def test_expired_claim_can_be_renewed_if_no_one_else_claimed(
    token: AccessToken, advance: Callable[[timedelta], None]
) -> None:
    lease = claim_row(token)
    advance(2 * MINUTE)
    assert lease.queryset.exists()
    assert lease.renew(MINUTE)


@pytest.mark.parametrize("take_over", [True, False], ids=["taken over", "expired"])
def test_previous_holder_cannot_change_the_row(
    take_over: bool, token: AccessToken, advance: Callable[[timedelta], None]
) -> None:
    previous = claim_row(token)
    if not take_over:
        advance(2 * MINUTE)
    new = leases.acquire(AccessToken, token.pk, MINUTE, take_over=take_over)
    assert new is not None
    with previous.writing() as is_ours:
        assert not is_ours
    with new.writing() as is_ours:
        assert is_ours
    assert not previous.renew(MINUTE)
    assert not previous.release()
    assert previous.queryset.update(scope="late", **RELEASED) == 0
    assert previous.queryset.delete()[0] == 0
    token.refresh_from_db()
    assert (token.scope, Q(claim=token.claim)) == ("", new.mark)


def test_result_and_end_of_claim_are_stored_in_one_statement(token: AccessToken) -> None:
    assert claim_row(token).queryset.update(scope="new", **RELEASED) == 1
    token.refresh_from_db()
    assert (token.scope, token.claim, token.claimed_until) == ("new", None, None)


def test_row_that_does_not_match_or_exist_is_not_leased(token: AccessToken) -> None:
    now = timezone.now()
    assert leases.acquire(AccessToken, token.pk, MINUTE, where=Q(due_at__gt=now + MINUTE)) is None
    assert leases.acquire(AccessToken, uuid.uuid4(), MINUTE) is None
    token.refresh_from_db()
    assert token.claim is None
    assert leases.acquire(AccessToken, token.pk, MINUTE, where=Q(due_at__lte=now)) is not None


@pytest.mark.parametrize(("due_in", "is_leased"), [(None, True), (-MINUTE, True), (MINUTE, False)])
def test_due_row_is_leased_until_it_is_due_again(
    due_in: timedelta | None, is_leased: bool, key_set: SigningKeySet, advance: Callable[[timedelta], None]
) -> None:
    due_at = None if due_in is None else timezone.now() + due_in
    SigningKeySet.objects.update(due_at=due_at)

    def take() -> Lease[SigningKeySet] | None:
        return leases.acquire_due(SigningKeySet, key_set.pk, "due_at", 5 * MINUTE, generation=F("generation") + 1)

    lease = take()
    assert (lease is not None) is is_leased
    assert take() is None
    key_set.refresh_from_db()
    assert key_set.generation == int(is_leased)
    advance(6 * MINUTE)
    assert take() is not None
    assert lease is None or not lease.queryset.exists()


def test_due_row_that_does_not_match_is_not_leased(key_set: SigningKeySet) -> None:
    where = Q(generation=1)
    assert leases.acquire_due(SigningKeySet, key_set.pk, "due_at", MINUTE, where=where) is None
    SigningKeySet.objects.update(generation=1)
    lease = leases.acquire_due(SigningKeySet, key_set.pk, "due_at", MINUTE, where=where)
    assert lease is not None
    assert lease.queryset.get() == key_set
    assert lease.queryset.update(due_at=timezone.now()) == 1
    assert not lease.queryset.exists()


def test_one_attempt_is_recorded_in_each_interval(key_set: SigningKeySet, advance: Callable[[timedelta], None]) -> None:
    def attempt() -> bool:
        return leases.record_attempt(SigningKeySet, key_set.pk, "attempted_at", MINUTE)

    assert [attempt(), attempt()] == [True, False]
    advance(MINUTE - timedelta(seconds=1))
    assert not attempt()
    advance(timedelta(seconds=2))
    assert [attempt(), attempt()] == [True, False]


def test_attempt_recorded_by_a_fast_clock_is_ignored(key_set: SigningKeySet) -> None:
    for offset, is_leased in ((MINUTE / 2, False), (2 * MINUTE, True)):
        SigningKeySet.objects.update(attempted_at=timezone.now() + offset)
        assert leases.record_attempt(SigningKeySet, key_set.pk, "attempted_at", MINUTE) is is_leased


def test_lease_lasts_longer_than_its_call(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "TOTAL_TIMEOUT": 42.0}
    assert leases.call_duration() == timedelta(seconds=52)
