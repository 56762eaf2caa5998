"""Bearers for tests of a protected API, with their certificate as a TLS terminator forwards it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509

from mosaic_clients import conf
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from mosaic_clients.core.forwarded_certificate.source import CertificateSource
from mosaic_clients.core.pki.certificate_creation import self_sign
from mosaic_clients.core.pki.certificates import thumbprint, to_der
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, generate
from mosaic_clients.sandbox import Sandbox

AUTHORIZATION = "HTTP_AUTHORIZATION"


@dataclass(frozen=True)
class MintedBearer:
    """A token signed by the sandbox. ``certificate`` is the certificate that it is bound to, or None.

    ``environ`` contains the WSGI variables of a request with the token and its certificate. Pass them to
    ``credentials`` of DRF's APIClient, or to the calls of Django's test client.
    """

    token: str = field(repr=False)
    certificate: x509.Certificate | None
    environ: dict[str, str] = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        """``environ`` as HTTP headers. A certificate from the server's own environ (``wsgi``) is not a header."""
        return {
            name.removeprefix("HTTP_").replace("_", "-").title(): value
            for name, value in self.environ.items()
            if name.startswith("HTTP_")
        }

    def without_certificate(self) -> dict[str, str]:
        """Returns the ``environ`` of an attacker who stole only the token."""
        return {AUTHORIZATION: self.environ[AUTHORIZATION]}

    def with_another_certificate(self) -> dict[str, str]:
        """Returns the ``environ`` of an attacker who stole the token and presents another certificate."""
        return {**self.without_certificate(), **forwarded(make_certificate("CN=attacker"))}


def mint_bearer(
    sandbox: Sandbox,
    *,
    scopes: Sequence[str] = ("openid",),
    client_id: str = "tests",
    bound: bool | None = None,
    expires_in: timedelta = timedelta(hours=1),
    **claims: Any,
) -> MintedBearer:
    """Mints a bearer with these scopes. ``claims`` override any claim; None leaves one out.

    ``bound`` None means bound if CLIENT_CERTIFICATE configures how a certificate arrives. Raises ConfigurationError if
    a bound token is requested and CLIENT_CERTIFICATE or TRUSTED_PROXIES do not allow any certificate.
    """
    source = conf.current().certificate_source
    certificate = make_certificate(f"CN={client_id}") if (source is not None if bound is None else bound) else None
    defaults: dict[str, Any] = {
        "sub": client_id,
        "client_id": client_id,
        "scope": " ".join(scopes),
        "exp": int((datetime.now(UTC) + expires_in).timestamp()),
        "cnf": {"x5t#S256": thumbprint(to_der(certificate))} if certificate else None,
    }
    token = sandbox.mint(**{**defaults, **claims})
    certificate_variables = forwarded(certificate) if certificate else {}
    return MintedBearer(token, certificate, {AUTHORIZATION: f"Bearer {token}", **certificate_variables})


def make_certificate(subject: str) -> x509.Certificate:
    """Creates a self-signed certificate. Its key is discarded: these tests begin after the TLS handshake."""
    return self_sign(generate(KeyAlgorithm.EC_P256), subject, now=datetime.now(UTC), lifetime=timedelta(days=1))


def forwarded(certificate: x509.Certificate) -> dict[str, str]:
    """Returns the WSGI variables that forward a certificate. Raises ConfigurationError if none is accepted."""
    settings = conf.current()
    source = settings.certificate_source
    if source is None:
        raise ConfigurationError(
            "No client certificate can arrive: set MOSAIC_CLIENTS['CLIENT_CERTIFICATE'], or mint with bound=False."
        )
    value = {source.environ_key: FORMATS[source.format].encode(certificate)}
    return value if not source.is_header else {**value, "REMOTE_ADDR": _trusted_address(source)}


def _trusted_address(source: CertificateSource) -> str:
    peers = conf.current().trusted_peers
    if peers.networks:
        return str(peers.networks[0][0])
    if peers.unix:
        return ""
    raise ConfigurationError(
        f"No proxy may forward {source.format!r} certificates: set MOSAIC_CLIENTS['TRUSTED_PROXIES'], for example "
        "('127.0.0.1/32',)."
    )
