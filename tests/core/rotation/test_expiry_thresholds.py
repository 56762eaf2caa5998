"""The warning threshold that a certificate near its expiry has crossed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mosaic_clients.core.rotation.expiry_thresholds import crossed_threshold

START = datetime(2026, 6, 1, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DAYS = (30, 14, 7, 3, 1)


def crossed(life: timedelta, left: timedelta, days: tuple[float, ...] = DAYS) -> str | None:
    return crossed_threshold(START, START + life, now=START + life - left, days=days)


@pytest.mark.parametrize(
    ("left", "threshold"),
    [
        (31 * DAY, None),
        (30 * DAY + SECOND, None),
        (30 * DAY, "30 d"),
        (14 * DAY + SECOND, "30 d"),
        (14 * DAY, "14 d"),
        (5 * DAY, "7 d"),
        (SECOND, "1 d"),
        (0 * DAY, "expired"),
        (-99 * DAY, "expired"),
    ],
)
def test_tightest_crossed_threshold_counts(left: timedelta, threshold: str | None) -> None:
    assert crossed(90 * DAY, left) == threshold


@pytest.mark.parametrize("life", [SECOND, timedelta(hours=1), 7 * DAY, 30 * DAY - SECOND])
def test_lifetime_below_a_month_warns_in_its_last_tenth(life: timedelta) -> None:
    assert crossed(life, life) is None
    assert crossed(life, life * 0.11) is None
    assert crossed(life, life * 0.1) == "10 %"
    assert crossed(life, timedelta(0)) == "expired"


@pytest.mark.parametrize(("life", "first"), [(30 * DAY, "14 d"), (60 * DAY, "14 d"), (61 * DAY, "30 d")])
def test_threshold_of_more_than_half_the_lifetime_does_not_count(life: timedelta, first: str) -> None:
    results = [crossed(life, life - days * DAY) for days in range(61)]
    assert next(filter(None, results)) == first
    assert results[0] is None


def test_thresholds_may_be_in_any_order_or_missing() -> None:
    assert crossed(90 * DAY, 2 * DAY, days=(1, 30, 3)) == "3 d"
    assert crossed(90 * DAY, 2 * DAY, days=()) is None
    assert crossed(90 * DAY, 0 * DAY, days=()) == "expired"


def test_future_certificate_has_no_warning() -> None:
    assert crossed(90 * DAY, 100 * DAY) is None
