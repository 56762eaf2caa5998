"""One certificate: created from a key and a subject, and read once into plain values."""

from dataclasses import FrozenInstanceError
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificate_creation import BACKDATE, create_csr, parse_subject, self_sign
from mosaic_clients.core.pki.certificates import public_key_of, read_facts, thumbprint, to_der, to_pem
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, generate
from mosaic_clients.core.pki.usage_rules import require_client_auth_usable
from tests.core.fuzzing import fuzz, outcome
from tests.pki import NOW, ec_key, issue, rsa_key

LIFETIME = timedelta(days=90)


@pytest.fixture(scope="module", params=["rsa", "P-256", "P-384"])
def result(request):
    key = {"rsa": rsa_key, "P-256": ec_key, "P-384": lambda: generate(KeyAlgorithm.EC_P384)}[request.param]()
    return key, self_sign(key, "CN=payments,O=Example,C=DE", now=NOW, lifetime=LIFETIME)


class TestSelfSigned:
    """``self_sign`` makes a TLS client certificate and nothing more."""

    def test_self_sign_uses_own_key(self, result):
        key, certificate = result
        certificate.verify_directly_issued_by(certificate)
        assert certificate.public_key() == key.public_key()

    def test_self_sign_backdates_and_ends_after_lifetime(self, result):
        facts = read_facts(result[1])
        assert (facts.not_before, facts.not_after) == (NOW - BACKDATE, NOW + LIFETIME)
        assert facts.not_after.utcoffset() == timedelta(0)

    def test_self_sign_allows_only_client_authentication(self, result):
        extensions = result[1].extensions
        assert list(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [
            ExtendedKeyUsageOID.CLIENT_AUTH
        ]
        assert extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        names = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign")
        assert usage.digital_signature
        assert not any(getattr(usage, name) for name in (*names, "crl_sign"))
        assert [extension.critical for extension in extensions] == [True, True, False, False]

    def test_self_sign_keeps_subject_and_has_unique_serial(self, result):
        key, certificate = result
        facts = read_facts(certificate)
        assert facts.subject_dn == facts.issuer_dn == "CN=payments,O=Example,C=DE"
        assert int(facts.serial, 16) == certificate.serial_number
        assert facts.serial == facts.serial.upper()
        again = self_sign(key, facts.subject_dn, now=NOW, lifetime=LIFETIME)
        assert again.serial_number != certificate.serial_number

    def test_self_sign_hash_matches_key(self, result):
        key, certificate = result
        expected = hashes.SHA384 if getattr(key, "key_size", 0) == 384 else hashes.SHA256
        assert isinstance(certificate.signature_hash_algorithm, expected)

    def test_self_sign_passes_usage_rules(self, result):
        require_client_auth_usable(result[1], now=NOW, authority_issued=False)
        assert public_key_of(result[1]) == result[0].public_key()


def test_thumbprint_is_unpadded_base64url_sha256_of_der():
    pair = issue()
    assert thumbprint(pair.der) == pair.x5t_s256 == read_facts(pair.certificate).x5t_s256
    assert len(pair.x5t_s256) == 43
    assert to_der(pair.certificate) == pair.der
    assert to_pem(pair.certificate) == pair.pem


def test_facts_are_frozen():
    with pytest.raises(FrozenInstanceError):
        read_facts(issue().certificate).serial = "1"


def test_signing_request_is_signed_and_requests_a_client_certificate():
    request = x509.load_pem_x509_csr(create_csr(ec_key(), "CN=payments,O=Example").encode())
    assert request.is_signature_valid
    assert request.public_key() == ec_key().public_key()
    assert request.subject.rfc4514_string() == "CN=payments,O=Example"
    usage = request.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]


@pytest.mark.parametrize(
    "dn",
    ["CN=a", "CN=a,O=b\\, c,C=DE", "CN=Zahlungen für alle", "DC=example,DC=com", "CN=a+OU=b", "2.5.4.5=42", "UID=ä"],
)
def test_distinguished_name_reads_back_from_certificate(dn):
    result = self_sign(ec_key(), dn, now=NOW, lifetime=LIFETIME)
    assert x509.load_der_x509_certificate(to_der(result)).subject == parse_subject(dn)


@pytest.mark.parametrize(
    "dn",
    ["", " ", "payments", "CN", "CN=", "=a", "CN=a,", "cn = a", "X=1", "CN=" + "a" * 65, "C=DEU", "C=é",
     "C=d\n", "C=@!",
     "CN=a\nb", "CN=a\\00b", "CN=\0", "CN=\ud800", "O=\ud800", "CN=\u202eevil", "CN=#0404", "DC=é", "9.9.9=1",
     "CN=\\", "2.5.4.5=*", "1.2.840.113549.1.9.1=é"],
)  # fmt: skip
def test_invalid_distinguished_name_is_refused_with_an_example(dn):
    for make in (
        lambda: self_sign(ec_key(), dn, now=NOW, lifetime=LIFETIME),
        lambda: create_csr(ec_key(), dn),
    ):
        with pytest.raises(MaterialRefused, match="Example: CN=payments") as caught:
            make()
        assert caught.value.code == "subject_dn"


@fuzz
@given(
    st.text(max_size=60)
    | st.lists(st.tuples(st.sampled_from(["CN", "O", "C", "DC", "UID", "1.2.3", "2.5.4.5"]), st.text(max_size=9))).map(
        lambda parts: ",".join(f"{name}={value}" for name, value in parts)
    )
)
def test_any_text_is_a_subject_or_refused(dn):
    result = outcome(self_sign, ec_key(), dn, now=NOW, lifetime=LIFETIME, refusal=MaterialRefused)
    if not isinstance(result, MaterialRefused):
        assert read_facts(result).subject_dn
