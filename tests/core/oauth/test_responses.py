"""Mosaic's answers to a token request: a token, or an answer that is not from Mosaic."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import AnswerUnusable, MosaicError, MosaicRefusal
from mosaic_clients.core.oauth.responses import (
    DEFAULT_LIFETIME,
    MAX_LIFETIME,
    Answer,
    TokenAnswer,
    read_json,
    read_token_answer,
)
from tests.core.fuzzing import fuzz, outcome
from tests.core.oauth.answers import GOOD, answer, unusable
from tests.pki import NOW


def read(**changes) -> TokenAnswer:
    return read_token_answer(answer({**GOOD, **changes}), now=NOW)


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("kind", ["Bearer", "bearer", "BEARER"])
def test_read_token_answer_returns_all_members(status, kind):
    result = read_token_answer(answer({**GOOD, "token_type": kind, "unknown": 1}, status), now=NOW)
    assert result == TokenAnswer("eyJ.e30.c2ln", 3600, "a b")


def test_repr_of_answers_has_no_token():
    for text in (repr(answer(GOOD)), repr(read())):
        assert "c2ln" not in text
    assert "expires_in=3600" in repr(read())


@pytest.mark.parametrize("token", [None, "", 1, ["a"], "a b", "a\nb", "a\0", "é", "\ud800", "a\u2028b", {}])
def test_token_that_no_header_can_carry_is_refused_without_showing_it(token):
    error = unusable({**GOOD, "access_token": token})
    assert error.status == 200
    assert not error.retryable
    assert "no usable access_token" in str(error)


@pytest.mark.parametrize("kind", [None, "", "DPoP", "N_A", 1, ["Bearer"], "bearer "])
def test_other_token_type_is_refused(kind):
    assert "token_type" in str(unusable({**GOOD, "token_type": kind}))


@pytest.mark.parametrize("scope", [None, 1, ["a"], "a\0", "\ud800"])
def test_scope_that_is_not_text_is_refused(scope):
    assert "scope" in str(unusable({**GOOD, "scope": scope}))


def test_missing_scope_is_empty_and_missing_lifetime_has_a_default():
    result = read_token_answer(answer({"access_token": "a", "token_type": "Bearer"}), now=NOW)
    assert result == TokenAnswer("a", DEFAULT_LIFETIME, "")


@pytest.mark.parametrize(
    ("expires_in", "seconds"),
    [("3600", 3600), (60.9, 60), (0.5, 1), (10**15, MAX_LIFETIME), ("9" * 400, MAX_LIFETIME), (1e300,
     MAX_LIFETIME), (1, 1), (None, DEFAULT_LIFETIME)],
)  # fmt: skip
def test_lifetime_is_whole_seconds_within_limits(expires_in, seconds):
    assert read(expires_in=expires_in).expires_in == seconds


@pytest.mark.parametrize("value", [0, -1, "0", "-1", "", "1.5", "²", "soon", True, False, [], {}, [60]])
def test_invalid_lifetime_is_refused(value):
    assert "expires_in" in str(unusable({**GOOD, "expires_in": value}))


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"null", b'{"a":1,"a":2}', b"\xff", b"{" * 9999, b'{"expires_in":NaN}']
)
def test_success_that_is_not_a_json_object_names_its_content_type(body):  # fmt: skip
    assert "(text/html)" in str(unusable(body, content_type="Text/HTML; charset=utf-8"))
    for invalid in ("\0", "x" * 65, "tëxt", "", ";"):
        assert "(no content type)" in str(unusable(body, content_type=invalid))
    assert f"({'x' * 64})" in str(unusable(body, content_type="x" * 64))
    assert "(x)" in str(unusable(body, content_type="x"))


@pytest.mark.parametrize("status", [300, 301, 302, 307, 308, 399])
def test_redirect_is_unusable(status):
    error = unusable(GOOD, status, location="https://evil.example/")
    assert (error.code, error.status, error.retryable) == ("redirect", status, False)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2), max_leaves=3)  # fmt: skip  # noqa: E501


@fuzz
@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys((*GOOD, "error", "error_code", "message"), JSON)).map(json.dumps).map(str.encode) | st.binary(max_size=50),  # noqa: E501
    st.integers(100, 599),
    st.text(max_size=40),
)  # fmt: skip
def test_any_answer_is_a_token_or_a_mosaic_error(body, status, header):
    headers = dict.fromkeys(("retry-after", "content-type", "www-authenticate"), header)
    response = Answer(status, headers, body)
    result = outcome(read_token_answer, response, now=NOW, refusal=MosaicError)
    assert isinstance(result, (TokenAnswer, MosaicRefusal, AnswerUnusable))
    assert isinstance(outcome(read_json, response, now=NOW, refusal=MosaicError), (dict, MosaicError))
