"""Resealing with a new encryption key while the system runs; a missing key is reported, others are not changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.errors import UnknownEncryptionKey
from mosaic_clients.core.oauth.polling import Polling
from mosaic_clients.core.sealing import key_id_of
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import resealing
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.user_login import background_polling
from mosaic_clients.services.user_login.approval_poll import Approval
from tests.mosaic import activate
from tests.services.encryption_keys import NEW, NEW_ID, OLD, OLD_ID, THIRD, THIRD_ID


def _run() -> resealing.Resealing:
    *_, last = resealing.reseal()
    return last


def _clear_texts() -> dict[str, str]:
    return {
        f"{model.__name__}.{name}.{row.pk}": row.unseal(name)
        for model, name in resealing.sealed_columns()
        for row in model._default_manager.exclude(**{name: ""})
    }


def _key_ids() -> set[str]:
    return {
        key_id_of(value)
        for model, name in resealing.sealed_columns()
        for value in model._default_manager.exclude(**{name: ""}).values_list(name, flat=True)
    }


def _many(client: Client, number: int) -> None:
    """Retired keys, enough for several batches."""
    key = client.credentials.get()
    for position in range(number):
        row = Credential(client=client, kid=f"kid-{position}", status="RETIRED", created_at=key.created_at)
        row.seal("private_key", f"key {position}")
        row.save(force_insert=True)


def _approved(client: Client) -> None:
    """A user's approval: the code that it is polled with, and tokens that wait to be collected."""
    now = timezone.now()
    row = background_polling.start(
        client,
        Approval.DEVICE,
        code="device-code",
        scope="openid",
        polling=Polling(5.0, now, now + timedelta(minutes=9)),
        credential_id=client.credentials.get().pk,
    )
    row.seal("answer", "tokens")
    row.save()


def test_reseal_moves_every_secret_to_first_key(sealed: Client, ring: Any) -> None:
    _approved(sealed)
    before = _clear_texts()
    assert len(before) == 5
    assert {name.partition(".")[0] for name in before} == {model.__name__ for model, _ in resealing.sealed_columns()}
    ring(NEW, OLD)
    tally = _run()
    assert (tally.resealed, dict(tally.left)) == (5, {})
    ring(NEW)
    assert _clear_texts() == before
    assert resealing.key_ids_in_use() == _key_ids() == {NEW_ID}


def test_second_run_changes_nothing(sealed: Client, ring: Any) -> None:
    ring(NEW, OLD)
    _run()
    before = list(Credential.objects.values_list("private_key", flat=True))
    assert _run().resealed == 0
    assert list(Credential.objects.values_list("private_key", flat=True)) == before


def test_next_run_continues_after_kill_between_batches(
    sealed: Client, ring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 4)
    _many(sealed, 10)
    before = _clear_texts()
    ring(NEW, OLD)
    run = resealing.reseal()
    while len({key_id_of(value) for value in Credential.objects.values_list("private_key", flat=True)}) == 1:
        done = next(run).resealed
    run.close()
    assert 4 <= done < len(before)
    assert _key_ids() == {OLD_ID, NEW_ID}
    assert _clear_texts() == before  # a partial run does no harm
    assert _run().resealed == len(before) - done
    ring(NEW)
    assert _clear_texts() == before


def test_kill_between_rows_loses_no_value(sealed: Client, ring: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _many(sealed, 10)
    before = _clear_texts()
    ring(NEW, OLD)
    real, calls = Credential.seal, []

    def dies(self: Credential, field: str, plaintext: str) -> None:
        calls.append(self)
        real(self, field, plaintext)
        if len(calls) == 5:
            raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(Credential, "seal", dies)
        with pytest.raises(KeyboardInterrupt):
            _run()
    sealed_with = [key_id_of(value) for value in Credential.objects.values_list("private_key", flat=True)]
    assert sealed_with.count(OLD_ID) == len(sealed_with) - 4
    assert _run().resealed == len(before) - 1 - 4  # the tokens come first and are done
    assert _clear_texts() == before


def test_value_of_removed_key_is_reported_and_unchanged(sealed: Client, ring: Any) -> None:
    ring(THIRD)
    _many(sealed, 2)
    lost = dict(Credential.objects.filter(kid__startswith="kid-").values_list("kid", "private_key"))
    ring(NEW, OLD)
    tally = _run()
    assert tally.resealed == 3
    ((reason, number),) = tally.left.items()
    assert (number, THIRD_ID in reason) == (2, True)
    assert dict(Credential.objects.filter(kid__startswith="kid-").values_list("kid", "private_key")) == lost
    with pytest.raises(UnknownEncryptionKey):
        Credential.objects.get(kid="kid-0").unseal("private_key")


def test_damaged_and_misplaced_values_are_unchanged(sealed: Client, ring: Any) -> None:
    _many(sealed, 2)
    stolen = Credential.objects.get(kid="kid-0").private_key
    Credential.objects.filter(kid="kid-1").update(private_key=stolen)
    Credential.objects.filter(kid="kid-0").update(private_key=f"v1.{OLD_ID}.AAAA")
    ring(NEW, OLD)
    tally = _run()
    assert (tally.resealed, sum(tally.left.values())) == (3, 2)
    assert Credential.objects.get(kid="kid-1").private_key == stolen


def test_token_refreshed_during_reseal_is_kept(sealed: Client, ring: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the query of a batch and its lock, a worker stores a new token."""
    ring(NEW, OLD)
    real, fresh = resealing._reseal_batch, []

    def overtaken(model: Any, name: str, ids: Any, tally: Any) -> None:
        if model is AccessToken:
            fresh.append(token_refresh.current(sealed, force=True).value)
        real(model, name, ids, tally)

    monkeypatch.setattr(resealing, "_reseal_batch", overtaken)
    _run()
    ring(NEW)
    assert [token_refresh.current(sealed).value] == fresh


def test_key_destroyed_during_reseal_stays_destroyed(
    sealed: Client, ring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(sealed, 1)
    ring(NEW, OLD)
    real = resealing._reseal_batch

    def overtaken(model: Any, name: str, ids: Any, tally: Any) -> None:
        Credential.objects.filter(kid="kid-0").update(private_key="")
        real(model, name, ids, tally)

    monkeypatch.setattr(resealing, "_reseal_batch", overtaken)
    _run()
    assert Credential.objects.get(kid="kid-0").private_key == ""


def test_new_values_are_sealed_with_first_key(mosaic: Sandbox, payments: Client, ring: Any) -> None:
    ring(NEW, OLD)
    activate(mosaic, payments)
    token_refresh.current(payments)
    assert _key_ids() == {NEW_ID}
    assert conf.current().key_ring.key_ids[0] == NEW_ID
