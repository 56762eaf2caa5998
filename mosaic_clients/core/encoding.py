"""Strict base64 and strict JSON: each value has exactly one spelling.

The standard library's parsers skip junk characters, and accept UTF-16, NaN and duplicate names. Two readers of one
token must always read the same (RFC 7515 §4, RFC 8725 §3.7).
"""

from __future__ import annotations

import json
import math
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from typing import Any, NoReturn

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PADDING = ("", "===", "==", "=")
# If the length is not a multiple of four, the last character has unused bits, which must be zero. Indexed by the length
# modulo four: one character is less than a byte, and four characters have no unused bits.
_LAST = (frozenset(_ALPHABET), frozenset(""), frozenset(_ALPHABET[::16]), frozenset(_ALPHABET[::4]))
MAX_INTEGER_DIGITS = 20
"""More digits than any time or size in a token. Python's own limit of 4300 digits is slow."""

MAX_DEPTH = 64
"""Levels of JSON. Some versions of Python parse deeper values, but crash when they are written or compared later."""


def decode_base64url(text: object) -> bytes:
    """Decode base64url without padding (RFC 7515 §2). Refuses padding, other characters and non-zero unused bits.

    Raises ValueError.
    """
    if not isinstance(text, str):
        raise ValueError("not text")  # noqa: TRY004 - one exception type for all invalid input
    return decode_unpadded(to_standard_alphabet(text))


def to_standard_alphabet(text: str) -> str:
    """Return base64url in the alphabet of base64; raises ValueError if that is used already. Keeps separators."""
    if "+" in text or "/" in text:
        raise ValueError("not base64url")
    return text.replace("-", "+").replace("_", "/")


def decode_unpadded(text: str) -> bytes:
    """Decode standard base64 without padding. Refuses padding, other characters and non-zero unused bits.

    Raises ValueError.
    """
    rest = len(text) % 4
    if text and text[-1] not in _LAST[rest]:
        raise ValueError("padding, or non-zero bits at the end")
    # Non-ASCII characters, and padding that is not at the end, raise ValueError too.
    return a2b_base64(text + _PADDING[rest], strict_mode=True)


def decode_base64(text: str) -> bytes:
    """Decode standard base64 with its padding; raises ValueError for anything else."""
    data = a2b_base64(text, strict_mode=True)
    if b2a_base64(data, newline=False).decode() != text:
        raise ValueError("not canonical base64")
    return data


def parse_json_object(data: bytes) -> dict[str, Any]:
    """Parse strict UTF-8 JSON: one object without duplicate names, NaN, Infinity, oversized numbers or deep nesting.

    Raises ValueError for anything else.
    """
    text = data.decode("utf-8")
    try:
        value, end = _STRICT.raw_decode(text)
    except (json.JSONDecodeError, RecursionError):
        end = -1
    if end != len(text):  # white space around the object, or invalid
        value = _decode(text, _STRICT)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - one exception type for all invalid input
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH and is_too_deep(value):
        raise ValueError("nested too deeply")
    return value


def parse_forgiving_object(data: bytes) -> dict[str, Any]:
    """Parse UTF-8 JSON that is one object. Oversized numbers and objects with duplicate names become None.

    For lists of independent entries, so that one invalid entry does not affect the others. Entries may be nested too
    deeply. Raises ValueError for text that is not JSON, including NaN and Infinity.
    """
    value = _decode(data.decode("utf-8"), _FORGIVING)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - one exception type for all invalid input
    return value


def _decode(text: str, decoder: json.JSONDecoder) -> object:
    try:
        return decoder.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def is_clean_text(value: object) -> bool:
    """Return whether a value is text that every database and log accepts: no NUL, no unpaired surrogate."""
    if not isinstance(value, str) or "\0" in value:
        return False
    if value.isascii():
        return True
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _object_without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate member name")
    return result


def is_too_deep(value: object) -> bool:
    """Return whether a JSON value has more than MAX_DEPTH levels."""
    level = [value]
    for _ in range(MAX_DEPTH):
        inside = (node.values() if isinstance(node, dict) else node for node in level if isinstance(node, dict | list))
        level = [child for children in inside for child in children]
    return any(isinstance(node, dict | list) for node in level)


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _bounded_integer(digits: str) -> int:
    if len(digits) > MAX_INTEGER_DIGITS:
        raise ValueError("integer too long")
    return int(digits)


def _finite_float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):  # 1e400 is read as infinity, which JSON cannot express
        raise ValueError("number too large")
    return number


def _or_none(hook: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        try:
            return hook(value)
        except ValueError:
            return None

    return read


# Created once: json.loads creates a decoder for every call with a hook.
_STRICT = json.JSONDecoder(
    object_pairs_hook=_object_without_duplicates,
    parse_constant=_refuse_constant,
    parse_int=_bounded_integer,
    parse_float=_finite_float,
)
_FORGIVING = json.JSONDecoder(
    object_pairs_hook=_or_none(_object_without_duplicates),
    parse_constant=_refuse_constant,
    parse_int=_or_none(_bounded_integer),
    parse_float=_or_none(_finite_float),
)
