"""Certificates for one test run: the server's own, a CA that signs clients, self-signed clients."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from ipaddress import IPv4Address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
NewKey = Callable[[], PrivateKey]
SERVER_NAMES = [x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]


def new_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def new_ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def common_name(value: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, value)])


def certificate_pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def key_pem(key: PrivateKey) -> str:
    pkcs8 = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, pkcs8, serialization.NoEncryption()).decode()


def _builder(
    subject: x509.Name, issuer: x509.Name, key: CertificatePublicKeyTypes, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


@dataclass(frozen=True)
class Identity:
    """A private key and its certificate chain, leaf first."""

    certificate: x509.Certificate
    key: PrivateKey
    chain: str

    @property
    def private_key(self) -> str:
        return key_pem(self.key)


def self_signed(name: str, key: PrivateKey, days: int = 30) -> Identity:
    subject = common_name(name)
    certificate = _builder(subject, subject, key.public_key(), days).sign(key, hashes.SHA256())
    return Identity(certificate, key, certificate_pem(certificate))


class CertificateAuthority:
    """A root and one intermediate, the minimum that Mosaic requires of a customer's own PKI."""

    def __init__(self, name: str) -> None:
        self._root_key, self._intermediate_key = new_ec_key(), new_ec_key()
        root = common_name(f"{name} root")
        self.root = self._authority(root, self._root_key, path_length=1)
        self.intermediate = self._authority(common_name(f"{name} issuing"), self._intermediate_key, path_length=0)

    def _authority(self, subject: x509.Name, key: PrivateKey, path_length: int) -> x509.Certificate:
        issuer = subject if path_length else self.root.subject
        builder = _builder(subject, issuer, key.public_key(), days=365)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        builder = builder.add_extension(_key_usage(authority=True), critical=True)
        return self._identified(builder, self._root_key).sign(self._root_key, hashes.SHA256())

    @staticmethod
    def _identified(builder: x509.CertificateBuilder, issuer_key: PrivateKey) -> x509.CertificateBuilder:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
        return builder.add_extension(identifier, critical=False)

    @cached_property
    def anchors_pem(self) -> str:
        """Root and intermediate, so that a client that presents only its leaf is verified as well."""
        return certificate_pem(self.intermediate) + certificate_pem(self.root)

    def issue(self, csr_pem: str | bytes, *, days: int = 30) -> str:
        """Sign a client's request unchanged, and return the chain from leaf to root."""
        csr = x509.load_pem_x509_csr(csr_pem if isinstance(csr_pem, bytes) else csr_pem.encode())
        leaf = self._leaf(csr.subject, csr.public_key(), ExtendedKeyUsageOID.CLIENT_AUTH, days)
        return certificate_pem(self._signed(leaf)) + self.anchors_pem

    def client(self, subject: x509.Name, key: PrivateKey) -> Identity:
        csr = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
        chain = self.issue(csr.public_bytes(serialization.Encoding.PEM))
        return Identity(x509.load_pem_x509_certificate(chain.encode()), key, chain)

    def server(self) -> Identity:
        key = new_ec_key()
        leaf = self._leaf(common_name("localhost"), key.public_key(), ExtendedKeyUsageOID.SERVER_AUTH, days=30)
        certificate = self._signed(leaf.add_extension(x509.SubjectAlternativeName(SERVER_NAMES), critical=False))
        return Identity(certificate, key, certificate_pem(certificate) + certificate_pem(self.intermediate))

    def _leaf(
        self, subject: x509.Name, key: CertificatePublicKeyTypes, usage: x509.ObjectIdentifier, days: int
    ) -> x509.CertificateBuilder:
        builder = _builder(subject, self.intermediate.subject, key, days)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_key_usage(authority=False), critical=True)
        return builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)

    def _signed(self, leaf: x509.CertificateBuilder) -> x509.Certificate:
        return self._identified(leaf, self._intermediate_key).sign(self._intermediate_key, hashes.SHA256())
