"""The dearest texts that fit a header are refused by name, and none costs much more than an honest token of its size.

Counted in calls, which no busy machine changes; and in processor time side by side, for what happens inside one call.
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
"""Octets that a payload may have."""


def filled(template: str, piece: str, separator: str = ",") -> bytes:
    """The template with as many pieces in place of ``@`` as there is room for."""
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
    "white space behind an object": b"{}" + b" " * (ROOM - 3) + b"x",
    "constants": filled('{"a":[@]}', "NaN"),
    "minus signs": b'{"a":' + b"-" * ROOM,
    "quotes": b'"' * ROOM,
    "back slashes": b'{"a":"' + b"\\" * ROOM,
    "NULs": b"\0" * ROOM,
    "invalid UTF-8": b"\xff" * ROOM,
    "four-octet letters": b'{"a":"' + "\N{KEY}".encode() * (ROOM // 4),
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
    """How many functions are entered, Python's and C's."""
    found = [0]

    def count(_frame: object, event: str, _argument: object) -> None:
        found[0] += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        yield found
    finally:
        sys.setprofile(None)


def cost(text: str) -> int:
    with counting() as found, pytest.raises(BearerRefused):
        accepted(text)
    return found[0]


HONEST = {**CLAIMS, "note": [{"n": 1, "x": 1.5}] * (ROOM // 26)}
"""As many values as an honest token could have."""


EVERY = {
    **{name: token(data) for name, data in WORST.items()},
    **{f"{name} as a header": token(header=data) for name, data in WORST.items()},
    **TEXTS,
}


def test_no_text_takes_more_than_three_calls_a_character():
    costs = {name: cost(text) for name, text in EVERY.items()}
    assert {name: calls for name, calls in costs.items() if calls > 3 * MAX_TOKEN} == {}


def test_no_text_takes_many_times_as_long_as_an_honest_one_of_its_size():
    honest = token(HONEST)
    assert accepted(honest).subject == "client-1"
    slow = {}
    for name, text in EVERY.items():
        ratios = [processor_time(text) / processor_time(honest) for _ in range(3)]
        if min(ratios) > 20:
            slow[name] = ratios
    assert slow == {}


def processor_time(text: str) -> float:
    started = process_time()
    with suppress(BearerRefused):
        accepted(text)
    return process_time() - started


def test_a_list_of_audiences_is_gone_through_once():
    audiences = ["other"] * (ROOM // 9)
    assert cost(token({"aud": audiences})) < 3 * len(audiences) + 200


def test_scopes_fill_a_token_and_are_split_once():
    scope = " ".join(str(number) for number in range(1800))
    with counting() as found:
        assert len(accepted(token({"scope": scope})).scopes) == 1800
    assert found[0] < 200
