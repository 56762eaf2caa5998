"""mosaic credential attach: what it accepts, notes and warns about, and that a bad chain changes nothing."""

from __future__ import annotations

import pytest

from mosaic_clients.models import Credential, Event
from tests import pki
from tests.shell import material
from tests.shell.material import DAY, NOW, kin, leaf, signed_by, written


@pytest.fixture
def root():
    return pki.authority(**material.CURRENT)


@pytest.fixture
def attach(tmp_path, bank):
    """Returns the arguments that attach these certificates."""
    return lambda content: ("credential", "attach", bank, "--chain", written(tmp_path / "chain.pem", content))


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
