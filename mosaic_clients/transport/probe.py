"""One connection in separate steps, so that a failing step can be named: look up, connect, shake hands."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography import x509

from mosaic_clients.core.errors import TimedOut, TLSFailure, Unreachable
from mosaic_clients.core.errors.codes import TLSCode, UnreachableCode
from mosaic_clients.core.pki.certificates import CertificateFacts, read_facts
from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.transport.connections import open_socket, require_public, require_public_name
from mosaic_clients.transport.handshake_records import complete_handshake, sends_certificate_message
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.tls import client_context


class ServerNotTrusted(TLSFailure):
    """TLS works, but the server's certificate is not trusted. The description is the verifier's reason."""

    code = TLSCode.SERVER_NOT_TRUSTED.value
    retryable = False


@dataclass(frozen=True, slots=True)
class Handshake:
    """A completed handshake: version (``TLSv1.3``), whether the server requested our certificate, its certificate.

    ``certificate_asked`` is None if that is unknown.
    """

    version: str
    certificate_asked: bool | None
    server: CertificateFacts


def address_of(url: str) -> tuple[str, int]:
    """Return host and port of an https URL."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or 443


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a host; raises Unreachable ``dns``."""
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(f"{host} does not resolve to any address.", code=UnreachableCode.DNS) from None
    return list(dict.fromkeys(str(address[0]) for *_, address in addresses))


def connect(host: str, port: int, *, allow_private: bool, limits: Limits) -> socket.socket:
    """Return an open TCP connection, which the caller must close; raises Unreachable or TimedOut."""
    if not allow_private:
        require_public_name(host, port)
    try:
        connection = open_socket(host, port, limits.connect)
    except TimeoutError:
        raise TimedOut(f"{host}:{port} does not accept a connection within {limits.connect:g} s.") from None
    except OSError as error:
        raise Unreachable(f"{host}:{port} refuses the connection: {error.strerror or type(error).__name__}.") from None
    if not allow_private:
        require_public(connection, host)
    connection.settimeout(limits.read)
    return connection


def shake_hands(connection: socket.socket, host: str, identity: Identity | None, trusted_ca: str) -> Handshake:
    """Perform a TLS handshake with the settings of every call, then close the connection.

    Presents ``identity`` if the server requests a certificate.

    Raises ServerNotTrusted, TLSFailure, TimedOut, or ConfigurationError for a trusted CA that cannot be read.
    """
    try:
        context = client_context(identity, trusted_ca)
        tls, sent_bytes = complete_handshake(context, connection, host)
        facts = read_facts(x509.load_der_x509_certificate(tls.getpeercert(binary_form=True) or b""))
        return Handshake(tls.version() or "", sends_certificate_message(sent_bytes, tls.cipher()), facts)
    except ssl.SSLCertVerificationError as error:
        raise ServerNotTrusted(error.verify_message or "the certificate does not verify") from None
    except TimeoutError:
        raise TimedOut(f"{host} does not finish the TLS handshake in time.") from None
    except ssl.SSLError as error:
        reason = (error.reason or "no reason was given").replace("_", " ").lower()
        raise TLSFailure(f"The TLS handshake with {host} failed: {reason}.") from None
    except OSError:
        raise TLSFailure(f"{host} closed the connection during the TLS handshake.", code=TLSCode.RESET) from None
    finally:
        connection.close()
