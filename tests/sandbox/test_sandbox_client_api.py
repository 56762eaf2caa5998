"""Tests the client API: reading, validation, authorization."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.jose.public_jwk import client_key_set
from mosaic_clients.core.pki.chains import dump_chain
from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import Answer, Material, ask_for_token, call, client_path, register, self_signed

AddClient = Callable[..., Material]


def read(sandbox: Sandbox, client_id: str) -> Answer:
    return call(sandbox, "GET", client_path(sandbox, client_id), token=sandbox.portal_token)


class TestReadAndReplace:
    def test_read_returns_client_with_clear_text_secret(self, sandbox: Sandbox, client_id: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED, name=f"Payments {client_id}")
        client = read(sandbox, client_id).json
        assert client["client_id"] == client_id
        assert client["name"] == f"Payments {client_id}"
        assert client["app_id"] == sandbox.app_id
        assert len(client["client_secret"]) > 20
        assert {"tenant_id", "created_at", "updated_at"} <= client.keys()
        configuration = {"method": "self_signed_tls_client_auth", "isMtlsCertTokenBound": True}
        assert client["authentication_configuration"] == configuration

    def test_update_replaces_whole_authentication_configuration(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        add_self_signed(client_id)
        only_this = {"method": "tls_client_auth"}
        assert register(sandbox, client_id, only_this).json["authentication_configuration"] == only_this
        assert read(sandbox, client_id).json["authentication_configuration"] == only_this

    def test_update_keeps_missing_fields(self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient) -> None:
        add_self_signed(client_id)
        before = read(sandbox, client_id).json
        body = {"description": "Pays", "enforce_par": True}
        after = call(sandbox, "PUT", client_path(sandbox, client_id), json=body, token=sandbox.portal_token).json
        assert {**before, **body, "updated_at": after["updated_at"]} == after

    def test_adding_existing_client_keeps_its_certificates(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id)
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        assert ask_for_token(sandbox, client_id, material).status == 200

    def test_add_client_refuses_duplicate_name(self, sandbox: Sandbox, client_id: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED, name="Twin")
        with pytest.raises(ValueError, match="'Twin'"):
            sandbox.add_client(f"other-{client_id}", AuthMethod.SELF_SIGNED, name="Twin")

    def test_clients_are_created_listed_and_deleted(self, sandbox: Sandbox, client_id: str) -> None:
        clients = client_path(sandbox, "").rstrip("/")
        body = {"name": client_id, "redirect_uris": []}
        created = call(sandbox, "POST", clients, json=body, token=sandbox.portal_token)
        assert created.status == 201
        new_id = created.json["client_id"]
        clients_json = call(sandbox, "GET", clients, token=sandbox.portal_token).json
        assert new_id in {client["client_id"] for client in clients_json}
        assert call(sandbox, "POST", clients, json=body, token=sandbox.portal_token).json["error_code"] == 409
        path = client_path(sandbox, new_id)
        assert [call(sandbox, "DELETE", path, token=sandbox.portal_token).status for _ in range(2)] == [204, 404]

    def test_delete_without_client_id_is_refused(self, sandbox: Sandbox) -> None:
        for path in (client_path(sandbox, ""), client_path(sandbox, "").rstrip("/")):
            assert call(sandbox, "DELETE", path, token=sandbox.portal_token).status in (404, 405)

    def test_legacy_format_names_chain_ca(self, intermediate: Material) -> None:
        with Sandbox(legacy_client_api=True) as sandbox:
            sandbox.add_client("a", AuthMethod.CA_SIGNED)
            chain = dump_chain(intermediate.chain)
            register(sandbox, "a", {"method": "tls_client_auth", "tls_client_auth": {"certificate_chain": chain}})
            assert read(sandbox, "a").json["authentication_configuration"] == {"method": "tls_client_auth", "ca": chain}


class TestShapes:
    @pytest.mark.parametrize(
        "configuration",
        [
            {},
            [],
            "tls_client_auth",
            {"method": "mtls"},
            {"method": "self_signed_tls_client_auth", "jwks": []},
            {"method": "self_signed_tls_client_auth", "jwks": {"keys": {}}},
            {"method": "self_signed_tls_client_auth", "jwks": {"keys": [{"use": "sig"}]}},
            {"method": "self_signed_tls_client_auth", "jwks": {"keys": [{"kty": "RSA", "x5c": ["MII"]}]}},
            {"method": "self_signed_tls_client_auth", "jwks": {"keys": [{"kty": "RSA", "x5c": "MII"}]}},
            {"method": "self_signed_tls_client_auth", "jwks_uri": "https://keys.example"},
            {"method": "self_signed_tls_client_auth", "isMtlsCertTokenBound": "true"},
            {"method": "tls_client_auth", "tls_client_auth": "PEM"},
            {"method": "tls_client_auth", "tls_client_auth": {"certificate_chain": "PEM"}},
            {"method": "tls_client_auth", "tls_client_auth": {"distinguished_name": 6}},
            {"method": "tls_client_auth", "ca": 1},
        ],
    )
    def test_invalid_configuration_is_refused_and_changes_nothing(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient, configuration: Any
    ) -> None:
        material = add_self_signed(client_id)
        answer = register(sandbox, client_id, configuration)
        assert answer.status == answer.json["error_code"] == 400
        assert all(isinstance(text, str) and text for text in answer.json["message"])
        assert ask_for_token(sandbox, client_id, material).status == 200

    def test_private_key_in_key_set_is_refused(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        add_self_signed(client_id)
        private = RSAKey.generate_key(2048).as_dict(private=True)
        answer = register(sandbox, client_id, {"method": "self_signed_tls_client_auth", "jwks": {"keys": [private]}})
        assert answer.status == 400
        assert answer.json["message"] == ["authentication_configuration.jwks.keys.0 must be a public key"]
        assert str(private["d"]) not in read(sandbox, client_id).body.decode()

    @pytest.mark.parametrize(
        "settings",
        [{"name": 1}, {"resources": "https://a.example"}, {"enforce_par": 1}, {"session_expiration": True}],
    )
    def test_setting_of_wrong_type_is_refused(self, sandbox: Sandbox, client_id: str, settings: dict[str, Any]) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        path = client_path(sandbox, client_id)
        assert call(sandbox, "PUT", path, json=settings, token=sandbox.portal_token).status == 400

    @pytest.mark.parametrize("member", ["client_secret", "client_id", "app_id", "updated_at", "nonsense"])
    def test_read_only_or_unknown_member_is_refused(self, sandbox: Sandbox, client_id: str, member: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        answer = call(sandbox, "PUT", client_path(sandbox, client_id), json={member: "x"}, token=sandbox.portal_token)
        assert answer.json == {"message": [f"property {member} should not exist"], "error_code": 400}

    def test_body_that_is_no_json_object_is_refused(self, sandbox: Sandbox, client_id: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        path = client_path(sandbox, client_id)
        assert call(sandbox, "PUT", path, json=[1], token=sandbox.portal_token).status == 400
        assert call(sandbox, "PUT", path, form={"name": "x"}, token=sandbox.portal_token).status == 400


class TestAuthorization:
    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
    @pytest.mark.parametrize("token", ["", "guess", "a.b.c"])
    def test_invalid_bearer_gets_401(self, sandbox: Sandbox, client_id: str, method: str, token: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        body = {"name": "x"} if method == "PUT" else None
        answer = call(sandbox, method, client_path(sandbox, client_id), json=body, token=token)
        assert (answer.status, answer.json) == (401, {"message": "Unauthorized", "error_code": 401})

    def test_client_can_change_its_key_set_with_its_own_token(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material, new = add_self_signed(client_id), self_signed()
        token = ask_for_token(sandbox, client_id, material).json["access_token"]
        configuration = {"method": "self_signed_tls_client_auth", "jwks": client_key_set([new.leaf])}
        body, path = {"authentication_configuration": configuration}, client_path(sandbox, client_id)
        assert call(sandbox, "PUT", path, material=material, json=body, token=token).status == 200
        assert [ask_for_token(sandbox, client_id, one).status for one in (material, new)] == [401, 200]

    def test_bound_token_requires_its_certificate(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id)
        token = ask_for_token(sandbox, client_id, material).json["access_token"]
        for presented, status in ((material, 200), (None, 401), (self_signed(), 401)):
            answer = call(sandbox, "GET", client_path(sandbox, client_id), material=presented, token=token)
            assert answer.status == status

    def test_unbound_token_requires_no_certificate(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id, bound=False)
        token = ask_for_token(sandbox, client_id, material).json["access_token"]
        assert call(sandbox, "GET", client_path(sandbox, client_id), token=token).status == 200

    def test_foreign_expired_and_other_application_tokens_are_refused(self, sandbox: Sandbox, client_id: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        path = client_path(sandbox, client_id)
        with Sandbox() as other:
            foreign = other.mint(app_id=sandbox.app_id)
        expired = sandbox.mint(iat=1, exp=2)
        elsewhere = sandbox.mint(iss="https://elsewhere.example")
        assert [call(sandbox, "GET", path, token=token).status for token in (foreign, expired, elsewhere)] == [401] * 3
        assert call(sandbox, "GET", path, token=sandbox.mint(app_id="another")).status == 403
        assert call(sandbox, "GET", path, token=sandbox.mint()).status == 200

    def test_unknown_client_or_application_gets_404(self, sandbox: Sandbox, client_id: str) -> None:
        for path in (client_path(sandbox, client_id), "/cis/v1/applications/another/clients/x"):
            for method in ("GET", "PUT", "DELETE"):
                answer = call(sandbox, method, path, json={"name": "x"}, token=sandbox.portal_token)
                assert answer.status == answer.json["error_code"] == 404
