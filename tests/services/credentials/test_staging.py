"""Staging: a key made here, a CA's chain attached, or both imported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID

from mosaic_clients.core.errors import MaterialRefused, MoveRefused, PassphraseNeeded, UnknownEncryptionKey
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, algorithm_of, load_sealed_private_key
from mosaic_clients.models import Client, Credential, Event
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.credentials import proving, staging, transitions
from mosaic_clients.services.rotation import publication
from tests.mosaic import ACTOR, publish
from tests.pki import Pair, issue, new_ec_key, pem_of

pytestmark = pytest.mark.django_db

TODAY = datetime.now(UTC).replace(microsecond=0)


def pair(**knobs: Any) -> Pair:
    dates = {"starts": TODAY - timedelta(days=1), "ends": TODAY + timedelta(days=90)}
    return issue("CN=imported", **{**dates, **knobs})


def take(client: Client, material: Pair, *, key: Any = None, passphrase: str | None = None) -> Credential:
    key_pem = pem_of(key or material.key)
    return staging.import_pem(client, certificate_pem=material.pem, key_pem=key_pem, passphrase=passphrase, actor=ACTOR)


@pytest.mark.parametrize("algorithm", list(KeyAlgorithm))
def test_stage_stores_sealed_key_and_certificate_facts(
    algorithm: KeyAlgorithm, payments: Client, settings: Any
) -> None:
    payments.key_algorithm = algorithm.value
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "CERTIFICATE_LIFETIME_DAYS": 7}
    credential = staging.stage(payments, actor=ACTOR)
    leaf = x509.load_pem_x509_certificate(credential.chain.encode())
    key = load_sealed_private_key(credential.unseal("private_key"))
    assert key.public_key() == leaf.public_key()
    assert algorithm_of(key.public_key()) == credential.key_algorithm == algorithm
    assert credential.not_after == leaf.not_valid_after_utc
    assert 6 < (credential.not_after - datetime.now(UTC)) / timedelta(days=1) <= 7
    assert credential.subject_dn == f"CN={payments.client_id}"
    assert credential.x5t_s256 == credential.identity().x5t_s256
    assert "PRIVATE" not in credential.private_key + credential.chain


def test_stage_of_ca_signed_client_makes_csr(ledger: Client) -> None:
    ledger.subject = "CN=ledger,O=Example\\, Inc."
    credential = staging.stage(ledger, actor=ACTOR)
    assert credential.state == "AWAITING_CERTIFICATE"
    assert x509.load_pem_x509_csr(credential.csr.encode()).is_signature_valid
    assert credential.subject_dn == publication.subject_dn(ledger) == "CN=ledger,O=Example\\, Inc."
    assert (credential.chain, credential.not_after) == ("", None)


def test_attach_accepts_chain_in_any_order(ledger: Client) -> None:
    waiting = staging.stage(ledger, actor=ACTOR)
    blocks = ClientCA().issue(waiting.csr).split("-----END CERTIFICATE-----\n")[:-1]
    shuffled = "".join(f"{block}-----END CERTIFICATE-----\n" for block in reversed(blocks))
    credential = staging.attach(ledger, shuffled, actor=ACTOR)
    assert credential.state == "STAGED"
    leaf = x509.load_pem_x509_certificates(credential.chain.encode())[0]
    assert leaf.public_key() == credential.identity().key.public_key()
    assert Event.objects.get(kind="attached").detail == "CN=Sandbox issuing CA"


def test_attach_refuses_chain_for_another_csr(ledger: Client, payments: Client) -> None:
    first = staging.stage(ledger, actor=ACTOR)
    answer = ClientCA().issue(first.csr)
    transitions.retire(ledger, first.kid, actor=ACTOR)
    second = staging.stage(ledger, actor=ACTOR)
    for text in (answer, "", "-----BEGIN CERTIFICATE-----", "x" * 1_000_000, answer[: len(answer) // 3]):
        with pytest.raises(MaterialRefused):
            staging.attach(ledger, text, actor=ACTOR)
    second.refresh_from_db()
    assert (second.state, second.chain) == ("AWAITING_CERTIFICATE", "")
    with pytest.raises(MoveRefused, match="waits for a certificate"):
        staging.attach(payments, answer, actor=ACTOR)


def test_attach_works_once(ledger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two operators attach at the same time: the second one had read the credential before the first finished."""
    waiting = staging.stage(ledger, actor=ACTOR)
    answer = ClientCA().issue(waiting.csr)
    staging.attach(ledger, answer, actor=ACTOR)
    monkeypatch.setattr(staging, "credential_awaiting_certificate", lambda client: waiting)
    with pytest.raises(MoveRefused, match="STAGED cannot become STAGED"):
        staging.attach(ledger, answer, actor=ACTOR)


def test_imported_pem_can_be_activated(mosaic: Sandbox, payments: Client) -> None:
    credential = take(payments, pair())
    assert (credential.imported, credential.state, credential.subject_dn) == (True, "STAGED", "CN=imported")
    publish(mosaic, payments)
    assert proving.prove(payments, actor=ACTOR).proven_at is not None
    assert Event.objects.filter(kind="imported").count() == 1


@pytest.mark.parametrize("passphrase", [None, "correct horse"])
def test_import_accepts_pkcs12(passphrase: str | None, payments: Client) -> None:
    material = pair()
    secret = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    data = serialize_key_and_certificates(b"x", material.key, material.certificate, None, secret)
    credential = staging.import_pkcs12(payments, data, passphrase=passphrase, actor=ACTOR)
    assert credential.x5t_s256 == material.x5t_s256
    with pytest.raises(MaterialRefused):
        staging.import_pkcs12(payments, b"no PKCS#12", passphrase=None, actor=ACTOR)


def test_import_refuses_unusable_material_and_stores_nothing(payments: Client) -> None:
    good = pair()
    encrypted = pem_of(good.key, encryption=BestAvailableEncryption(b"secret"))
    with pytest.raises(PassphraseNeeded):
        staging.import_pem(payments, certificate_pem=good.pem, key_pem=encrypted, passphrase=None, actor=ACTOR)
    bad = {
        "another key": {"material": good, "key": new_ec_key()},
        "expired": {"material": pair(ends=TODAY - timedelta(hours=1))},
        "not yet valid": {"material": pair(starts=TODAY + timedelta(hours=1))},
        "for servers only": {"material": pair(usages=[ExtendedKeyUsageOID.SERVER_AUTH])},
    }
    for arguments in bad.values():
        with pytest.raises(MaterialRefused):
            take(payments, **arguments)
    assert not Credential.objects.exists()
    assert not Event.objects.filter(kind="imported").exists()


def test_import_refuses_same_key_twice(payments: Client) -> None:
    material = pair()
    first = take(payments, material)
    transitions.retire(payments, first.kid, actor=ACTOR)
    with pytest.raises(MoveRefused, match="This key already exists"):
        take(payments, pair(key=material.key))
    assert payments.credentials.count() == 1


def test_error_names_encryption_key_missing_from_ring(payments: Client, settings: Any) -> None:
    credential = staging.stage(payments, actor=ACTOR)
    old_id = credential.private_key.split(".")[1]
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": ("00" * 32,)}
    with pytest.raises(UnknownEncryptionKey, match=old_id):
        credential.identity()
    with pytest.raises(UnknownEncryptionKey):
        proving.prove(payments, actor=ACTOR)
    assert old_id in Event.objects.get(kind="proof_failed").detail
