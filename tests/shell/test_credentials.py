"""mosaic credential …: a step at the wrong time is refused and changes nothing."""

from __future__ import annotations

import json

import pytest
from cryptography import x509

from mosaic_clients.core.jose.public_jwk import key_id
from mosaic_clients.models import Credential, Event
from tests import pki
from tests.shell import material
from tests.shell.material import DAY, NOW, kin, leaf, signed_by, written


@pytest.fixture
def kid(do, shop):
    return do("credential", "stage", shop)


@pytest.fixture
def csr(do, bank):
    return do("credential", "stage", bank)


@pytest.fixture
def root():
    return pki.authority(**material.CURRENT)


@pytest.fixture
def attach(tmp_path, bank):
    """Returns the arguments that attach these certificates."""
    return lambda content: ("credential", "attach", bank, "--chain", written(tmp_path / "chain.pem", content))


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


@pytest.mark.parametrize("subcommand", ["token"])
def test_token_refuses_client_without_active_credential(subcommand, run, shop, kid):
    outcome = run(subcommand, shop)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == ["CommandError: Client 'shop' has no active credential: stage, prove and activate one."]


def test_attach_stages_the_certificate_of_the_ca(do, bank, csr, root, attach):
    answer = signed_by(root, csr)
    kid = do(*attach(root.pem + answer.pem))
    stored = Credential.objects.get(kid=kid)
    assert (stored.status, stored.x5t_s256, stored.issuer_dn) == ("STAGED", answer.x5t_s256, "CN=Test Root")
    assert do("chain", bank).strip() == (answer.pem + root.pem).strip()
    assert Event.objects.filter(kind="attached", kid=kid).exists()


def _remarks(run, words):
    """Runs the command and returns its remarks."""
    outcome = run(*words)
    assert outcome.code == 0, outcome
    return outcome.err


def test_attach_notes_what_mosaic_does_not_hold_yet(do, run, bank, csr, root, attach):
    (remark,) = _remarks(run, attach(signed_by(root, csr).pem + root.pem))
    assert "Mosaic does not hold its chain and subject DN yet. Register the outputs of `mosaic chain bank`" in remark
    assert remark.endswith("Prove the staged credential: run `mosaic credential prove bank`.")
    do("publish", bank, "--confirm")
    do("credential", "activate", bank, "--unproven")

    (remark,) = _remarks(run, attach(signed_by(root, do("credential", "stage", bank)).pem + root.pem))
    assert "Mosaic holds its issuers and subject DN already: there is nothing to register." in remark
    do("credential", "retire", bank, "--kid", Credential.objects.get(status="STAGED").kid)

    other = pki.authority(**material.CURRENT)
    (remark,) = _remarks(run, attach(signed_by(other, do("credential", "stage", bank)).pem + other.pem))
    assert "Mosaic holds another chain. Register" in remark
    assert "`mosaic credential prove bank`" in remark


def test_attach_warns_about_another_subject_than_in_the_csr(do, run, bank, csr, root, attach):
    do("client", "set", bank, "--subject", "CN=bank,O=Example")
    _remarks(run, attach(signed_by(root, csr).pem + root.pem))
    do("publish", bank, "--confirm")
    do("credential", "activate", bank, "--unproven")
    answer = signed_by(root, do("credential", "stage", bank), subject="CN=bank,O=Other")
    remark, warning = _remarks(run, attach(answer.pem + root.pem))
    assert "Mosaic holds another subject DN. Register" in remark
    assert warning.startswith("Warning: The CSR asked for CN=bank,O=Example, but the CA certified CN=bank,O=Other.")
    assert warning.endswith("Register CN=bank,O=Other in Mosaic, or request a new certificate.")


BAD_ANSWERS = {
    "of another key": (lambda csr, root: kin().leaf.pem + root.pem, "does not belong"),
    "with a missing issuer": (lambda csr, root: signed_by(root, csr).pem, "missing link"),
    "of another root": (
        lambda csr, root: signed_by(root, csr).pem + pki.authority(**material.CURRENT).pem,
        "missing link",
    ),
    "two leaves": (lambda csr, root: signed_by(root, csr).pem + signed_by(root, csr).pem + root.pem, "share one key"),
    "an unrelated certificate": (lambda csr, root: signed_by(root, csr).pem + root.pem + leaf().pem, "not part of"),
    "expired": (lambda csr, root: signed_by(root, csr, ends=NOW - DAY / 2).pem + root.pem, "expired on"),
    "not valid yet": (lambda csr, root: signed_by(root, csr, starts=NOW + DAY).pem + root.pem, "not valid before"),
    "itself a CA": (lambda csr, root: signed_by(root, csr, ca=True).pem + root.pem, "CA certificate"),
    "the CSR again": (lambda csr, root: csr, "No PEM certificate"),
    "the root alone": (lambda csr, root: root.pem, "does not belong"),
    "with the CA's key": (lambda csr, root: signed_by(root, csr).pem + root.pem + root.key_pem, "private key"),
    "a private JWK": (lambda csr, root: '{"kty": "EC", "d": "secret"}', "No PEM certificate"),
    "a megabyte": (lambda csr, root: "x" * 1_000_000, "larger than"),
    "binary": (lambda csr, root: b"\xff\0" * 99, "No PEM certificate"),
    "empty": (lambda csr, root: "", "No PEM certificate"),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_attach_refuses_bad_chain(name, refuse, do, bank, csr, root, attach):
    answer, words = BAD_ANSWERS[name]
    assert words in refuse(*attach(answer(csr, root)))
    assert do("csr", bank) == csr


def test_attach_refuses_chain_without_pending_csr(refuse, shop, kid, tmp_path, bank):
    chain = written(tmp_path / "chain.pem", leaf().pem)
    for client in (shop, bank):
        assert "waits for a certificate" in refuse("credential", "attach", client, "--chain", chain)


def test_attach_names_unreadable_file(refuse, bank, csr, tmp_path):
    assert "No such file" in refuse("credential", "attach", bank, "--chain", tmp_path / "nothing")
    assert "Is a directory" in refuse("credential", "attach", bank, "--chain", tmp_path)
