"""Strict base64 and strict JSON: each value has one spelling, everything else raises ValueError."""

import base64
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.encoding import decode_base64, decode_base64url, is_clean_text, parse_json_object
from tests.core.fuzzing import fuzz, outcome


@fuzz
@given(st.binary(max_size=70))
def test_encoded_bytes_decode_to_themselves(data):
    assert decode_base64url(base64.urlsafe_b64encode(data).rstrip(b"=").decode()) == data
    assert decode_base64(base64.b64encode(data).decode()) == data


@pytest.mark.parametrize(
    "text",
    ["YQ==", "YQ=", "=", "YR", "YWJ", "Y", "A", "YWJjZ", "YW Jj", "YW\nJj", "YWJj\n", "+/+/", "YWJj!", "é",
     "\ud800", "\0", "YW.Jj"],
)  # fmt: skip
def test_base64url_refuses_padding_foreign_characters_and_loose_bits(text):
    with pytest.raises(ValueError, match=r"."):
        decode_base64url(text)


@pytest.mark.parametrize(
    "text",
    ["YQ", "YQ=", "YQ===", "YR==", "=YQ=", "YQ==YQ==", "YW Jj", "YWJj\n", "-_-_", "YW!Jj", "é", "\ud800", "a=bc"],
)
def test_base64_refuses_missing_padding_and_other_spellings(text):
    with pytest.raises(ValueError, match=r"."):
        decode_base64(text)


@fuzz
@given(st.text(max_size=40) | st.text("AB-_+/=\n", max_size=12))
def test_any_text_decodes_to_one_value_or_raises_value_error(text):
    for decode, encode in ((decode_base64url, base64.urlsafe_b64encode), (decode_base64, base64.b64encode)):
        result = outcome(decode, text, refusal=ValueError)
        assert isinstance(result, ValueError) or encode(result).decode().rstrip("=") == text.rstrip("=")


def test_json_object_is_parsed_with_any_white_space():
    assert parse_json_object(b' {\r\n\t"a" : [1, 1.5, -2, null, true], "\xc3\xa9": {} } ') == {
        "a": [1, 1.5, -2, None, True],
        "é": {},
    }
    assert parse_json_object(b"{}") == {}


BAD_JSON = {
    "empty": b"",
    "no object": b"[]",
    "a string": b'"{}"',
    "null": b"null",
    "cut off": b'{"a":',
    "two values": b"{}{}",
    "a trailing comma": b'{"a":1,}',
    "a comment": b"{} // x",
    "a name twice": b'{"a":1,"a":1}',
    "a name twice inside": b'{"x":[{"a":1,"a":2}]}',
    "a name twice in two spellings": b'{"a":1,"\\u0061":2}',
    "NaN": b'{"a":NaN}',
    "Infinity": b'{"a":Infinity}',
    "minus Infinity": b'{"a":[-Infinity]}',
    "1e400": b'{"a":1e400}',
    "minus 1e400": b'{"a":-1e400}',
    "an integer of 21 digits": b'{"a":100000000000000000000}',
    "an integer of 5000 digits": b'{"a":' + b"9" * 5000 + b"}",
    "a deep object": b'{"a":' * 50_000,
    "a deep list": b'{"a":' + b"[" * 50_000,
    "a closed deep list": b'{"a":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "65 levels": b'{"a":' + b"[" * 64 + b"]" * 64 + b"}",
    "65 levels of objects": b'{"a":' * 65 + b"1" + b"}" * 65,
    "a BOM": b"\xef\xbb\xbf{}",
    "UTF-16": "{}".encode("utf-16"),
    "UTF-16 without BOM": "{}".encode("utf-16-le"),
    "UTF-32": '{"a":1}'.encode("utf-32"),
    "Latin-1": b'{"a":"\xe9"}',
    "an overlong sequence": b'{"a":"\xc0\xaf"}',
    "a raw surrogate": b'{"a":"\xed\xa0\x80"}',
    "a raw control character": b'{"a":"\n"}',
    "a raw NUL": b'{"a":1}\0',
}


@pytest.mark.parametrize("name", BAD_JSON)
def test_ambiguous_or_invalid_json_is_refused(name):
    with pytest.raises(ValueError, match=r"."):
        parse_json_object(BAD_JSON[name])


def test_wide_and_moderately_deep_json_is_accepted():
    wide = b'{"a":[' + b",".join([b'{"b":[1]}'] * 500) + b"]}"
    assert len(parse_json_object(wide)["a"]) == 500
    assert parse_json_object(b'{"a":' + b"[" * 63 + b"]" * 63 + b"}")
    assert parse_json_object(b'{"a":"' + b"[{" * 500 + b'"}') == {"a": "[{" * 500}


def test_large_valid_numbers_are_kept():
    assert parse_json_object(b'{"a":99999999999999999999,"b":1e308,"c":1780272000.5}') == {
        "a": 99999999999999999999,
        "b": 1e308,
        "c": 1780272000.5,
    }


@fuzz
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f'{{"a":{text}}}'.encode(errors="surrogatepass")))
def test_any_bytes_are_an_object_or_raise_value_error(data):
    result = outcome(parse_json_object, data, refusal=ValueError)
    assert isinstance(result, (ValueError, dict))


@fuzz
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=8,
    )
)
def test_parsed_json_can_always_be_written_again(value):
    result = outcome(parse_json_object, json.dumps({"a": value}).encode(), refusal=ValueError)
    if not isinstance(result, ValueError):
        assert parse_json_object(json.dumps(result, allow_nan=False).encode()) == result
    else:
        assert not _is_finite(value)


def _is_finite(value) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    return all(map(_is_finite, value)) if isinstance(value, list) else True


@pytest.mark.parametrize("value", ["", "a", "é🔑", "line\nbreak", "\u202e"])
def test_ordinary_text_is_clean(value):
    assert is_clean_text(value)


@pytest.mark.parametrize("value", ["a\0b", "\ud800", "x\udfff", None, 1, True, b"bytes", ["a"], {}, 1.5])
def test_text_that_a_database_cannot_store_is_not_clean(value):
    assert not is_clean_text(value)
