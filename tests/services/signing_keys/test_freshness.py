"""Signing keys are refreshed in time, and stale ones stay in use until their hard stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MosaicError
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import KEYS, Reply, ScriptedMosaic, go_down

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
TIMES = ("fetched_at", "fresh_until", "due_at", "attempted_at", "answered_at", "failing_since")


def advance_clock(time: timedelta) -> None:
    """Advance the clock by changing the times of the row."""
    row = SigningKeySet.objects.get()
    times = {name: getattr(row, name) for name in TIMES}
    SigningKeySet.objects.update(**{name: value - time for name, value in times.items() if value is not None})


def row() -> SigningKeySet:
    return SigningKeySet.objects.get()


def key_set_of(mosaic: Sandbox) -> Any:
    return mosaic._ring.published()


@pytest.mark.parametrize(
    ("headers", "fresh", "due"),
    [
        ({}, 300, 240),
        ({"Cache-Control": "max-age=600"}, 600, 480),
        ({"Cache-Control": "max-age=0"}, 60, 48),
        ({"Cache-Control": "max-age=31536000"}, 86400, 43200),
    ],
)
def test_lifetime_of_the_answer_is_used_within_bounds(
    headers: dict[str, str], fresh: int, due: int, mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    scripted.answers[KEYS] = Reply(200, key_set_of(mosaic), headers)
    scripted.take_over(environment)
    signing_key_refresh.refresh(environment)
    stored = row()
    assert stored.fresh_until - stored.fetched_at == fresh * SECOND
    assert stored.due_at - stored.fetched_at == due * SECOND


def test_unchanged_set_is_renewed_and_not_replaced(mosaic: Sandbox, environment: Environment) -> None:
    signing_key_refresh.refresh(environment)
    advance_clock(timedelta(minutes=10))
    before = row()
    SigningKeySet.objects.update(problem="it was down", failing_since=before.fetched_at)
    signing_key_refresh.refresh(environment)
    after = row()
    assert after.fetched_at > before.fetched_at
    assert after.fresh_until > before.fresh_until
    assert (after.key_set, after.kids, after.etag) == (before.key_set, before.kids, before.etag)
    assert (after.problem, after.failing_since) == ("", None)


def test_etag_is_sent_back_and_304_renews_the_keys(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    conditions: list[str | None] = []

    def answer(environ: dict[str, Any]) -> Reply:
        conditions.append(environ.get("HTTP_IF_NONE_MATCH"))
        headers = {"ETag": '"v1"', "Cache-Control": "max-age=900"}
        return Reply(304, b"", headers) if conditions[-1] == '"v1"' else Reply(200, key_set_of(mosaic), headers)

    scripted.answers[KEYS] = answer
    scripted.take_over(environment)
    first = signing_key_refresh.refresh(environment)
    assert signing_key_refresh.refresh(environment) is first
    assert conditions == [None, '"v1"']
    assert row().fresh_until - row().fetched_at == 900 * SECOND
    assert bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None).subject == "sandbox-client"


def test_unexpected_304_replaces_nothing(mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment) -> None:
    scripted.answers[KEYS] = Reply(304, b"", {"ETag": '"v1"'})
    scripted.take_over(environment)
    with pytest.raises(AnswerUnusable, match="304"):
        signing_key_refresh.refresh(environment)
    assert (row().fetched_at, row().etag) == (None, "")


def test_etag_of_one_address_is_not_sent_to_another(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    signing_key_refresh.refresh(environment)
    assert row().etag
    conditions: list[str | None] = []

    def answer(environ: dict[str, Any]) -> Reply:
        conditions.append(environ.get("HTTP_IF_NONE_MATCH"))
        return Reply(200, key_set_of(mosaic))

    scripted.answers[KEYS] = answer
    scripted.take_over(environment)
    signing_key_refresh.refresh(environment)
    assert conditions == [None]
    assert row().etag == ""


def test_unreadable_row_is_fetched_again_without_etag(mosaic: Sandbox, environment: Environment) -> None:
    signing_key_refresh.refresh(environment)
    SigningKeySet.objects.update(key_set="\x80\x04.pickle", attempted_at=None)
    assert bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None).subject == "sandbox-client"
    assert row().key_set.startswith('{"keys"')


def test_keys_are_fetched_after_the_clock_was_set_back(mosaic: Sandbox, environment: Environment) -> None:
    signing_key_refresh.refresh(environment)
    advance_clock(-timedelta(days=3))  # all its times are now in the future
    kid = mosaic.rotate_signing_key()
    bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None)
    assert kid in row().kids
    assert row().fetched_at <= datetime.now(UTC)


def test_moved_environment_is_fetched_from_its_new_address(mosaic: Sandbox, environment: Environment) -> None:
    signing_key_refresh.refresh(environment)
    go_down(environment)
    with pytest.raises(MosaicError):
        signing_key_refresh.refresh(environment)
    assert row().kids
    assert "cannot be reached" in row().problem


def test_symmetric_and_private_keys_are_not_stored(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    (good,) = key_set_of(mosaic)["keys"][-1:]
    leaked = {**good, "kid": "leaked", "d": "c2VjcmV0LWV4cG9uZW50"}
    shared = {"kty": "oct", "kid": "shared", "k": "c2hhcmVkLXNlY3JldA"}
    scripted.answers[KEYS] = Reply(200, {"keys": [leaked, shared, {"kty": "RSA", "n": 1}, good]})
    scripted.take_over(environment)
    assert signing_key_refresh.refresh(environment).skipped == 0  # as stored
    stored = str(SigningKeySet.objects.values().get())
    assert row().kids == [good["kid"]]
    for secret in ("c2VjcmV0", "c2hhcmVk", "leaked", "shared"):
        assert secret not in stored
