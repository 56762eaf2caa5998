"""A token answer whose members have the wrong types, over the wire: each is named, none is taken."""

from __future__ import annotations

import pytest

from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.oidc import client_credentials
from tests.transport.fault_server import TOKEN, plain

ODD = [None, True, False, 0, -1, 1.5, [], ["a"], {}, {"a": "b"}, ""]
WRONG = {
    "access_token": [*ODD, " ", "a b", "a\nb", "a\0", "t\u00f6ken", "\ud800"],
    "token_type": [*ODD, "DPoP", "mac", "Bearer ", "N_A"],
    "expires_in": [True, False, 0, -1, -0.5, [], {}, "", "-1", "1e3", "soon", " 5", "0x10", "\u0663"],
    "scope": [True, 0, 1.5, [], ["a"], {}, None, "a\0b", "\ud800"],
}


@pytest.mark.parametrize("member", WRONG)
def test_a_member_of_a_wrong_type_is_refused_by_name(member, serve, connect):
    server = serve(*[plain({**TOKEN, member: value}) for value in WRONG[member]], plain(TOKEN))
    session = connect()
    for value in WRONG[member]:
        with pytest.raises(AnswerUnusable) as caught:
            _asked(session, server)
        assert (member, caught.value.code, caught.value.retryable) == (member, "answer_unusable", False), value
        assert "good-token" not in f"{caught.value!r}{caught.value.args}"
    assert _asked(session, server).access_token == "good-token"


@pytest.mark.parametrize("member", ["access_token", "token_type"])
def test_a_missing_member_is_refused(member, serve, connect):
    with pytest.raises(AnswerUnusable, match=member):
        _asked(connect(), serve(plain({name: value for name, value in TOKEN.items() if name != member})))


@pytest.mark.parametrize(
    ("expires_in", "seconds"), [(3600, 3600), ("3600", 3600), (0.5, 1), (10**15, 86400), ("9" * 18, 86400)]
)
def test_a_lifetime_is_read_within_reason(expires_in, seconds, serve, connect):
    assert _asked(connect(), serve(plain({**TOKEN, "expires_in": expires_in}))).expires_in == seconds


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
def test_what_is_no_plain_json_object_is_refused(body, serve, connect):
    with pytest.raises(AnswerUnusable, match="not a JSON object"):
        _asked(connect(), serve(plain(body)))


def _asked(session, server):
    limits = Limits(connect=1, read=1, total=2)
    return client_credentials(session, server.url, client_id="shop", resource="", limits=limits)
