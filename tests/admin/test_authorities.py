"""Local CAs: the form, the page, and which clients may use one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client as Browser

from mosaic_clients.core.pki.private_keys import load_private_key
from mosaic_clients.models import CertificateAuthority, Client, Event
from tests.admin.forms.form_data import CLIENT, errors
from tests.admin.pages import messages_of, url

AUTHORITY = {
    "name": "issuing", "subject": "CN=Issuing", "key_algorithm": "EC-P256", "lifetime_0": "10", "lifetime_1": "days",
    "leaf_lifetime_0": "36", "leaf_lifetime_1": "hours",
}  # fmt: skip


def test_authority_is_accepted_only_for_ca_signed_clients(
    root: Browser, ca_client: Client, authority: CertificateAuthority
) -> None:
    page = root.get(url("change", ca_client)).content.decode()
    assert 'name="certificate_authority"' in page
    assert 'name="lifetime_0"' not in page
    form_data = {**CLIENT, "environment": str(ca_client.environment_id), "certificate_authority": str(authority.pk)}
    assert "CA-signed clients only" in errors(root.post(url("add", model="client"), form_data))
    form_data = {**form_data, "auth_method": "tls_client_auth"}
    assert root.post(url("add", model="client"), form_data).status_code == 302
    assert Client.objects.get(name="payments").certificate_authority == authority


def test_authority_is_created_by_form(root: Browser) -> None:
    answer = root.post(url("add", model="certificateauthority"), AUTHORITY, follow=True)
    assert "was added successfully" in messages_of(answer)
    authority = CertificateAuthority.objects.get()
    assert (authority.subject_dn, authority.leaf_lifetime) == ("CN=Issuing", timedelta(hours=36))
    assert load_private_key(authority.unseal("private_key").encode())
    assert Event.objects.get(kind="certificate_authority_added").actor == "root"
    page = root.get(url("change", authority)).content.decode()
    assert "1 day 12 hours" in page
    assert "BEGIN CERTIFICATE" in page
    assert authority.private_key not in page
    assert 'name="_save"' not in page
    download = root.get(url("certificate", authority))
    assert download.content.decode() == authority.certificate
    assert "issuing-ca.pem" in download["Content-Disposition"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subject": "nonsense"}, "not a distinguished name"),
        ({"subject": ""}, "required"),
        ({"leaf_lifetime_0": "11", "leaf_lifetime_1": "days"}, "cannot exceed the CA"),
        ({"lifetime_0": ""}, "required"),
        ({"name": "Not A Name"}, "lower-case"),
        ({"key_algorithm": "RSA-512"}, "valid choice"),
    ],
)
def test_authority_form_refuses_invalid_value(root: Browser, change: dict[str, str], words: str) -> None:
    assert words in errors(root.post(url("add", model="certificateauthority"), {**AUTHORITY, **change}))
    assert not CertificateAuthority.objects.exists()


def test_authority_cannot_be_changed_or_deleted(root: Browser, authority: CertificateAuthority) -> None:
    assert root.post(url("change", authority), {"name": "other"}).status_code == 403
    assert root.post(url("delete", authority), {"post": "yes"}).status_code == 403


def test_authority_page_lists_its_clients(root: Browser, ca_client: Client, authority: CertificateAuthority) -> None:
    Client.objects.update(certificate_authority=authority)
    assert f'href="{url("change", ca_client)}">ledger</a>' in root.get(url("change", authority)).content.decode()
