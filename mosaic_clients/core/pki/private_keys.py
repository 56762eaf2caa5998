"""Private keys: generates, loads and dumps them, and refuses weak ones."""

from __future__ import annotations

import re
from binascii import a2b_base64
from enum import StrEnum
from typing import TypeAlias

from cryptography.exceptions import InternalError, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from mosaic_clients.core.errors import MaterialRefused, PassphraseNeeded, WrongPassphrase
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.kdf_limits import require_affordable
from mosaic_clients.core.pki.passphrases import encode_passphrase

PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
PublicKey: TypeAlias = rsa.RSAPublicKey | ec.EllipticCurvePublicKey

MAX_MATERIAL = 64 * 1024
"""The most bytes of PEM, DER, PKCS#12 or JSON that are read; the largest real chain is a tenth of this."""


_KEY_BLOCK = re.compile(
    rb"-----BEGIN (?P<label>[A-Z0-9 ]{0,40})PRIVATE KEY-----"
    rb"(?P<body>(?:(?!-----).)*)-----END (?P=label)PRIVATE KEY-----",
    re.DOTALL,
)
_ENCRYPTED = re.compile(rb"^Proc-Type: *4, *ENCRYPTED", re.MULTILINE)
_UNKNOWN_CIPHER = re.compile(r"unknown (cipher|encryption)|unsupported", re.IGNORECASE)

RSA_MIN_BITS, RSA_MAX_BITS, RSA_EXPONENT = 2048, 8192, 65537


class KeyAlgorithm(StrEnum):
    """The keys we generate. RSA comes first: Mosaic documents nothing else."""

    RSA_2048 = "RSA-2048"
    RSA_3072 = "RSA-3072"
    RSA_4096 = "RSA-4096"
    EC_P256 = "EC-P256"
    EC_P384 = "EC-P384"


_CURVES: dict[KeyAlgorithm, type[ec.EllipticCurve]] = {
    KeyAlgorithm.EC_P256: ec.SECP256R1,
    KeyAlgorithm.EC_P384: ec.SECP384R1,
}


def generate(algorithm: KeyAlgorithm) -> PrivateKey:
    """Generate a private key. RSA takes from 60 ms (2048) to a second (4096)."""
    if algorithm in _CURVES:
        return ec.generate_private_key(_CURVES[algorithm]())
    return rsa.generate_private_key(public_exponent=RSA_EXPONENT, key_size=int(algorithm.removeprefix("RSA-")))


def load_private_key(pem: str | bytes, passphrase: str | None = None) -> PrivateKey:
    """Read a PEM private key that an operator gives, and check it fully.

    Raises PassphraseNeeded, WrongPassphrase, or MaterialRefused for anything that is not a usable RSA or EC key.
    """
    data = require_size(pem, "private key")
    block = _KEY_BLOCK.search(data)
    encrypted = block is not None and (block["label"] == b"ENCRYPTED " or _ENCRYPTED.search(block[0]) is not None)
    if encrypted and not passphrase:
        raise PassphraseNeeded("The private key is encrypted: give its passphrase as well.")
    secret = encode_passphrase(passphrase) if encrypted and passphrase else None
    try:
        if block is not None and block["label"] == b"ENCRYPTED ":
            key = _open_pkcs8(block["body"], secret)
        else:
            key = serialization.load_pem_private_key(data if block is None else block[0], secret)
    except (ValueError, TypeError, UnsupportedAlgorithm, InternalError) as error:
        # One wrong passphrase in 256 decrypts to valid padding, but not to a key.
        if encrypted and any(sign in str(error) for sign in ("password", "deserialize")):
            raise WrongPassphrase("The passphrase does not open the private key.") from None
        if encrypted and (isinstance(error, UnsupportedAlgorithm) or _UNKNOWN_CIPHER.search(str(error))):
            raise MaterialRefused(
                "The private key's encryption is not supported. Convert it: openssl pkcs8 -topk8 -in KEY -out NEW-KEY",
                code=MaterialCode.ENCRYPTION_UNSUPPORTED,
            ) from None
        raise MaterialRefused(
            "This is not a PEM private key, or it cannot be read. Expected '-----BEGIN PRIVATE KEY-----' or an RSA, EC "
            "or encrypted variant of it.",
            code=MaterialCode.KEY_UNREADABLE,
        ) from None
    return require_private(key)


