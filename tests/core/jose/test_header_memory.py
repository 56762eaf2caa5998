"""Parsed headers are cached by their text. That must not change which tokens are accepted."""

import pytest

from mosaic_clients.core.jose import jws
from tests.core.tokens import token
from tests.core.verifying import accepted, refused


@pytest.fixture(autouse=True)
def clear_cache():
    jws._cached_header.cache_clear()
    yield
    jws._cached_header.cache_clear()


def test_equal_header_is_parsed_once():
    for number in range(5):
        assert accepted(token({"jti": str(number)})).subject == "client-1"
    assert (jws._cached_header.cache_info().misses, jws._cached_header.cache_info().hits) == (1, 4)


def test_cached_header_is_checked_against_every_policy():
    text = token()
    assert accepted(text).subject == "client-1"
    assert refused(text, algorithms=frozenset({"RS256"})) == "algorithm"
    assert refused(text, token_types=frozenset({"JWT"})) == "token_type"
    assert accepted(text).subject == "client-1"


@pytest.mark.parametrize(
    ("header", "code"),
    [({"crit": ["exp"]}, "critical_header"), ({"alg": "none"}, "algorithm"), ({"kid": 1}, "malformed")],
)
def test_refused_header_is_refused_again(header, code):
    assert [refused(token(header=header)) for _ in range(3)] == [code] * 3


def test_malformed_header_is_not_cached():
    for _ in range(3):
        assert refused(token(header=b'{"alg":"ES256","alg":"ES256"}')) == "malformed"
    assert jws._cached_header.cache_info().currsize == 0


def test_long_headers_are_not_cached_and_the_cache_is_bounded():
    for number in range(400):
        text = token(header={"kid": f"unknown-{number}"}, signature=bytes(64))
        assert refused(text) == "unknown_kid"
    before = jws._cached_header.cache_info()
    assert before.currsize == before.maxsize == 256
    assert accepted(token(header={"note": "x" * 600})).subject == "client-1"
    assert jws._cached_header.cache_info() == before


def test_cached_header_is_read_only():
    with pytest.raises(TypeError):
        jws.parse(token()).header["alg"] = "none"
