"""A private key and its certificate chain, checked to belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InternalError, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs12

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MaterialRefused, PassphraseNeeded, WrongPassphrase
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.certificates import CertificateFacts, read_facts, without_library_warnings
from mosaic_clients.core.pki.chains import (
    dump_chain,
    each_once,
    find_leaf,
    parse_certificates,
    require_fit_chain,
    sort_chain,
)
from mosaic_clients.core.pki.kdf_limits import require_affordable
from mosaic_clients.core.pki.passphrases import encode_passphrase
from mosaic_clients.core.pki.private_keys import PrivateKey, load_sealed_private_key, require_private, require_size
from mosaic_clients.core.pki.usage_rules import require_client_auth_usable


@dataclass(frozen=True, slots=True)
class Identity:
    """What a TLS client presents. The functions below create it and check that key and leaf match.

    ``chain`` is leaf first. The key never appears in a repr.
    """

    key: PrivateKey = field(repr=False)
    chain: tuple[x509.Certificate, ...] = field(repr=False)
    facts: CertificateFacts

    @property
    def leaf(self) -> x509.Certificate:
        """The certificate of the key."""
        return self.chain[0]

    @property
    def x5t_s256(self) -> str:
        """The leaf's thumbprint: what a certificate-bound token names in ``cnf``."""
        return self.facts.x5t_s256

    @property
    def chain_pem(self) -> str:
        """Leaf first, root last where there is one."""
        return dump_chain(self.chain)


@without_library_warnings()
def new_identity(
    key: PrivateKey, certificates: Sequence[x509.Certificate], auth_method: AuthMethod, *, now: datetime
) -> Identity:
    """Make an identity of new material: finds the leaf by its key, sorts and verifies the chain, checks validity.

    Every certificate must be valid at ``now``. A self-signed client has exactly one certificate, a CA-signed client
    its chain up to the root. Raises MaterialRefused.
    """
    if auth_method is AuthMethod.CA_SIGNED:
        chain = sort_chain(certificates, key.public_key())
        if len(chain) == 1:
            raise MaterialRefused(
                "This certificate is self-signed, but the client is CA-signed (tls_client_auth).",
                code=MaterialCode.WRONG_METHOD,
            )
        require_fit_chain(chain, now=now)
    else:
        chain = [find_leaf(certificates, key.public_key())]
        if len(certificates) > 1:
            raise MaterialRefused(
                "A self-signed client (self_signed_tls_client_auth) has exactly one certificate.",
                code=MaterialCode.TWO_LEAFS,
            )
        require_client_auth_usable(chain[0], now=now, authority_issued=False)
    return Identity(key, tuple(chain), read_facts(chain[0]))


def load_stored_identity(key_pem: str, chain_pem: str) -> Identity:
    """Read a stored identity, leaf first, and check again that the pair matches; raises MaterialRefused."""
    key = load_sealed_private_key(key_pem)
    chain = parse_certificates(chain_pem)
    if find_leaf(chain, key.public_key()) is not chain[0]:
        raise MaterialRefused(
            "The stored chain does not begin with the certificate of its key.", code=MaterialCode.MISMATCH
        )
    return Identity(key, tuple(chain), read_facts(chain[0]))


def open_pkcs12(data: bytes, passphrase: str | None) -> tuple[PrivateKey, list[x509.Certificate]]:
    """Open a PKCS#12 file into its key and certificates.

    Raises PassphraseNeeded, WrongPassphrase, or MaterialRefused for a file without a key or certificate.
    """
    require_affordable(require_size(data, "PKCS#12 file"))
    secret = encode_passphrase(passphrase) if passphrase else None
    try:
        with without_library_warnings():
            key, leaf, others = pkcs12.load_key_and_certificates(data, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm, InternalError) as error:
        if "password" not in str(error).lower() and "mac" not in str(error).lower():
            raise MaterialRefused(
                "This is not a PKCS#12 file, or it cannot be read.", code=MaterialCode.PKCS12_UNREADABLE
            ) from None
        if not passphrase:
            raise PassphraseNeeded("The PKCS#12 file is encrypted: give its passphrase as well.") from None
        raise WrongPassphrase("The passphrase does not open the PKCS#12 file.") from None
    if key is None or leaf is None:
        missing = "private key" if key is None else "certificate"
        raise MaterialRefused(f"The PKCS#12 file does not contain a {missing}.", code=MaterialCode.PKCS12_INCOMPLETE)
    return require_private(key), each_once([leaf, *others])