def _open_pkcs8(body: bytes, secret: bytes | None) -> object:
    """Load an encrypted key from its base64: exactly the bytes whose cost was checked.

    Raises MaterialRefused, ValueError, TypeError, UnsupportedAlgorithm.
    """
    der = a2b_base64(b"".join(body.split()), strict_mode=True)
    require_affordable(der)
    return serialization.load_der_private_key(der, secret)


def load_sealed_private_key(pem: str) -> PrivateKey:
    """Read a stored private key; raises MaterialRefused.

    It was fully checked when it was added, and its encryption authenticates it. So the check, which costs from 50 ms
    (RSA-2048) to 350 ms (RSA-4096), is not repeated.
    """
    try:
        key = serialization.load_pem_private_key(pem.encode(), None, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise MaterialRefused("The stored private key cannot be read.", code=MaterialCode.KEY_UNREADABLE) from None
    return require_private(key)


def dump_private_key(key: PrivateKey) -> str:
    """Unencrypted PKCS#8 PEM, for the key ring and for an operator who exports a key on purpose."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def dump_exported_key(key: PrivateKey, passphrase: str | None) -> str:
    """PKCS#8 PEM for an exported file, encrypted (PBES2, AES-256) if a passphrase is given.

    Raises WrongPassphrase for a passphrase that cannot encrypt a file.
    """
    if passphrase is None:
        return dump_private_key(key)
    if not passphrase:
        raise WrongPassphrase("The passphrase is empty. Give a passphrase, or leave it out.")
    encryption = serialization.BestAvailableEncryption(encode_passphrase(passphrase))
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption).decode()


def require_private(key: object) -> PrivateKey:
    """Return ``key`` if it is a strong RSA or EC private key; raises MaterialRefused."""
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise MaterialRefused(
            f"{type(key).__name__.strip('_')} keys are not supported: use RSA (2048 bits or more) or EC P-256/P-384.",
            code=MaterialCode.KEY_TYPE,
        )
    require_strong(key.public_key())
    return key


def require_strong(key: object) -> PublicKey:
    """Return ``key`` if it is RSA 2048 to 8192 with a sane exponent or EC P-256/P-384; raises MaterialRefused."""
    if isinstance(key, rsa.RSAPublicKey):
        exponent = key.public_numbers().e
        require_rsa_bits(key.key_size)
        if exponent < RSA_EXPONENT or exponent.bit_length() > 64:  # real exponents fit 64 bits
            raise MaterialRefused(f"The RSA key's public exponent must be {RSA_EXPONENT}.", code=MaterialCode.WEAK_KEY)
        return key
    if isinstance(key, ec.EllipticCurvePublicKey):
        if not isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1):
            raise MaterialRefused(
                f"Curve {key.curve.name} is not supported: use P-256 or P-384.", code=MaterialCode.WEAK_KEY
            )
        return key
    raise MaterialRefused("The certificate's key is neither RSA nor EC.", code=MaterialCode.KEY_TYPE)


def require_rsa_bits(bits: int) -> None:
    """Refuse an RSA modulus of too few or too many bits; raises MaterialRefused."""
    if not RSA_MIN_BITS <= bits <= RSA_MAX_BITS:
        raise MaterialRefused(
            f"The RSA key has {bits} bits: use {RSA_MIN_BITS} to {RSA_MAX_BITS}.", code=MaterialCode.WEAK_KEY
        )


def algorithm_of(key: PublicKey) -> str:
    """The name shown for a key: ``RSA-2048``, ``EC-P256``, and the same way for other sizes."""
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA-{key.key_size}"
    return "EC-P256" if isinstance(key.curve, ec.SECP256R1) else "EC-P384"


def require_size(text: str | bytes, what: str) -> bytes:
    """Encode ``text``, and refuse it if it is larger than any real ``what``; raises MaterialRefused."""
    data = text.encode(errors="replace") if isinstance(text, str) else text
    if len(data) > MAX_MATERIAL:
        raise MaterialRefused(
            f"The {what} is {len(data)} bytes long; {MAX_MATERIAL} is the limit.", code=MaterialCode.MATERIAL_TOO_LARGE
        )
    return data
