"""Tests the planned faults as a client sees them, and the controls over HTTP."""

from __future__ import annotations

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import Answer, call, claims_of
from tests.sandbox.parties import Party
from tests.waiting import wait_until

TOKEN = "POST /cis/oidc/token"
KEYS = "GET /cis/oidc/jwks"


def keys(sandbox: Sandbox) -> Answer:
    return call(sandbox, "GET", "/cis/oidc/jwks")


def test_status_fault_applies_once_with_retry_after(party: Party) -> None:
    planned = party.sandbox.faults.status(TOKEN, 503, retry_after=2)
    answer = party.token("client_credentials")
    assert (answer.status, answer.json["error_code"], answer.headers["retry-after"]) == (503, 503, "2")
    assert party.token("client_credentials").status == 200
    assert planned.hits == 1


def test_several_faults_apply_in_order(sandbox: Sandbox) -> None:
    sandbox.faults.status(KEYS, 429, count=2)
    sandbox.faults.html(KEYS)
    assert [keys(sandbox).status for _ in range(4)] == [429, 429, 502, 200]


def test_fault_ends_with_its_block(sandbox: Sandbox) -> None:
    with sandbox.faults.status("* /cis/oidc/*", 500, count=None) as planned:
        assert [keys(sandbox).status for _ in range(3)] == [500, 500, 500]
        assert call(sandbox, "GET", "/healthz").status == 200
    assert keys(sandbox).status == 200
    assert planned.hits == 3


def test_every_kind_of_fault_answers_as_planned(sandbox: Sandbox) -> None:
    faults = sandbox.faults
    faults.answer(KEYS, {"keys": 7}, headers={"X-Why": "test"})
    faults.malformed_json(KEYS)
    faults.redirect(KEYS)
    faults.large(KEYS, size=3_000_000)
    wrong, malformed, redirect, large = (keys(sandbox) for _ in range(4))
    assert (wrong.json, wrong.headers["x-why"]) == ({"keys": 7}, "test")
    with pytest.raises(ValueError, match="Unterminated"):
        _ = malformed.json
    assert (redirect.status, redirect.headers["location"]) == (307, "https://elsewhere.invalid/")
    assert len(large.body) > 3_000_000
    assert faults.html(KEYS).hits == 0
    assert keys(sandbox).headers["content-type"] == "text/html"


def test_reset_closes_connection_after_request_took_effect(party: Party) -> None:
    revoked = party.token("client_credentials").json["access_token"]
    party.sandbox.faults.reset("POST /cis/oidc/token/revocation")
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected, OSError)):
        party.post("token/revocation", token=revoked)
    assert party.sandbox.is_revoked(revoked)
    assert keys(party.sandbox).status == 200


def test_reset_can_interrupt_answer(sandbox: Sandbox) -> None:
    sandbox.faults.reset(KEYS, after=20)
    with pytest.raises((ConnectionResetError, http.client.IncompleteRead, OSError)):
        keys(sandbox)
    assert keys(sandbox).status == 200


def test_delay_returns_normal_answer_later(sandbox: Sandbox) -> None:
    sandbox.faults.delay(KEYS, 0.3)
    started_at = time.monotonic()
    assert keys(sandbox).json["keys"]
    assert time.monotonic() - started_at >= 0.3


def test_clear_releases_delayed_requests(sandbox: Sandbox) -> None:
    planned = sandbox.faults.delay(KEYS, 3600)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(keys, sandbox)
        wait_until(lambda: planned.hits == 1, "the request to arrive")
        sandbox.faults.clear()
        assert answer.result().status == 200


def test_drip_sends_whole_answer_slowly(sandbox: Sandbox) -> None:
    sandbox.faults.drip("GET /healthz", seconds=0.01)
    started_at = time.monotonic()
    answer = call(sandbox, "GET", "/healthz")
    assert answer.json == {"status": "ok"}
    assert time.monotonic() - started_at >= 0.01 * (len(answer.body) - 1)


def test_count_below_one_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="count"):
        sandbox.faults.html(KEYS, count=0)


class TestControl:
    def post(self, sandbox: Sandbox, path: str, body: Any, token: str | None = None) -> Answer:
        portal = sandbox.portal_token if token is None else token
        return call(sandbox, "POST", f"/sandbox/{path}", json=body, token=portal)

    def test_faults_are_added_and_cleared_over_http(self, sandbox: Sandbox) -> None:
        body = {"where": KEYS, "kind": "status", "status": 503, "retry_after": 9, "count": 2}
        assert self.post(sandbox, "faults", body).json == {"where": KEYS, "kind": "status", "left": 2}
        assert keys(sandbox).headers["retry-after"] == "9"
        assert self.post(sandbox, "faults/clear", {}).status == 200
        assert keys(sandbox).status == 200

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"where": KEYS},
            {"where": KEYS, "kind": "clear"},
            {"where": KEYS, "kind": "take"},
            {"where": KEYS, "kind": "status"},
            {"where": KEYS, "kind": "html", "unknown": 1},
            {"where": KEYS, "kind": "html", "count": 0},
        ],
    )
    def test_invalid_fault_is_refused(self, sandbox: Sandbox, body: Any) -> None:
        assert self.post(sandbox, "faults", body).status == 400
        assert keys(sandbox).status == 200

    @pytest.mark.parametrize("path", ["faults", "faults/clear", "users", "approve", "deny", "time/pass"])
    def test_controls_refuse_all_but_portal(self, sandbox: Sandbox, path: str) -> None:
        for token in ("", "guessed", sandbox.mint()):
            assert self.post(sandbox, path, {}, token=token).status == 401

    def test_users_approve_and_deny_over_http(self, sandbox: Sandbox, party: Party) -> None:
        assert self.post(sandbox, "users", {"subject": "carol", "email": "carol@example.test"}).status == 200
        ask = {"scope": "openid", "login_hint": "carol@example.test"}
        handles = [party.post("backchannel", **ask).json["auth_req_id"] for _ in range(2)]
        assert self.post(sandbox, "approve", {"name": handles[0]}).json == {"decided": 1}
        assert self.post(sandbox, "deny", {"name": handles[1]}).json == {"decided": 1}
        assert self.post(sandbox, "approve", {"name": "unknown"}).status == 400
        approved, denied = (party.token("urn:openid:params:grant-type:ciba", auth_req_id=handle) for handle in handles)
        assert claims_of(approved.json["access_token"])["sub"] == "carol"
        assert denied.json["error"] == "access_denied"

    def test_time_advances_over_http(self, sandbox: Sandbox, party: Party) -> None:
        code = party.code()
        assert self.post(sandbox, "time/pass", {"seconds": 61}).status == 200
        assert party.redeem(code).json["error"] == "invalid_grant"
