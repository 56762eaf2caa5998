"""Creates a credential: makes the key here, attaches the CA's chain, or imports both. Keys are made before the lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MaterialRefused, MoveRefused
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.jose.public_jwk import key_id
from mosaic_clients.core.pki import certificate_creation, certificates, usage_rules
from mosaic_clients.core.pki.chains import certificate_blocks, parse_certificates
from mosaic_clients.core.pki.identity import Identity, new_identity, open_pkcs12
from mosaic_clients.core.pki.jwk_import import load_private_jwk
from mosaic_clients.core.pki.private_keys import (
    KeyAlgorithm,
    PrivateKey,
    algorithm_of,
    dump_private_key,
    generate,
    load_private_key,
    load_sealed_private_key,
)
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation.lifecycle import CredentialStatus, require_move
from mosaic_clients.models import Client, Credential
from mosaic_clients.models.credential import TAKEN
from mosaic_clients.services import events
from mosaic_clients.services.credentials.transitions import locked_client


@sensitive_variables()
def stage(client: Client, *, actor: str) -> Credential:
    """Makes a new key for a client.

    Self-signed: with its certificate, STAGED. CA-signed: with a CSR, AWAITING_CERTIFICATE. Raises MoveRefused where
    a new credential is already in progress.
    """
    _require_no_pending(client)  # before the key is made, which takes a while
    now = timezone.now()
    key = generate(KeyAlgorithm(client.key_algorithm))
    credential = _new_credential(client, key, now)
    if client.method is AuthMethod.SELF_SIGNED:
        lifetime = client.lifetime or conf.current().certificate_lifetime
        certificate = certificate_creation.self_sign(
            key, client.wanted_subject, now=now, lifetime=lifetime, alternative_names=client.alternative_names
        )
        credential.status = CredentialStatus.STAGED.value
        credential.take(certificates.read_facts(certificate), certificates.to_pem(certificate))
    else:
        credential.status = CredentialStatus.AWAITING_CERTIFICATE.value
        credential.csr = certificate_creation.create_csr(key, client.wanted_subject, client.alternative_names)
        credential.subject_dn = certificate_creation.parse_subject(client.wanted_subject).rfc4514_string()
    return _insert(client, credential, "staged", actor)


@sensitive_variables()
def attach(client: Client, chain_pem: str | bytes, *, actor: str) -> Credential:
    """Attaches the CA's chain, in any order, to the credential that awaits its certificate.

    Raises MoveRefused where none awaits one, MaterialRefused where the chain does not match the key or is unusable.
    """
    credential = credential_awaiting_certificate(client)
    key = load_sealed_private_key(credential.unseal("private_key"))
    identity = new_identity(key, parse_certificates(chain_pem), client.method, now=timezone.now())
    with locked_client(client):
        credential.refresh_from_db()
        require_move(credential.state, CredentialStatus.STAGED)
        credential.take(identity.facts, identity.chain_pem)
        credential.status = CredentialStatus.STAGED.value
        credential.created_at = timezone.now()  # the time for its proof counts from here, not from the key
        credential.save(update_fields=[*TAKEN, "status", "created_at"])
        events.record("attached", actor=actor, client=client, credential=credential, detail=credential.issuer_dn)
    return credential


@sensitive_variables()
def import_pem(
    client: Client, *, certificate_pem: str | bytes, key_pem: str | bytes, passphrase: str | None, actor: str
) -> Credential:
    """Imports a PEM key and certificate (chain); both may be the same file, which then contains both.

    Raises MaterialRefused or MoveRefused.
    """
    key = load_private_key(key_pem, passphrase)
    if certificate_pem == key_pem:  # one file that contains both, given twice
        certificate_pem = certificate_blocks(certificate_pem)
    return _import(
        client, new_identity(key, parse_certificates(certificate_pem), client.method, now=timezone.now()), actor
    )


@sensitive_variables()
def import_pkcs12(client: Client, data: bytes, *, passphrase: str | None, actor: str) -> Credential:
    """Imports a PKCS#12 file; raises MaterialRefused or MoveRefused."""
    key, chain = open_pkcs12(data, passphrase)
    return _import(client, new_identity(key, chain, client.method, now=timezone.now()), actor)


@sensitive_variables()
def import_jwk(
    client: Client, jwk_text: str | bytes, *, certificate_pem: str | bytes | None = None, actor: str
) -> Credential:
    """Imports a private JWK, with its certificate (chain) or the one in its ``x5c``.

    Raises MaterialRefused or MoveRefused.
    """
    key, x5c = load_private_jwk(jwk_text)
    if certificate_pem is None and not x5c:
        raise MaterialRefused(
            "The JWK holds no certificate (x5c): give its certificate as well.", code=MaterialCode.INCOMPLETE
        )
    chain = parse_certificates(x5c if certificate_pem is None else certificate_pem)
    return _import(client, new_identity(key, chain, client.method, now=timezone.now()), actor)


def certificate_warnings(credential: Credential) -> list[str]:
    """Warnings about a certificate that was accepted, a sentence each."""
    return usage_rules.warnings(parse_certificates(credential.chain)[0], now=timezone.now())


def credential_awaiting_certificate(client: Client) -> Credential:
    """The credential that awaits its certificate; raises MoveRefused."""
    credential = client.credentials.filter(status=CredentialStatus.AWAITING_CERTIFICATE.value).first()
    if credential is None:
        raise MoveRefused(
            f"No credential of {client.name!r} waits for a certificate.",
            remedy=Remedy(RemedyKind.STAGE, client=client.name),
        )
    return credential


def _import(client: Client, identity: Identity, actor: str) -> Credential:
    credential = _new_credential(client, identity.key, timezone.now())
    credential.status, credential.imported = CredentialStatus.STAGED.value, True
    credential.take(identity.facts, identity.chain_pem)
    return _insert(client, credential, "imported", actor)


def _new_credential(client: Client, key: PrivateKey, now: datetime) -> Credential:
    public_key = key.public_key()
    credential = Credential(
        client=client, key_algorithm=algorithm_of(public_key), kid=key_id(public_key), created_at=now
    )
    credential.seal("private_key", dump_private_key(key))
    return credential


def _insert(client: Client, credential: Credential, kind: str, actor: str) -> Credential:
    with _one_pending(client), locked_client(client):
        _require_no_pending(client)
        credential.save(force_insert=True)
        events.record(kind, actor=actor, client=client, credential=credential, detail=credential.subject_dn)
    return credential


def _require_no_pending(client: Client) -> None:
    pending = client.credentials.pending().first()
    if pending is not None:
        raise MoveRefused(
            f"A new credential of {client.name!r} is already in progress ({pending.kid}, {pending.status}).",
            remedy=Remedy(RemedyKind.ACTIVATE_OR_RETIRE, client=client.name, kid=pending.kid),
        )


@contextmanager
def _one_pending(client: Client) -> Iterator[None]:
    """Turns the database's refusal of a second pending credential, or of a key twice, into MoveRefused."""
    try:
        yield
    except IntegrityError:
        raise MoveRefused(
            f"This key already exists for client {client.name!r}, or another credential is already in progress."
        ) from None
