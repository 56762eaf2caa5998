"""What an encrypted file asks to be spent on its passphrase, read before anything is spent.

The file names the rounds of its key derivation itself, and no library here sets them a limit: two octets more are hours
of work. It is read as BER, which holds DER, for PKCS#12 files are opened as either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mosaic_clients.core.errors import MaterialRefused

MAX_ROUNDS = 2_000_000
"""Of all derivations in a file together, a second or two; what tools write stays below a third of it, three times."""

MAX_BLOCKS = 64 * 1024 * 1024 // 128
"""Blocks of 128 octets that scrypt may hold at once: 64 MiB, four times what OpenSSL asks for."""

_MAX_DEPTH = 64
_INTEGER, _OCTETS, _SEQUENCE, _CONSTRUCTED = 0x02, 0x04, 0x30, 0x20
_INDEFINITE = -1


@dataclass(frozen=True, slots=True)
class _Element:
    """``tag`` is its first octet, ``content`` what a primitive holds, ``parts`` what any other does."""

    tag: int
    content: bytes
    parts: list[_Element]


def require_affordable(encoded: bytes) -> None:
    """Refuse a PKCS#8 or PKCS#12 file whose derivations cost more than any honest one's; raises MaterialRefused.

    What cannot be read passes: whoever opens the file refuses it. What lies under a derivation is not seen.
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
        f"The file asks for {what} of key derivation, which no honest file does: encrypt it anew.",
        code="derivation_too_costly",
    )


def _numbers_behind_salt(sequence: _Element) -> list[int]:
    """The integers that follow an octet string in a sequence: whatever the algorithm, its salt and its costs."""
    numbers: list[int] = []
    is_behind = False
    for part in sequence.parts:
        if part.tag == _INTEGER and is_behind:
            numbers.append(int.from_bytes(part.content))
        is_behind = is_behind or part.tag & ~_CONSTRUCTED == _OCTETS
    return numbers


def _sequences(elements: list[_Element], depth: int) -> Iterator[_Element]:
    """Every sequence, those inside of octet strings too."""
    for element in elements:
        if element.tag & ~_CONSTRUCTED == _OCTETS:
            inside = _joined(element)
            if inside[:1] == bytes((_SEQUENCE,)):
                yield from _sequences(_read(inside, 0, len(inside), depth - 1)[0], depth - 1)
            continue
        if element.tag == _SEQUENCE:
            yield element
        yield from _sequences(element.parts, depth - 1)


def _joined(octets: _Element) -> bytes:
    """An octet string's content; BER may have it in pieces."""
    return b"".join(map(_joined, octets.parts)) if octets.tag & _CONSTRUCTED else octets.content


def _read(data: bytes, at: int, end: int, depth: int) -> tuple[list[_Element], int]:
    """The elements up to ``end``, to an end mark, or to what is no element; and where that is."""
    if not depth:
        raise MaterialRefused("The file is nested too deeply: this is no key.", code="derivation_too_costly")
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
    """The first octet of a tag, the length of its content and where that begins; None where there is none."""
    if at + 2 > end:
        return None
    tag, at = data[at], at + 1
    if tag & 0x1F == 0x1F:  # a number too large for one octet
        while at < end and data[at] & 0x80:
            at += 1
        at += 1
    if at >= end:
        return None
    length, at = data[at], at + 1
    if length == 0x80:
        return (tag, _INDEFINITE, at) if tag & _CONSTRUCTED else None
    if length & 0x80:
        octets = length & 0x7F
        length, at = int.from_bytes(data[at : at + octets]), at + octets
    return (tag, length, at) if at + length <= end else None
