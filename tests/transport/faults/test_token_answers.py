"""A token answer with members of wrong types, over a real connection: each is refused by name."""

from __future__ import annotations

import pytest

from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.oidc import client_credentials
from tests.transport.fault_server import TOKEN, plain

WRONG_TYPES = [None, True, False, 0, -1, 1.5, [], ["a"], {}, {"a": "b"}, ""]
WRONG = {
    "access_token": [*WRONG_TYPES, " ", "a b", "a\nb", "a\0", "t\u00f6ken", "\ud800"],
    "token_type": [*WRONG_TYPES, "DPoP", "mac", "Bearer ", "N_A"],
    "expires_in": [True, False, 0, -1, -0.5, [], {}, "", "-1", "1e3", "soon", " 5", "0x10", "\u0663"],
    "scope": [True, 0, 1.5, [], ["a"], {}, None, "a\0b", "\ud800"],
}


@pytest.mark.parametrize("member", WRONG)
def test_member_of_wrong_type_is_refused_by_name(member, serve, connect):
    server = serve(*[plain({**TOKEN, member: value}) for value in WRONG[member]], plain(TOKEN))
    session = connect()
    for value in WRONG[member]:
        with pytest.raises(AnswerUnusable) as caught:
            _request_token(session, server)
        assert (member, caught.value.code, caught.value.retryable) == (member, "answer_unusable", False), value
        assert "good-token" not in f"{caught.value!r}{caught.value.args}"
    assert _request_token(session, server).access_token == "good-token"


@pytest.mark.parametrize("member", ["access_token", "token_type"])
def test_missing_member_is_refused(member, serve, connect):
    with pytest.raises(AnswerUnusable, match=member):
        _request_token(connect(), serve(plain({name: value for name, value in TOKEN.items() if name != member})))


@pytest.mark.parametrize(
    ("expires_in", "seconds"), [(3600, 3600), ("3600", 3600), (0.5, 1), (10**15, 86400), ("9" * 18, 86400)]
)
def test_lifetime_is_limited(expires_in, seconds, serve, connect):
    assert _request_token(connect(), serve(plain({**TOKEN, "expires_in": expires_in}))).expires_in == seconds


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"token"',
        b"{",
        b'{"access_token": "a", "access_token": "b", "token_type": "Bearer"}',
        b'{"access_token": "a", "token_type": "Bearer", "expires_in": NaN}',
        b'{"access_token": "a", "token_type": "Bearer", "expires_in": 1e999}',
        b'{"access_token": "a", "token_type": "Bearer", "expires_in": ' + b"9" * 5000 + b"}",
        '{"access_token": "a", "token_type": "Bearer"}'.encode("utf-16"),
        b"\xef\xbb\xbf" + b'{"access_token": "a", "token_type": "Bearer"}',
        b'{"a":' * 50000,
        b"[" * 100000,
    ],
)
def test_body_that_is_not_a_json_object_is_refused(body, serve, connect):
    with pytest.raises(AnswerUnusable, match="not a JSON object"):
        _request_token(connect(), serve(plain(body)))


def _request_token(session, server):
    limits = Limits(connect=1, read=1, total=2)
    return client_credentials(session, server.url, client_id="shop", resource="", limits=limits)
