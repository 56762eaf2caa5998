"""The CSR out and its chain in; downloads of JWKS, chain and subject DN."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client as Browser

from mosaic_clients.core.pki.private_keys import MAX_MATERIAL
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client
from mosaic_clients.services.credentials import staging
from tests import pki
from tests.admin.pages import file, messages_of, url
from tests.shell.material import CURRENT, signed_by


def answer_to(csr_pem: str) -> str:
    """Returns the chain that a two-level CA issues for a CSR, root first as some CAs do."""
    root = pki.authority("CN=Root", **CURRENT)
    middle = pki.authority("CN=Middle", by=root, **CURRENT)
    return root.pem + middle.pem + signed_by(middle, csr_pem, "CN=ledger,O=Example").pem


@pytest.mark.parametrize("by_file", [False, True])
def test_attach_stages_the_credential(root: Browser, ca_client: Client, by_file: bool) -> None:
    root.post(url("stage", ca_client))
    credential = ca_client.credentials.get()
    page = root.get(url("change", ca_client)).content.decode()
    assert "Have the CSR signed and attach the chain" in page
    assert "BEGIN CERTIFICATE REQUEST" in page
    chain = answer_to(root.get(url("csr", ca_client)).content.decode())
    form_data = {"chain_file": file(chain)} if by_file else {"chain": chain.replace("\n", "\r\n")}
    words = messages_of(root.post(url("attach", ca_client), form_data, follow=True))
    assert "Attached the chain" in words
    assert "Register the certificate chain and the subject DN in the Admin Portal, then confirm it under" in words
    assert f'use <a href="{url("prove", ca_client)}">“Prove”</a>' in words
    assert "The CSR asked for" not in words
    credential.refresh_from_db()
    assert credential.state is CredentialStatus.STAGED
    assert root.get(url("chain", ca_client)).content.decode() == credential.chain
    assert root.get(url("subject-dn", ca_client)).content.decode() == "CN=ledger,O=Example\n"


def test_attach_warns_about_a_subject_other_than_in_the_csr(root: Browser, ca_client: Client) -> None:
    authority = pki.authority(**CURRENT)
    answer = signed_by(authority, staging.stage(ca_client, actor="test").csr, subject="CN=ledger,O=Other")
    words = messages_of(root.post(url("attach", ca_client), {"chain": answer.pem + authority.pem}, follow=True))
    assert "The CSR asked for CN=ledger,O=Example, but the CA certified CN=ledger,O=Other." in words


@pytest.mark.parametrize(
    "form_data", [{}, {"chain": "x", "chain_file": file("y")}, {"chain_file": file(b"x" * (MAX_MATERIAL + 1))}]
)
def test_attach_without_valid_input_shows_the_form_again(
    root: Browser, ca_client: Client, form_data: dict[str, Any]
) -> None:
    staging.stage(ca_client, actor="test")
    answer = root.post(url("attach", ca_client), form_data)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_attach_with_wrong_chain_shows_a_message_and_the_form(root: Browser, ca_client: Client, pair: pki.Pair) -> None:
    staging.stage(ca_client, actor="test")
    answer = root.post(url("attach", ca_client), {"chain": pair.pem}, follow=True)
    assert answer.redirect_chain == [(url("attach", ca_client), 302)]
    assert ca_client.credentials.get().state is CredentialStatus.AWAITING_CERTIFICATE


@pytest.mark.parametrize(
    ("slug", "content_type", "name"),
    [
        ("jwks", "application/jwk-set+json", "payments-jwks.json"),
        ("chain", "application/x-pem-file", "payments-chain.pem"),
        ("subject-dn", "text/plain; charset=utf-8", "payments-subject-dn.txt"),
    ],
)
def test_download_has_type_name_and_no_caching(
    viewer: Browser, client_row: Client, slug: str, content_type: str, name: str
) -> None:
    credential = staging.stage(client_row, actor="test")
    answer = viewer.get(url(slug, client_row))
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies
    if slug == "jwks":
        (key,) = json.loads(answer.content)["keys"]
        assert set(key) == {"kty", "use", "kid", "x5c", "alg", "crv", "x", "y"}
        assert key["kid"] == credential.kid


def test_csr_download_contains_the_csr(viewer: Browser, ca_client: Client) -> None:
    credential = staging.stage(ca_client, actor="test")
    answer = viewer.get(url("csr", ca_client))
    assert answer.headers["Content-Type"] == "application/x-pem-file"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ledger.csr"'
    assert answer.content.decode() == credential.csr


@pytest.mark.parametrize("slug", ["jwks", "csr", "chain", "subject-dn"])
def test_download_without_content_shows_a_message(viewer: Browser, client_row: Client, slug: str) -> None:
    answer = viewer.get(url(slug, client_row), follow=True)
    assert answer.redirect_chain == [(url("change", client_row), 302)]
    assert "Stage a credential first" in messages_of(answer)


def test_key_set_contains_both_keys_during_the_overlap(root: Browser, client_row: Client) -> None:
    root.post(url("stage", client_row))
    root.post(url("activate", client_row), {"unproven": "on"})
    root.post(url("stage", client_row))
    root.post(url("activate", client_row), {"unproven": "on"})
    assert len(json.loads(root.get(url("jwks", client_row)).content)["keys"]) == 2
