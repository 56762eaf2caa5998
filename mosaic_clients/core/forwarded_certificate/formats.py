"""How TLS terminators write a client certificate into a header: one strict reader a format, each to the leaf's DER.

Every reader raises ValueError for anything but exactly the value its terminator writes.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from cryptography import x509

from mosaic_clients.core.encoding import decode_base64, parse_json_object
from mosaic_clients.core.pki.certificates import hex_fingerprint

_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
_BLANK = " \t\r\n"
_WITHOUT_BLANK = str.maketrans("", "", _BLANK)
_NAMES_OF_CALLER = {"uri", "dns"}
# Quoted text in runs, not octet by octet: a certificate has a thousand.
_XFCC_PART = re.compile(r"""([A-Za-z]+)=(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^",;=]*))(;|,|\Z)""")


def _read_rfc9440(value: str) -> bytes:
    """A structured-field byte sequence (RFC 9440 §2.1, RFC 8941 §3.3.5)."""
    if len(value) < 3 or value[0] != ":" or value[-1] != ":":
        raise ValueError("not a byte sequence")
    return decode_base64(value[1:-1])


def _read_pem(value: str) -> bytes:
    """One PEM block; its line ends may have become spaces on the way through a header.

    Cut, not matched: a pattern that lets white space stand in three places takes minutes over 16 KiB of it.
    """
    armored = value.rstrip(_BLANK)
    body = armored.removeprefix(_BEGIN).removesuffix(_END)
    if len(armored) - len(body) != len(_BEGIN) + len(_END) or not (body[:1] in _BLANK and body[-1:] in _BLANK):
        raise ValueError("not exactly one certificate")
    return decode_base64(body.translate(_WITHOUT_BLANK))


def _read_escaped_pem(value: str) -> bytes:
    """PEM, percent-encoded: ``+`` is base64 here and never a space."""
    return _read_pem(unquote(value, errors="strict"))


def _read_apache(value: str) -> bytes:
    """PEM as mod_headers writes it: with spaces for line ends, or percent-encoded by ``escape:``."""
    return _read_escaped_pem(value) if "%" in value else _read_pem(value)


def _read_traefik(value: str) -> bytes:
    """Base64 without armor, the leaf first of several; versions before 3 percent-encode it."""
    leaf, *others = [decode_base64(each) for each in unquote(value, errors="strict").split(",")]
    for other in others:  # what the caller showed beside it, in whatever order (RFC 8446 §4.4.2)
        require_der(other)
    return leaf


def _read_envoy(value: str) -> bytes:
    """The last element of X-Forwarded-Client-Cert: the hop next to us. Its ``Hash`` must be that of its ``Cert``."""
    parts = _last_json_element(value) if value.startswith("[") else _last_text_element(value)
    certificate = _read_escaped_pem(parts["cert"])
    if not hmac.compare_digest(parts["hash"].lower().encode(), hex_fingerprint(certificate).encode()):
        raise ValueError("Hash and Cert disagree")
    return certificate


def _last_text_element(value: str) -> dict[str, str]:
    """Read the whole value, quotes and escapes included; a key that comes twice in an element is refused.

    Envoy writes URI and DNS names of the caller's certificate without quotes, so that a comma in one looks like the
    next hop's element, with whatever Hash and Cert the caller put there. A comma ends such an element only where its
    certificate has no name with a comma in it.
    """
    element: dict[str, str] = {}
    open_ended = False
    position, separator = 0, ";"
    while separator:
        match = _XFCC_PART.match(value, position)
        if match is None:
            raise ValueError("not an XFCC value")
        if separator == ",":
            if open_ended and "cert" in element:
                _require_names_without_comma(element)
            element, open_ended = {}, False
        name, quoted, plain, separator = match.groups()
        if name.lower() in element and name.lower() not in _NAMES_OF_CALLER:
            raise ValueError("a key comes twice")
        open_ended = open_ended or (name.lower() in _NAMES_OF_CALLER and quoted is None)
        element[name.lower()] = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        position = match.end()
    return _required(element)


def _require_names_without_comma(element: Mapping[str, str]) -> None:
    try:
        certificate = x509.load_der_x509_certificate(require_der(_read_escaped_pem(element["cert"])))
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return
    except (x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        raise ValueError("the certificate cannot be read") from None
    chosen = [*names.get_values_for_type(x509.DNSName), *names.get_values_for_type(x509.UniformResourceIdentifier)]
    if any("," in name for name in chosen):
        raise ValueError("names that the caller chose look like the next element")


def _last_json_element(value: str) -> dict[str, str]:
    """The JSON form: a list of objects with the same keys."""
    wrapped = parse_json_object(b'{"elements":' + value.encode() + b"}")
    elements = wrapped["elements"]
    last = elements[-1] if len(wrapped) == 1 and isinstance(elements, list) and elements else None
    if not isinstance(last, dict):
        raise ValueError("not an XFCC value")  # noqa: TRY004 - one exception type for every odd input
    element = {name.lower(): text for name, text in last.items()}
    if len(element) != len(last):
        raise ValueError("a key comes twice")
    return _required({name: text for name, text in element.items() if isinstance(text, str)})


def _required(element: Mapping[str, str]) -> dict[str, str]:
    if not element.get("cert") or not element.get("hash"):
        raise ValueError("the element has no Cert or no Hash")
    return {"cert": element["cert"], "hash": element["hash"]}


DECODERS: dict[str, Callable[[str], bytes]] = {
    "rfc9440": _read_rfc9440,
    "nginx": _read_escaped_pem,
    "apache": _read_apache,
    "envoy": _read_envoy,
    "traefik": _read_traefik,
    "haproxy": decode_base64,
    "aws-alb": _read_escaped_pem,
    "wsgi": _read_pem,
}
"""Format → reader from header value to DER."""


def require_der(data: bytes) -> bytes:
    """One DER SEQUENCE and nothing behind it; raises ValueError."""
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
