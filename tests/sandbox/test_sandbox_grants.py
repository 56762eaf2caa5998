"""Tests authorization codes and refresh tokens: what they yield, and that each works once."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode

import pytest

from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import call, claims_of
from tests.sandbox.parties import CALLBACK, Party, assert_refused, query_of


class TestCodes:
    def test_code_yields_bound_tokens(self, party: Party) -> None:
        tokens = party.tokens(nonce="n", scope="openid email", acr_values="gold silver")
        assert tokens.keys() == {"access_token", "token_type", "expires_in", "scope", "id_token"}
        access, identity = claims_of(tokens["access_token"]), claims_of(tokens["id_token"])
        assert access["cnf"] == {"x5t#S256": party.material.x5t_s256}
        assert (access["sub"], access["aud"], access["scope"]) == ("alice", "userid-api", "openid email")
        assert access["client_id"] == party.client_id
        half = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]
        assert identity["at_hash"] == urlsafe_b64encode(half).rstrip(b"=").decode()
        assert (identity["aud"], identity["nonce"], identity["acr"]) == (party.client_id, "n", "gold")
        assert identity.keys() >= {"iss", "sub", "iat", "exp", "auth_time", "amr", "tid"}

    def test_resource_becomes_audience(self, party: Party) -> None:
        tokens = party.tokens(resource="https://payments.test")
        assert claims_of(tokens["access_token"])["aud"] == "https://payments.test"

    def test_reused_code_ends_its_refresh_token(self, party: Party) -> None:
        code = party.code(scope="openid offline_access", prompt="consent")
        tokens = party.redeem(code).json
        assert_refused(party.redeem(code), "invalid_grant")
        assert_refused(party.token("refresh_token", refresh_token=tokens["refresh_token"]), "invalid_grant")

    def test_expired_code_is_refused(self, party: Party) -> None:
        code = party.code()
        party.sandbox.pass_time(61)
        assert_refused(party.redeem(code), "invalid_grant")

    @pytest.mark.parametrize(
        "changes",
        [
            {"redirect_uri": "https://elsewhere.test/"},
            {"redirect_uri": ""},
            {"code_verifier": "x" * 43},
            {"code_verifier": ""},
            {"code": "guessed"},
        ],
    )
    def test_redeem_refuses_parameters_that_do_not_match_code(self, party: Party, changes: dict[str, str]) -> None:
        assert_refused(party.redeem(party.code(), **changes), "invalid_grant")

    def test_verifier_without_challenge_is_refused(self, party: Party) -> None:
        url = party.authorization_url(redirect_uri=CALLBACK, response_type="code")
        code = query_of(party.sandbox.sign_in(url))["code"]
        assert_refused(party.redeem(code), "invalid_grant")

    def test_redeem_requires_certificate(self, party: Party) -> None:
        form = {"client_id": party.client_id, "grant_type": "authorization_code", "code": party.code()}
        assert_refused(call(party.sandbox, "POST", "/cis/oidc/token", form=form), "invalid_client", 401)


class TestRefreshTokens:
    OFFLINE = {"scope": "openid offline_access", "prompt": "consent"}

    def test_refresh_token_requires_offline_access_and_consent(self, party: Party) -> None:
        assert "refresh_token" in party.tokens(**self.OFFLINE)
        assert "refresh_token" not in party.tokens(scope="openid offline_access")
        assert "refresh_token" not in party.tokens(prompt="consent")

    def test_reused_refresh_token_ends_its_family(self, party: Party) -> None:
        first = party.tokens(**self.OFFLINE)["refresh_token"]
        answer = party.token("refresh_token", refresh_token=first).json
        second = answer["refresh_token"]
        assert second != first
        assert claims_of(answer["id_token"])["sub"] == "alice"
        assert_refused(party.token("refresh_token", refresh_token=first), "invalid_grant")
        assert_refused(party.token("refresh_token", refresh_token=second), "invalid_grant")

    def test_refresh_token_expires_after_fourteen_days(self, sandbox: Sandbox, party: Party) -> None:
        text = party.tokens(**self.OFFLINE)["refresh_token"]
        sandbox.pass_time(14 * 24 * 3600 + 1)
        assert_refused(party.token("refresh_token", refresh_token=text), "invalid_grant")

    def test_refresh_token_requires_same_certificate(self, party: Party, add_self_signed: object) -> None:
        text = party.tokens(**self.OFFLINE)["refresh_token"]
        assert callable(add_self_signed)
        renewed = Party(party.sandbox, party.client_id, add_self_signed(party.client_id))
        assert_refused(renewed.token("refresh_token", refresh_token=text), "invalid_grant")

    def test_refresh_token_of_another_client_is_refused(self, party: Party, add_self_signed: object) -> None:
        assert callable(add_self_signed)
        text = party.tokens(**self.OFFLINE)["refresh_token"]
        other = Party(party.sandbox, f"other-{party.client_id}", add_self_signed(f"other-{party.client_id}"))
        assert_refused(other.token("refresh_token", refresh_token=text), "invalid_grant")
        assert party.token("refresh_token", refresh_token=text).status == 200
