"""A bearer that was verified is not verified again, and nothing that matters is taken from memory."""

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
def remembering(settings: Any, environment: Environment) -> Iterator[None]:
    """As in production: the database is read every few seconds."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REREAD": 60.0}
    signing_key_refresh.refresh(environment)
    issuer_snapshot.invalidate()
    yield
    issuer_snapshot.invalidate()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """How often a signature is looked at."""
    spy = Mock(wraps=jws.signature_is_valid)
    monkeypatch.setattr(jws, "signature_is_valid", spy)
    return spy


def test_the_second_time_neither_a_query_nor_a_signature_is_needed(mosaic: Sandbox, counted: Mock) -> None:
    token = mosaic.mint(aud=RESOURCE)
    first = bearer_verification.verify(token, presented_x5t_s256=None)
    with CaptureQueriesContext(connection) as queries:
        assert bearer_verification.verify(token, presented_x5t_s256=None) == first
    assert len(queries) == 0
    assert counted.call_count == 1


def test_a_token_never_seen_costs_no_query_either(mosaic: Sandbox, counted: Mock) -> None:
    bearer_verification.verify(mosaic.mint(aud=RESOURCE), presented_x5t_s256=None)
    with CaptureQueriesContext(connection) as queries:
        bearer_verification.verify(mosaic.mint(aud=RESOURCE, jti="another"), presented_x5t_s256=None)
    assert len(queries) == 0
    assert counted.call_count == 2


@pytest.mark.parametrize("presented", [None, "B" * 43])
def test_the_certificate_is_compared_on_every_request(mosaic: Sandbox, presented: str | None) -> None:
    token = mosaic.mint(aud=RESOURCE, cnf={"x5t#S256": THUMBPRINT})
    assert bearer_verification.verify(token, presented_x5t_s256=THUMBPRINT).is_bound
    with pytest.raises(BearerRefused) as refused:
        bearer_verification.verify(token, presented_x5t_s256=presented)
    assert refused.value.code in {"certificate_missing", "certificate_mismatch"}
    assert bearer_verification.verify(token, presented_x5t_s256=THUMBPRINT).is_bound


def test_a_view_that_requires_binding_is_not_fooled_by_another_that_does_not(mosaic: Sandbox) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    with pytest.raises(BearerRefused) as refused:
        bearer_verification.verify(token, presented_x5t_s256=None, require_bound=True)
    assert refused.value.code == "not_bound"


def test_a_remembered_token_ends_when_it_expires(mosaic: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    later = time.time() + 2 * 3600
    monkeypatch.setattr(bearer_verification.time, "time", lambda: later)
    with pytest.raises(BearerRefused) as refused:
        bearer_verification.verify(token, presented_x5t_s256=None)
    assert refused.value.code == "expired"


def test_when_the_signing_keys_change_everything_is_verified_anew(
    mosaic: Sandbox, environment: Environment, counted: Mock
) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    mosaic.rotate_signing_key()
    signing_key_refresh.refresh(environment)
    issuer_snapshot.invalidate()
    bearer_verification.verify(token, presented_x5t_s256=None)
    assert counted.call_count == 2


def test_a_withdrawn_key_takes_its_remembered_tokens_along(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    mosaic.rotate_signing_key(keep_old=False)
    signing_key_refresh.refresh(environment)
    issuer_snapshot.invalidate()
    with pytest.raises(BearerRefused) as refused:
        bearer_verification.verify(token, presented_x5t_s256=None)
    assert refused.value.code == "unknown_kid"


def test_an_environment_that_no_longer_accepts_an_audience_is_heard(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint(aud=RESOURCE)
    bearer_verification.verify(token, presented_x5t_s256=None)
    Environment.objects.filter(pk=environment.pk).update(audiences=["somebody-else"])
    issuer_snapshot.invalidate()
    with pytest.raises(BearerRefused) as refused:
        bearer_verification.verify(token, presented_x5t_s256=None)
    assert refused.value.code == "audience"


def test_a_database_that_is_down_leaves_what_was_read(
    mosaic: Sandbox, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bearer_verification.verify(mosaic.mint(aud=RESOURCE), presented_x5t_s256=None)
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS}  # other settings: it wants to read again
    monkeypatch.setattr(Environment.objects, "select_related", Mock(side_effect=DatabaseError("gone")))
    assert bearer_verification.verify(mosaic.mint(aud=RESOURCE), presented_x5t_s256=None).subject


def test_a_flood_of_unknown_kids_asks_nobody(mosaic: Sandbox, environment: Environment) -> None:
    SigningKeySet.objects.update(attempted_at=None)
    before = mosaic.requests.count(("GET", "/cis/oidc/jwks"))
    for number in range(50):
        with pytest.raises(BearerRefused):
            bearer_verification.verify(
                mosaic.mint(aud=RESOURCE, header={"kid": f"random-{number}"}), presented_x5t_s256=None
            )
    assert mosaic.requests.count(("GET", "/cis/oidc/jwks")) <= before + 1


def test_of_too_many_bearers_those_are_forgotten_that_nobody_asks_about(
    mosaic: Sandbox, monkeypatch: pytest.MonkeyPatch, counted: Mock
) -> None:
    monkeypatch.setattr("mosaic_clients.services.bearers.verified_cache.MAX_BEARERS", 6)
    busy, idle = (mosaic.mint(aud=RESOURCE, jti=name) for name in ("busy", "idle"))
    bearer_verification.verify(idle, presented_x5t_s256=None)
    for number in range(20):
        bearer_verification.verify(mosaic.mint(aud=RESOURCE, jti=f"token-{number}"), presented_x5t_s256=None)
        bearer_verification.verify(busy, presented_x5t_s256=None)
    assert counted.call_count == 22
    bearer_verification.verify(idle, presented_x5t_s256=None)
    assert counted.call_count == 23


def test_what_was_read_while_something_changed_is_read_again(
    mosaic: Sandbox, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, read = mosaic.mint(aud=RESOURCE), issuer_snapshot.issuers._read

    def overtaken(previous: Any) -> Any:
        result = read(previous)
        Environment.objects.filter(pk=environment.pk).update(audiences=["somebody-else"])
        issuer_snapshot.invalidate()  # as another thread does
        monkeypatch.setattr(issuer_snapshot.issuers, "_read", read)
        return result

    monkeypatch.setattr(issuer_snapshot.issuers, "_read", overtaken)
    assert bearer_verification.verify(token, presented_x5t_s256=None).subject
    with pytest.raises(BearerRefused) as refused:
        bearer_verification.verify(token, presented_x5t_s256=None)
    assert refused.value.code == "audience"
