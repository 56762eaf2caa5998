"""Tests self-signed clients at the token endpoint, what a request may ask for, and the tokens it gets."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.bearer import verification
from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.jose.jwks import parse_signing_keys
from mosaic_clients.core.jose.public_jwk import client_key_set
from mosaic_clients.core.pki.chains import dump_chain
from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import (
    Material,
    ask_for_token,
    assert_unauthenticated,
    call,
    claims_of,
    issue,
    register,
    self_signed,
)

AddClient = Callable[..., Material]


class TestSelfSigned:
    @pytest.mark.parametrize("algorithm", [KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256, KeyAlgorithm.EC_P384])
    def test_registered_certificate_gets_token(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient, algorithm: KeyAlgorithm
    ) -> None:
        material = add_self_signed(client_id, material=self_signed(algorithm=algorithm))
        answer = ask_for_token(sandbox, client_id, material)
        assert answer.status == 200
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json.keys() == {"access_token", "token_type", "expires_in", "scope"}
        assert answer.json["token_type"] == "Bearer"
        assert answer.json["expires_in"] == 3600

    def test_path_without_cis_issues_tokens(self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient) -> None:
        form = {"client_id": client_id, "grant_type": "client_credentials"}
        assert call(sandbox, "POST", "/oidc/token", material=add_self_signed(client_id), form=form).status == 200

    def test_missing_certificate_is_refused(self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient) -> None:
        add_self_signed(client_id)
        assert_unauthenticated(ask_for_token(sandbox, client_id, None))

    def test_unregistered_certificate_is_refused(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        add_self_signed(client_id)
        assert_unauthenticated(ask_for_token(sandbox, client_id, self_signed()))

    def test_certificate_of_another_client_is_refused(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        add_self_signed(client_id)
        others = add_self_signed(f"other-{client_id}")
        assert_unauthenticated(ask_for_token(sandbox, client_id, others))

    def test_unregistered_certificate_of_same_key_is_refused(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id)
        assert_unauthenticated(ask_for_token(sandbox, client_id, issue("CN=payments", None, key=material.key)))

    def test_old_and_new_registered_certificates_are_both_accepted(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        old, new = add_self_signed(client_id), self_signed()
        key_set = client_key_set([old.leaf, new.leaf])
        register(sandbox, client_id, {"method": "self_signed_tls_client_auth", "jwks": key_set})
        assert [ask_for_token(sandbox, client_id, one).status for one in (old, new)] == [200, 200]

    def test_client_without_key_set_is_refused(self, sandbox: Sandbox, client_id: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        assert_unauthenticated(ask_for_token(sandbox, client_id, self_signed()))

    def test_unknown_client_gets_same_answer_as_wrong_certificate(self, sandbox: Sandbox, client_id: str) -> None:
        assert_unauthenticated(ask_for_token(sandbox, client_id, self_signed()))

    def test_certificate_header_is_ignored(self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient) -> None:
        pem = dump_chain([add_self_signed(client_id).leaf]).replace("\n", " ")
        names = ("SSL_CLIENT_CERT", "SSL-CLIENT-CERT", "SSL_CLIENT_CHAIN", "HTTP_SSL_CLIENT_CHAIN", "Client-Cert")
        form = {"client_id": client_id, "grant_type": "client_credentials"}
        headers = dict.fromkeys(names, pem)
        assert_unauthenticated(call(sandbox, "POST", "/cis/oidc/token", form=form, headers=headers))


class TestRequests:
    def test_client_secret_with_certificate_is_refused(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id)
        assert_unauthenticated(ask_for_token(sandbox, client_id, material, client_secret="s"))

    def test_client_with_secret_method_is_refused(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id)
        register(sandbox, client_id, {"method": "client_secret_basic"})
        assert_unauthenticated(ask_for_token(sandbox, client_id, material))

    @pytest.mark.parametrize("missing", ["client_id", "grant_type"])
    def test_missing_parameter_is_named(self, sandbox: Sandbox, missing: str) -> None:
        form = {"client_id": "a", "grant_type": "client_credentials"}
        del form[missing]
        answer = call(sandbox, "POST", "/cis/oidc/token", material=self_signed(), form=form)
        assert answer.status == 400
        assert answer.json["error_code"] == 400
        assert answer.json["message"][0] == f"{missing} should not be empty"

    def test_repeated_parameter_is_refused(self, sandbox: Sandbox) -> None:
        form = [("client_id", "a"), ("client_id", "b"), ("grant_type", "client_credentials")]
        assert call(sandbox, "POST", "/cis/oidc/token", form=form).json["error_code"] == 400

    def test_unsupported_grant_type_is_refused(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        answer = ask_for_token(sandbox, client_id, add_self_signed(client_id), grant_type="password")
        assert (answer.status, answer.json["error"]) == (400, "unsupported_grant_type")

    def test_resource_becomes_audience(self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient) -> None:
        material, resource = add_self_signed(client_id), "https://verify.identity.security"
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED, resources=[resource])
        answer = ask_for_token(sandbox, client_id, material, resource=resource)
        assert claims_of(answer.json["access_token"])["aud"] == resource

    def test_resource_of_another_client_is_refused(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        answer = ask_for_token(sandbox, client_id, add_self_signed(client_id), resource="https://elsewhere.example")
        assert (answer.status, answer.json["error"]) == (400, "invalid_target")


class TestToken:
    def test_token_has_claims_of_mosaic_token(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id)
        claims = claims_of(ask_for_token(sandbox, client_id, material).json["access_token"])
        assert claims["sub"] == claims["client_id"] == client_id
        assert claims["iss"] == sandbox.issuer == "https://sandbox.userid.test"
        assert claims["aud"] == "userid-api"
        assert claims["app_id"] == sandbox.app_id
        assert claims["exp"] - claims["iat"] == 3600
        assert {"tid", "jti", "scope", "app_name", "roles", "ts_roles", "ts_permissions"} <= claims.keys()

    def test_bound_token_names_certificate(self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient) -> None:
        material = add_self_signed(client_id)
        claims = claims_of(ask_for_token(sandbox, client_id, material).json["access_token"])
        assert claims["cnf"] == {"x5t#S256": material.x5t_s256}

    def test_unbound_token_has_no_cnf(self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient) -> None:
        material = add_self_signed(client_id, bound=False)
        assert "cnf" not in claims_of(ask_for_token(sandbox, client_id, material).json["access_token"])

    def test_token_passes_bearer_verification(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id)
        token = ask_for_token(sandbox, client_id, material).json["access_token"]
        keys = parse_signing_keys(call(sandbox, "GET", "/cis/oidc/jwks").body)
        policy = BearerPolicy(
            frozenset({sandbox.issuer}), frozenset({"userid-api"}), frozenset({"RS256"}), frozenset({"JWT"})
        )
        verified = verification.verify(
            verification.parse(token), keys, policy, presented_x5t_s256=material.x5t_s256, now=time.time()
        )
        assert verified.client_id == client_id
        assert verified.is_bound

    def test_token_lifetime_is_configurable(self) -> None:
        with Sandbox(token_lifetime=60) as sandbox:
            claims = claims_of(sandbox.mint())
        assert claims["exp"] - claims["iat"] == 60
