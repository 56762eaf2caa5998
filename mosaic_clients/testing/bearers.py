"""Bearers for the tests of a protected API, and the certificate that goes with them as a TLS terminator forwards it."""

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
from mosaic_clients.core.pki.certificates import self_sign, thumbprint, to_der
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, generate
from mosaic_clients.sandbox import Sandbox

AUTHORIZATION = "HTTP_AUTHORIZATION"


@dataclass(frozen=True)
class MintedBearer:
    """A token signed by the sandbox. ``certificate`` is what it is bound to, or None.

    ``environ`` are the WSGI variables of a request that brings it along with its certificate: what ``credentials`` of
    DRF's APIClient and the calls of Django's test client take.
    """

    token: str = field(repr=False)
    certificate: x509.Certificate | None
    environ: dict[str, str] = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        """The same as HTTP headers; a certificate from the server's own environ (``wsgi``) is none."""
        return {
            name.removeprefix("HTTP_").replace("_", "-").title(): value
            for name, value in self.environ.items()
            if name.startswith("HTTP_")
        }

    def without_certificate(self) -> dict[str, str]:
        """The ``environ`` of an attacker who has stolen the token alone."""
        return {AUTHORIZATION: self.environ[AUTHORIZATION]}

    def with_another_certificate(self) -> dict[str, str]:
        """The ``environ`` of an attacker who has stolen the token and presents another certificate."""
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
    """A bearer with these scopes; ``claims`` override any claim, None leaves one out.

    ``bound`` None means bound where CLIENT_CERTIFICATE says how a certificate arrives. Raises ConfigurationError where
    it is asked for and CLIENT_CERTIFICATE or TRUSTED_PROXIES do not let any arrive.
    """
    source = conf.current().certificate_source
    certificate = make_certificate(f"CN={client_id}") if (source is not None if bound is None else bound) else None
    own: dict[str, Any] = {
        "sub": client_id,
        "client_id": client_id,
        "scope": " ".join(scopes),
        "exp": int((datetime.now(UTC) + expires_in).timestamp()),
        "cnf": {"x5t#S256": thumbprint(to_der(certificate))} if certificate else None,
    }
    token = sandbox.mint(**{**own, **claims})
    shown = forwarded(certificate) if certificate else {}
    return MintedBearer(token, certificate, {AUTHORIZATION: f"Bearer {token}", **shown})


def make_certificate(subject: str) -> x509.Certificate:
    """A self-signed certificate, whose key is not kept: the TLS handshake is over where these tests begin."""
    return self_sign(generate(KeyAlgorithm.EC_P256), subject, now=datetime.now(UTC), lifetime=timedelta(days=1))


def forwarded(certificate: x509.Certificate) -> dict[str, str]:
    """The WSGI variables by which a certificate arrives here. Raises ConfigurationError where none can."""
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
        f"Nobody may forward {source.format!r} certificates: set MOSAIC_CLIENTS['TRUSTED_PROXIES'], for example "
        "('127.0.0.1/32',)."
    )
