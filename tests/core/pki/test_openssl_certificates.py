"""Certificates made with ``openssl``, the tool of most operators. It uses the system clock, so ``NOW`` does too."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.pki.identity import new_identity
from mosaic_clients.core.pki.private_keys import load_private_key
from mosaic_clients.core.rotation.publication_digest import publication_digest
from tests.core.fuzzing import outcome
from tests.core.pki.openssl import needs_openssl, openssl
from tests.pki import ec_key, issue, pem_of, pem_of_der, rsa_key

pytestmark = needs_openssl

NOW = datetime.now(UTC) + timedelta(days=1)


def self_signed(directory, *options):
    (directory / "key.pem").write_text(pem_of(rsa_key()))
    openssl(directory, "req", "-x509", "-key", "key.pem", "-out", "c.pem", "-subj", "/CN=from-openssl",
            "-days", "30", *options)  # fmt: skip
    return rsa_key(), (directory / "c.pem").read_text()


@pytest.mark.parametrize("digest", ["sha1", "md5", "sha512-224"])
def test_weak_hash_is_refused(tmp_path, digest):
    key, pem = self_signed(tmp_path, f"-{digest}")
    with pytest.raises(MaterialRefused) as caught:
        new_identity(key, parse_certificates(pem), AuthMethod.SELF_SIGNED, now=NOW)
    assert caught.value.code == "weak_signature"


def test_default_certificate_of_openssl_req_is_accepted_although_a_ca(tmp_path):
    key, pem = self_signed(tmp_path)
    identity = new_identity(key, parse_certificates("Bag attributes\n" + pem), AuthMethod.SELF_SIGNED, now=NOW)
    assert identity.facts.subject_dn == "CN=from-openssl"
    assert identity.chain_pem == pem


@pytest.mark.parametrize("size", [21, 30, 40])
def test_serial_number_of_more_than_20_bytes_is_refused(tmp_path, size):
    _, pem = self_signed(tmp_path, "-set_serial", "0x7f" + "ff" * (size - 1))
    with pytest.raises(MaterialRefused, match="20 bytes") as caught:
        parse_certificates(pem)
    assert caught.value.code == "serial_number"


def test_key_restricted_to_rsa_pss_is_refused(tmp_path):
    openssl(tmp_path, "genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "key.pem")
    openssl(tmp_path, "req", "-x509", "-key", "key.pem", "-out", "c.pem", "-subj", "/CN=pss", "-days", "30")
    key = load_private_key((tmp_path / "key.pem").read_text())
    certificates = parse_certificates((tmp_path / "c.pem").read_text())
    with pytest.raises(MaterialRefused, match="plain RSA") as caught:
        new_identity(key, certificates, AuthMethod.SELF_SIGNED, now=NOW)
    assert caught.value.code == "key_type"


def test_pss_signature_of_plain_rsa_key_is_accepted(tmp_path):
    key, pem = self_signed(tmp_path, "-sigopt", "rsa_padding_mode:pss")
    assert new_identity(key, parse_certificates(pem), AuthMethod.SELF_SIGNED, now=NOW).chain_pem == pem


@pytest.mark.parametrize(
    ("usage", "is_accepted"),
    [("keyCertSign,cRLSign", False), ("keyEncipherment", False), ("digitalSignature,keyEncipherment", True)],
)
def test_key_usage_without_digital_signature_is_refused(tmp_path, usage, is_accepted):
    key, pem = self_signed(tmp_path, "-addext", f"keyUsage=critical,{usage}")
    arguments = (key, parse_certificates(pem), AuthMethod.SELF_SIGNED)
    result = outcome(new_identity, *arguments, now=NOW, refusal=MaterialRefused)
    assert (result.chain_pem == pem) if is_accepted else (result.code == "wrong_usage")


def test_x509_v1_certificate_is_accepted(tmp_path):
    (tmp_path / "key.pem").write_text(issue(key=rsa_key()).key_pem)
    openssl(tmp_path, "req", "-new", "-key", "key.pem", "-out", "c.csr", "-subj", "/CN=v1")
    openssl(tmp_path, "x509", "-req", "-in", "c.csr", "-signkey", "key.pem", "-out", "c.pem", "-days", "3")
    certificates = parse_certificates((tmp_path / "c.pem").read_text())
    identity = new_identity(rsa_key(), certificates, AuthMethod.SELF_SIGNED, now=NOW)
    assert identity.facts.subject_dn == "CN=v1"


@pytest.mark.parametrize(("leaf", "root", "code"), [("sha1", "sha256", "weak_signature"),
                                                    ("md5", "sha256", "weak_signature"),
                                                    ("sha256", "sha1", None)])  # fmt: skip
def test_weak_hash_is_refused_in_a_chain_and_accepted_in_a_root(tmp_path, leaf, root, code):
    key, root_pem = self_signed(tmp_path, f"-{root}")
    (tmp_path / "ca.key").write_bytes((tmp_path / "key.pem").read_bytes())
    (tmp_path / "leaf.key").write_text(issue(key=ec_key()).key_pem)
    openssl(tmp_path, "req", "-new", "-key", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=leaf")
    openssl(tmp_path, "x509", "-req", "-in", "leaf.csr", "-CA", "c.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-out", "leaf.pem", f"-{leaf}", "-days", "9")  # fmt: skip
    certificates = parse_certificates((tmp_path / "leaf.pem").read_text() + root_pem)
    result = outcome(new_identity, ec_key(), certificates, AuthMethod.CA_SIGNED, now=NOW, refusal=MaterialRefused)
    assert key.public_key() == certificates[1].public_key()
    assert result.code == code if code else len(result.chain) == 2


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
