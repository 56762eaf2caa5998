"""Mosaic's refusals in each of its formats, error pages that are not from Mosaic, and Retry-After."""

import pytest

from mosaic_clients.core.errors import MosaicRefusal
from mosaic_clients.core.oauth.responses import read_token_answer, refusal, retry_after
from tests.core.oauth.answers import answer, unusable
from tests.pki import NOW


def refused(body, status=400, **headers) -> MosaicRefusal:
    with pytest.raises(MosaicRefusal) as caught:
        read_token_answer(answer(body, status, **headers), now=NOW)
    return caught.value


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
