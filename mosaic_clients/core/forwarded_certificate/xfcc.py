"""Envoy's X-Forwarded-Client-Cert: elements of ``key=value``, one for each hop, or the same as JSON."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping

from cryptography import x509

from mosaic_clients.core.encoding import parse_json_object
from mosaic_clients.core.forwarded_certificate.encodings import read_escaped_pem, require_der, write_escaped_pem
from mosaic_clients.core.pki.certificates import hex_fingerprint, to_der

_NAMES_OF_CALLER = {"uri", "dns"}
# Matches quoted text in runs, not character by character: a certificate has about a thousand.
_XFCC_PART = re.compile(r"""([A-Za-z]+)=(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^",;=]*))(;|,|\Z)""")


def read_xfcc(value: str) -> bytes:
    """Return the certificate of the last element, the hop next to us. Its ``Hash`` must match its ``Cert``."""
    parts = _last_json_element(value) if value.startswith("[") else _last_text_element(value)
    certificate = read_escaped_pem(parts["cert"])
    if not hmac.compare_digest(parts["hash"].lower().encode(), hex_fingerprint(certificate).encode()):
        raise ValueError("Hash and Cert disagree")
    return certificate


def _last_text_element(value: str) -> dict[str, str]:
    """Read the whole value, including quotes and escapes. Refuses a key that occurs twice in an element.

    Envoy writes the URI and DNS names of the caller's certificate without quotes. A comma in a name then looks like the
    start of the next hop's element, with a Hash and Cert that the caller chose. So a comma ends such an element only
    if no name in its certificate contains a comma.
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
            raise ValueError("a key occurs twice")
        open_ended = open_ended or (name.lower() in _NAMES_OF_CALLER and quoted is None)
        element[name.lower()] = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        position = match.end()
    return _required(element)


def _require_names_without_comma(element: Mapping[str, str]) -> None:
    try:
        certificate = x509.load_der_x509_certificate(require_der(read_escaped_pem(element["cert"])))
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return
    except (x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        raise ValueError("the certificate cannot be read") from None
    sans = [*names.get_values_for_type(x509.DNSName), *names.get_values_for_type(x509.UniformResourceIdentifier)]
    if any("," in name for name in sans):
        raise ValueError("names that the caller chose look like the next element")


def _last_json_element(value: str) -> dict[str, str]:
    """Read the JSON form: a list of objects with the same keys."""
    wrapped = parse_json_object(b'{"elements":' + value.encode() + b"}")
    elements = wrapped["elements"]
    last = elements[-1] if len(wrapped) == 1 and isinstance(elements, list) and elements else None
    if not isinstance(last, dict):
        raise ValueError("not an XFCC value")  # noqa: TRY004 - one exception type for every unusual input
    element = {name.lower(): text for name, text in last.items()}
    if len(element) != len(last):
        raise ValueError("a key occurs twice")
    return _required({name: text for name, text in element.items() if isinstance(text, str)})


def _required(element: Mapping[str, str]) -> dict[str, str]:
    if not element.get("cert") or not element.get("hash"):
        raise ValueError("the element has no Cert or no Hash")
    return {"cert": element["cert"], "hash": element["hash"]}


def write_xfcc(certificate: x509.Certificate) -> str:
    """Return one element, as Envoy writes it for the next hop."""
    return f'Hash={hex_fingerprint(to_der(certificate))};Cert="{write_escaped_pem(certificate)}"'


def write_xfcc_json(certificate: x509.Certificate) -> str:
    """Return the same element in the JSON form."""
    return json.dumps([{"Hash": hex_fingerprint(to_der(certificate)), "Cert": write_escaped_pem(certificate)}])
