"""Tests what can be done with an issued token: introspection, revocation, userinfo, exchange."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import Answer, Material, call, claims_of, self_signed
from tests.sandbox.parties import Party, assert_refused

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
OFFLINE = {"scope": "openid offline_access", "prompt": "consent"}


def introspect(party: Party, token: str) -> dict[str, Any]:
    answer = party.post("token/introspection", token=token)
    assert answer.status == 200, answer.json
    result: dict[str, Any] = answer.json
    return result


class TestIntrospection:
    def test_introspection_of_bound_token_returns_cnf(self, party: Party) -> None:
        token = party.token("client_credentials").json["access_token"]
        answer, claims = introspect(party, token), claims_of(token)
        assert answer["active"] is True
        assert answer["token_type"] == "Bearer"
        assert answer["cnf"] == {"x5t#S256": party.material.x5t_s256}
        for name in ("sub", "client_id", "scope", "exp", "iat", "iss", "aud", "tid"):
            assert answer[name] == claims[name]

    def test_only_its_client_can_introspect_refresh_token(
        self, party: Party, add_self_signed: Callable[..., Material]
    ) -> None:
        token = party.tokens(**OFFLINE)["refresh_token"]
        answer = introspect(party, token)
        assert (answer["active"], answer["sub"], answer["client_id"]) == (True, "alice", party.client_id)
        assert answer["cnf"] == {"x5t#S256": party.material.x5t_s256}
        other = Party(party.sandbox, f"other-{party.client_id}", add_self_signed(f"other-{party.client_id}"))
        assert introspect(other, token) == {"active": False}

    def test_introspection_of_invalid_token_returns_only_inactive(self, sandbox: Sandbox, party: Party) -> None:
        tokens = party.tokens(**OFFLINE)
        party.token("refresh_token", refresh_token=tokens["refresh_token"])
        revoked = party.token("client_credentials").json["access_token"]
        assert party.post("token/revocation", token=revoked).status == 200
        expired = sandbox.mint(exp=1_000_000_000)
        foreign = sandbox.mint(iss="https://elsewhere.test")
        for token in (tokens["id_token"], tokens["refresh_token"], revoked, expired, foreign, "nonsense", "a.b.c"):
            assert introspect(party, token) == {"active": False}

    def test_introspection_requires_certificate_and_token(self, party: Party) -> None:
        refused = party.post("token/introspection", material=self_signed(), token="x")
        assert_refused(refused, "invalid_client", 401)
        assert_refused(party.post("token/introspection"), "invalid_request")


class TestRevocation:
    def test_revoked_refresh_token_ends_its_family(self, party: Party) -> None:
        first = party.tokens(**OFFLINE)["refresh_token"]
        second = party.token("refresh_token", refresh_token=first).json["refresh_token"]
        assert party.post("token/revocation", token=second, token_type_hint="refresh_token").status == 200
        assert_refused(party.token("refresh_token", refresh_token=second), "invalid_grant")

    def test_client_cannot_revoke_tokens_of_another_client(
        self, party: Party, add_self_signed: Callable[..., Material]
    ) -> None:
        tokens = party.tokens(**OFFLINE)
        token = tokens["refresh_token"]
        other = Party(party.sandbox, f"other-{party.client_id}", add_self_signed(f"other-{party.client_id}"))
        for each in (token, tokens["access_token"]):
            assert other.post("token/revocation", token=each).status == 200
        assert introspect(party, tokens["access_token"])["active"] is True
        assert party.token("refresh_token", refresh_token=token).status == 200


class TestUserInfo:
    def me(self, party: Party, token: str, material: Material | None) -> Answer:
        return call(party.sandbox, "GET", "/cis/oidc/me", material=material, token=token)

    def test_userinfo_returns_claims_of_granted_scopes(self, party: Party) -> None:
        few, more = party.tokens(scope="openid"), party.tokens(scope="openid email phone")
        assert self.me(party, few["access_token"], party.material).json == {"sub": "alice", "name": "Alice Example"}
        claims = self.me(party, more["access_token"], party.material).json
        assert (claims["email"], claims["phone_number"]) == ("alice@example.test", "+15550100")

    def test_userinfo_accepts_token_in_form(self, party: Party) -> None:
        form = {"access_token": party.tokens()["access_token"]}
        answer = call(party.sandbox, "POST", "/cis/oidc/me", material=party.material, form=form)
        assert answer.json["sub"] == "alice"

    def test_userinfo_refuses_bound_token_without_its_certificate(self, party: Party) -> None:
        token = party.tokens()["access_token"]
        for material in (None, self_signed()):
            answer = self.me(party, token, material)
            assert answer.status == 401
            assert answer.json == {"message": "Unauthorized", "error_code": 401}
            assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'

    @pytest.mark.parametrize("cnf", [{}, {"jkt": "x"}, "x", [], {"x5t#S256": 7}])
    def test_userinfo_refuses_unknown_confirmation(self, party: Party, cnf: object) -> None:
        token = party.sandbox.mint(sub="alice", cnf=cnf)
        assert self.me(party, token, party.material).status == 401

    def test_userinfo_refuses_tokens_without_user_or_openid(self, party: Party) -> None:
        token = party.token("client_credentials").json["access_token"]
        assert self.me(party, token, party.material).status == 401
        assert self.me(party, party.tokens()["id_token"], party.material).status == 401
        assert self.me(party, "", party.material).status == 401
        assert self.me(party, party.sandbox.mint(sub="alice", scope="email"), None).status == 403
        assert self.me(party, party.sandbox.mint(sub="alice"), None).status == 200


class TestExchange:
    def exchange(self, party: Party, token: str, **changes: str) -> Answer:
        return party.token(EXCHANGE, **{"subject_token": token, "subject_token_type": ACCESS_TOKEN, **changes})

    def test_exchange_returns_token_for_another_resource(self, party: Party) -> None:
        token = party.tokens(scope="openid email")["access_token"]
        answer = self.exchange(party, token, resource="https://payments.test", scope="openid")
        assert answer.status == 200, answer.json
        assert answer.json["issued_token_type"] == ACCESS_TOKEN
        claims = claims_of(answer.json["access_token"])
        assert (claims["sub"], claims["aud"], claims["scope"]) == ("alice", "https://payments.test", "openid")
        assert claims["act"] == {"sub": party.client_id}
        assert claims["cnf"] == {"x5t#S256": party.material.x5t_s256}

    def test_exchange_names_actor_and_earlier_actors(self, party: Party) -> None:
        actor = party.sandbox.mint(sub="batch")
        once = self.exchange(party, party.tokens()["access_token"]).json["access_token"]
        twice = self.exchange(party, once, actor_token=actor, actor_token_type=ACCESS_TOKEN)
        assert claims_of(twice.json["access_token"])["act"] == {"sub": "batch", "act": {"sub": party.client_id}}

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"subject_token": "nonsense"}, "invalid_request"),
            ({"subject_token_type": "urn:ietf:params:oauth:token-type:jwt"}, "invalid_request"),
            ({"requested_token_type": "urn:ietf:params:oauth:token-type:jwt"}, "invalid_request"),
            ({"scope": "openid admin"}, "invalid_scope"),
            ({"resource": "https://elsewhere.test"}, "invalid_target"),
            ({"actor_token": "nonsense", "actor_token_type": ACCESS_TOKEN}, "invalid_request"),
        ],
    )
    def test_exchange_refuses_bad_parameters(self, party: Party, changes: dict[str, str], error: str) -> None:
        assert_refused(self.exchange(party, party.tokens()["access_token"], **changes), error)


class TestDelegatedAccess:
    def delegate(self, party: Party, **changes: str) -> Answer:
        form = {
            "actor_token": party.sandbox.mint(sub="agent"),
            "actor_token_type": ACCESS_TOKEN,
            "subject_identifier": "alice",
            "subject_identifier_type": "user_id",
            "scope": "openid",
        }
        return party.token("urn:transmit:grant-type:delegated-access", **{**form, **changes})

    def test_delegation_names_agent_as_actor_for_user(self, party: Party) -> None:
        answer = self.delegate(party)
        assert (answer.status, answer.json["issued_token_type"]) == (200, ACCESS_TOKEN)
        claims = claims_of(answer.json["access_token"])
        assert (claims["sub"], claims["act"], claims["client_id"]) == ("alice", {"sub": "agent"}, party.client_id)
        assert claims["cnf"] == {"x5t#S256": party.material.x5t_s256}

    @pytest.mark.parametrize(
        "changes", [{"actor_token": "x"}, {"subject_identifier": "unknown"}, {"subject_identifier_type": "email"}]
    )
    def test_delegation_refuses_bad_parameters(self, party: Party, changes: dict[str, str]) -> None:
        assert_refused(self.delegate(party, **changes), "invalid_request")


@pytest.mark.parametrize(
    ("grant_type", "error"),
    [
        ("refresh_token", "invalid_request"),
        ("urn:openid:params:grant-type:ciba", "invalid_request"),
        ("urn:ietf:params:oauth:grant-type:device_code", "invalid_request"),
        ("authorization_code", "invalid_grant"),
        ("password", "unsupported_grant_type"),
    ],
)
def test_grant_without_its_parameter_is_refused(party: Party, grant_type: str, error: str) -> None:
    assert_refused(party.token(grant_type), error)
