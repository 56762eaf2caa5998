"""Strict base64 and strict JSON: one spelling for one value.

The standard library's parsers skip junk characters, take UTF-16, NaN and duplicate names; two readers of one token
must never see two things (RFC 7515 §4, RFC 8725 §3.7).
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
# the length modulo four; one character alone holds no octet, and four leave nothing unused but admit no padding.
_LAST = (frozenset(_ALPHABET), frozenset(""), frozenset(_ALPHABET[::16]), frozenset(_ALPHABET[::4]))
MAX_INTEGER_DIGITS = 20
"""More digits than any time or size in a token has; Python's own limit is 4300, and costs."""

MAX_DEPTH = 64
"""Levels of JSON. Deeper values parse on some versions of Python, and crash what writes or compares them later."""


def decode_base64url(text: object) -> bytes:
    """Decode base64url without padding (RFC 7515 §2), refusing padding, foreign characters and loose bits.

    Raises ValueError.
    """
    if not isinstance(text, str):
        raise ValueError("not text")  # noqa: TRY004 - one exception type for every odd input
    return decode_unpadded(to_standard_alphabet(text))


def to_standard_alphabet(text: str) -> str:
    """Base64url, alone or several with something between, in the letters of base64; raises ValueError for those."""
    if "+" in text or "/" in text:
        raise ValueError("not base64url")
    return text.replace("-", "+").replace("_", "/")


def decode_unpadded(text: str) -> bytes:
    """Decode standard base64 without padding, refusing padding, foreign characters and loose bits.

    Raises ValueError.
    """
    rest = len(text) % 4
    if text and text[-1] not in _LAST[rest]:
        raise ValueError("padding, or loose bits at the end")
    # What is not ASCII is a ValueError too, and so is padding that is not at the end.
    return a2b_base64(text + _PADDING[rest], strict_mode=True)


def decode_base64(text: str) -> bytes:
    """Decode standard base64 with its padding, refusing everything else; raises ValueError."""
    data = a2b_base64(text, strict_mode=True)
    if b2a_base64(data, newline=False).decode() != text:
        raise ValueError("not canonical base64")
    return data


def parse_json_object(data: bytes) -> dict[str, Any]:
    """Parse strict UTF-8 JSON that is one object without duplicate names, NaN, Infinity, absurd numbers or depth.

    Raises ValueError.
    """
    text = data.decode("utf-8")
    try:
        value, end = _STRICT.raw_decode(text)
    except (json.JSONDecodeError, RecursionError):
        end = -1
    if end != len(text):  # white space around the object, or a reason to refuse it
        value = _decode(text, _STRICT)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - one exception type for every odd input
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH and is_too_deep(value):
        raise ValueError("nested too deeply")
    return value


def parse_forgiving_object(data: bytes) -> dict[str, Any]:
    """Parse strict UTF-8 JSON that is one object, with None for each absurd number and object with duplicate names.

    For lists whose entries stand by themselves, so that one odd entry does not spoil the rest; entries may be nested
    too deeply. Raises ValueError for what is no JSON at all, NaN and Infinity included.
    """
    value = _decode(data.decode("utf-8"), _FORGIVING)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - one exception type for every odd input
    return value


def _decode(text: str, decoder: json.JSONDecoder) -> object:
    try:
        return decoder.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def is_clean_text(value: object) -> bool:
    """Whether a value is text that every database and log can take: no NUL, no unpaired surrogate."""
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
    if not math.isfinite(number):  # 1e400 reads as infinity, which no JSON can say again
        raise ValueError("number too large")
    return number


def _or_none(hook: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(given: Any) -> Any:
        try:
            return hook(given)
        except ValueError:
            return None

    return read


# Made once: json.loads makes a decoder for every call that names a hook.
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
