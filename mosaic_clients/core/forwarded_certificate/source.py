"""The client certificate that a TLS terminator forwards: one configured format, exactly one value, read strictly.

The hash of the bytes that the terminator checked is compared later. So this module reads only the outermost length of
the X.509 structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_address, ip_network
from typing import TypeAlias

from mosaic_clients.core.errors import BearerRefused, ConfigurationError
from mosaic_clients.core.errors.codes import BearerCode
from mosaic_clients.core.forwarded_certificate.encodings import require_der
from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from mosaic_clients.core.pki.certificates import thumbprint

Network: TypeAlias = IPv4Network | IPv6Network

MAX_HEADER = 16 * 1024
WSGI_VARIABLE = "SSL_CLIENT_CERT"
"""The default variable of a format without a header."""

_PRIVATE = tuple(
    ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "fc00::/7")
)
_WIDEST = {4: 8, 6: 16}
"""The prefix lengths of the widest public network that could belong to one operator."""


@dataclass(frozen=True, slots=True)
class CertificateSource:
    """Where the certificate comes from: a format, and the WSGI environ key of its header.

    ``absent`` is the format's value for no certificate, or empty.
    """

    format: str
    environ_key: str
    absent: str = ""

    @classmethod
    def parse(cls, text: str) -> CertificateSource:
        """Read ``format`` or ``format:Header-Name``; raises ConfigurationError."""
        name, _, header = text.partition(":")
        if name not in FORMATS:
            raise ConfigurationError(f"{name!r} is not a client certificate format: use one of {', '.join(FORMATS)}.")
        if not FORMATS[name].header:
            return cls(name, header or WSGI_VARIABLE, FORMATS[name].absent)
        header = header or FORMATS[name].header
        if not re.fullmatch(r"[A-Za-z0-9-]+", header):
            raise ConfigurationError(f"{header!r} is not a header name: use only letters, digits and hyphens.")
        return cls(name, "HTTP_" + header.upper().replace("-", "_"), FORMATS[name].absent)

    @property
    def is_header(self) -> bool:
        """Whether it is a request header, which any caller can send (``wsgi:HTTP_…`` is one too)."""
        return self.environ_key.startswith("HTTP_")

    def means_no_certificate(self, value: str) -> bool:
        """Return whether a value means that the caller presented no certificate: it is empty or equals ``absent``."""
        return not value or value == self.absent


@dataclass(frozen=True, slots=True)
class TrustedPeers:
    """The peers that may forward a certificate: networks, and whether a unix socket is trusted.

    IPv4 addresses that are mapped into IPv6 (RFC 4291 §2.5.5.2) count as IPv4, in the list and in requests.
    """

    networks: tuple[Network, ...]
    unix: bool

    @classmethod
    def parse(cls, texts: Iterable[str]) -> TrustedPeers:
        """Read CIDRs and the word ``unix``; raises ConfigurationError."""
        words = [text.strip() for text in texts if text.strip()]
        try:
            networks = tuple(_unmapped(ip_network(word)) for word in words if word != "unix")
        except ValueError as error:
            raise ConfigurationError(f"TRUSTED_PROXIES takes CIDRs or the word 'unix': {error}.") from None
        return cls(networks, "unix" in words)

    @property
    def too_wide(self) -> tuple[Network, ...]:
        """The public networks that are too wide for a single operator, such as 0.0.0.0/0. Adjacent ones are merged."""
        four = [network for network in self.networks if isinstance(network, IPv4Network)]
        six = [network for network in self.networks if isinstance(network, IPv6Network)]
        merged: list[Network] = [*collapse_addresses(four), *collapse_addresses(six)]
        return tuple(
            network
            for network in merged
            if network.prefixlen < _WIDEST[network.version] and not any(_is_inside(network, each) for each in _PRIVATE)
        )

    def include(self, remote_address: str) -> bool:
        """Return whether the peer of the connection is trusted. Never pass a forwarded address."""
        if not remote_address:
            return self.unix  # servers leave REMOTE_ADDR empty for a unix socket
        try:
            address = ip_address(remote_address)
        except ValueError:
            return False
        if "%" in remote_address:
            return False  # on another link, the same link-local address is another machine
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self.networks)


def _is_inside(network: Network, other: Network) -> bool:
    return network.version == other.version and network.subnet_of(other)  # type: ignore[arg-type]


def _unmapped(network: Network) -> Network:
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    return ip_network((mapped, network.prefixlen - 96)) if mapped is not None and network.prefixlen >= 96 else network


def forwarded_thumbprint(source: CertificateSource, value: str) -> str:
    """Return the ``x5t#S256`` of a forwarded certificate; raises BearerRefused ``certificate_unreadable``."""
    if len(value) > MAX_HEADER or "\0" in value:
        raise BearerRefused(
            "The forwarded certificate is too large or contains a NUL.", code=BearerCode.CERTIFICATE_UNREADABLE
        )
    try:
        return thumbprint(require_der(FORMATS[source.format].decode(value)))
    except ValueError:
        raise BearerRefused(
            "The forwarded certificate cannot be read.", code=BearerCode.CERTIFICATE_UNREADABLE
        ) from None
