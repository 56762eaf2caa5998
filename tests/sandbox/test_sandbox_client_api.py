"""The client API: what it takes, what it answers, and to whom."""

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
    def test_a_client_is_shown_with_its_secret_in_clear(self, sandbox: Sandbox, client_id: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED, name=f"Payments {client_id}")
        shown = read(sandbox, client_id).json
        assert shown["client_id"] == client_id
        assert shown["name"] == f"Payments {client_id}"
        assert shown["app_id"] == sandbox.app_id
        assert len(shown["client_secret"]) > 20
        assert {"tenant_id", "created_at", "updated_at"} <= shown.keys()
        assert shown["authentication_configuration"] == {
            "method": "self_signed_tls_client_auth",
            "isMtlsCertTokenBound": True,
        }

    def test_the_authentication_configuration_is_replaced_whole(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        add_self_signed(client_id)
        only_this = {"method": "tls_client_auth"}
        assert register(sandbox, client_id, only_this).json["authentication_configuration"] == only_this
        assert read(sandbox, client_id).json["authentication_configuration"] == only_this

    def test_fields_that_are_not_sent_keep_their_value(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        add_self_signed(client_id)
        before = read(sandbox, client_id).json
        body = {"description": "Pays", "enforce_par": True}
        after = call(sandbox, "PUT", client_path(sandbox, client_id), json=body, token=sandbox.portal_token).json
        assert {**before, **body, "updated_at": after["updated_at"]} == after

    def test_adding_a_client_again_keeps_its_certificates(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id)
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        assert ask_for_token(sandbox, client_id, material).status == 200

    def test_two_clients_have_two_names(self, sandbox: Sandbox, client_id: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED, name="Twin")
        with pytest.raises(ValueError, match="'Twin'"):
            sandbox.add_client(f"other-{client_id}", AuthMethod.SELF_SIGNED, name="Twin")

    def test_clients_are_created_listed_and_deleted(self, sandbox: Sandbox, client_id: str) -> None:
        clients = client_path(sandbox, "").rstrip("/")
        body = {"name": client_id, "redirect_uris": []}
        created = call(sandbox, "POST", clients, json=body, token=sandbox.portal_token)
        assert created.status == 201
        new_id = created.json["client_id"]
        listed = call(sandbox, "GET", clients, token=sandbox.portal_token).json
        assert new_id in {client["client_id"] for client in listed}
        assert call(sandbox, "POST", clients, json=body, token=sandbox.portal_token).json["error_code"] == 409
        path = client_path(sandbox, new_id)
        assert [call(sandbox, "DELETE", path, token=sandbox.portal_token).status for _ in range(2)] == [204, 404]

    def test_nobody_deletes_every_client_by_leaving_the_id_out(self, sandbox: Sandbox) -> None:
        for path in (client_path(sandbox, ""), client_path(sandbox, "").rstrip("/")):
            assert call(sandbox, "DELETE", path, token=sandbox.portal_token).status in (404, 405)

    def test_the_form_of_2025_calls_the_chain_ca(self, intermediate: Material) -> None:
        with Sandbox(legacy_client_api=True) as sandbox:
            sandbox.add_client("a", AuthMethod.CA_SIGNED)
            chain = dump_chain(intermediate.chain)
            settings = {"certificate_chain": chain}
            register(sandbox, "a", {"method": "tls_client_auth", "tls_client_auth": settings})
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
    def test_a_wrong_shape_is_refused_and_changes_nothing(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient, configuration: Any
    ) -> None:
        material = add_self_signed(client_id)
        answer = register(sandbox, client_id, configuration)
        assert answer.status == answer.json["error_code"] == 400
        assert all(isinstance(text, str) and text for text in answer.json["message"])
        assert ask_for_token(sandbox, client_id, material).status == 200

    def test_a_private_key_in_the_key_set_is_refused(
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
    def test_a_setting_of_the_wrong_kind_is_refused(
        self, sandbox: Sandbox, client_id: str, settings: dict[str, Any]
    ) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        path = client_path(sandbox, client_id)
        assert call(sandbox, "PUT", path, json=settings, token=sandbox.portal_token).status == 400

    @pytest.mark.parametrize("member", ["client_secret", "client_id", "app_id", "updated_at", "nonsense"])
    def test_what_cannot_be_written_is_refused(self, sandbox: Sandbox, client_id: str, member: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        answer = call(sandbox, "PUT", client_path(sandbox, client_id), json={member: "x"}, token=sandbox.portal_token)
        assert answer.json == {"message": [f"property {member} should not exist"], "error_code": 400}

    def test_a_body_that_is_no_json_object_is_refused(self, sandbox: Sandbox, client_id: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        path = client_path(sandbox, client_id)
        assert call(sandbox, "PUT", path, json=[1], token=sandbox.portal_token).status == 400
        assert call(sandbox, "PUT", path, form={"name": "x"}, token=sandbox.portal_token).status == 400


class TestAuthorization:
    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
    @pytest.mark.parametrize("token", ["", "guess", "a.b.c"])
    def test_nobody_without_a_bearer_that_counts(
        self, sandbox: Sandbox, client_id: str, method: str, token: str
    ) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        body = {"name": "x"} if method == "PUT" else None
        answer = call(sandbox, method, client_path(sandbox, client_id), json=body, token=token)
        assert (answer.status, answer.json) == (401, {"message": "Unauthorized", "error_code": 401})

    def test_a_client_changes_its_own_key_set_with_its_own_token(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material, new = add_self_signed(client_id), self_signed()
        token = ask_for_token(sandbox, client_id, material).json["access_token"]
        configuration = {"method": "self_signed_tls_client_auth", "jwks": client_key_set([new.leaf])}
        body = {"authentication_configuration": configuration}
        answer = call(sandbox, "PUT", client_path(sandbox, client_id), material=material, json=body, token=token)
        assert answer.status == 200
        assert ask_for_token(sandbox, client_id, material).status == 401
        assert ask_for_token(sandbox, client_id, new).status == 200

    def test_a_bound_token_needs_its_certificate(
        self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient
    ) -> None:
        material = add_self_signed(client_id)
        token = ask_for_token(sandbox, client_id, material).json["access_token"]
        for presented, status in ((material, 200), (None, 401), (self_signed(), 401)):
            path = client_path(sandbox, client_id)
            assert call(sandbox, "GET", path, material=presented, token=token).status == status

    def test_an_unbound_token_needs_none(self, sandbox: Sandbox, client_id: str, add_self_signed: AddClient) -> None:
        material = add_self_signed(client_id, bound=False)
        token = ask_for_token(sandbox, client_id, material).json["access_token"]
        assert call(sandbox, "GET", client_path(sandbox, client_id), token=token).status == 200

    def test_tokens_that_do_not_hold(self, sandbox: Sandbox, client_id: str) -> None:
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        path = client_path(sandbox, client_id)
        with Sandbox() as other:
            foreign = other.mint(app_id=sandbox.app_id)
        expired = sandbox.mint(iat=1, exp=2)
        elsewhere = sandbox.mint(iss="https://elsewhere.example")
        assert [call(sandbox, "GET", path, token=one).status for one in (foreign, expired, elsewhere)] == [401] * 3
        assert call(sandbox, "GET", path, token=sandbox.mint(app_id="another")).status == 403
        assert call(sandbox, "GET", path, token=sandbox.mint()).status == 200

    def test_what_does_not_exist_is_not_found(self, sandbox: Sandbox, client_id: str) -> None:
        other_app = "/cis/v1/applications/another/clients/x"
        for path in (client_path(sandbox, client_id), other_app):
            for method in ("GET", "PUT", "DELETE"):
                answer = call(sandbox, method, path, json={"name": "x"}, token=sandbox.portal_token)
                assert answer.status == answer.json["error_code"] == 404
