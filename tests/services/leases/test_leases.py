"""One holder at a time for a row, and no holder for longer than its claim."""

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
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Move the clock of the leases."""
    ahead, real = [timedelta(0)], timezone.now
    monkeypatch.setattr(leases.timezone, "now", lambda: real() + ahead[0])

    def move(by: timedelta) -> None:
        ahead[0] += by

    return move


def claimed(row: AccessToken) -> Lease[AccessToken]:
    lease = leases.claim(AccessToken, row.pk, MINUTE)
    assert lease is not None
    return lease


def test_a_claimed_row_is_claimed_by_no_one_else_until_the_claim_ends(
    token: AccessToken, later: Callable[[timedelta], None]
) -> None:
    claimed(token)
    later(MINUTE - timedelta(seconds=1))
    assert leases.claim(AccessToken, token.pk, MINUTE) is None
    later(timedelta(seconds=2))
    assert leases.claim(AccessToken, token.pk, MINUTE) is not None


def test_a_released_row_can_be_claimed_immediately(token: AccessToken) -> None:
    assert claimed(token).release()
    token.refresh_from_db()
    assert (token.claim, token.claimed_until) == (None, None)
    claimed(token)


def test_a_renewed_claim_lasts_from_the_renewal(token: AccessToken, later: Callable[[timedelta], None]) -> None:
    lease = claimed(token)
    later(timedelta(seconds=50))
    assert lease.renew(MINUTE)
    later(timedelta(seconds=50))
    assert leases.claim(AccessToken, token.pk, MINUTE) is None


def test_a_claim_whose_time_is_over_is_still_held_while_no_one_else_claims(
    token: AccessToken, later: Callable[[timedelta], None]
) -> None:
    lease = claimed(token)
    later(2 * MINUTE)
    assert lease.queryset.exists()
    assert lease.renew(MINUTE)


@pytest.mark.parametrize("take_over", [True, False], ids=["taken over", "after its end"])
def test_who_has_lost_the_row_changes_nothing(
    take_over: bool, token: AccessToken, later: Callable[[timedelta], None]
) -> None:
    lost = claimed(token)
    if not take_over:
        later(2 * MINUTE)
    new = leases.claim(AccessToken, token.pk, MINUTE, take_over=take_over)
    assert new is not None
    with lost.writing() as is_ours:
        assert not is_ours
    with new.writing() as is_ours:
        assert is_ours
    assert not lost.renew(MINUTE)
    assert not lost.release()
    assert lost.queryset.update(scope="late", **RELEASED) == 0
    assert lost.queryset.delete()[0] == 0
    token.refresh_from_db()
    assert (token.scope, Q(claim=token.claim)) == ("", new.mark)


def test_the_result_and_the_end_of_the_claim_are_one_statement(token: AccessToken) -> None:
    assert claimed(token).queryset.update(scope="new", **RELEASED) == 1
    token.refresh_from_db()
    assert (token.scope, token.claim, token.claimed_until) == ("new", None, None)


def test_a_row_that_does_not_match_or_does_not_exist_is_not_claimed(token: AccessToken) -> None:
    now = timezone.now()
    assert leases.claim(AccessToken, token.pk, MINUTE, where=Q(due_at__gt=now + MINUTE)) is None
    assert leases.claim(AccessToken, uuid.uuid4(), MINUTE) is None
    token.refresh_from_db()
    assert token.claim is None
    assert leases.claim(AccessToken, token.pk, MINUTE, where=Q(due_at__lte=now)) is not None


@pytest.mark.parametrize(("due_in", "is_claimed"), [(None, True), (-MINUTE, True), (MINUTE, False)])
def test_a_due_row_is_claimed_until_it_is_due_again(
    due_in: timedelta | None, is_claimed: bool, key_set: SigningKeySet, later: Callable[[timedelta], None]
) -> None:
    due_at = None if due_in is None else timezone.now() + due_in
    SigningKeySet.objects.update(due_at=due_at)

    def claim() -> Lease[SigningKeySet] | None:
        return leases.claim_due(SigningKeySet, key_set.pk, "due_at", 5 * MINUTE, generation=F("generation") + 1)

    lease = claim()
    assert (lease is not None) is is_claimed
    assert claim() is None
    key_set.refresh_from_db()
    assert key_set.generation == int(is_claimed)
    later(6 * MINUTE)
    assert claim() is not None
    assert lease is None or not lease.queryset.exists()


def test_a_due_row_that_does_not_match_is_not_claimed(key_set: SigningKeySet) -> None:
    where = Q(generation=1)
    assert leases.claim_due(SigningKeySet, key_set.pk, "due_at", MINUTE, where=where) is None
    SigningKeySet.objects.update(generation=1)
    lease = leases.claim_due(SigningKeySet, key_set.pk, "due_at", MINUTE, where=where)
    assert lease is not None
    assert lease.queryset.get() == key_set
    assert lease.queryset.update(due_at=timezone.now()) == 1
    assert not lease.queryset.exists()


def test_one_attempt_is_recorded_in_each_interval(key_set: SigningKeySet, later: Callable[[timedelta], None]) -> None:
    def attempt() -> bool:
        return leases.claim_once_in(SigningKeySet, key_set.pk, "attempted_at", MINUTE)

    assert [attempt(), attempt()] == [True, False]
    later(MINUTE - timedelta(seconds=1))
    assert not attempt()
    later(timedelta(seconds=2))
    assert [attempt(), attempt()] == [True, False]


def test_an_attempt_recorded_by_a_clock_that_was_ahead_does_not_count(key_set: SigningKeySet) -> None:
    for ahead, is_claimed in ((MINUTE / 2, False), (2 * MINUTE, True)):
        SigningKeySet.objects.update(attempted_at=timezone.now() + ahead)
        assert leases.claim_once_in(SigningKeySet, key_set.pk, "attempted_at", MINUTE) is is_claimed


def test_a_claim_outlasts_the_call_that_it_covers(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "TOTAL_TIMEOUT": 42.0}
    assert leases.call_duration() == timedelta(seconds=52)
