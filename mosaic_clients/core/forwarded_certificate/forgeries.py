"""Forged client-certificate headers: what an attacker without the private key sends to pass for its holder.

A certificate is public. An attacker who gets one into the header that the application trusts can use every token bound
to it (RFC 9440 §4). So each header is forged in each encoding that is read, and in every spelling that ends up in the
same variable of the application: ``X_SSL_Client_Cert`` is ``HTTP_X_SSL_CLIENT_CERT`` too (CVE-2015-0219).
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

MAX_TWIN_HYPHENS = 5
"""Up to here every mixture of hyphens and underscores is tried; of longer names the two pure spellings."""

_NO_VERDICT = frozenset({408, 425, 429})


class Verdict(StrEnum):
    """What an answer to a forged request says."""

    REFUSED = "refused"
    THROUGH = "GOT THROUGH"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Forgery:
    """One forged request: its header fields as they go onto the wire, in order, and how they are spelled."""

    header: str
    encoding: str
    spelling: str
    fields: tuple[tuple[str, str], ...] = field(repr=False)


def judge(status: int | None) -> Verdict:
    """What an HTTP status says of a request that must be refused; None is a connection closed without an answer.

    A redirect, a throttle or a broken server never looked at the header, so they prove nothing.
    """
    if status is None or (400 <= status < 500 and status not in _NO_VERDICT):
        return Verdict.REFUSED
    return Verdict.THROUGH if 200 <= status < 300 else Verdict.UNCLEAR


def parse_target(text: str) -> tuple[str, str]:
    """Read ``Header-Name`` or ``format:Header-Name`` into header and format, "" for every format.

    Raises ConfigurationError.
    """
    form, colon, header = text.rpartition(":")
    names = [name for name, kind in FORMATS.items() if kind.header]
    if colon and form not in names:
        raise ConfigurationError(
            f"{form!r} is no header format: use one of {', '.join(names)}, or the header's name alone."
        )
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", header):
        raise ConfigurationError(f"{header!r} is no header name: letters, digits, hyphens and underscores only.")
    return header, form


def default_targets() -> list[tuple[str, str]]:
    """Every format's own header, with the format."""
    return [(kind.header, form) for form, kind in FORMATS.items() if kind.header]


def encoders(form: str = "") -> dict[str, Encoder]:
    """What terminators write, by format and variant (``envoy, JSON``): of one format, or of all that use a header."""
    found: dict[str, Encoder] = {}
    for name, kind in FORMATS.items():
        if kind.header and form in {"", name}:
            found[name] = kind.encode
            found.update({f"{name}, {variant}": encode for variant, encode in kind.variants})
    return found


def forgeries(certificate: x509.Certificate, targets: Iterable[tuple[str, str]]) -> Iterator[Forgery]:
    """Every spelling of every target's header, in every encoding of its format (of all formats for "")."""
    seen = set()
    for header, form in targets:
        for encoding, encode in encoders(form).items():
            value = encode(certificate)
            for spelling, fields in _spellings(header, value):
                if fields not in seen:
                    seen.add(fields)
                    yield Forgery(header, encoding, spelling, fields)


def twins(header: str) -> list[str]:
    """The names that WSGI and ASGI servers may turn into the same variable, the name itself first."""
    words = re.split("[-_]", header)
    if len(words) - 1 > MAX_TWIN_HYPHENS:
        return list(dict.fromkeys([header, "-".join(words), "_".join(words)]))
    mixtures = ("".join(_interleave(words, separators)) for separators in product("-_", repeat=len(words) - 1))
    return list(dict.fromkeys([header, *mixtures]))


def _interleave(words: list[str], separators: tuple[str, ...]) -> Iterator[str]:
    for word, separator in zip(words, (*separators, ""), strict=True):
        yield word
        yield separator


def _spellings(header: str, value: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    names = twins(header)
    plain, twin = header, names[-1]
    for name in dict.fromkeys([*names, plain.lower(), plain.upper(), twin.lower(), twin.upper()]):
        yield name, ((name, value),)
    yield f"{plain} twice", ((plain, value), (plain, value))
    yield f"{plain}, empty and forged", ((plain, ""), (plain, value))
    yield f"{plain}, forged and empty", ((plain, value), (plain, ""))
    yield f"{plain} with a blank behind the name", ((f"{plain} ", value),)
    yield f"{plain} with a folded value", ((plain, f"\r\n {value}"),)
    if twin != plain:
        yield f"{plain} and {twin}", ((plain, value), (twin, value))
        yield f"{twin} and {plain}", ((twin, value), (plain, value))
        yield f"{plain} empty, {twin} forged", ((plain, ""), (twin, value))
        yield f"{twin} forged, {plain} empty", ((twin, value), (plain, ""))
        # A proxy that obeys takes its own header out again (RFC 9110 §7.6.1) and leaves the twin.
        yield f"{twin}, Connection names {plain}", (("Connection", f"keep-alive, {plain}"), (twin, value))
