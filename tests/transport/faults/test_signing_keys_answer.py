"""The request for the signing keys: its condition, the two successful answers, and the limits."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MosaicError
from mosaic_clients.core.jose.jwks import MAX_KEYS
from mosaic_clients.transport.http import MAX_ANSWER, Limits
from mosaic_clients.transport.oidc import signing_keys
from tests.core.tokens import KEYS, b64, jwk_of
from tests.transport.fault_server import plain

LIMITS = Limits(connect=1, read=1, total=2)
GOOD = jwk_of(KEYS["ec"], kid="good")


def test_request_has_no_certificate_or_credential(serve, connect):
    server = serve(plain({"keys": [GOOD]}, ETag='"v1"', **{"Cache-Control": "max-age=120"}))
    answer = signing_keys(connect(), server.url, limits=LIMITS)
    assert [key.kid for key in answer.keys.keys] == ["good"]
    assert (answer.entity_tag, answer.lifetime) == ('"v1"', timedelta(seconds=120))
    (exchange,) = server.exchanges
    head = exchange.head.lower()
    assert exchange.client_x5t_s256 is None
    assert "cache-control: no-cache" in head
    for name in ("if-none-match", "authorization", "cookie"):
        assert name not in head


def test_unchanged_version_returns_no_keys(serve, connect):
    server = serve(plain(b"", status="304 Not Modified", ETag='"v1"'))
    answer = signing_keys(connect(), server.url, entity_tag='"v1"', limits=LIMITS)
    assert (answer.keys, answer.entity_tag) == (None, '"v1"')
    assert 'if-none-match: "v1"' in server.exchanges[0].head.lower()


def test_304_without_entity_tag_is_refused(serve, connect):
    with pytest.raises(AnswerUnusable, match="304") as refused:
        signing_keys(connect(), serve(plain(b"", status="304 Not Modified", ETag='"v1"')).url, limits=LIMITS)
    assert refused.value.status == 304


def test_set_of_more_than_100_keys_is_refused(serve, connect):
    server = serve(plain({"keys": [GOOD] * MAX_KEYS}), plain({"keys": [GOOD] * (MAX_KEYS + 1)}))
    session = connect()
    assert len(signing_keys(session, server.url, limits=LIMITS).keys.keys) == MAX_KEYS == 100
    with pytest.raises(AnswerUnusable, match="at most 100"):
        signing_keys(session, server.url, limits=LIMITS)


def test_set_of_more_than_256_kib_is_refused(serve, connect):
    body = json.dumps({"keys": [GOOD]}).encode()
    server = serve(plain(body.ljust(MAX_ANSWER)), plain(body.ljust(MAX_ANSWER + 1)))
    session = connect()
    assert MAX_ANSWER == 256 * 1024
    assert signing_keys(session, server.url, limits=LIMITS).keys
    with pytest.raises(AnswerUnusable, match="larger"):
        signing_keys(session, server.url, limits=LIMITS)


def test_invalid_symmetric_and_private_keys_are_skipped(serve, connect):
    bad = [{"kty": "oct", "k": b64(b"x" * 32)}, jwk_of(KEYS["ec"], d="AQAB"), {"kty": "RSA", "n": 5}, None, []]
    answer = signing_keys(connect(), serve(plain({"keys": [*bad, GOOD]})).url, limits=LIMITS)
    assert [key.kid for key in answer.keys.keys] == ["good"]
    assert answer.keys.skipped == len(bad)
    assert '"k"' not in answer.keys.dump()
    assert '"d"' not in answer.keys.dump()


@pytest.mark.parametrize("scheme", ["http", "ftp", "file"])
def test_url_without_https_is_refused(scheme, connect):
    with pytest.raises(MosaicError):
        signing_keys(connect(), f"{scheme}://127.0.0.1:9/jwks", limits=LIMITS)
