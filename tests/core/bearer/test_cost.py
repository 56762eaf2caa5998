"""The most expensive texts that fit a header are refused, and none costs much more than a valid token of its size.

Counts function calls, which do not depend on the load of the machine. Also compares processor time, for the work
within one call.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import process_time

import pytest

from mosaic_clients.core.bearer.verification import MAX_TOKEN
from mosaic_clients.core.errors import BearerRefused
from tests.core.tokens import CLAIMS, b64, token
from tests.core.verifying import accepted

ROOM = (MAX_TOKEN - 400) * 3 // 4
"""The maximum size of a payload, in bytes."""


def filled(template: str, piece: str, separator: str = ",") -> bytes:
    """Return the template, with ``@`` replaced by as many pieces as fit."""
    number = (ROOM - len(template)) // (len(piece) + len(separator))
    return template.replace("@", separator.join([piece] * number)).encode()


WORST = {
    "lists in lists": b"[" * ROOM,
    "lists in lists, closed": b"[" * (ROOM // 2) + b"]" * (ROOM // 2),
    "objects in objects": b'{"a":' * (ROOM // 5),
    "objects in objects, closed": b'{"a":' * (ROOM // 7) + b"1" + b"}" * (ROOM // 7),
    "objects in lists": b'[{"a":' * (ROOM // 6),
    "one long integer": b'{"a":' + b"9" * (ROOM - 6) + b"}",
    "many long integers": filled('{"a":[@]}', "9" * 300),
    "many integers at the limit": filled('{"a":[@]}', "9" * 20),
    "many small integers": filled('{"a":[@]}', "1"),
    "many floats": filled('{"a":[@]}', "1e308"),
    "one long float": b'{"a":0.' + b"9" * (ROOM - 9) + b"}",
    "a large exponent": b'{"a":1e' + b"9" * (ROOM - 9) + b"}",
    "one name many times": filled("{@}", '"a":1'),
    "many empty objects": filled('{"a":[@]}', "{}"),
    "many empty lists": filled('{"a":[@]}', "[]"),
    "many objects with a name twice": filled('{"a":[@]}', '{"a":1,"a":1}'),
    "escapes": filled('{"a":"@"}', "\\u0041", ""),
    "half surrogates": filled('{"a":"@"}', "\\ud800", ""),
    "an open string": b'{"a":"' + b"x" * ROOM,
    "white space": b" " * ROOM,
    "white space in an object": b"{" + b" " * ROOM,
    "white space after an object": b"{}" + b" " * (ROOM - 3) + b"x",
    "constants": filled('{"a":[@]}', "NaN"),
    "minus signs": b'{"a":' + b"-" * ROOM,
    "quotes": b'"' * ROOM,
    "back slashes": b'{"a":"' + b"\\" * ROOM,
    "NULs": b"\0" * ROOM,
    "invalid UTF-8": b"\xff" * ROOM,
    "four-byte letters": b'{"a":"' + "\N{KEY}".encode() * (ROOM // 4),
}
TEXTS = {
    "dots": "." * MAX_TOKEN,
    "letters": "A" * MAX_TOKEN,
    "hyphens": "-" * MAX_TOKEN,
    "padding": "=" * MAX_TOKEN,
    "segments of one letter": "A." * (MAX_TOKEN // 2),
    "letters of another alphabet": "\N{CYRILLIC SMALL LETTER A}" * MAX_TOKEN,
    "surrogates": "\udfff" * MAX_TOKEN,
    "a long header": f"{b64(b'{' + b' ' * (ROOM - 2) + b'}')}.e30.",
}


@contextmanager
def counting() -> Iterator[list[int]]:
    """Count the calls of Python and C functions."""
    calls = [0]

    def count(_frame: object, event: str, _argument: object) -> None:
        calls[0] += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def cost(text: str) -> int:
    with counting() as calls, pytest.raises(BearerRefused):
        accepted(text)
    return calls[0]


LARGE_CLAIMS = {**CLAIMS, "note": [{"n": 1, "x": 1.5}] * (ROOM // 26)}
"""As many values as a valid token can have."""


EVERY = {
    **{name: token(data) for name, data in WORST.items()},
    **{f"{name} as a header": token(header=data) for name, data in WORST.items()},
    **TEXTS,
}


def test_no_text_causes_more_than_three_calls_per_character():
    costs = {name: cost(text) for name, text in EVERY.items()}
    assert {name: calls for name, calls in costs.items() if calls > 3 * MAX_TOKEN} == {}


def test_no_text_takes_many_times_as_long_as_a_valid_token_of_its_size():
    valid = token(LARGE_CLAIMS)
    assert accepted(valid).subject == "client-1"
    slow = {}
    for name, text in EVERY.items():
        ratios = [processor_time(text) / processor_time(valid) for _ in range(3)]
        if min(ratios) > 20:
            slow[name] = ratios
    assert slow == {}


def processor_time(text: str) -> float:
    started = process_time()
    with suppress(BearerRefused):
        accepted(text)
    return process_time() - started


def test_long_list_of_audiences_is_read_once():
    audiences = ["other"] * (ROOM // 9)
    assert cost(token({"aud": audiences})) < 3 * len(audiences) + 200


def test_many_scopes_are_split_once():
    scope = " ".join(str(number) for number in range(1800))
    with counting() as calls:
        assert len(accepted(token({"scope": scope})).scopes) == 1800
    assert calls[0] < 200
