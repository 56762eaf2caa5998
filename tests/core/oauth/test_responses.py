"""Mosaic's answers: a token, a refusal in one of its formats, or an answer that is not from Mosaic."""

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
    refusal,
    retry_after,
)
from tests.core.fuzzing import fuzz, outcome
from tests.pki import NOW

GOOD = {"access_token": "eyJ.e30.c2ln", "token_type": "Bearer", "expires_in": 3600, "scope": "a b"}


def answer(body, status=200, **headers) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, content)


def read(**changes) -> TokenAnswer:
    return read_token_answer(answer({**GOOD, **changes}), now=NOW)


def unusable(body, status=200, **headers) -> AnswerUnusable:
    with pytest.raises(AnswerUnusable) as caught:
        read_token_answer(answer(body, status, **headers), now=NOW)
    return caught.value


def refused(body, status=400, **headers) -> MosaicRefusal:
    with pytest.raises(MosaicRefusal) as caught:
        read_token_answer(answer(body, status, **headers), now=NOW)
    return caught.value


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


SHAPES = {
    "OAuth": ({"error": "invalid_client", "error_description": "No."}, "invalid_client", "No."),
    "Mosaic code": ({"ts_error_code": "client_unknown", "message": "No."}, "client_unknown", "No."),
    "numeric code": ({"error_code": 401, "message": "No."}, "http_401", "No."),
    "text code": ({"error_code": "bad", "message": ["No.", 1, "Never."]}, "bad", "No.; Never."),
    "only a message": ({"message": "No."}, "http_400", "No."),
    "only a code": ({"error": "x"}, "x", "no description"),
    "members of wrong types": (
        {"error": {}, "error_code": True, "error_description": {"a": 1}, "message": "m"},
        "http_400",
        "",
    ),
    "prose as code": ({"error": "x" * 65, "message": "m"}, "http_400", "m"),
    "number out of range": ({"error_code": 12345, "message": "m"}, "http_400", "m"),
}


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {"members of wrong types"}))
def test_every_error_format_is_read(shape):
    body, code, description = SHAPES[shape]
    error = refused(body)
    assert (error.code, error.status, error.retryable, error.retry_after) == (code, 400, False, None)
    assert f"{'no code' if code == 'http_400' else code}): {description}" in str(error)


CHALLENGES = {
    'Bearer error="invalid_token"': ("invalid_token", "no description"),
    'bearer realm="a, b", error="invalid_token", error_description="It has expired."': ("invalid_token", "It has"),
    "Bearer error=insufficient_scope": ("insufficient_scope", "no description"),
    'Negotiate, Bearer error = "invalid_token"': ("invalid_token", "no description"),
    'Basic realm="x", Bearer error="invalid_token", Digest error="other"': ("invalid_token", "no description"),
    'Bearer error="invalid_token", error_description="no: eyJhbGciOiJSUzI1NiJ9.e30.AAAA"': ("invalid_token", "no desc"),
}


@pytest.mark.parametrize("header", CHALLENGES)
@pytest.mark.parametrize("body", [b"", b"<h1>401</h1>", b"{}"])
def test_error_of_the_challenge_is_read_if_the_body_has_none(header, body):
    code, description = CHALLENGES[header]
    error = refused(body, 401, www_authenticate=header)
    assert (error.code, error.status, error.retryable) == (code, 401, False)
    assert f"(HTTP 401, {code}): {description}" in str(error)
    assert "eyJ" not in str(error)


def test_body_takes_precedence_over_challenge():
    header = 'Bearer error="invalid_token", error_description="In the header."'
    assert refused({"error": "other"}, 401, www_authenticate=header).code == "other"
    error = refused({"message": "In the body."}, 401, www_authenticate=header)
    assert (error.code, "In the body." in str(error)) == ("invalid_token", True)


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", 'Bearer realm="x"', 'Basic error="x"', 'Basic realm="Bearer error=\\"x\\""', 'Bearer error=""',
     'Bearer error="a b"', 'Bearer error="a\n"', 'Bearer error="tök"', 'Bearer error="x', 'Bearer error="x" y="z"',
     'Bearer error="x", error="y"', f'Bearer error="{"x" * 41}"', f'Bearer error="x", realm="{"y" * 2048}"', "\ud800",
     ",", "=", "Bearer error", 'Bearer error="\\x"'],
)  # fmt: skip
def test_challenge_without_error_has_no_effect(header):
    assert "without an error" in str(unusable(b"", 401, www_authenticate=header))


def test_members_of_wrong_types_are_not_an_error_message():
    body, _, _ = SHAPES["members of wrong types"]
    assert "without an error" in str(unusable(body, 400))


def test_description_is_one_line_of_limited_length():
    error = refused({"error": "x", "error_description": "a\r\nSet-Cookie: b\0" + "y" * 999})
    assert "\n" not in str(error)
    assert "\0" not in str(error)
    assert len(str(error)) < 400


def test_surrogates_and_control_characters_are_not_an_error_code():
    assert "without an error" in str(unusable(b'{"error":"\\ud800"}', 400))
    assert refused({"error": "a\nb", "message": "m"}).code == "http_400"


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_retryable_refusal_has_its_retry_after(status):
    error = refused({"error": "slow_down"}, status, retry_after="7")
    assert (error.retryable, error.retry_after) == (True, 7.0)


def test_foreign_error_page_is_unusable_and_retryable_for_a_server_error():
    assert unusable(b"<h1>Bad gateway</h1>", 502, content_type="text/html").retryable
    assert not unusable(b"<h1>Not found</h1>", 404).retryable
    assert refusal(answer(b"", 418), now=NOW).status == 418


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 5 ", 5), ("0", 0), ("9" * 5000, 3600), ("Mon, 01 Jun 2026 00:01:00 GMT", 60),
     ("Mon, 01 Jun 2026 00:01:00", 60), ("Mon, 01 Jun 2026 00:01:00 -0000", 60),
     ("Mon, 01 Jun 2026 02:00:30 +0200", 30),
     ("Sun, 31 May 2026 00:00:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:59 -2359", 3600),
     ("Mon, 01 Jan 0001 00:00:00 +2359", 0)],
)  # fmt: skip
def test_retry_after_reads_number_and_date(value, seconds):
    assert retry_after({"retry-after": value}, now=NOW) == seconds


@pytest.mark.parametrize(
    "value",
    ["", "soon", "-1", "1.5", "²", "٣", "1e9", "\ud800", "Wed, 99 Oct 2015 07:28:00 GMT",
     "Tue, 30 Jun 2026 23:59:60 GMT",
     "Wed, 21 Oct 99999999999999 07:28:00 GMT", "Mon, 01 Jan 2026 00:00:00 +99999999999", ", , , ,", "0 0 0 0"],
)  # fmt: skip
def test_invalid_retry_after_is_none(value):
    assert retry_after({"retry-after": value}, now=NOW) is None
    assert retry_after({}, now=NOW) is None


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
