"""When a successor is staged: short and long lifetimes, imported certificates, jitter, a request."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mosaic_clients.core.rotation.schedule import renewal_due_at
from mosaic_clients.core.rotation.state import Step
from tests.core.rotation.states import ACTIVE, DAY, HOUR, NOW, POLICY, first_step, state_of


def test_new_certificate_waits_for_two_thirds_of_its_lifetime() -> None:
    step = first_step(state_of(ACTIVE))
    assert step is not None
    assert (step.step, step.at, step.is_ready(NOW)) == (Step.STAGE, NOW + 60 * DAY, False)


def test_successor_is_staged_at_two_thirds_of_the_lifetime() -> None:
    now = NOW + 60 * DAY
    step = first_step(state_of(ACTIVE), now=now)
    assert step is not None
    assert step.step is Step.STAGE
    assert step.is_ready(now)


@pytest.mark.parametrize(
    ("life", "renew_before", "after"),
    [
        (2 * HOUR, None, timedelta(hours=4, minutes=0) / 3),
        (90 * DAY, 14 * DAY, 76 * DAY),
        (2 * HOUR, 14 * DAY, HOUR),
        (3650 * DAY, 30 * DAY, 3620 * DAY),
    ],
    ids=["hours", "days before the end", "never in the first half", "years"],
)
def test_renewal_time_suits_short_and_long_lifetimes(
    life: timedelta, renew_before: timedelta | None, after: timedelta
) -> None:
    credential = replace(ACTIVE, not_after=NOW + life)
    assert renewal_due_at(credential, replace(POLICY, renew_before=renew_before)) == NOW + after


@pytest.mark.parametrize("seconds", [1, 20, 60, 150, 600])
@pytest.mark.parametrize("renew_before", [None, HOUR])
def test_lifetime_of_minutes_is_not_renewed_immediately(seconds: int, renew_before: timedelta | None) -> None:
    """The backdating does not count, and a rotation does not start immediately after another."""
    life = timedelta(seconds=seconds)
    credential = replace(ACTIVE, not_before=NOW - timedelta(minutes=5), not_after=NOW + life)
    due = renewal_due_at(credential, replace(POLICY, renew_before=renew_before, jitter=0.999))
    assert due is not None
    assert due >= NOW + max(life * 0.4, timedelta(seconds=30))


def test_imported_certificate_renews_at_two_thirds_of_its_lifetime() -> None:
    imported = replace(ACTIVE, created_at=NOW + 70 * DAY)
    assert renewal_due_at(replace(ACTIVE, created_at=NOW + 20 * DAY), POLICY) <= NOW + 60 * DAY + HOUR
    assert renewal_due_at(imported, POLICY) == NOW + 70 * DAY + timedelta(seconds=30)


def test_jitter_moves_a_renewal_forward_by_at_most_a_twentieth() -> None:
    due = {renewal_due_at(ACTIVE, replace(POLICY, jitter=jitter)) for jitter in (0.0, 0.5, 0.999)}
    assert len(due) == 3
    assert min(filter(None, due)) >= NOW + 60 * DAY - 90 * DAY / 20


def test_without_automatic_rotation_only_a_request_stages() -> None:
    manual = replace(POLICY, automatic=False)
    now = NOW + 89 * DAY
    assert first_step(state_of(ACTIVE), manual, now) is None
    step = first_step(state_of(ACTIVE, requested_at=now), manual, now)
    assert step is not None
    assert step.step is Step.STAGE
