"""Tests CIBA and the device flow: the request, the user's decision, and the answers to polls."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.jose.public_jwk import client_key_set
from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import Answer, Material, call, claims_of, register, self_signed
from tests.sandbox.parties import CIBA, DEVICE, Party, assert_refused


def ask(party: Party, **changes: str) -> Answer:
    return party.post("backchannel", **{"scope": "openid", "login_hint": "alice@example.test", **changes})


def poll_ciba(party: Party, auth_req_id: str) -> Answer:
    return party.token(CIBA, auth_req_id=auth_req_id)


def begin_device(party: Party, **changes: str) -> dict[str, Any]:
    answer = party.post("device/auth", scope="openid", **changes)
    assert answer.status == 200, answer.json
    result: dict[str, Any] = answer.json
    return result


def poll_device(party: Party, device_code: str) -> Answer:
    return party.token(DEVICE, device_code=device_code)


class TestBackchannel:
    def test_approved_request_yields_tokens_once(self, party: Party) -> None:
        response = ask(party, binding_message="Order-7.00/EUR?", scope="openid offline_access")
        assert (response.status, response.json.keys()) == (200, {"auth_req_id", "expires_in"})
        assert response.json["expires_in"] == 600
        handle = response.json["auth_req_id"]
        assert_refused(poll_ciba(party, handle), "authorization_pending")
        assert party.sandbox.approve(handle) == 1
        party.sandbox.pass_time(5)
        tokens = poll_ciba(party, handle).json
        assert tokens.keys() == {"access_token", "token_type", "expires_in", "scope", "id_token", "refresh_token"}
        assert claims_of(tokens["access_token"])["sub"] == "alice"
        assert claims_of(tokens["access_token"])["cnf"] == {"x5t#S256": party.material.x5t_s256}
        assert_refused(poll_ciba(party, handle), "invalid_grant")

    def test_denied_request_is_refused(self, party: Party) -> None:
        handle = ask(party).json["auth_req_id"]
        party.sandbox.deny(handle)
        assert_refused(poll_ciba(party, handle), "access_denied")

    def test_expired_request_is_refused(self, party: Party) -> None:
        response = ask(party, requested_expiry="30").json
        assert response["expires_in"] == 30
        party.sandbox.pass_time(31)
        assert_refused(poll_ciba(party, response["auth_req_id"]), "expired_token")

    def test_polling_too_fast_lengthens_interval(self, party: Party) -> None:
        handle = ask(party).json["auth_req_id"]
        assert_refused(poll_ciba(party, handle), "authorization_pending")
        assert_refused(poll_ciba(party, handle), "slow_down")
        party.sandbox.pass_time(6)
        assert_refused(poll_ciba(party, handle), "slow_down")
        party.sandbox.pass_time(15)
        assert_refused(poll_ciba(party, handle), "authorization_pending")

    def test_only_its_client_can_poll_request(self, party: Party, add_self_signed: Callable[..., Material]) -> None:
        handle = ask(party).json["auth_req_id"]
        party.sandbox.approve(handle)
        other = Party(party.sandbox, f"other-{party.client_id}", add_self_signed(f"other-{party.client_id}"))
        assert_refused(poll_ciba(other, handle), "invalid_grant")
        assert_refused(poll_device(party, handle), "invalid_grant")
        assert poll_ciba(party, handle).status == 200

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"binding_message": ""}, "invalid_binding_message"),
            ({"binding_message": "x" * 21}, "invalid_binding_message"),
            ({"binding_message": "with a space"}, "invalid_binding_message"),
            ({"login_hint": "unknown@example.test"}, "unknown_user_id"),
            ({"login_hint": ""}, "invalid_request"),
            ({"scope": "email"}, "invalid_scope"),
            ({"requested_expiry": "0"}, "invalid_request"),
            ({"requested_expiry": "601"}, "invalid_request"),
            ({"request_context": "[]"}, "invalid_request"),
            ({"request_context": '{"channel": "pigeon"}'}, "invalid_request"),
        ],
    )
    def test_backchannel_refuses_bad_parameters(self, party: Party, changes: dict[str, str], error: str) -> None:
        assert_refused(ask(party, **changes), error)

    def test_backchannel_requires_certificate_and_enabled_client(self, party: Party) -> None:
        assert_refused(party.post("backchannel", material=self_signed()), "invalid_client", 401)
        off = {"ciba_authorization": {"enabled": False}, "device_authorization": {"enabled": False}}
        party.sandbox.add_client(party.client_id, AuthMethod.SELF_SIGNED, **off)
        assert_refused(ask(party), "unauthorized_client")
        assert_refused(party.post("device/auth"), "unauthorized_client")

    def test_approval_page_shows_request_without_handle(self, party: Party) -> None:
        response = ask(party, binding_message="Order-8", request_context='{"channel": "link"}').json
        path = response["link"].removeprefix(party.sandbox.base_url.removesuffix("/cis"))
        page = call(party.sandbox, "GET", path).body.decode()
        assert "Order-8" in page
        assert party.client_id in page
        assert response["auth_req_id"] not in page
        name = re.findall(r"name='name' value='([^']+)'", page)
        assert len(name) == 1
        form = {"name": name[0], "decision": "approve"}
        assert call(party.sandbox, "POST", "/sandbox/approvals", form=form).status == 303
        assert call(party.sandbox, "POST", "/sandbox/approvals", form=form).status == 404
        assert poll_ciba(party, response["auth_req_id"]).status == 200


class TestDevice:
    def test_device_gets_tokens_after_user_enters_code(self, party: Party) -> None:
        device = begin_device(party, acr_values="gold")
        assert device.keys() == {
            "device_code",
            "user_code",
            "verification_uri",
            "verification_uri_complete",
            "expires_in",
        }
        assert device["expires_in"] == 600
        assert_refused(poll_device(party, device["device_code"]), "authorization_pending")
        answer = self.type_code(party.sandbox, device, user_code=device["user_code"].lower().replace("-", " "))
        assert answer.status == 200
        party.sandbox.pass_time(5)
        tokens = poll_device(party, device["device_code"]).json
        assert claims_of(tokens["id_token"])["sub"] == "alice"
        assert claims_of(tokens["id_token"])["acr"] == "gold"
        assert_refused(poll_device(party, device["device_code"]), "invalid_grant")

    def test_device_is_refused_after_user_denies(self, party: Party) -> None:
        device = begin_device(party)
        self.type_code(party.sandbox, device, decision="deny")
        assert_refused(poll_device(party, device["device_code"]), "access_denied")

    def test_device_code_expires(self, party: Party) -> None:
        device = begin_device(party)
        party.sandbox.pass_time(601)
        assert self.type_code(party.sandbox, device).status == 400
        assert_refused(poll_device(party, device["device_code"]), "expired_token")

    @pytest.mark.parametrize(
        "changes",
        [{"xsrf": "forged"}, {"xsrf": ""}, {"user_code": "BBBB-BBBB"}, {"user_code": "all"}, {"username": "x"}],
    )
    def test_invalid_form_changes_nothing(self, party: Party, changes: dict[str, str]) -> None:
        device = begin_device(party)
        assert self.type_code(party.sandbox, device, **changes).status == 400
        assert_refused(poll_device(party, device["device_code"]), "authorization_pending")

    def test_approve_accepts_user_code_and_refuses_unknown_ones(self, sandbox: Sandbox, party: Party) -> None:
        sandbox.add_user("bob", email="bob@example.test")
        device = begin_device(party)
        sandbox.approve(device["user_code"], "bob@example.test")
        assert claims_of(poll_device(party, device["device_code"]).json["access_token"])["sub"] == "bob"
        with pytest.raises(ValueError, match="No pending request"):
            sandbox.approve(device["user_code"])
        with pytest.raises(ValueError, match="no user"):
            sandbox.approve(begin_device(party)["user_code"], "unknown")

    @staticmethod
    def type_code(sandbox: Sandbox, device: dict[str, Any], **changes: str) -> Answer:
        """Opens the page that the device shows and submits its form."""
        path = device["verification_uri_complete"].removeprefix(sandbox.base_url.removesuffix("/cis"))
        page = call(sandbox, "GET", path)
        xsrf = re.findall(r"name='xsrf' value='([^']+)'", page.body.decode())[0]
        form = {
            "xsrf": xsrf,
            "user_code": device["user_code"],
            "username": "alice",
            "decision": "approve",
            **changes,
        }
        cookie = page.headers["set-cookie"].partition(";")[0]
        return call(sandbox, "POST", "/cis/oidc/device", form=form, headers={"Cookie": cookie})


def test_poll_interval_of_zero_allows_any_polling() -> None:
    with Sandbox(poll_interval=0) as quick:
        quick.add_client("till", AuthMethod.SELF_SIGNED)
        material = self_signed()
        jwks = client_key_set([material.leaf])
        register(quick, "till", {"method": "self_signed_tls_client_auth", "jwks": jwks})
        till = Party(quick, "till", material)
        handle = ask(till).json["auth_req_id"]
        for _ in range(3):
            assert_refused(poll_ciba(till, handle), "authorization_pending")
        assert quick.approve() == 1
        assert "cnf" not in claims_of(poll_ciba(till, handle).json["access_token"])
