"""Forged client-certificate headers, as an attacker without the private key sends them to impersonate its holder.

A certificate is public. An attacker who gets one into the header that the application trusts can use every token bound
to it (RFC 9440 §4). So each header is forged in each encoding that is read, and in every spelling that sets the same
variable in the application: ``X_SSL_Client_Cert`` sets ``HTTP_X_SSL_CLIENT_CERT`` too (CVE-2015-0219).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from cryptography import x509

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.forwarded_certificate.formats import FORMATS, Encoder

MAX_ALIAS_HYPHENS = 5
"""Names with more hyphens are tried with hyphens only and underscores only, not in every mixture."""

_NO_VERDICT = frozenset({408, 425, 429})


class Verdict(StrEnum):
    """What an answer to a forged request proves."""

    REFUSED = "refused"
    THROUGH = "GOT THROUGH"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Forgery:
    """One forged request: its header fields as they are sent, in order, and a description of their spelling."""

    header: str
    encoding: str
    spelling: str
    fields: tuple[tuple[str, str], ...] = field(repr=False)


def judge(status: int | None) -> Verdict:
    """Return what an HTTP status proves about a forged request; None is a connection closed without an answer.

    A redirect, a rate limit or a server error proves nothing: the server may not have read the header.
    """
    if status is None or (400 <= status < 500 and status not in _NO_VERDICT):
        return Verdict.REFUSED
    return Verdict.THROUGH if 200 <= status < 300 else Verdict.UNCLEAR


def parse_target(text: str) -> tuple[str, str]:
    """Read ``Header-Name`` or ``format:Header-Name`` into header and format. An empty format means all formats.

    Raises ConfigurationError.
    """
    form, colon, header = text.rpartition(":")
    names = [name for name, kind in FORMATS.items() if kind.header]
    if colon and form not in names:
        raise ConfigurationError(
            f"{form!r} is not a header format: use one of {', '.join(names)}, or only the header's name."
        )
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", header):
        raise ConfigurationError(f"{header!r} is not a header name: use only letters, digits, hyphens and underscores.")
    return header, form


def default_targets() -> list[tuple[str, str]]:
    """Return the default header of every format, with the format."""
    return [(kind.header, form) for form, kind in FORMATS.items() if kind.header]


def encoders(form: str = "") -> dict[str, Encoder]:
    """Return the encoders by format and variant (``envoy, JSON``): those of ``form``, or of all header formats."""
    result: dict[str, Encoder] = {}
    for name, kind in FORMATS.items():
        if kind.header and form in {"", name}:
            result[name] = kind.encode
            result.update({f"{name}, {variant}": encode for variant, encode in kind.variants})
    return result


def forgeries(certificate: x509.Certificate, targets: Iterable[tuple[str, str]]) -> Iterator[Forgery]:
    """Yield every spelling of each target's header in each encoding of its format, or of all formats if it is empty."""
    yielded = set()
    for header, form in targets:
        for encoding, encode in encoders(form).items():
            value = encode(certificate)
            for spelling, fields in _spellings(header, value):
                if fields not in yielded:
                    yielded.add(fields)
                    yield Forgery(header, encoding, spelling, fields)


def header_aliases(header: str) -> list[str]:
    """Return the names that WSGI and ASGI servers may map to the same variable, the name itself first."""
    words = re.split("[-_]", header)
    if len(words) - 1 > MAX_ALIAS_HYPHENS:
        return list(dict.fromkeys([header, "-".join(words), "_".join(words)]))
    mixtures = ("".join(_interleave(words, separators)) for separators in product("-_", repeat=len(words) - 1))
    return list(dict.fromkeys([header, *mixtures]))


def _interleave(words: list[str], separators: tuple[str, ...]) -> Iterator[str]:
    for word, separator in zip(words, (*separators, ""), strict=True):
        yield word
        yield separator


def _spellings(header: str, value: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    names = header_aliases(header)
    plain, alias = header, names[-1]
    for name in dict.fromkeys([*names, plain.lower(), plain.upper(), alias.lower(), alias.upper()]):
        yield name, ((name, value),)
    yield f"{plain} twice", ((plain, value), (plain, value))
    yield f"{plain}, empty and forged", ((plain, ""), (plain, value))
    yield f"{plain}, forged and empty", ((plain, value), (plain, ""))
    yield f"{plain} with a space after the name", ((f"{plain} ", value),)
    yield f"{plain} with a folded value", ((plain, f"\r\n {value}"),)
    if alias != plain:
        yield f"{plain} and {alias}", ((plain, value), (alias, value))
        yield f"{alias} and {plain}", ((alias, value), (plain, value))
        yield f"{plain} empty, {alias} forged", ((plain, ""), (alias, value))
        yield f"{alias} forged, {plain} empty", ((alias, value), (plain, ""))
        # A proxy that follows RFC 9110 §7.6.1 removes its own header again, and leaves the alias.
        yield f"{alias}, Connection names {plain}", (("Connection", f"keep-alive, {plain}"), (alias, value))
