"""Certificates that load and then raise, old versions, weak hashes: made by mutation or with ``openssl``."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificates import public_key_of, read_facts
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.pki.identity import new_identity
from mosaic_clients.core.pki.private_keys import load_private_key
from mosaic_clients.core.pki.usage_rules import require_good_signature
from mosaic_clients.core.rotation.publication_digest import publication_digest
from tests.core.fuzzing import fuzz, outcome
from tests.core.pki.openssl import needs_openssl, openssl
from tests.pki import NOW, ec_key, issue, pem_of, pem_of_der, rsa_key

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


@needs_openssl
def test_country_of_three_letters_is_read_without_a_warning(tmp_path):
    (tmp_path / "c.cnf").write_text("[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nC=DE\nO=DEU\n")
    openssl(tmp_path, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "k",
            "-config", "c.cnf", "-out", "c.pem")  # fmt: skip
    der = x509.load_pem_x509_certificate((tmp_path / "c.pem").read_bytes()).public_bytes(serialization.Encoding.DER)
    swapped = der.replace(b"\x55\x04\x0a\x0c\x03DEU", b"\x55\x04\x06\x0c\x03DEU")
    key = load_private_key((tmp_path / "k").read_bytes())
    certificates = parse_certificates(pem_of_der(swapped))
    result = outcome(
        new_identity, key, certificates, AuthMethod.SELF_SIGNED, now=datetime.now(UTC), refusal=MaterialRefused
    )
    assert result.facts.subject_dn == "C=DEU,C=DE"
    assert len(publication_digest(AuthMethod.CA_SIGNED, result.chain)) == 43


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


@needs_openssl
class TestMadeByOpenSSL:
    """Material of the tool that most operators use. It uses the system clock, so ``now`` does too."""

    NOW = datetime.now(UTC) + timedelta(days=1)

    def self_signed(self, directory, *options):
        (directory / "key.pem").write_text(pem_of(rsa_key()))
        openssl(directory, "req", "-x509", "-key", "key.pem", "-out", "c.pem", "-subj", "/CN=from-openssl",
                "-days", "30", *options)  # fmt: skip
        return rsa_key(), (directory / "c.pem").read_text()

    @pytest.mark.parametrize("digest", ["sha1", "md5", "sha512-224"])
    def test_weak_hash_is_refused(self, tmp_path, digest):
        key, pem = self.self_signed(tmp_path, f"-{digest}")
        with pytest.raises(MaterialRefused) as caught:
            new_identity(key, parse_certificates(pem), AuthMethod.SELF_SIGNED, now=self.NOW)
        assert caught.value.code == "weak_signature"

    def test_default_certificate_of_openssl_req_is_accepted_although_a_ca(self, tmp_path):
        key, pem = self.self_signed(tmp_path)
        identity = new_identity(key, parse_certificates("Bag attributes\n" + pem), AuthMethod.SELF_SIGNED, now=self.NOW)
        assert identity.facts.subject_dn == "CN=from-openssl"
        assert identity.chain_pem == pem

    @pytest.mark.parametrize("size", [21, 30, 40])
    def test_serial_number_of_more_than_20_bytes_is_refused(self, tmp_path, size):
        _, pem = self.self_signed(tmp_path, "-set_serial", "0x7f" + "ff" * (size - 1))
        with pytest.raises(MaterialRefused, match="20 bytes") as caught:
            parse_certificates(pem)
        assert caught.value.code == "serial_number"

    def test_key_restricted_to_rsa_pss_is_refused(self, tmp_path):
        openssl(tmp_path, "genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "key.pem")
        openssl(tmp_path, "req", "-x509", "-key", "key.pem", "-out", "c.pem", "-subj", "/CN=pss", "-days", "30")
        key = load_private_key((tmp_path / "key.pem").read_text())
        certificates = parse_certificates((tmp_path / "c.pem").read_text())
        with pytest.raises(MaterialRefused, match="plain RSA") as caught:
            new_identity(key, certificates, AuthMethod.SELF_SIGNED, now=self.NOW)
        assert caught.value.code == "key_type"

    def test_pss_signature_of_plain_rsa_key_is_accepted(self, tmp_path):
        key, pem = self.self_signed(tmp_path, "-sigopt", "rsa_padding_mode:pss")
        assert new_identity(key, parse_certificates(pem), AuthMethod.SELF_SIGNED, now=self.NOW).chain_pem == pem

    @pytest.mark.parametrize(
        ("usage", "is_accepted"),
        [("keyCertSign,cRLSign", False), ("keyEncipherment", False), ("digitalSignature,keyEncipherment", True)],
    )
    def test_key_usage_without_digital_signature_is_refused(self, tmp_path, usage, is_accepted):
        key, pem = self.self_signed(tmp_path, "-addext", f"keyUsage=critical,{usage}")
        arguments = (key, parse_certificates(pem), AuthMethod.SELF_SIGNED)
        result = outcome(new_identity, *arguments, now=self.NOW, refusal=MaterialRefused)
        assert (result.chain_pem == pem) if is_accepted else (result.code == "wrong_usage")

    def test_x509_v1_certificate_is_accepted(self, tmp_path):
        (tmp_path / "key.pem").write_text(issue(key=rsa_key()).key_pem)
        openssl(tmp_path, "req", "-new", "-key", "key.pem", "-out", "c.csr", "-subj", "/CN=v1")
        openssl(tmp_path, "x509", "-req", "-in", "c.csr", "-signkey", "key.pem", "-out", "c.pem", "-days", "3")
        certificates = parse_certificates((tmp_path / "c.pem").read_text())
        identity = new_identity(rsa_key(), certificates, AuthMethod.SELF_SIGNED, now=self.NOW)
        assert identity.facts.subject_dn == "CN=v1"

    @pytest.mark.parametrize(("leaf", "root", "code"), [("sha1", "sha256", "weak_signature"),
                                                        ("md5", "sha256", "weak_signature"),
                                                        ("sha256", "sha1", None)])  # fmt: skip
    def test_weak_hash_is_refused_in_a_chain_and_accepted_in_a_root(self, tmp_path, leaf, root, code):
        key, root_pem = self.self_signed(tmp_path, f"-{root}")
        (tmp_path / "ca.key").write_bytes((tmp_path / "key.pem").read_bytes())
        (tmp_path / "leaf.key").write_text(issue(key=ec_key()).key_pem)
        openssl(tmp_path, "req", "-new", "-key", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=leaf")
        openssl(tmp_path, "x509", "-req", "-in", "leaf.csr", "-CA", "c.pem", "-CAkey", "ca.key", "-CAcreateserial",
                "-out", "leaf.pem", f"-{leaf}", "-days", "9")  # fmt: skip
        certificates = parse_certificates((tmp_path / "leaf.pem").read_text() + root_pem)
        result = outcome(
            new_identity, ec_key(), certificates, AuthMethod.CA_SIGNED, now=self.NOW, refusal=MaterialRefused
        )
        assert key.public_key() == certificates[1].public_key()
        assert result.code == code if code else len(result.chain) == 2
