"""The local CA copies from a CSR what a client may request, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.chains import require_fit_chain, sort_chain
from mosaic_clients.core.pki.local_ca import issue, self_sign_authority
from mosaic_clients.core.pki.private_keys import MAX_MATERIAL
from tests import pki

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)
CA_KEY = pki.new_ec_key()
CA = self_sign_authority(CA_KEY, "CN=Issuing,O=Example", now=NOW, lifetime=365 * DAY)


def csr(subject: str = "CN=client,O=Example", *extensions: tuple[Any, bool], key: Any = None) -> str:
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name.from_rfc4514_string(subject))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(key or pki.ec_key(), hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def signed(text: str, now: datetime = NOW, lifetime: timedelta = 90 * DAY) -> x509.Certificate:
    return issue(text, CA_KEY, CA, now=now, lifetime=lifetime)


def refused(text: str, **arguments: Any) -> str:
    with pytest.raises(MaterialRefused) as caught:
        signed(text, **arguments)
    return caught.value.code


def test_issued_client_certificate_forms_a_chain_with_the_ca() -> None:
    leaf = signed(csr())
    chain = sort_chain([CA, leaf], pki.ec_key().public_key())
    require_fit_chain(chain, now=NOW)
    assert chain == [leaf, CA]
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    assert leaf.subject.rfc4514_string() == "CN=client,O=Example"
    assert leaf.not_valid_after_utc == NOW + 90 * DAY
    assert CA.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0


@pytest.mark.parametrize("critical", [False, True])
def test_issue_copies_alternative_names(critical: bool) -> None:
    names = x509.SubjectAlternativeName([x509.DNSName("client.test"), x509.UniformResourceIdentifier("urn:client")])
    extension = signed(csr("CN=x", (names, critical))).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert (extension.value, extension.critical) == (names, critical)


def test_issue_ignores_requested_ca_and_server_usage() -> None:
    requested = [
        (x509.BasicConstraints(ca=True, path_length=None), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
    ]
    leaf = signed(csr("CN=x", *requested))
    assert leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    key_usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (key_usage.digital_signature, key_usage.key_cert_sign) == (True, False)


def test_issued_certificate_expires_with_its_authority_at_the_latest() -> None:
    late = signed(csr(), now=NOW + 300 * DAY)
    assert late.not_valid_after_utc == CA.not_valid_after_utc
    assert signed(csr(), now=NOW).not_valid_before_utc == CA.not_valid_before_utc


def test_expired_authority_signs_nothing() -> None:
    assert refused(csr(), now=NOW + 365 * DAY) == "expired"


@pytest.mark.parametrize("text", ["", "junk", pki.issue().pem, pki.issue().key_pem, csr()[:-60]])
def test_invalid_csr_is_refused(text: str) -> None:
    assert refused(text) == "csr_unreadable"


def test_huge_csr_is_refused_by_size() -> None:
    assert refused("x" * (MAX_MATERIAL + 1)) == "material_too_large"


def test_altered_csr_is_refused() -> None:
    der = x509.load_pem_x509_csr(csr("CN=client").encode()).public_bytes(serialization.Encoding.DER)
    altered = pki.pem_of_der(der.replace(b"client", b"clienT"), "CERTIFICATE REQUEST")
    assert refused(altered) == "csr_unreadable"


def test_weak_key_and_csr_without_subject_are_refused() -> None:
    assert refused(csr(key=pki.rsa_key(bits=1024))) == "weak_key"
    assert refused(csr("")) == "subject_dn"
