"""Private keys: which are generated, which are accepted, and which are refused and why."""

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, PrivateFormat

from mosaic_clients.core.errors import PassphraseNeeded, WrongPassphrase
from mosaic_clients.core.pki.private_keys import (
    MAX_MATERIAL,
    KeyAlgorithm,
    algorithm_of,
    dump_private_key,
    generate,
    load_private_key,
    load_sealed_private_key,
    require_strong,
)
from tests.core.pki.openssl import needs_openssl, openssl
from tests.core.pki.refusals import refusal
from tests.pki import ec_key, pem_of, rsa_key

KINDS = {"rsa": rsa_key, "ec": ec_key}
FORMS = {"pkcs8": PrivateFormat.PKCS8, "traditional": PrivateFormat.TraditionalOpenSSL}


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256, KeyAlgorithm.EC_P384])
def test_generated_key_has_the_algorithm_and_reads_back(algorithm):
    key = generate(algorithm)
    pem = dump_private_key(key)
    assert algorithm_of(key.public_key()) == algorithm
    assert pem.startswith("-----BEGIN PRIVATE KEY-----")
    assert load_private_key(pem).public_key() == key.public_key()
    assert load_sealed_private_key(pem).public_key() == key.public_key()


def test_generated_rsa_key_has_the_usual_exponent():
    assert rsa_key().public_key().public_numbers().e == 65537
    assert generate(KeyAlgorithm.RSA_2048).public_key().public_numbers().e == 65537


def test_unusual_key_size_is_named_like_the_others():
    assert algorithm_of(rsa_key(bits=2056).public_key()) == "RSA-2056"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
class TestEncryptedKeys:
    """Traditional PEM has the header ``Proc-Type: 4,ENCRYPTED``, PKCS#8 has ENCRYPTED in its label."""

    @pytest.fixture
    def pem(self, kind, form):
        return pem_of(KINDS[kind](), FORMS[form], BestAvailableEncryption("Grüße".encode()))

    @pytest.mark.parametrize("missing", [None, ""])
    def test_encrypted_key_requires_its_passphrase(self, pem, missing):
        assert isinstance(refusal(load_private_key, pem, missing), PassphraseNeeded)

    @pytest.mark.parametrize("wrong", ["wrong", "x" * 3000, "\0", "\ud800", "Gr\u00fc\udc00"])
    def test_wrong_passphrase_is_refused(self, pem, wrong):
        error = refusal(load_private_key, pem, wrong)
        assert isinstance(error, WrongPassphrase)
        assert wrong not in str(error)

    def test_right_passphrase_opens_the_key(self, pem, kind):
        assert load_private_key(pem, "Grüße").public_key() == KINDS[kind]().public_key()
        assert load_private_key(pem.encode(), "Grüße").public_key() == KINDS[kind]().public_key()


@needs_openssl
@pytest.mark.parametrize(
    "arguments",
    [
        ("ec", "-aes128"),
        ("pkcs8", "-topk8", "-iter", "1"),
        ("pkcs8", "-topk8", "-scrypt", "-scrypt_N", "16"),
        ("pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES", "-iter", "1"),
    ],
)
def test_wrong_passphrase_is_refused_even_if_it_decrypts_to_valid_padding(tmp_path, arguments):
    (tmp_path / "key.pem").write_text(pem_of(ec_key()))
    command, *options = arguments
    pem = openssl(tmp_path, command, "-in", "key.pem", "-passout", "pass:right", *options)
    assert {refusal(load_private_key, pem, f"wrong {number}").code for number in range(1200)} == {"wrong_passphrase"}
    assert load_private_key(pem, "right").public_key() == ec_key().public_key()


@needs_openssl
def test_unsupported_cipher_is_not_reported_as_wrong_passphrase(tmp_path):
    (tmp_path / "key.pem").write_text(pem_of(ec_key()))
    pem = openssl(tmp_path, "pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:right", "-v2", "camellia128")
    assert refusal(load_private_key, pem, "right").code == "key_unreadable"


def test_passphrase_for_unencrypted_key_is_ignored():
    assert load_private_key(pem_of(ec_key()), "unneeded").public_key() == ec_key().public_key()


def test_comment_does_not_make_a_key_encrypted():
    pem = "friendlyName: NOT ENCRYPTED\n" + pem_of(ec_key())
    assert load_private_key(pem).public_key() == ec_key().public_key()
    assert load_private_key(pem, "unneeded").public_key() == ec_key().public_key()


