"""Tests that every failed login gets an error page."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client as Browser

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.login.login_steps import come_back, require_page, start, with_login
from tests.mosaic import TOKEN, Reply, ScriptedMosaic, go_down
from tests.services.user_login.logging_in import PUSH, answering, user_reply

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("reply", "status", "code"),
    [
        (Reply(400, {"error": "invalid_request"}), 502, "invalid_request"),
        (Reply(401, {"error": "invalid_client"}), 502, "invalid_client"),
        (Reply(429, {"error": "slow_down"}, {"Retry-After": "60"}), 503, "slow_down"),
        (Reply(502, b"<html>"), 503, "answer_unusable"),
        (Reply(200, {"hello": "world"}), 502, "answer_unusable"),
    ],
    ids=str,
)
def test_refused_pushed_request_gets_error_page(
    reply: Reply, status: int, code: str, person: Browser, shop: Client, scripted: ScriptedMosaic
) -> None:
    answering(scripted, shop, PUSH, reply)
    answer = person.get("/login/start", secure=True)
    require_page(answer, status, code)
    assert answer.get("Retry-After") == {429: "60", 502: "30"}.get(reply.status)


def test_unreachable_mosaic_and_unknown_client_get_503(person: Browser, shop: Client, mounted: Any) -> None:
    go_down(shop.environment)
    text = require_page(person.get("/login/start", secure=True), 503, "unreachable")
    assert "127.0.0.1" not in text  # the page must not reveal the address
    with_login(mounted, LOGIN_CLIENT="unknown")
    require_page(person.get("/login/start", secure=True), 503, "unknown_name")


@pytest.mark.parametrize(
    ("members", "status", "code"),
    [
        ({"nonce": "another"}, 502, "nonce_mismatch"),
        ({"id_token": None}, 502, "missing"),
        ({"id_token": "a.b.c.d.e"}, 502, "encrypted"),
        ({"token_type": "DPoP"}, 502, "answer_unusable"),
    ],
    ids=str,
)
def test_invalid_tokens_are_refused_and_not_revealed(
    members: dict[str, Any],
    status: int,
    code: str,
    mosaic: Sandbox,
    person: Browser,
    shop: Client,
    scripted: ScriptedMosaic,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert come_back(person, mosaic.sign_in(start(person))).status_code == 302
    person.logout()
    caplog.set_level(logging.DEBUG)
    callback_url = mosaic.sign_in(start(person))
    reply = user_reply(mosaic, shop, **members)
    answering(scripted, shop, TOKEN, reply)
    text = require_page(come_back(person, callback_url), status, code)
    assert person.get("/", secure=True).content == b"anonymous"
    log_text = "".join(record.getMessage() for record in caplog.records if record.name.startswith("mosaic_clients"))
    for secret in (
        reply.body["access_token"],
        reply.body.get("id_token"),
        parse_qs(urlsplit(callback_url).query)["code"][0],
    ):
        assert not secret or (secret not in text and secret not in log_text)
    assert code in log_text


def test_expired_code_gets_400(person: Browser, mosaic: Sandbox, shop: Client, scripted: ScriptedMosaic) -> None:
    callback_url = mosaic.sign_in(start(person))
    signing_key_refresh.refresh(shop.environment)
    answering(scripted, shop, TOKEN, Reply(400, {"error": "invalid_grant"}))
    assert "Please start again" in require_page(come_back(person, callback_url), 400, "invalid_grant")
