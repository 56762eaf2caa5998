"""Signatures are valid only with the right key, algorithm and bytes."""

import hashlib
import warnings

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey, OKPKey, RSAKey

from mosaic_clients.core.jose.algorithms import ALGORITHMS, algorithms_of, left_half_hash, signature_is_valid
from mosaic_clients.core.jose.jwks import parse_signing_keys
from mosaic_clients.core.jose.jws import parse, verify_signature
from tests.core.fuzzing import fuzz
from tests.core.tokens import FAMILY, KEYS, b64, key_set, sign

DATA = b"header.claims"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ED_ORDER = 2**252 + 27742317777372353535851937790883648493


def valid(algorithm: str, signature: bytes, data: bytes = DATA) -> bool:
    return signature_is_valid(KEYS[FAMILY[algorithm]].public_key(), algorithm, signature, data)


@pytest.mark.parametrize("algorithm", FAMILY)
def test_signature_is_valid_and_a_changed_one_is_not(algorithm):
    signature = sign(KEYS[FAMILY[algorithm]], algorithm, DATA)
    assert valid(algorithm, signature)
    assert not valid(algorithm, signature, DATA + b".")
    for position in (0, len(signature) // 2, len(signature) - 1):
        changed = bytearray(signature)
        changed[position] ^= 1
        assert not valid(algorithm, bytes(changed))


@pytest.mark.parametrize("algorithm", FAMILY)
def test_signature_of_other_length_is_invalid(algorithm):
    signature = sign(KEYS[FAMILY[algorithm]], algorithm, DATA)
    for other in (
        b"",
        b"\0",
        signature[:-1],
        signature + b"\0",
        b"\0" + signature,
        signature * 2,
        bytes(len(signature)),
    ):
        assert not valid(algorithm, other)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_signature_by_another_library_is_valid(algorithm):
    """joserfc signs with its own key, and its JWK is read like an issuer's."""
    row = ALGORITHMS[algorithm]
    kinds = {"RSA": (RSAKey, 2048), "EC": (ECKey, row.curve), "OKP": (OKPKey, row.curve)}
    kind, size_or_curve = kinds[row.key_type]
    key = kind.generate_key(size_or_curve, {"kid": "other", "alg": algorithm})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # joserfc calls EdDSA deprecated
        text = jws.serialize_compact({"alg": algorithm, "kid": "other"}, b'{"sub":"a"}', key, algorithms=[algorithm])
    signing_keys = parse_signing_keys(key_set(key.as_dict(private=False)))
    verify_signature(parse(text), signing_keys, frozenset({algorithm}))
    assert signing_keys.keys[0].algorithms == {algorithm}
    signature = parse(text).signature
    assert row.signature_sizes[0] <= len(signature) <= row.signature_sizes[1]


def test_both_names_of_ed25519_verify_the_same_signature():
    signature = sign(KEYS["ed"], "EdDSA", DATA)
    assert signature == sign(KEYS["ed"], "Ed25519", DATA)
    assert valid("EdDSA", signature)
    assert valid("Ed25519", signature)
    assert algorithms_of("OKP", "Ed25519") == ("EdDSA", "Ed25519")


def test_unsupported_key_has_no_algorithms():
    assert algorithms_of("EC", "P-224") == algorithms_of("OKP", "Ed448") == algorithms_of("oct") == ()


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_at_hash_is_left_half_of_the_algorithms_hash(algorithm):
    """OpenID Connect Core §3.1.3.6; Ed25519 signs over SHA-512 (RFC 8032 §5.1)."""
    digest_of = {"ES384": hashlib.sha384, **dict.fromkeys(("ES512", "EdDSA", "Ed25519"), hashlib.sha512)}
    digest = digest_of.get(algorithm, hashlib.sha256)(b"token").digest()
    assert left_half_hash(algorithm, "token") == b64(digest[: len(digest) // 2])


@pytest.mark.parametrize(("algorithm", "size"), [("ES256", 32), ("ES384", 48), ("ES512", 66)])
def test_ecdsa_signature_with_extra_zeros_is_invalid(algorithm, size):
    signature = sign(KEYS[FAMILY[algorithm]], algorithm, DATA)
    assert not valid(algorithm, signature[:size] + b"\0" + signature[size:])
    assert not valid(algorithm, b"\0" + signature[:size] + b"\0" + signature[size:])


def test_rs256_and_ps256_signatures_are_not_interchangeable():
    assert not valid("PS256", sign(KEYS["rsa"], "RS256", DATA))
    assert not valid("RS256", sign(KEYS["rsa"], "PS256", DATA))


@pytest.mark.parametrize(
    "scheme",
    [
        padding.PSS(padding.MGF1(hashes.SHA256()), 20),
        padding.PSS(padding.MGF1(hashes.SHA256()), 0),
        padding.PSS(padding.MGF1(hashes.SHA1()), 32),
        padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH),
    ],
)
def test_pss_signature_with_other_salt_or_mask_is_invalid(scheme):
    assert not valid("PS256", KEYS["rsa"].sign(DATA, scheme, hashes.SHA256()))


@pytest.mark.parametrize("digest", [hashes.SHA384(), hashes.SHA512(), hashes.SHA224()])
def test_rsa_signature_over_other_digest_is_invalid(digest):
    assert not valid("RS256", KEYS["rsa"].sign(DATA, padding.PKCS1v15(), digest))


@pytest.mark.parametrize("r", [0, 1, P256_ORDER - 1, P256_ORDER, 2**256 - 1])
@pytest.mark.parametrize("s", [0, 1, P256_ORDER - 1, P256_ORDER, 2**256 - 1])
def test_ecdsa_signature_of_special_numbers_is_invalid(r, s):
    assert not valid("ES256", r.to_bytes(32) + s.to_bytes(32))


def test_ecdsa_signature_in_der_or_over_other_digest_is_invalid():
    der = KEYS["ec"].sign(DATA, ec.ECDSA(hashes.SHA256()))
    assert not valid("ES256", der)
    assert not valid("ES256", der.ljust(64, b"\0")[:64])
    r, s = decode_dss_signature(KEYS["ec"].sign(DATA, ec.ECDSA(hashes.SHA384())))
    assert encode_dss_signature(r, s) != der
    assert not valid("ES256", r.to_bytes(32) + s.to_bytes(32))


def test_ed25519_signature_with_larger_scalar_or_small_point_is_invalid():
    signature = sign(KEYS["ed"], "EdDSA", DATA)
    scalar = int.from_bytes(signature[32:], "little") + ED_ORDER
    assert not valid("EdDSA", signature[:32] + scalar.to_bytes(32, "little"))
    assert not valid("EdDSA", b"\1" + bytes(31) + signature[32:])
    assert not valid("EdDSA", b"\1" + bytes(63))


@fuzz
@given(st.sampled_from(sorted(FAMILY)), st.binary(max_size=300) | st.binary(min_size=64, max_size=64), st.binary())
def test_random_bytes_are_not_a_valid_signature(algorithm, signature, data):
    assert valid(algorithm, signature, data) is False