WEAK = {
    "RSA of 1024 bits": (lambda: rsa_key(bits=1024), "weak_key"),
    "RSA with exponent 3": (lambda: rsa_key(exponent=3), "weak_key"),
    "secp256k1": (lambda: ec_key(curve=ec.SECP256K1), "weak_key"),
    "P-521": (lambda: ec_key(curve=ec.SECP521R1), "weak_key"),
    "P-224": (lambda: ec_key(curve=ec.SECP224R1), "weak_key"),
    "Ed25519": (ed25519.Ed25519PrivateKey.generate, "key_type"),
    "DSA": (lambda: dsa.generate_private_key(1024), "key_type"),
}


@pytest.mark.parametrize("name", WEAK)
def test_weak_or_unsupported_key_is_refused_with_its_reason(name):
    make, code = WEAK[name]
    pem = pem_of(make())
    assert refusal(load_private_key, pem).code == code
    assert refusal(load_sealed_private_key, pem).code == code


def test_refused_key_is_named_by_its_type_and_never_shown():
    pem = pem_of(ed25519.Ed25519PrivateKey.generate())
    assert "Ed25519PrivateKey keys are not supported" in str(refusal(load_private_key, pem))
    assert pem.splitlines()[1] not in str(refusal(load_private_key, pem))


@pytest.mark.parametrize(
    ("exponent", "is_accepted"), [(65537, True), (2**64 - 1, True), (2**64 + 1, False), (17, False)]
)
def test_public_exponent_is_accepted_from_65537_up_to_64_bits(exponent, is_accepted):
    numbers = rsa.RSAPublicNumbers(exponent, rsa_key().public_key().public_numbers().n)
    if is_accepted:
        assert require_strong(numbers.public_key()).public_numbers().e == exponent
    else:
        assert "exponent" in str(refusal(require_strong, numbers.public_key()))


def test_oversized_modulus_is_refused():
    key = rsa.RSAPublicNumbers(65537, (1 << 8200) + 1).public_key()
    assert refusal(require_strong, key).code == "weak_key"


def test_object_that_is_not_a_key_is_refused():
    assert refusal(require_strong, object()).code == "key_type"


GARBAGE = {
    "empty": "",
    "words": "not a key",
    "non-ASCII": "Schlüssel 🔑",
    "NUL": "\0" * 40,
    "lone surrogate": "\ud800",
    "bytes": b"\xff\xfe\x00",
    "half a key": pem_of(ec_key())[:80],
    "a broken body": pem_of(ec_key()).replace("M", "*", 3),
    "an encrypted label around nothing": "-----BEGIN ENCRYPTED PRIVATE KEY-----\n-----END ENCRYPTED PRIVATE KEY-----\n",
    "a public key": "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n",
    "a JWK": '{"kty":"EC","crv":"P-256","d":"AAAA"}',
    "a lone surrogate inside a key": pem_of(ec_key()).replace("M", "\ud800", 1),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_invalid_key_is_refused_without_showing_it(name):
    error = refusal(load_private_key, GARBAGE[name], "passphrase-of-mine")
    assert error.code == ("wrong_passphrase" if "encrypted" in name else "key_unreadable")
    assert "passphrase-of-mine" not in str(error)


def test_key_of_exactly_the_size_limit_is_read():
    pem = pem_of(ec_key())
    assert load_private_key("\n" * (MAX_MATERIAL - len(pem)) + pem).public_key() == ec_key().public_key()
    assert refusal(load_private_key, "\n" * (MAX_MATERIAL - len(pem) + 1) + pem).code == "material_too_large"


@pytest.mark.parametrize("garbage", ["\xff" * (MAX_MATERIAL // 2 + 1), "x" * 1_000_000, b"\0" * (MAX_MATERIAL + 1)])
def test_megabyte_of_garbage_is_refused_by_size(garbage):
    assert refusal(load_private_key, garbage).code == "material_too_large"


@pytest.mark.parametrize("pem", ["", "garbage", "\0", "Ü"])
def test_unreadable_stored_key_is_refused(pem):
    assert refusal(load_sealed_private_key, pem).code == "key_unreadable"


def test_encrypted_stored_key_is_refused():
    pem = pem_of(ec_key(), PrivateFormat.PKCS8, BestAvailableEncryption(b"x"))
    assert refusal(load_sealed_private_key, pem).code == "key_unreadable"
