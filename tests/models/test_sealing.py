"""Tests that secrets are sealed for one row and field, and that clear text is never stored."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.forms.models import model_to_dict

from mosaic_clients.core.errors import ConfigurationError, SealingError, UnknownEncryptionKey
from mosaic_clients.core.sealing import KeyRing
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import staging
from tests.mosaic import ACTOR

pytestmark = pytest.mark.django_db

PEM = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"


def put(credential: Credential, column: str, value: Any) -> None:
    """Writes a column with SQL, without the model's checks."""
    with connection.cursor() as cursor:
        statement = f'UPDATE mosaic_clients_credential SET "{column}" = %s WHERE id = %s'
        cursor.execute(statement, [value, credential.pk.hex if connection.vendor == "sqlite" else credential.pk])
    credential.refresh_from_db()


def test_unseal_refuses_value_of_another_row(payments: Client, ledger: Client) -> None:
    mine, theirs = staging.stage(payments, actor=ACTOR), staging.stage(ledger, actor=ACTOR)
    put(mine, "private_key", theirs.private_key)
    with pytest.raises(SealingError, match="another row"):
        mine.unseal("private_key")
    with pytest.raises(SealingError):
        mine.identity()


def test_unseal_refuses_value_of_another_field_or_model(active: Client) -> None:
    credential, token = active.credentials.get(), active.access_tokens.get()
    token.value = credential.private_key
    with pytest.raises(SealingError):
        token.unseal("value")
    twin = AccessToken(id=credential.pk, client=active, value=credential.private_key, due_at=datetime.now(UTC))
    with pytest.raises(SealingError):
        twin.unseal("value")


def test_unseal_uses_any_key_of_ring_and_names_missing_key(payments: Client, settings: Any) -> None:
    credential = staging.stage(payments, actor=ACTOR)
    keys = settings.MOSAIC_CLIENTS["ENCRYPTION_KEYS"]
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": ("11" * 32, *keys)}
    assert credential.identity().x5t_s256 == credential.x5t_s256
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": ("11" * 32,)}
    with pytest.raises(UnknownEncryptionKey) as refusal:
        credential.unseal("private_key")
    assert refusal.value.key_id == KeyRing.parse(keys).key_ids[0]
    credential.proven_at = datetime.now(UTC)
    credential.save()  # other fields can be saved, and the sealed value is unchanged
    before = credential.private_key
    credential.refresh_from_db()
    assert credential.private_key == before


def test_stage_without_encryption_key_creates_no_credential(payments: Client, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": ()}
    with pytest.raises(ConfigurationError, match="no encryption key"):
        staging.stage(payments, actor=ACTOR)
    assert not Credential.objects.exists()


@pytest.mark.parametrize("clear", [PEM, "x", "v2.abc.def", "v1.no-second-dot", " v1.a.b"])
def test_clear_text_is_never_stored(clear: str, payments: Client) -> None:
    credential = staging.stage(payments, actor=ACTOR)
    sealed = credential.private_key
    credential.private_key = clear
    for save in (
        credential.save,
        lambda: credential.save(update_fields=["private_key"]),
        lambda: Credential.objects.update(private_key=clear),
        lambda: Credential.objects.bulk_update([credential], ["private_key"]),
        lambda: Credential.objects.bulk_create([Credential(client=payments, private_key=clear, kid="k")]),
    ):
        with pytest.raises(ValidationError, match="not sealed") as refusal, transaction.atomic():
            save()
        assert clear.strip() not in str(refusal.value)
    credential.refresh_from_db()
    assert credential.private_key == sealed


def test_dumps_and_reprs_show_no_secret(active: Client) -> None:
    value = token_refresh.current(active).value
    credential, token = active.credentials.get(), active.access_tokens.get()
    for row, field in ((credential, "private_key"), (token, "value")):
        secret = row.unseal(field)
        texts = [
            serializers.serialize("json", [row]),
            serializers.serialize("xml", [row]),
            repr(row) + str(row),
            repr(model_to_dict(row)),
            repr(type(row).objects.values().get()),
            repr(vars(row)),
        ]
        assert not any(secret in text or secret[30:60] in text for text in texts)
        assert field not in model_to_dict(row)  # so it is in no form
    assert value == token.unseal("value")


def test_dump_can_be_loaded_with_same_ring(active: Client) -> None:
    credential = active.credentials.get()
    dump = serializers.serialize("json", [credential])
    AccessToken.objects.all().delete()
    Credential.objects.all().delete()
    for loaded in serializers.deserialize("json", dump):
        loaded.save()
    assert Credential.objects.get().identity().x5t_s256 == credential.x5t_s256


def test_copied_row_with_new_id_cannot_unseal(active: Client) -> None:
    copy = active.credentials.get()
    copy.pk = uuid4()
    with pytest.raises(SealingError):
        copy.identity()
