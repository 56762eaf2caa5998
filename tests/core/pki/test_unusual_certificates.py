"""Certificates that load and then raise, and unusual versions, algorithms, names and serial numbers."""

from datetime import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificates import public_key_of, read_facts
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.pki.identity import new_identity
from mosaic_clients.core.pki.usage_rules import require_good_signature
from tests.core.fuzzing import fuzz, outcome
from tests.pki import NOW, ec_key, issue, pem_of_der

CLIENT = issue("CN=client-for-surgery", key=ec_key())


def altered(before: bytes, after: bytes) -> str:
    """The client's certificate with some bytes replaced, as PEM."""
    assert len(before) == len(after)
    assert before in CLIENT.der
    return pem_of_der(CLIENT.der.replace(before, after))


def refusal(pem: str, method: AuthMethod = AuthMethod.SELF_SIGNED) -> MaterialRefused:
    with pytest.raises(MaterialRefused) as caught:
        new_identity(CLIENT.key, parse_certificates(pem), method, now=NOW)
    return caught.value


def test_subject_that_is_not_utf8_is_refused():
    assert refusal(altered(b"client-for-surgery", b"client-\xff\xfe\xfd-surgery")).code == "certificate_unreadable"


def test_unknown_version_is_refused():
    assert refusal(altered(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x07")).code == "certificate_unreadable"


def test_public_key_of_unknown_type_is_refused():
    pem = altered(b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01", b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x7f")
    assert refusal(pem).code == "mismatch"  # such a key cannot be compared with the client's
    (certificate,) = parse_certificates(pem)
    with pytest.raises(MaterialRefused) as caught:
        public_key_of(certificate)
    assert caught.value.code == "key_type"


def test_unknown_signature_algorithm_is_refused():
    oid = b"\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"
    (certificate,) = parse_certificates(altered(oid, oid[:-1] + b"\x7f"))
    with pytest.raises(MaterialRefused, match="unknown algorithm") as caught:
        require_good_signature(certificate)
    assert caught.value.code == "weak_signature"


def test_certificate_of_ed25519_key_is_refused():
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name.from_rfc4514_string("CN=ed")
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, datetime(2026, 1, 1), datetime(2027, 1, 1))  # noqa: DTZ001
    with pytest.raises(MaterialRefused) as caught:
        public_key_of(builder.sign(key, None))
    assert caught.value.code == "key_type"


@pytest.mark.parametrize(
    "number", [b"\xff\x22\x33\x44", b"\x00\x00\x00\x00", b"\x00"], ids=["negative", "padded", "zero"]
)
def test_serial_number_below_one_is_refused_without_a_warning(number):
    """A warning would fail the test: pytest turns warnings into errors here."""
    der = issue("CN=c", serial=int.from_bytes(b"\x11" * len(number))).der
    der = der.replace(bytes((2, len(number))) + b"\x11" * len(number), bytes((2, len(number))) + number, 1)
    error = outcome(parse_certificates, pem_of_der(der), refusal=MaterialRefused)
    assert error.code in {"serial_number", "certificate_unreadable"}
    assert "ParseError" not in error.description


def test_control_characters_of_a_name_are_escaped():
    pem = altered(b"client-for-surgery", b"client\n\x1b[2Jurgery!")
    (certificate,) = parse_certificates(pem)
    assert read_facts(certificate).subject_dn == "CN=client\\0A\\1B[2Jurgery!"
    assert x509.Name.from_rfc4514_string(read_facts(certificate).subject_dn) == certificate.subject


@pytest.mark.parametrize(
    "pem", [pem_of_der(b"\x30\x03\x02\x01\x01"), "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"]
)
def test_unparsable_certificate_is_refused_without_parser_internals(pem):
    assert not any(sign in refusal(pem).description for sign in ("ParseError", "{", "ASN.1"))


def test_longest_serial_number_is_kept_completely():
    assert read_facts(issue(serial=2**159 - 1).certificate).serial == "7" + "F" * 39


@pytest.mark.filterwarnings("ignore:The parsed certificate contains a NULL", "ignore:Attribute")
def test_certificate_with_any_byte_changed_is_accepted_or_refused():
    for position in range(len(CLIENT.der)):
        for change in (0x01, 0x20, 0x80):
            der = bytearray(CLIENT.der)
            der[position] ^= change
            for method in AuthMethod:
                result = outcome(_accept, pem_of_der(bytes(der)), method, refusal=MaterialRefused)
                assert isinstance(result, MaterialRefused) or result.facts.x5t_s256 != CLIENT.x5t_s256


def _accept(pem: str, method: AuthMethod):
    return new_identity(CLIENT.key, parse_certificates(pem), method, now=NOW)


@fuzz
@given(st.binary(max_size=200) | st.text(max_size=200) | st.binary(max_size=90).map(pem_of_der))
def test_any_text_is_refused(text):
    assert isinstance(outcome(parse_certificates, text, refusal=MaterialRefused), MaterialRefused)
