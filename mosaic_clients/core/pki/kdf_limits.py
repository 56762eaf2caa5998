"""Limits the cost of the key derivation that an encrypted file asks for, before any of it is computed.

The file itself names the rounds, and no library used here limits them: two bytes more mean hours of work. It is read as
BER, which includes DER, because PKCS#12 files may be either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode

MAX_ROUNDS = 2_000_000
"""Rounds of all derivations in a file: one or two seconds. Tools write three derivations below a third of it each."""

MAX_BLOCKS = 64 * 1024 * 1024 // 128
"""Blocks of 128 bytes that scrypt may hold at the same time: 64 MiB, four times OpenSSL's default."""

_MAX_DEPTH = 64
_INTEGER, _BYTE_STRING, _SEQUENCE, _CONSTRUCTED = 0x02, 0x04, 0x30, 0x20
_INDEFINITE = -1


@dataclass(frozen=True, slots=True)
class _Element:
    """One element: ``tag`` is its first byte; a primitive element has ``content``, a constructed one ``parts``."""

    tag: int
    content: bytes
    parts: list[_Element]


def require_affordable(encoded: bytes) -> None:
    """Refuse a PKCS#8 or PKCS#12 file whose derivations cost more than any real file's; raises MaterialRefused.

    An unreadable file passes here and is refused when it is opened. Encrypted content is not examined.
    """
    rounds = 0
    for sequence in _sequences(_read(encoded, 0, len(encoded), _MAX_DEPTH)[0], _MAX_DEPTH):
        numbers = _numbers_behind_salt(sequence)
        if len(numbers) >= 3:  # scrypt: N, r, p
            blocks = numbers[0] * numbers[1]
            rounds += blocks * numbers[2]
            if blocks > MAX_BLOCKS:
                raise _too_costly("more than 64 MiB of memory (scrypt)")
        elif numbers:  # PBKDF2, PBES1, the PBEs and the MAC of PKCS#12
            rounds += numbers[0]
        if rounds > MAX_ROUNDS:
            raise _too_costly(f"more than {MAX_ROUNDS} rounds")


def _too_costly(what: str) -> MaterialRefused:
    return MaterialRefused(
        f"The file asks for {what} of key derivation, which is too much. Encrypt it again with default settings.",
        code=MaterialCode.DERIVATION_TOO_COSTLY,
    )


def _numbers_behind_salt(sequence: _Element) -> list[int]:
    """The integers after a byte string in a sequence: in every algorithm, the costs follow the salt."""
    numbers: list[int] = []
    is_after_salt = False
    for part in sequence.parts:
        if part.tag == _INTEGER and is_after_salt:
            numbers.append(int.from_bytes(part.content))
        is_after_salt = is_after_salt or part.tag & ~_CONSTRUCTED == _BYTE_STRING
    return numbers


def _sequences(elements: list[_Element], depth: int) -> Iterator[_Element]:
    """Every sequence, including those inside byte strings."""
    for element in elements:
        if element.tag & ~_CONSTRUCTED == _BYTE_STRING:
            content = _joined(element)
            if content[:1] == bytes((_SEQUENCE,)):
                yield from _sequences(_read(content, 0, len(content), depth - 1)[0], depth - 1)
            continue
        if element.tag == _SEQUENCE:
            yield element
        yield from _sequences(element.parts, depth - 1)


def _joined(element: _Element) -> bytes:
    """A byte string's content; BER may split it into pieces."""
    return b"".join(map(_joined, element.parts)) if element.tag & _CONSTRUCTED else element.content


def _read(data: bytes, at: int, end: int, depth: int) -> tuple[list[_Element], int]:
    """The elements up to ``end``, an end mark or invalid bytes, and the position after them."""
    if not depth:
        raise MaterialRefused("The file is nested too deeply for a key file.", code=MaterialCode.DERIVATION_TOO_COSTLY)
    elements: list[_Element] = []
    while (header := _header(data, at, end)) is not None:
        tag, length, at = header
        if not tag and not length:
            break
        if not tag & _CONSTRUCTED:
            elements.append(_Element(tag, data[at : at + length], []))
            at += length
        elif length == _INDEFINITE:
            parts, at = _read(data, at, end, depth - 1)
            elements.append(_Element(tag, b"", parts))
        else:
            elements.append(_Element(tag, b"", _read(data, at, at + length, depth - 1)[0]))
            at += length
    return elements, at


def _header(data: bytes, at: int, end: int) -> tuple[int, int, int] | None:
    """The first byte of a tag, the length of its content and where the content begins; None if there is no tag."""
    if at + 2 > end:
        return None
    tag, at = data[at], at + 1
    if tag & 0x1F == 0x1F:  # a tag number of several bytes
        while at < end and data[at] & 0x80:
            at += 1
        at += 1
    if at >= end:
        return None
    length, at = data[at], at + 1
    if length == 0x80:
        return (tag, _INDEFINITE, at) if tag & _CONSTRUCTED else None
    if length & 0x80:
        size = length & 0x7F
        length, at = int.from_bytes(data[at : at + size]), at + size
    return (tag, length, at) if at + length <= end else None
