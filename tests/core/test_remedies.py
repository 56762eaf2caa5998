"""Remedies as data (order, missing names), and their plain sentences for logs and stored problems."""

from __future__ import annotations

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused, UnknownEncryptionKey
from mosaic_clients.core.remedies import Advice, Remedy, RemedyKind, join_remedies
from mosaic_clients.core.remedy_texts import NEUTRAL, PLAIN, describe, plain

NAMES = {
    "client": "pay{x}", "client_id": "pay-1", "auth_method": AuthMethod.CA_SIGNED, "environment": "eu",
    "kid": "-k{i}d", "resource": "urn:{y}", "subject_dn": "CN=a{b}",
}  # fmt: skip


@pytest.mark.parametrize("kind", RemedyKind)
def test_every_remedy_has_a_plain_text(kind):
    for remedy in (Remedy(kind), Remedy(kind, **NAMES)):
        text = describe(remedy)
        assert text == text.strip()
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text


def test_plain_texts_contain_the_neutral_ones():
    assert NEUTRAL.items() <= PLAIN.items()
    assert PLAIN.keys() == set(RemedyKind)


def test_text_of_an_error_contains_its_remedy():
    remedy = Remedy(RemedyKind.REGISTER_AND_CONFIRM, auth_method=AuthMethod.SELF_SIGNED)
    error = MoveRefused("Mosaic does not hold it yet.", remedy=remedy)
    assert error.description == "Mosaic does not hold it yet."
    assert error.remedy is remedy
    assert str(error) == (
        "Mosaic does not hold it yet. Register the client key set in the Admin Portal, then confirm the publication."
    )


def test_text_of_an_error_without_remedy_is_its_description():
    assert str(MoveRefused("No.")) == plain(Advice("No.")) == "No."
    assert MoveRefused("No.").remedy is None


def test_missing_encryption_key_has_its_remedy_built_in():
    error = UnknownEncryptionKey("abc")
    assert error.remedy == Remedy(RemedyKind.RESTORE_ENCRYPTION_KEY)
    assert "ENCRYPTION_KEYS" in str(error)


def test_remedies_are_iterated_in_order():
    prove = Remedy(RemedyKind.PROVE)
    assert list(Remedy(RemedyKind.STAGE, then=prove)) == [Remedy(RemedyKind.STAGE, then=prove), prove]


def test_chain_keeps_order_and_each_kind_once():
    chained = join_remedies(
        Remedy(RemedyKind.STAGE, then=Remedy(RemedyKind.PROVE)), None, Remedy(RemedyKind.STAGE, client="other"),
        Remedy(RemedyKind.ACTIVATE),
    )  # fmt: skip
    assert chained is not None
    assert [step.kind for step in chained] == [RemedyKind.STAGE, RemedyKind.PROVE, RemedyKind.ACTIVATE]
    assert chained.client == ""
    assert join_remedies(None) is join_remedies() is None


def test_about_fills_in_only_missing_names():
    remedy = Remedy(RemedyKind.STAGE, client="a", then=Remedy(RemedyKind.PROVE))
    first, second = remedy.with_names(client="b", environment="eu")
    assert (first.client, first.environment) == ("a", "eu")
    assert (second.client, second.environment) == ("b", "eu")
