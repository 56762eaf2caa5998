"""Finds and creates certificate authorities in this database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from mosaic_clients.core.errors import ConfigurationError, UnknownName
from mosaic_clients.core.pki import certificates, local_ca
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, dump_private_key, generate
from mosaic_clients.models import CertificateAuthority
from mosaic_clients.services import events
from mosaic_clients.services.validation import LONGEST_LIFE, refused_as_configuration


def find_authority(name: str) -> CertificateAuthority:
    """The CA of that name; raises UnknownName."""
    try:
        return CertificateAuthority.objects.get(name=name)
    except (CertificateAuthority.DoesNotExist, UnicodeEncodeError):  # a shell argument may not be UTF-8
        known = ", ".join(CertificateAuthority.objects.values_list("name", flat=True)) or "none yet"
        raise UnknownName(f"There is no certificate authority {name!r}. Known: {known}.") from None


def add_authority(
    name: str, *, subject_dn: str, lifetime: timedelta, leaf_lifetime: timedelta, actor: str, **key: Any
) -> CertificateAuthority:
    """Creates a CA: a key (``key_algorithm``, EC-P256 by default) and its root certificate.

    Raises ConfigurationError or MaterialRefused.
    """
    now = timezone.now()
    if not timedelta(0) < leaf_lifetime <= lifetime:
        raise ConfigurationError(
            "The validity of issued certificates must be longer than 0 and cannot exceed the CA's own."
        )
    if lifetime > LONGEST_LIFE:
        raise ConfigurationError("A CA is valid for at most 100 years.")
    private_key = generate(KeyAlgorithm(key.get("key_algorithm") or KeyAlgorithm.EC_P256))
    root = local_ca.self_sign_authority(private_key, subject_dn, now=now, lifetime=lifetime)
    facts = certificates.read_facts(root)
    authority = CertificateAuthority(
        name=name,
        certificate=certificates.to_pem(root),
        subject_dn=facts.subject_dn,
        not_before=facts.not_before,
        not_after=facts.not_after,
        leaf_lifetime=leaf_lifetime,
    )
    authority.seal("private_key", dump_private_key(private_key))
    with (
        refused_as_configuration(f"A certificate authority {name!r} already exists."),
        transaction.atomic(),
    ):
        authority.full_clean()
        authority.save(force_insert=True)
        events.record("certificate_authority_added", actor=actor, detail=f"{name}: {facts.subject_dn}")
    return authority
