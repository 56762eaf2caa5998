"""The encodings of a certificate in a header: base64 of its DER, PEM, and percent-encoded PEM.

Every reader raises ValueError for anything but exactly one certificate.
"""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote, unquote

from cryptography import x509

from mosaic_clients.core.encoding import decode_base64
from mosaic_clients.core.pki.certificates import to_der, to_pem

_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
_BLANK = " \t\r\n"
_WITHOUT_BLANK = str.maketrans("", "", _BLANK)


def read_pem(value: str) -> bytes:
    """Return the DER of one PEM block, whose line ends may be spaces in a header.

    It is cut, not matched: a pattern with optional white space in three places takes minutes for 16 KiB of it.
    """
    armored = value.rstrip(_BLANK)
    body = armored.removeprefix(_BEGIN).removesuffix(_END)
    if len(armored) - len(body) != len(_BEGIN) + len(_END) or not (body[:1] in _BLANK and body[-1:] in _BLANK):
        raise ValueError("not exactly one certificate")
    return decode_base64(body.translate(_WITHOUT_BLANK))


def read_escaped_pem(value: str) -> bytes:
    """Return the DER of one percent-encoded PEM block. ``+`` is a base64 character here, never a space."""
    return read_pem(unquote(value, errors="strict"))


def require_der(data: bytes) -> bytes:
    """Return ``data`` if it is exactly one DER SEQUENCE; raises ValueError."""
    if len(data) < 4 or data[0] != 0x30:
        raise ValueError("not DER")
    length, start = data[1], 2
    if length & 0x80:
        size = length & 0x7F
        start += size
        length = int.from_bytes(data[2:start])
    if start + length != len(data):
        raise ValueError("not one DER value")
    return data


def write_base64(certificate: x509.Certificate) -> str:
    """Return standard base64 of the DER, in one line."""
    return b64encode(to_der(certificate)).decode()


def write_pem_with_spaces(certificate: x509.Certificate) -> str:
    """Return PEM with a space for each line end."""
    return to_pem(certificate).strip().replace("\n", " ")


def write_escaped_pem(certificate: x509.Certificate, *, safe: str = "") -> str:
    """Return percent-encoded PEM. Unreserved characters (RFC 3986 §2.3) and ``safe`` ones stay as they are."""
    return quote(to_pem(certificate), safe=safe)
