"""Strict base64 and strict JSON: one spelling for one value.

The standard library's parsers skip invalid characters and accept UTF-16, NaN and duplicate names. Two readers of one
token must never read two different values (RFC 7515 §4, RFC 8725 §3.7).
"""

from __future__ import annotations

import json
import math
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from typing import Any, NoReturn

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PADDING = ("", "===", "==", "=")
# The last character of a value whose length is no multiple of four holds unused bits, which must be zero. Indexed by
# the length modulo four: one character alone holds no full byte; four leave no unused bits, and no padding is allowed.
_LAST = (frozenset(_ALPHABET), frozenset(""), frozenset(_ALPHABET[::16]), frozenset(_ALPHABET[::4]))
MAX_INTEGER_DIGITS = 20
"""More digits than any time or size in a token has. Python's own limit of 4300 digits is slow to parse."""

MAX_DEPTH = 64
"""Levels of JSON. Some versions of Python parse deeper values, and then crash when they are written or compared."""


def decode_base64url(text: object) -> bytes:
    """Decode base64url without padding (RFC 7515 §2), refusing padding, foreign characters and nonzero unused bits.

    Raises ValueError.
    """
    if not isinstance(text, str):
        raise ValueError("not text")  # noqa: TRY004 - one exception type for all invalid input
    return decode_unpadded(to_standard_alphabet(text))


def to_standard_alphabet(text: str) -> str:
    """Replaces the base64url alphabet by that of base64, in one value or several with separators.

    Raises ValueError if the text contains ``+`` or ``/``.
    """
    if "+" in text or "/" in text:
        raise ValueError("not base64url")
    return text.replace("-", "+").replace("_", "/")


def decode_unpadded(text: str) -> bytes:
    """Decode standard base64 without padding, refusing padding, foreign characters and nonzero unused bits.

    Raises ValueError.
    """
    rest = len(text) % 4
    if text and text[-1] not in _LAST[rest]:
        raise ValueError("padding, or loose bits at the end")
    # Characters that are not ASCII and padding before the end raise ValueError too.
    return a2b_base64(text + _PADDING[rest], strict_mode=True)


def decode_base64(text: str) -> bytes:
    """Decode standard base64 with its padding, refusing everything else. Raises ValueError."""
    data = a2b_base64(text, strict_mode=True)
    if b2a_base64(data, newline=False).decode() != text:
        raise ValueError("not canonical base64")
    return data


def parse_json_object(data: bytes) -> dict[str, Any]:
    """Parse strict UTF-8 JSON that is one object.

    Raises ValueError for anything else, and for duplicate names, NaN, Infinity, overlong numbers and deep nesting.
    """
    text = data.decode("utf-8")
    try:
        value, end = _STRICT.raw_decode(text)
    except (json.JSONDecodeError, RecursionError):
        end = -1
    if end != len(text):  # white space around the object, or a reason to refuse it
        value = _decode(text, _STRICT)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - one exception type for all invalid input
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH and is_too_deep(value):
        raise ValueError("nested too deeply")
    return value


def parse_forgiving_object(data: bytes) -> dict[str, Any]:
    """Parse strict UTF-8 JSON that is one object. Overlong numbers and objects with duplicate names become None.

    For lists whose entries are independent, so that one invalid entry does not invalidate the others. Entries may be
    nested too deeply. Raises ValueError if the data is no JSON at all, or contains NaN or Infinity.
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
    """Whether a value is text that every database and log can store: no NUL, no unpaired surrogate."""
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
    """Whether a JSON value has more than MAX_DEPTH levels."""
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
    if not math.isfinite(number):  # 1e400 parses as infinity, which JSON cannot represent
        raise ValueError("number too large")
    return number


def _or_none(hook: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(given: Any) -> Any:
        try:
            return hook(given)
        except ValueError:
            return None

    return read


# Created once: json.loads creates a decoder in every call that passes a hook.
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
