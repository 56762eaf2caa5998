"""A login that does not succeed is a page for a person, whatever Mosaic does."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client as Browser

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.login.walking import come_back, require_page, start, with_login
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
def test_a_start_that_mosaic_does_not_take(
    reply: Reply, status: int, code: str, person: Browser, shop: Client, scripted: ScriptedMosaic
) -> None:
    answering(scripted, shop, PUSH, reply)
    answer = person.get("/login/start", secure=True)
    require_page(answer, status, code)
    assert answer.get("Retry-After") == {429: "60", 502: "30"}.get(reply.status)


def test_a_mosaic_that_is_down_and_a_client_without_a_credential(person: Browser, shop: Client, mounted: Any) -> None:
    go_down(shop.environment)
    text = require_page(person.get("/login/start", secure=True), 503, "unreachable")
    assert "127.0.0.1" not in text  # whom we call is nobody's business
    with_login(mounted, LOGIN_CLIENT="nobody")
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
def test_tokens_that_are_not_in_order_log_nobody_in_and_are_told_to_nobody(
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
    back = mosaic.sign_in(start(person))
    reply = user_reply(mosaic, shop, **members)
    answering(scripted, shop, TOKEN, reply)
    text = require_page(come_back(person, back), status, code)
    assert person.get("/", secure=True).content == b"anonymous"
    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith("mosaic_clients"))
    for secret in (reply.body["access_token"], reply.body.get("id_token"), parse_qs(urlsplit(back).query)["code"][0]):
        assert not secret or (secret not in text and secret not in ours)
    assert code in ours


def test_a_code_that_is_too_old_is_the_persons_turn(
    person: Browser, mosaic: Sandbox, shop: Client, scripted: ScriptedMosaic
) -> None:
    back = mosaic.sign_in(start(person))
    signing_key_refresh.refresh(shop.environment)
    answering(scripted, shop, TOKEN, Reply(400, {"error": "invalid_grant"}))
    assert "start again" in require_page(come_back(person, back), 400, "invalid_grant")
