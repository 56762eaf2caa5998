"""Answers of every kind with a wrong type in each member are refused by name; Retry-After is a number or a date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MosaicRefusal
from mosaic_clients.transport.http import Limits
from tests.transport.fault_server import http, plain
from tests.transport.faults.every_call import CALLS, SECRET

PATIENT = Limits(connect=2, read=2, total=4)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize(
    ("header", "low", "high"),
    [
        (None, None, None),
        ("7", 7, 7),
        ("0", 0, 0),
        ("date", 25, 30),
        ("past", 0, 0),
        ("soon", None, None),
        ("-5", None, None),
        ("99999999", 3600, 3600),
    ],
)
def test_retry_after_reads_seconds_and_date(status, header, low, high, serve, connect):
    moments = {"date": datetime.now(UTC) + timedelta(seconds=30), "past": datetime.now(UTC) - timedelta(days=1)}
    value = format_datetime(moments[header], usegmt=True) if header in moments else header
    headers = {} if value is None else {"Retry_After": value}
    call = CALLS["token"]
    server, session = serve(plain({"error": "slow"}, status=status, **headers), plain(call.good)), connect()
    with pytest.raises(MosaicRefusal) as caught:
        call.make(session, server.url, PATIENT)
    assert caught.value.retryable
    seconds = caught.value.retry_after
    assert (seconds is None) if low is None else (seconds is not None and low <= seconds <= high)
    call.make(session, server.url, PATIENT)


@pytest.mark.parametrize(("kind", "member"), [(kind, member) for kind, call in CALLS.items() for member in call.wrong])
def test_member_of_wrong_type_is_refused_by_name(kind, member, serve, connect):
    call = CALLS[kind]
    wrong = call.wrong[member]
    server = serve(*[plain({**call.good, member: value}) for value in wrong], plain(call.good))
    session = connect()
    for value in wrong:
        with pytest.raises(AnswerUnusable) as caught:
            call.make(session, server.url, PATIENT)
        assert member.split(".")[0] in caught.value.description or kind == "userinfo", value
        assert caught.value.retryable is (kind == "signing keys")  # these are fetched again later
        assert SECRET not in f"{caught.value!r}{caught.value.args}"
    call.make(session, server.url, PATIENT)


@pytest.mark.parametrize("kind", [kind for kind in CALLS if kind != "revocation"])
@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"x"', b"{", b'{"a": 1, "a": 2}', b'{"a": NaN}', b"{" * 9999])
def test_body_that_is_not_a_json_object_is_refused(body, kind, serve, connect):
    with pytest.raises(AnswerUnusable, match="not a JSON object"):
        CALLS[kind].make(connect(), serve(plain(body)).url, PATIENT)


def test_signed_userinfo_is_refused_with_the_setting_to_change(serve, connect):
    server = serve(lambda exchange: exchange.send(http(b"a.b.c", Content_Type="application/jwt; charset=utf-8")))
    with pytest.raises(AnswerUnusable, match="userinfo_signed_response_alg") as caught:
        CALLS["userinfo"].make(connect(), server.url, PATIENT)
    assert caught.value.code == "signed_userinfo"
