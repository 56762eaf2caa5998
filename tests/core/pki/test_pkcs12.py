"""PKCS#12 files: key and certificates in one file, with or without a passphrase, with modern or old ciphers."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MaterialRefused, PassphraseNeeded, WrongPassphrase
from mosaic_clients.core.pki.identity import new_identity, open_pkcs12
from mosaic_clients.core.pki.private_keys import MAX_MATERIAL
from tests.core.fuzzing import fuzz, outcome
from tests.core.pki.openssl import needs_openssl, openssl
from tests.pki import NOW, ec_key, family, issue, rsa_key

QUICK = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(1)


def pack(key, certificate, others=(), passphrase: str | None = "right") -> bytes:
    encryption = QUICK.build(passphrase.encode()) if passphrase else NoEncryption()
    return serialize_key_and_certificates(b"name", key, certificate, list(others) or None, encryption)


def refusal(data: bytes, passphrase: str | None = "right") -> MaterialRefused:
    with pytest.raises(MaterialRefused) as caught:
        open_pkcs12(data, passphrase)
    return caught.value


@pytest.mark.parametrize("passphrase", ["right", "Grüße", None])
def test_open_pkcs12_returns_key_and_certificates(passphrase):
    kin = family()
    key, certificates = open_pkcs12(
        pack(kin.leaf.key, kin.leaf.certificate, kin.certificates[1:], passphrase), passphrase
    )
    assert key.public_key() == kin.leaf.key.public_key()
    assert certificates == kin.certificates
    assert list(new_identity(key, certificates, AuthMethod.CA_SIGNED, now=NOW).chain) == kin.certificates


def test_unencrypted_file_opens_with_empty_passphrase():
    pair = issue()
    assert open_pkcs12(pack(pair.key, pair.certificate, passphrase=None), "")[1] == [pair.certificate]


def test_repeated_certificate_counts_once():
    pair = issue()
    _, certificates = open_pkcs12(pack(pair.key, pair.certificate, [pair.certificate]), "right")
    assert certificates == [pair.certificate]


@pytest.mark.parametrize("missing", [None, ""])
def test_encrypted_file_requires_its_passphrase(missing):
    pair = issue()
    assert isinstance(refusal(pack(pair.key, pair.certificate), missing), PassphraseNeeded)


@pytest.mark.parametrize("wrong", ["wrong", "x" * 2000, "\ud800", "r\0t", "right\0", "\0"])
def test_wrong_passphrase_is_refused_and_nul_causes_no_panic(wrong):
    pair = issue()
    error = refusal(pack(pair.key, pair.certificate), wrong)
    assert isinstance(error, WrongPassphrase)
    assert wrong not in str(error)


def test_file_without_key_or_certificate_is_refused():
    pair = issue()
    assert "does not contain a private key" in str(refusal(pack(None, pair.certificate)))
    assert "does not contain a certificate" in str(refusal(pack(pair.key, None)))
    assert refusal(pack(pair.key, None, [issue().certificate])).code == "pkcs12_incomplete"


def test_weak_or_unsupported_key_is_refused():
    weak = issue(key=rsa_key(bits=1024))
    assert refusal(pack(weak.key, weak.certificate)).code == "weak_key"
    ed25519_key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name.from_rfc4514_string("CN=ed")
    valid = {"not_valid_before": NOW.replace(tzinfo=None), "not_valid_after": NOW.replace(tzinfo=None, year=2027)}
    certificate = x509.CertificateBuilder(name, name, ed25519_key.public_key(), 7, **valid).sign(ed25519_key, None)
    assert refusal(pack(ed25519_key, certificate)).code == "key_type"


@pytest.mark.parametrize("data", [b"", b"\0", b"garbage", b"0\x80", b"\x30\x82\x01", issue().der, issue().pem.encode()])
@pytest.mark.parametrize("passphrase", [None, "right"])
def test_invalid_pkcs12_file_is_refused(data, passphrase):
    assert refusal(data, passphrase).code == "pkcs12_unreadable"


def test_megabyte_is_refused_by_size():
    assert refusal(b"\0" * (MAX_MATERIAL + 1)).code == "material_too_large"
    assert refusal(b"\0" * MAX_MATERIAL).code == "pkcs12_unreadable"


def test_file_with_any_byte_changed_opens_or_is_refused():
    pair = issue(key=ec_key())
    data = pack(pair.key, pair.certificate)
    for position in range(0, len(data), 2):
        changed = bytearray(data)
        changed[position] ^= 0x21
        result = outcome(open_pkcs12, bytes(changed), "right", refusal=MaterialRefused)
        assert isinstance(result, MaterialRefused) or result[0].public_key() == ec_key().public_key()


@fuzz
@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_are_refused(data, passphrase):
    assert isinstance(outcome(open_pkcs12, data, passphrase, refusal=MaterialRefused), MaterialRefused)


@needs_openssl
class TestMadeByOpenSSL:
    """Old and unusual ciphers that other tools still write."""

    def export(self, directory, *options):
        pair = issue(key=ec_key())
        (directory / "key.pem").write_text(pair.key_pem)
        (directory / "cert.pem").write_text(pair.pem)
        common = ("pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-passout", "pass:right")
        return openssl(directory, *common, *options)

    @pytest.mark.parametrize(
        "options",
        [
            ("-legacy",),
            ("-legacy", "-keypbe", "PBE-SHA1-RC4-128", "-certpbe", "PBE-SHA1-RC4-128"),
            ("-nomac",),
            ("-keypbe", "NONE", "-certpbe", "NONE"),
            ("-keypbe", "SM4-CBC", "-certpbe", "SM4-CBC"),
        ],
    )
    def test_old_cipher_opens_or_is_refused_by_name(self, tmp_path, options):
        data = self.export(tmp_path, *options)
        result = outcome(open_pkcs12, data, "right", refusal=MaterialRefused)
        assert isinstance(result, MaterialRefused) or result[0].public_key() == ec_key().public_key()
        assert refusal(data, "wrong").code in {"wrong_passphrase", "pkcs12_unreadable"}

    def test_key_on_old_curve_is_refused(self, tmp_path):
        openssl(tmp_path, "ecparam", "-name", "secp112r1", "-genkey", "-noout", "-out", "key.pem")
        openssl(tmp_path, "req", "-x509", "-key", "key.pem", "-out", "cert.pem", "-subj", "/CN=w", "-days", "9")
        files = ("-inkey", "key.pem", "-in", "cert.pem", "-passout", "pass:right")
        data = openssl(tmp_path, "pkcs12", "-export", *files)
        assert refusal(data).code == "pkcs12_unreadable"
