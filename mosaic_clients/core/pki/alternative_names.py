"""Subject alternative names as people write them: ``dns:api.example.com``, ``uri:…``, ``ip:10.0.0.7``, ``email:…``.

A server may know a client by one of these instead of its subject DN (RFC 8705 §2.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from ipaddress import ip_address

from cryptography import x509

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode

MAX_NAMES = 30
_MAX_LENGTH = 500
_HOST = (
    r"(?=.{1,253}\Z)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
_FORMS = {
    "dns": re.compile(_HOST),
    "uri": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!$&-;=?-Z_a-z~%@\[\]#]+"),
    "ip": re.compile(r"[0-9A-Fa-f.:]+"),
    "email": re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@{_HOST}"),
}
_MAKE: dict[str, Callable[[str], x509.GeneralName]] = {
    "dns": x509.DNSName,
    "uri": x509.UniformResourceIdentifier,
    "ip": lambda text: x509.IPAddress(ip_address(text)),
    "email": x509.RFC822Name,
}


def subject_alternative_name(names: Sequence[str]) -> x509.SubjectAlternativeName | None:
    """The extension with these names, or None if there are none; raises MaterialRefused."""
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise _refusal("The alternative names of a client must be a list of strings.")
    if len(names) > MAX_NAMES:
        raise _refusal(f"A certificate gets at most {MAX_NAMES} alternative names.")
    general_names = [_parse(name) for name in names]
    if len(set(general_names)) < len(general_names):
        raise _refusal("An alternative name is given twice.")
    return x509.SubjectAlternativeName(general_names) if general_names else None


def _parse(name: str) -> x509.GeneralName:
    kind, _, text = name.partition(":")
    form = _FORMS.get(kind)
    try:
        if form is not None and len(name) <= _MAX_LENGTH and form.fullmatch(text):
            return _MAKE[kind](text)
    except ValueError:
        pass  # not an IP address
    raise _refusal(
        f"{name!r} is not an alternative name. Write dns:api.example.com, uri:spiffe://example.com/api, ip:10.0.0.7 or "
        "email:api@example.com."
    )


def _refusal(why: str) -> MaterialRefused:
    return MaterialRefused(why, code=MaterialCode.ALTERNATIVE_NAME)
