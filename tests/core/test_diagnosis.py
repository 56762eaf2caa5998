"""The doctor's remedies for each failure, and the skew between two clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.diagnosis import Diagnosis, Patient, State, Step, StepName, remedy, skew
from mosaic_clients.core.errors import (
    AnswerUnusable,
    BearerRefused,
    ConfigurationError,
    MaterialRefused,
    MosaicRefusal,
    TransportError,
)

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
PATIENT = Patient("payments", "eu", "pay-1.transmit", AuthMethod.SELF_SIGNED, "urn:pay{x}")


def test_unknown_certificate_must_be_published():
    refusal = MosaicRefusal("no", code="invalid_client", status=401)
    assert "mosaic publish payments" in remedy(refusal, PATIENT)
    assert "JWK set" in remedy(refusal, PATIENT)
    signed = Patient("payments", "eu", "pay-1", AuthMethod.CA_SIGNED, "")
    assert "subject DN" in remedy(refusal, signed)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MosaicRefusal("no", code="invalid_target", status=400), "'urn:pay{x}'"),
        (MosaicRefusal("no", code="temporarily_unavailable", status=503), "Try again later"),
        (MosaicRefusal("no", code="odd", status=400), "Correct"),
        (AnswerUnusable("no", code="not_bound", status=200), "token binding"),
        (TransportError("no", code="dns"), "host name"),
        (ConfigurationError("no", code="certificate_not_asked"), "mosaic environment discover eu --use"),
        (BearerRefused("no", code="expired"), "clocks"),
        (MaterialRefused("no", code="expired"), "mosaic rotate payments"),
        (MaterialRefused("no", code="not_yet_valid"), "Wait until then"),
        (MaterialRefused("no", code="mismatch"), "mosaic rotate payments"),
    ],
    ids=lambda value: getattr(value, "code", None),
)
def test_every_failure_has_a_remedy(error, words):
    assert words in remedy(error, PATIENT)


@pytest.mark.parametrize(
    ("date", "issued_at", "seconds"),
    [
        ("Mon, 01 Jun 2026 11:58:30 GMT", None, 90),
        ("Mon, 01 Jun 2026 12:01:30 -0000", None, -90),
        ("Mon, 01 Jun 2026 12:00:00 GMT", None, 0),
        ("Mon, 01 Jun 2026 12:00:00 GMT", NOW.timestamp() - 40, 40),
        ("", NOW.timestamp() + 5, -5),
        ("yesterday", NOW.timestamp(), 0),
        ("Mon, 01 Jun 99999 12:00:00 GMT", NOW.timestamp(), 0),
    ],
)
def test_clock_skew_uses_the_larger_difference(date, issued_at, seconds):
    assert skew({"date": date}, issued_at=issued_at, now=NOW) == timedelta(seconds=seconds)


def test_clock_skew_is_unknown_without_a_time():
    assert skew({}, issued_at=None, now=NOW) is None


def test_skipped_step_is_not_a_failure():
    skipped = Step(StepName.FAPI, State.SKIPPED, "not FAPI")
    failed = Step(StepName.DNS, State.FAILED, "no", "look")
    assert Diagnosis("payments", "https://a", "", (skipped,)).is_healthy
    sick = Diagnosis("payments", "https://a", "", (failed, skipped))
    assert (sick.is_healthy, sick.failed) == (False, (failed,))
