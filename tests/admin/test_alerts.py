"""The alert list: the subject of each alert with links, and its threshold in words."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mosaic_clients.models import Alert, AlertKind, CertificateAuthority, Client, SigningKeySet
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.alerts import certificate_expiry, proof_overdue
from mosaic_clients.services.alerts import signing_keys as signing_key_alerts
from mosaic_clients.services.credentials import staging
from tests.admin.pages import url


def rows(browser: Browser) -> str:
    """Returns the text of the list's table."""
    page = browser.get(url("changelist", model="alert")).content.decode()
    table = page.partition('id="result_list"')[2].partition("</table>")[0]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", table).split()))


@pytest.fixture
def alerted_client(mosaic: Sandbox, ca_client: Client, authority: CertificateAuthority) -> Client:
    """A client for which every kind of expiry alert was sent."""
    waiting = staging.stage(ca_client, actor="test")
    staging.attach(ca_client, ClientCA().issue(waiting.csr), actor="test")
    environment = ca_client.environment
    environment.trusted_ca = mosaic.trusted_ca
    environment.save()
    SigningKeySet.objects.create(
        environment=environment, fetched_at=None, failing_since=timezone.now() - timedelta(days=2)
    )
    later = timezone.now() + timedelta(days=36500)
    assert certificate_expiry.send_due(later) >= 4
    assert signing_key_alerts.send_due(timezone.now()) == 1
    return ca_client


def test_alert_names_its_subject_and_links_to_it(root: Browser, alerted_client: Client) -> None:
    text, credential = rows(root), alerted_client.credentials.get()
    assert f"Credential {credential.kid[:12]}… of client ledger ( nowhere ) Has expired." in text
    assert "An issuer in the chain of client ledger ( nowhere ) Has expired." in text
    assert "The trusted CA of environment nowhere Has expired." in text
    assert "Certificate authority issuing Has expired." in text
    assert "The signing keys of environment nowhere Signing keys unavailable: API requests get 503." in text
    page = root.get(url("changelist", model="alert")).content.decode()
    for row in (alerted_client, credential, alerted_client.environment, CertificateAuthority.objects.get()):
        assert f'href="{url("change", row)}"' in page
    own = root.get(url("change", Alert.objects.get(credential=credential))).content.decode()
    assert f'href="{url("change", credential)}"' in own
    assert "Has expired." in own


def alert(threshold: str = "7 d", kind: AlertKind = AlertKind.CERTIFICATE_EXPIRY, **values: Any) -> Alert:
    """Creates an alert that was sent."""
    key = {"deduplication_key": str(uuid4()), "subject_label": "The certificate of client payments"}
    return Alert.objects.create(**{**key, "kind": kind, "threshold": threshold, "expires_at": timezone.now(), **values})


def test_thresholds_are_shown_as_words_and_can_be_filtered(root: Browser, client_row: Client) -> None:
    for threshold in ("7 d", "1 d", "10 %", "keys failing"):
        alert(threshold, client=client_row)
    text = rows(root)
    for words in (
        "Expires within 7 days.", "Expires within 1 day.", "Less than 10 % of its lifetime is left.",
        "Signing keys cannot be fetched.",
    ):  # fmt: skip
        assert words in text
    chosen = root.get(url("changelist", model="alert"), {"threshold": "7 d"})
    assert chosen.context["cl"].result_count == 1
    assert "expires within 7 days</a>" in chosen.content.decode()


def test_list_is_filtered_by_kind(root: Browser, client_row: Client) -> None:
    alert(client=client_row)
    alert("keys failing", AlertKind.SIGNING_KEYS, environment=client_row.environment)
    page = root.get(url("changelist", model="alert"), {"kind__exact": "signing_keys"})
    assert [row.kind for row in page.context["cl"].queryset] == ["signing_keys"]
    assert "Signing keys cannot be fetched</a>" in page.content.decode()


def test_overdue_proof_links_to_its_credential(root: Browser, client_row: Client) -> None:
    credential = staging.stage(client_row, actor="test")
    Client.objects.update(automatic=True)
    assert proof_overdue.send_due(timezone.now() + timedelta(days=30)) == 1
    words = f"Credential {credential.kid[:12]}… of client payments ( nowhere ) Mosaic has not accepted it in time."
    assert words in rows(root)
    assert f'href="{url("change", credential)}"' in root.get(url("changelist", model="alert")).content.decode()


def test_alert_about_deleted_client_keeps_its_label(root: Browser, client_row: Client) -> None:
    sent_alert = alert(client=client_row, subject_label="An issuer in the chain of client payments (CN=Root)")
    client_row.delete()
    sent_alert.refresh_from_db()
    assert sent_alert.client is None
    assert "An issuer in the chain of client payments (CN=Root) Expires within 7 days." in rows(root)
    own = root.get(url("change", sent_alert)).content.decode()
    assert "An issuer in the chain of client payments (CN=Root)" in own


def test_alert_without_label_is_about_a_deleted_object(root: Browser, client_row: Client) -> None:
    alert(client=client_row, subject_label="")
    client_row.delete()
    assert "Deleted object Expires within 7 days." in rows(root)


def test_alert_list_takes_the_same_number_of_queries_for_any_number_of_clients(
    root: Browser, alerted_client: Client
) -> None:
    counts = []
    for number in range(20):
        if number in {0, 19}:
            root.get(url("changelist", model="alert"))
            with CaptureQueriesContext(connection) as queries:
                root.get(url("changelist", model="alert"))
            counts.append(len(queries))
            assert not any('"private_key"' in each["sql"] for each in queries)
        alert(
            client=Client.objects.create(
                name=f"c{number}",
                environment=alerted_client.environment,
                client_id=f"{number}",
                auth_method="tls_client_auth",
            )
        )
    assert counts[0] == counts[1]
