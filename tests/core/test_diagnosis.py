"""The doctor's remedies for each failure, and the skew between two clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.diagnosis import CheckState, CheckStep, Diagnosis, RemedyContext, StepName, remedy_for, skew
from mosaic_clients.core.errors import (
    AnswerUnusable,
    BearerRefused,
    ConfigurationError,
    MaterialRefused,
    MosaicRefusal,
    TransportError,
    UnknownEncryptionKey,
)
from mosaic_clients.core.remedies import Remedy, RemedyKind

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
CONTEXT = RemedyContext("payments", "eu", "pay-1.transmit", AuthMethod.SELF_SIGNED, "urn:pay{x}")


def kinds(error, context=CONTEXT):
    """Returns the kinds of remedies, in order."""
    return [step.kind for step in remedy_for(error, context)]


@pytest.mark.parametrize(
    ("is_registered_manually", "first"), [(False, RemedyKind.PUBLISH), (True, RemedyKind.REGISTER_AND_CONFIRM)], ids=str
)
@pytest.mark.parametrize("method", AuthMethod)
def test_remedy_for_unknown_certificate_is_publication(method, is_registered_manually, first):
    refusal = MosaicRefusal("no", code="invalid_client", status=401)
    context = replace(CONTEXT, auth_method=method, is_registered_manually=is_registered_manually)
    assert kinds(refusal, context) == [first, RemedyKind.CHECK_REGISTRATION]
    assert {step.auth_method for step in remedy_for(refusal, context)} == {method}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (MosaicRefusal("no", code="invalid_target", status=400), RemedyKind.CHANGE_RESOURCE),
        (MosaicRefusal("no", code="temporarily_unavailable", status=503), RemedyKind.TRY_AGAIN_LATER),
        (MosaicRefusal("no", code="unusual", status=400), RemedyKind.CORRECT_CAUSE),
        (AnswerUnusable("no", code="not_bound", status=200), RemedyKind.MATCH_TOKEN_BINDING),
        (TransportError("no", code="dns"), RemedyKind.CHECK_HOST_NAME),
        (ConfigurationError("no", code="certificate_not_asked"), RemedyKind.DISCOVER_ENDPOINTS),
        (BearerRefused("no", code="expired"), RemedyKind.COMPARE_CLOCKS),
        (MaterialRefused("no", code="expired"), RemedyKind.ROTATE),
        (MaterialRefused("no", code="not_yet_valid"), RemedyKind.WAIT_OR_SET_CLOCK),
        (MaterialRefused("no", code="mismatch"), RemedyKind.ROTATE),
        (UnknownEncryptionKey("abc"), RemedyKind.RESTORE_ENCRYPTION_KEY),
    ],
    ids=lambda value: getattr(value, "code", None),
)
def test_every_failure_has_a_remedy(error, kind):
    assert kinds(error) == [kind]


def test_names_of_a_remedy_come_from_the_context():
    remedy = remedy_for(MosaicRefusal("no", code="invalid_target", status=400), CONTEXT)
    assert (remedy.client, remedy.environment) == ("payments", "eu")
    assert (remedy.client_id, remedy.resource) == ("pay-1.transmit", "urn:pay{x}")


def test_own_remedy_of_an_error_overrides_that_of_its_code():
    error = TransportError("no", code="dns", remedy=Remedy(RemedyKind.ADD_TRUSTED_CA))
    assert remedy_for(error, CONTEXT) == Remedy(RemedyKind.ADD_TRUSTED_CA, client="payments", environment="eu")


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
    skipped = CheckStep(StepName.FAPI, CheckState.SKIPPED, "not FAPI")
    failed = CheckStep(StepName.DNS, CheckState.FAILED, "no", Remedy(RemedyKind.TRY_AGAIN_LATER))
    assert Diagnosis("payments", "https://a", "", (skipped,)).is_healthy
    unhealthy = Diagnosis("payments", "https://a", "", (failed, skipped))
    assert (unhealthy.is_healthy, unhealthy.failed) == (False, (failed,))
