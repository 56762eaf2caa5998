"""The contract's commands in the wrong order give one clear line, change nothing, and work in the right order."""

import base64
import json

import pytest

from tests.interop.conftest import JwksImport
from tests.interop.provider import OidcProvider
from tests.interop.registration_steps import (
    SELF_SIGNED_EC,
    SELF_SIGNED_RSA,
    Kind,
    add_client,
    register_key_set,
)
from tests.interop.shell.operator_shell import OperatorShell

pytestmark = pytest.mark.slow(10)


def test_prove_is_refused_before_registration_and_works_after_it(
    shell: OperatorShell, oidc_provider: OidcProvider
) -> None:
    name, client_id = add_client(shell, SELF_SIGNED_EC)
    assert "Stage a credential first" in shell.refused("credential", "prove", name).complaint
    kid = shell.mosaic("credential", "stage", name)
    early = shell.refused("credential", "prove", name)
    assert "invalid_client" in early.complaint
    assert "HTTP 401" in early.complaint
    assert "Prove the staged credential" in shell.refused("credential", "activate", name).complaint
    assert "no active credential" in shell.refused("token", name).complaint
    untouched = shell.credential(name, "STAGED")
    assert (untouched["kid"], untouched["proven_at"]) == (kid, None)
    register_key_set(shell, oidc_provider, name, client_id)
    assert shell.mosaic("credential", "prove", name) == kid
    assert shell.mosaic("credential", "activate", name) == kid
    assert shell.mosaic("token", name).count(".") == 2


def test_token_is_for_the_requested_resource(shell: OperatorShell, oidc_provider: OidcProvider) -> None:
    resource = "https://payments.test"
    name, client_id = add_client(shell, SELF_SIGNED_EC)
    shell.mosaic("credential", "stage", name)
    register_key_set(shell, oidc_provider, name, client_id, resources=[resource])
    shell.mosaic("credential", "activate", name, "--unproven")
    _, payload, _ = shell.mosaic("token", name, "--resource", resource).split(".")
    assert json.loads(base64.urlsafe_b64decode(payload + "=="))["aud"] == resource
    assert "invalid_target" in shell.refused("token", name, "--resource", "https://other.test").complaint


@pytest.mark.parametrize("kind", [SELF_SIGNED_RSA, SELF_SIGNED_EC], ids=lambda kind: kind.name)
def test_jose_accepts_every_key_of_the_printed_set(shell: OperatorShell, import_jwks: JwksImport, kind: Kind) -> None:
    name, _ = add_client(shell, kind)
    kid = shell.mosaic("credential", "stage", name)
    family = {"kty": "EC", "alg": "ES256"} if "EC" in kind.algorithm else {"kty": "RSA", "alg": "RS256"}
    assert import_jwks(json.loads(shell.mosaic("jwks", name))) == [{"kid": kid, "same_public_key": True, **family}]
