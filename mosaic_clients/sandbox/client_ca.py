"""A certificate authority for CA-signed clients. It exists in memory only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from mosaic_clients.core.pki.certificate_creation import key_usage, parse_subject, signing_hash
from mosaic_clients.core.pki.certificates import to_pem
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, generate
from mosaic_clients.sandbox.server.pki import certificate_builder

LIFETIME = timedelta(days=365)


class ClientCA:
    """A root and the intermediate that issues certificates."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        root_key, self._key = generate(KeyAlgorithm.EC_P256), generate(KeyAlgorithm.EC_P256)
        root_name = parse_subject("CN=Sandbox root CA")
        self._name = parse_subject("CN=Sandbox issuing CA")
        self._root, self._intermediate = (
            certificate_builder(name, root_name, key.public_key(), now, 2 * LIFETIME)
            .add_extension(x509.BasicConstraints(ca=True, path_length=length), critical=True)
            .add_extension(key_usage(signs_certificates=True), critical=True)
            .sign(root_key, signing_hash(root_key))
            for name, key, length in ((root_name, root_key, 1), (self._name, self._key, 0))
        )

    def issue(self, csr_pem: str) -> str:
        """Signs a CSR as a TLS client certificate. Returns the PEM chain, leaf to root."""
        request = x509.load_pem_x509_csr(csr_pem.encode())
        leaf = (
            certificate_builder(request.subject, self._name, request.public_key(), datetime.now(UTC), LIFETIME)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(key_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
            .sign(self._key, signing_hash(self._key))
        )
        return "".join(map(to_pem, (leaf, self._intermediate, self._root)))
