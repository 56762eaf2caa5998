"""mosaic credential …: a step at the wrong time is refused and changes nothing."""

from __future__ import annotations

import json

import pytest
from cryptography import x509

from mosaic_clients.core.jose.public_jwk import key_id
from mosaic_clients.models import Credential


def test_stage_prints_kid_or_csr(run, shop, bank):
    outcome = run("credential", "stage", shop)
    assert outcome.out == Credential.objects.get(client__name=shop).kid
    paste = "Register the output of `mosaic jwks shop` at Mosaic, then run `mosaic publish shop --confirm`."
    prove = "Prove the staged credential: run `mosaic credential prove shop`."
    assert outcome.err == [f"{paste} {prove}"]
    outcome = run("credential", "stage", bank)
    request = x509.load_pem_x509_csr(outcome.out.encode())
    assert request.is_signature_valid
    assert request.subject.rfc4514_string() == "CN=bank,O=Example"
    assert f"kid {key_id(request.public_key())}. Have the output of `mosaic csr bank` signed" in outcome.err[0]
    assert "`mosaic credential attach bank --chain FILE`" in outcome.err[0]


def test_stage_refuses_second_pending_credential(refuse, shop, bank, kid, csr):
    assert f"already in progress ({kid}, STAGED)" in refuse("credential", "stage", shop)
    assert "AWAITING_CERTIFICATE" in refuse("credential", "stage", bank)


def test_activate_refuses_unproven_credential(refuse, shop, kid):
    assert f"Credential {kid} is not proven" in refuse("credential", "activate", shop)


def test_activate_refuses_client_without_staged_credential(refuse, shop, bank, csr):
    assert "`mosaic credential stage shop`" in refuse("credential", "activate", shop, "--unproven")
    assert "still waits for its certificate" in refuse("credential", "activate", bank, "--unproven")


def test_activate_makes_previous_credential_retiring(do, refuse, shop, kid):
    do("credential", "activate", shop, "--unproven")
    second = do("credential", "stage", shop)
    do("credential", "activate", shop, "--unproven")
    assert dict(Credential.objects.values_list("kid", "status")) == {kid: "RETIRING", second: "ACTIVE"}
    assert "is active" in refuse("credential", "retire", shop, "--kid", second)
    assert do("credential", "retire", shop, "--kid", kid) == kid
    assert "cannot become RETIRED" in refuse("credential", "retire", shop, "--kid", kid)


def test_revoke_destroys_key_and_stages_successor(do, refuse, shop, kid):
    do("credential", "activate", shop, "--unproven")
    assert do("credential", "revoke", shop, "--kid", kid) == kid
    revoked = Credential.objects.get(kid=kid)
    assert (revoked.status, revoked.private_key) == ("REVOKED", "")
    assert "cannot become REVOKED" in refuse("credential", "revoke", shop, "--kid", kid)
    successor = Credential.objects.get(status="STAGED")
    assert [key["kid"] for key in json.loads(do("jwks", shop))["keys"]] == [successor.kid]


@pytest.mark.parametrize("subcommand", ["retire", "revoke"])
def test_kid_option_must_match_exactly_one_credential(subcommand, do, refuse, shop, kid):
    Credential.objects.update(kid="abc1" + kid[4:])
    do("credential", "activate", shop, "--unproven")
    do("credential", "stage", shop)
    Credential.objects.filter(status="STAGED").update(kid="abc2" + kid[4:])
    assert "more than one credential" in refuse("credential", subcommand, shop, "--kid", "abc")
    for unknown in ("", "ABC1", "abc3", "%", "_", "abc2" + kid[4:] + "x"):
        assert "no credential" in refuse("credential", subcommand, shop, "--kid", unknown)
    assert do("credential", subcommand, shop, "--kid", "abc2") == "abc2" + kid[4:]


def test_kid_option_accepts_leading_hyphen(do, refuse, shop, kid):
    Credential.objects.update(kid="-" + kid[1:])
    assert "no credential whose kid begins with '-x-'" in refuse("credential", "retire", shop, "--kid", "-x-")
    assert do("credential", "retire", shop, "--kid", "-" + kid[1:]) == "-" + kid[1:]


def test_kid_of_another_client_is_unknown(refuse, bank, kid):
    assert "no credential" in refuse("credential", "revoke", bank, "--kid", kid)


def test_missing_kid_is_a_usage_error(run, shop):
    assert run("credential", "retire", shop).code == 2
    assert run("credential", "retire", shop, "--kid").code == 2


@pytest.mark.parametrize("subcommand", ["jwks", "chain", "subject-dn", "csr"])
def test_export_subcommands_refuse_client_without_credential(subcommand, refuse, shop):
    assert "stage" in refuse(subcommand, shop)


def test_export_subcommands_depend_on_auth_method(do, refuse, shop, bank, kid, csr):
    assert "chain and subject DN, not a JWKS" in refuse("jwks", bank)
    assert "mosaic credential attach bank --chain FILE" in refuse("chain", bank)
    assert do("subject-dn", bank) == "CN=bank,O=Example"
    assert do("csr", bank) == csr
    assert "waits for a certificate" in refuse("csr", shop)


def test_token_refuses_client_without_active_credential(run, shop, kid):
    outcome = run("token", shop)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == ["CommandError: Client 'shop' has no active credential: stage, prove and activate one."]
