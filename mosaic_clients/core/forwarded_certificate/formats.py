"""The registry of formats: how each TLS terminator writes a client certificate into a header, and how to read it.

Request authentication, ``spoof-check`` and the test fixtures use these formats. To support another terminator, add a
row to ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias
from urllib.parse import quote, unquote

from cryptography import x509

from mosaic_clients.core.encoding import decode_base64
from mosaic_clients.core.forwarded_certificate.encodings import (
    read_escaped_pem,
    read_pem,
    require_der,
    write_base64,
    write_escaped_pem,
    write_pem_with_spaces,
)
from mosaic_clients.core.forwarded_certificate.xfcc import read_xfcc, write_xfcc, write_xfcc_json
from mosaic_clients.core.pki.certificates import to_pem

Encoder: TypeAlias = Callable[[x509.Certificate], str]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to forward a certificate.

    ``header`` is the default name, or empty if the value is in the server's own environ. ``decode`` turns a value into
    DER, and raises ValueError for anything that the terminator does not write. ``encode`` writes the value as the
    application receives it. ``variants`` are further accepted spellings, by name. ``absent`` is what the terminator
    writes if the caller presented no certificate; an empty value means the same.
    """

    header: str
    decode: Callable[[str], bytes]
    encode: Encoder
    variants: tuple[tuple[str, Encoder], ...] = ()
    absent: str = ""


def _read_rfc9440(value: str) -> bytes:
    """Read a structured-field byte sequence (RFC 9440 §2.1, RFC 8941 §3.3.5)."""
    if len(value) < 3 or value[0] != ":" or value[-1] != ":":
        raise ValueError("not a byte sequence")
    return decode_base64(value[1:-1])


def _write_rfc9440(certificate: x509.Certificate) -> str:
    return f":{write_base64(certificate)}:"


def _read_apache(value: str) -> bytes:
    """Read PEM as mod_headers writes it: with spaces for line ends, or percent-encoded by ``escape:``."""
    return read_escaped_pem(value) if "%" in value else read_pem(value)


def _read_traefik(value: str) -> bytes:
    """Read base64 without PEM boundaries, the leaf first. Versions before 3 percent-encode it."""
    leaf, *others = [decode_base64(each) for each in unquote(value, errors="strict").split(",")]
    for other in others:  # the caller's other certificates, in any order (RFC 8446 §4.4.2)
        require_der(other)
    return leaf


def _write_traefik_2(certificate: x509.Certificate) -> str:
    return quote(write_base64(certificate), safe="")


FORMATS: dict[str, Format] = {
    "rfc9440": Format("Client-Cert", _read_rfc9440, _write_rfc9440),
    # $ssl_client_escaped_cert
    "nginx": Format("X-SSL-Client-Cert", read_escaped_pem, write_escaped_pem),
    # %{SSL_CLIENT_CERT}s of mod_headers, which writes (null) for a variable that is not set
    "apache": Format("X-SSL-Client-Cert", _read_apache, write_pem_with_spaces, absent="(null)"),
    "envoy": Format("X-Forwarded-Client-Cert", read_xfcc, write_xfcc, (("JSON", write_xfcc_json),)),
    # passTLSClientCert with pem
    "traefik": Format("X-Forwarded-Tls-Client-Cert", _read_traefik, write_base64, (("escaped", _write_traefik_2),)),
    # %[ssl_c_der,base64]
    "haproxy": Format("X-SSL-Client-DER", decode_base64, write_base64),
    # "URL-encoded PEM format of the leaf certificate, with +=/ as safe characters" (AWS, mutual TLS verify mode)
    "aws-alb": Format("X-Amzn-Mtls-Clientcert-Leaf", read_escaped_pem, partial(write_escaped_pem, safe="+=/")),
    "wsgi": Format("", read_pem, to_pem),
}
"""Name in CLIENT_CERTIFICATE → format."""
