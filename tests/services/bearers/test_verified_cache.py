"""A verified bearer is cached. Times, certificate, keys and policies are still checked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose import jws
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import RESOURCE

THUMBPRINT = "A" * 43


@pytest.fixture(autouse=True)
def long_reread(settings: Any, environment: Environment) -> Iterator[None]:
    """Read the database only every REREAD seconds, as in production."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REREAD": 60.0}
    signing_key_refresh.refresh(environment)
    issuer_snapshot.invalidate()
    yield
    issuer_snapshot.invalidate()


@pytest.fixture
def signature_checks(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Count the signature checks."""
    spy = Mock(wraps=jws.signature_is_valid)
    monkeypatch.setattr(jws, "signature_is_valid", spy)
    return spy


def test_second_verification_needs_no_query_and_no_signature_check(mosaic: Sandbox, signature_checks: Mock) -> None:
    token = mosaic.mint(aud=RESOURCE)
    first = bearer_verification.verify(token, presented_x5t_s256=None)
    with CaptureQueriesContext(connection) as queries:
        assert bearer_verification.verify(token, presented_x5t_s256=None) == first
    assert len(queries) == 0
    assert signature_checks.call_count == 1


def test_new_token_causes_no_query(mosaic: Sandbox, signature_checks: Mock) -> None:
    bearer_verification.verify(mosaic.mint(aud=RESOURCE), presented_x5t_s256=None)
    with CaptureQueriesContext(connection) as queries:
        bearer_verification.verify(mosaic.mint(aud=RESOURCE, jti="another"), presented_x5t_s256=None)
    assert len(queries) == 0
    assert signature_checks.call_count == 2


@pytest.mark.parametrize("presented", [None, "B" * 43])
def test_certificate_is_compared_on_every_request(mosaic: Sandbox, presented: str | None) -> None:
    token = mosaic.mint(aud=RESOURCE, cnf={"x5t#S256": THUMBPRINT})
    assert bearer_verification.verify(token, presented_x5t_s256=THUMBPRINT).is_bound
    with pytest.raises(BearerRefused) as error:
        bearer_verification.verify(token, presented_x5t_s256=presented)
    assert error.value.code in {"certificate_missing", "certificate_mismatch"}
    assert bearer_verification.verify(token, presented_x5t_s256=THUMBPRINT).is_bound


def test_view_that_requires_binding_refuses_cached_unbound_token(mosaic: Sandbox) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    with pytest.raises(BearerRefused) as error:
        bearer_verification.verify(token, presented_x5t_s256=None, require_bound=True)
    assert error.value.code == "not_bound"


def test_cached_token_is_refused_after_its_expiry(mosaic: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    later = time.time() + 2 * 3600
    monkeypatch.setattr(bearer_verification.time, "time", lambda: later)
    with pytest.raises(BearerRefused) as error:
        bearer_verification.verify(token, presented_x5t_s256=None)
    assert error.value.code == "expired"


def test_token_is_verified_again_after_signing_keys_change(
    mosaic: Sandbox, environment: Environment, signature_checks: Mock
) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    mosaic.rotate_signing_key()
    signing_key_refresh.refresh(environment)
    issuer_snapshot.invalidate()
    bearer_verification.verify(token, presented_x5t_s256=None)
    assert signature_checks.call_count == 2


def test_cached_token_of_withdrawn_key_is_refused(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    mosaic.rotate_signing_key(keep_old=False)
    signing_key_refresh.refresh(environment)
    issuer_snapshot.invalidate()
    with pytest.raises(BearerRefused) as error:
        bearer_verification.verify(token, presented_x5t_s256=None)
    assert error.value.code == "unknown_kid"


def test_cached_token_is_refused_after_its_audience_is_removed(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    Environment.objects.filter(pk=environment.pk).update(audiences=["another-audience"])
    issuer_snapshot.invalidate()
    with pytest.raises(BearerRefused) as error:
        bearer_verification.verify(token, presented_x5t_s256=None)
    assert error.value.code == "audience"


def test_snapshot_is_used_while_the_database_is_down(
    mosaic: Sandbox, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bearer_verification.verify(mosaic.mint(aud=RESOURCE), presented_x5t_s256=None)
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS}  # other settings cause a new read
    monkeypatch.setattr(Environment.objects, "select_related", Mock(side_effect=DatabaseError("gone")))
    assert bearer_verification.verify(mosaic.mint(aud=RESOURCE), presented_x5t_s256=None).subject


def test_flood_of_unknown_kids_causes_at_most_one_fetch(mosaic: Sandbox, environment: Environment) -> None:
    SigningKeySet.objects.update(attempted_at=None)
    before = mosaic.requests.count(("GET", "/cis/oidc/jwks"))
    for number in range(50):
        with pytest.raises(BearerRefused):
            bearer_verification.verify(
                mosaic.mint(aud=RESOURCE, header={"kid": f"random-{number}"}), presented_x5t_s256=None
            )
    assert mosaic.requests.count(("GET", "/cis/oidc/jwks")) <= before + 1


def test_full_cache_drops_least_recently_used_bearers(
    mosaic: Sandbox, monkeypatch: pytest.MonkeyPatch, signature_checks: Mock
) -> None:
    monkeypatch.setattr("mosaic_clients.services.bearers.verified_cache.MAX_BEARERS", 6)
    busy, idle = (mosaic.mint(aud=RESOURCE, jti=name) for name in ("busy", "idle"))
    bearer_verification.verify(idle, presented_x5t_s256=None)
    for number in range(20):
        bearer_verification.verify(mosaic.mint(aud=RESOURCE, jti=f"token-{number}"), presented_x5t_s256=None)
        bearer_verification.verify(busy, presented_x5t_s256=None)
    assert signature_checks.call_count == 22
    bearer_verification.verify(idle, presented_x5t_s256=None)
    assert signature_checks.call_count == 23


def test_reading_during_a_change_is_read_again(
    mosaic: Sandbox, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, read = mosaic.mint(aud=RESOURCE), issuer_snapshot.issuers._read

    def read_then_change(previous: Any) -> Any:
        result = read(previous)
        Environment.objects.filter(pk=environment.pk).update(audiences=["another-audience"])
        issuer_snapshot.invalidate()  # as another thread does
        monkeypatch.setattr(issuer_snapshot.issuers, "_read", read)
        return result

    monkeypatch.setattr(issuer_snapshot.issuers, "_read", read_then_change)
    assert bearer_verification.verify(token, presented_x5t_s256=None).subject
    with pytest.raises(BearerRefused) as error:
        bearer_verification.verify(token, presented_x5t_s256=None)
    assert error.value.code == "audience"
